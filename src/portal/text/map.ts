import { texts } from '../view.js'

export const map = texts({
  en: {
    title: 'World map', lead: 'Which States have a rule on a subject of cybercrime law, on any day, as far as their laws were read.',
    heading: (concept: string) => `${concept}: the law of the world`, concept: 'Subject', asOf: 'As the law stood on', today: 'today', show: 'Show',
    table: 'The same as a table', skip: 'Skip the map, go to the table', inTable: 'In the table', all: 'All Member States', state: 'State', status: 'Status', law: 'Provisions', more: (n: string) => `and ${n} more`,
    legend: (n: string) => `${n} Member States`, others: 'Other States, organizations and areas', none: 'No State has this status here.',
    unstated: 'no statement', unstatedNote: 'The fill “no statement” marks areas of which this map says nothing; it implies no opinion on their status.',
    outside: 'area without a record of its own', zoomIn: 'Zoom in', zoomOut: 'Zoom out', svg: 'Map as SVG', png: 'Map as PNG', csv: 'Data as CSV',
    family: 'For a family of subjects a State is shown with the strongest status of any of its members.',
    dates: 'A provision counts from the day it became law or, where that day is not known, from the day it was last seen to be law.',
    noData: '“No data” means that nothing was read yet; it never means that a State has no law.',
    neutral: 'The boundaries and names shown and the designations used on this map do not imply any opinion on the legal status of any country, territory, city or area or of its authorities, or on the delimitation of its frontiers or boundaries. Areas are shown by data of their own only.',
    source: 'Boundaries: Natural Earth (public domain), equal-area projection.'
  },
  fr: {
    title: 'Carte du monde', lead: 'Quels États ont une règle sur une question de droit de la cybercriminalité, à toute date, pour autant que leurs lois aient été lues.',
    heading: (concept: string) => `${concept} : le droit dans le monde`, concept: 'Question', asOf: 'État du droit au', today: 'aujourd’hui', show: 'Afficher',
    table: 'Les mêmes données en tableau', skip: 'Passer la carte, aller au tableau', inTable: 'Dans le tableau', all: 'Tous les États Membres', state: 'État', status: 'Statut', law: 'Dispositions', more: (n: string) => `et ${n} de plus`,
    legend: (n: string) => `${n} États Membres`, others: 'Autres États, organisations et zones', none: 'Aucun État n’a ici ce statut.',
    unstated: 'aucune indication', unstatedNote: 'La mention « aucune indication » signale des zones dont cette carte ne dit rien ; elle n’implique aucune prise de position quant à leur statut.',
    outside: 'zone sans fiche propre', zoomIn: 'Agrandir', zoomOut: 'Réduire', svg: 'Carte en SVG', png: 'Carte en PNG', csv: 'Données en CSV',
    family: 'Pour une famille de questions, un État est présenté avec le statut le plus fort de l’un quelconque de ses éléments.',
    dates: 'Une disposition compte à partir du jour où elle est devenue loi ou, si ce jour n’est pas connu, du jour où il a été constaté en dernier lieu qu’elle l’était.',
    noData: '« Pas de données » signifie que rien n’a encore été lu, jamais qu’un État n’a pas de loi.',
    neutral: 'Les frontières et les noms indiqués et les désignations employées sur cette carte n’impliquent aucune prise de position quant au statut juridique des pays, territoires, villes ou zones, ou de leurs autorités, ni quant au tracé de leurs frontières ou limites. Les zones ne sont présentées que d’après leurs propres données.',
    source: 'Frontières : Natural Earth (domaine public), projection équivalente.'
  },
  es: {
    title: 'Mapa mundial', lead: 'Qué Estados tienen una norma sobre una materia del derecho de la ciberdelincuencia, en cualquier fecha, en la medida en que se han leído sus leyes.',
    heading: (concept: string) => `${concept}: el derecho en el mundo`, concept: 'Materia', asOf: 'Derecho vigente el', today: 'hoy', show: 'Mostrar',
    table: 'Lo mismo en una tabla', skip: 'Saltar el mapa e ir a la tabla', inTable: 'En la tabla', all: 'Todos los Estados Miembros', state: 'Estado', status: 'Situación', law: 'Disposiciones', more: (n: string) => `y ${n} más`,
    legend: (n: string) => `${n} Estados Miembros`, others: 'Otros Estados, organizaciones y zonas', none: 'Ningún Estado está aquí en esta situación.',
    unstated: 'sin indicación', unstatedNote: 'El relleno «sin indicación» señala zonas de las que este mapa nada dice; no implica opinión alguna sobre su condición jurídica.',
    outside: 'zona sin ficha propia', zoomIn: 'Ampliar', zoomOut: 'Reducir', svg: 'Mapa en SVG', png: 'Mapa en PNG', csv: 'Datos en CSV',
    family: 'En una familia de materias, cada Estado figura con la situación más favorable de cualquiera de sus miembros.',
    dates: 'Una disposición cuenta desde el día en que pasó a ser ley o, si se desconoce, desde el día en que se comprobó por última vez que lo era.',
    noData: '«Sin datos» significa que aún no se ha leído nada; nunca que un Estado carezca de ley.',
    neutral: 'Los límites y los nombres que figuran en este mapa y las denominaciones empleadas en él no implican opinión alguna sobre la condición jurídica de países, territorios, ciudades o zonas, ni de sus autoridades, ni respecto del trazado de sus fronteras o límites. Las zonas se muestran únicamente con sus propios datos.',
    source: 'Límites: Natural Earth (dominio público), proyección equivalente.'
  },
  ru: {
    title: 'Карта мира', lead: 'В каких государствах есть норма по тому или иному вопросу права о киберпреступности на любую дату — насколько их законы были прочитаны.',
    heading: (concept: string) => `${concept}: право в мире`, concept: 'Вопрос', asOf: 'Право по состоянию на', today: 'сегодня', show: 'Показать',
    table: 'То же в виде таблицы', skip: 'Пропустить карту и перейти к таблице', inTable: 'В таблице', all: 'Все государства-члены', state: 'Государство', status: 'Состояние', law: 'Нормы', more: (n: string) => `и ещё ${n}`,
    legend: (n: string) => `Государств-членов: ${n}`, others: 'Другие государства, организации и районы', none: 'Здесь нет государств с таким состоянием.',
    unstated: 'без указания', unstatedNote: 'Заливкой «без указания» обозначены районы, о которых эта карта ничего не сообщает; она не выражает какого-либо мнения об их статусе.',
    outside: 'район без собственной записи', zoomIn: 'Увеличить', zoomOut: 'Уменьшить', svg: 'Карта в SVG', png: 'Карта в PNG', csv: 'Данные в CSV',
    family: 'Для группы вопросов государство показано с наивысшим состоянием по любому из них.',
    dates: 'Норма учитывается со дня, когда она стала законом, а если он неизвестен — со дня, когда в последний раз было установлено, что она действует.',
    noData: '«Нет данных» означает, что ещё ничего не прочитано, и никогда не означает, что у государства нет закона.',
    neutral: 'Границы, названия и обозначения на этой карте не выражают какого-либо мнения относительно правового статуса страны, территории, города или района, их органов власти или относительно делимитации их границ. Районы показаны только по их собственным данным.',
    source: 'Границы: Natural Earth (общественное достояние), равновеликая проекция.'
  },
  zh: {
    title: '世界地图', lead: '就已读到的法律而言，哪些国家在某一日期对网络犯罪法的某一事项有规定。',
    heading: (concept: string) => `${concept}：世界各国法律`, concept: '事项', asOf: '法律状况截至', today: '今天', show: '显示',
    table: '以表格显示', skip: '跳过地图，转到表格', inTable: '表格中显示', all: '所有会员国', state: '国家', status: '状态', law: '条文', more: (n: string) => `另有 ${n} 条`,
    legend: (n: string) => `${n} 个会员国`, others: '其他国家、组织和地区', none: '此处没有国家属于这一状态。',
    unstated: '不作说明', unstatedNote: '“不作说明”底纹标示本地图不作任何说明的地区，不意味着对其地位表示任何意见。',
    outside: '没有单独记录的地区', zoomIn: '放大', zoomOut: '缩小', svg: 'SVG 地图', png: 'PNG 地图', csv: 'CSV 数据',
    family: '对于一组事项，国家按其中任一事项的最高状态显示。',
    dates: '条文自其成为法律之日起计；该日不明的，自最近一次查明其为法律之日起计。',
    noData: '“无数据”表示尚未读到任何内容，绝不表示该国没有法律。',
    neutral: '本地图上显示的边界和名称以及所使用的称谓，不意味着对任何国家、领土、城市或地区或其当局的法律地位，或对其边境或边界的划分表示任何意见。各地区仅按其自身数据显示。',
    source: '边界：Natural Earth（公有领域），等积投影。'
  },
  ar: {
    title: 'خريطة العالم', lead: 'ما الدول التي لديها حكم في مسألة من مسائل قانون الجريمة السيبرانية، في أي تاريخ، بقدر ما قُرئ من قوانينها.',
    heading: (concept: string) => `${concept}: القانون في العالم`, concept: 'المسألة', asOf: 'القانون كما كان في', today: 'اليوم', show: 'اعرض',
    table: 'البيانات نفسها في جدول', skip: 'تجاوز الخريطة إلى الجدول', inTable: 'في الجدول', all: 'جميع الدول الأعضاء', state: 'الدولة', status: 'الحالة', law: 'الأحكام', more: (n: string) => `و${n} أخرى`,
    legend: (n: string) => `الدول الأعضاء: ${n}`, others: 'دول ومنظمات ومناطق أخرى', none: 'لا توجد هنا دولة بهذه الحالة.',
    unstated: 'دون بيان', unstatedNote: 'التظليل «دون بيان» يشير إلى مناطق لا تقول هذه الخريطة عنها شيئًا، ولا ينطوي على أي رأي بشأن مركزها.',
    outside: 'منطقة ليس لها سجل خاص بها', zoomIn: 'تكبير', zoomOut: 'تصغير', svg: 'الخريطة بصيغة SVG', png: 'الخريطة بصيغة PNG', csv: 'البيانات بصيغة CSV',
    family: 'في مجموعة من المسائل تظهر الدولة بأقوى حالة لأي مسألة منها.',
    dates: 'يُحتسب الحكم من اليوم الذي أصبح فيه قانونًا، أو من آخر يوم ثبت فيه أنه قانون إن لم يُعرف ذلك اليوم.',
    noData: '«لا توجد بيانات» تعني أنه لم يُقرأ شيء بعد، ولا تعني أبدًا أن الدولة ليس لديها قانون.',
    neutral: 'لا تنطوي الحدود والأسماء المبيَّنة والتسميات المستخدمة في هذه الخريطة على الإعراب عن أي رأي بشأن المركز القانوني لأي بلد أو إقليم أو مدينة أو منطقة أو لسلطاتها، أو بشأن تعيين تخومها أو حدودها. ولا تُعرض المناطق إلا ببياناتها الخاصة.',
    source: 'الحدود: Natural Earth (ملك عام)، إسقاط متساوي المساحة.'
  }
})
