import { texts } from '../view.js'

export const state = texts({
  en: {
    list: 'States', listLead: 'What is held of the law of each State. A zero says what is held here, and nothing of the law itself.', filter: 'Name or code of a State', apply: 'Filter',
    noMatch: 'No State has such a name or code.', groups: { member_state: 'Member States', observer: 'Observer States', non_member_state: 'Non-member States', territory: 'Territories', regional_organization: 'Regional organizations' },
    shown: (n: string) => `${n} shown`, provisions: 'Provisions', laws: 'Laws', cases: 'Cases', lessons: 'Lessons learned', verified: 'Last verified', name: 'Name', elsewhere: 'No region',
    names: 'Names', region: 'Region', belongs: 'Member of', members: 'Members', holdings: 'What is held', none: 'nothing yet',
    coverage: 'Coverage of the vocabulary', coverageLead: 'Each square is a concept. “No data” means that nothing was read yet; it never means that the law is silent.', asOf: 'As known on', show: 'Show',
    withData: (n: string, all: string) => `Data on ${n} of ${all} concepts`, family: 'Family', concepts: 'Concepts', asList: 'The same as a list', status: 'Status', since: 'Known to hold from', evidence: 'Provisions',
    treaties: 'Treaties', instrument: 'Instrument', action: 'Action', date: 'Date', effective: 'In force for it from', noDate: 'date not known', noTreaties: 'No treaty action is recorded yet. That says nothing of whether there was one.',
    more: 'All of them', quality: 'How much was verified', seenOf: (seen: string, all: string) => `${seen} of ${all} seen in a source`, offences: 'Offences whose penalty was read', powers: 'Powers whose safeguards were read',
    accounts: 'Provisions known only from an account', undated: 'Provisions without a known date', never: 'not yet', of: (n: string, all: string) => `${n} of ${all}`, article: 'Articles'
  },
  fr: {
    list: 'États', listLead: 'Ce qui est détenu du droit de chaque État. Un zéro dit ce qui est détenu ici, et rien du droit lui-même.', filter: 'Nom ou code d’un État', apply: 'Filtrer',
    noMatch: 'Aucun État n’a ce nom ou ce code.', groups: { member_state: 'États Membres', observer: 'États observateurs', non_member_state: 'États non membres', territory: 'Territoires', regional_organization: 'Organisations régionales' },
    shown: (n: string) => `${n} affichés`, provisions: 'Dispositions', laws: 'Lois', cases: 'Affaires', lessons: 'Enseignements', verified: 'Dernière vérification', name: 'Nom', elsewhere: 'Sans région',
    names: 'Noms', region: 'Région', belongs: 'Membre de', members: 'Membres', holdings: 'Ce qui est détenu', none: 'rien encore',
    coverage: 'Couverture du vocabulaire', coverageLead: 'Chaque carré est une notion. « Aucune donnée » signifie que rien n’a encore été lu ; jamais que la loi est muette.', asOf: 'Connu au', show: 'Afficher',
    withData: (n: string, all: string) => `Données sur ${n} notions sur ${all}`, family: 'Famille', concepts: 'Notions', asList: 'La même chose en liste', status: 'Statut', since: 'Établi à compter du', evidence: 'Dispositions',
    treaties: 'Traités', instrument: 'Instrument', action: 'Acte', date: 'Date', effective: 'En vigueur à son égard le', noDate: 'date inconnue', noTreaties: 'Aucun acte relatif à un traité n’est encore consigné. Cela ne dit pas qu’il n’y en a pas eu.',
    more: 'Toutes', quality: 'Étendue de la vérification', seenOf: (seen: string, all: string) => `${seen} sur ${all} vus dans une source`, offences: 'Infractions dont la peine a été lue', powers: 'Pouvoirs dont les garanties ont été lues',
    accounts: 'Dispositions connues seulement par un compte rendu', undated: 'Dispositions sans date connue', never: 'pas encore', of: (n: string, all: string) => `${n} sur ${all}`, article: 'Articles'
  },
  es: {
    list: 'Estados', listLead: 'Lo que se tiene del derecho de cada Estado. Un cero indica lo que se tiene aquí, y nada del derecho mismo.', filter: 'Nombre o código de un Estado', apply: 'Filtrar',
    noMatch: 'Ningún Estado tiene ese nombre o código.', groups: { member_state: 'Estados Miembros', observer: 'Estados observadores', non_member_state: 'Estados no miembros', territory: 'Territorios', regional_organization: 'Organizaciones regionales' },
    shown: (n: string) => `${n} mostrados`, provisions: 'Disposiciones', laws: 'Leyes', cases: 'Casos', lessons: 'Lecciones aprendidas', verified: 'Última verificación', name: 'Nombre', elsewhere: 'Sin región',
    names: 'Nombres', region: 'Región', belongs: 'Miembro de', members: 'Miembros', holdings: 'Lo que se tiene', none: 'nada todavía',
    coverage: 'Cobertura del vocabulario', coverageLead: 'Cada cuadro es un concepto. «Sin datos» significa que aún no se ha leído nada; nunca que la ley guarde silencio.', asOf: 'Conocido al', show: 'Mostrar',
    withData: (n: string, all: string) => `Datos sobre ${n} de ${all} conceptos`, family: 'Familia', concepts: 'Conceptos', asList: 'Lo mismo en forma de lista', status: 'Situación', since: 'Consta desde', evidence: 'Disposiciones',
    treaties: 'Tratados', instrument: 'Instrumento', action: 'Acto', date: 'Fecha', effective: 'En vigor para él desde', noDate: 'fecha desconocida', noTreaties: 'Aún no consta ningún acto relativo a un tratado. Eso no dice que no lo haya habido.',
    more: 'Todos', quality: 'Cuánto se ha verificado', seenOf: (seen: string, all: string) => `${seen} de ${all} vistos en una fuente`, offences: 'Delitos cuya pena se ha leído', powers: 'Facultades cuyas salvaguardias se han leído',
    accounts: 'Disposiciones conocidas solo por una reseña', undated: 'Disposiciones sin fecha conocida', never: 'todavía no', of: (n: string, all: string) => `${n} de ${all}`, article: 'Artículos'
  },
  ru: {
    list: 'Государства', listLead: 'Что имеется о праве каждого государства. Ноль говорит лишь о том, что собрано здесь, но не о самом праве.', filter: 'Название или код государства', apply: 'Отобрать',
    noMatch: 'Нет государства с таким названием или кодом.', groups: { member_state: 'Государства-члены', observer: 'Государства-наблюдатели', non_member_state: 'Государства, не являющиеся членами', territory: 'Территории', regional_organization: 'Региональные организации' },
    shown: (n: string) => `Показано: ${n}`, provisions: 'Нормы', laws: 'Законы', cases: 'Дела', lessons: 'Извлечённые уроки', verified: 'Последняя проверка', name: 'Название', elsewhere: 'Без региона',
    names: 'Названия', region: 'Регион', belongs: 'Член организаций', members: 'Члены', holdings: 'Что имеется', none: 'пока ничего',
    coverage: 'Охват понятий', coverageLead: 'Каждый квадрат — понятие. «Нет данных» значит, что ещё ничего не прочитано, и никогда — что закон молчит.', asOf: 'По сведениям на', show: 'Показать',
    withData: (n: string, all: string) => `Есть данные по ${n} из ${all} понятий`, family: 'Группа', concepts: 'Понятия', asList: 'То же списком', status: 'Состояние', since: 'Известно с', evidence: 'Нормы',
    treaties: 'Договоры', instrument: 'Документ', action: 'Действие', date: 'Дата', effective: 'В силе для него с', noDate: 'дата неизвестна', noTreaties: 'Действий по договорам пока не внесено. Это не значит, что их не было.',
    more: 'Все', quality: 'Сколько проверено', seenOf: (seen: string, all: string) => `сверено с источником: ${seen} из ${all}`, offences: 'Составы, наказание за которые прочитано', powers: 'Полномочия, гарантии при которых прочитаны',
    accounts: 'Нормы, известные лишь по изложению', undated: 'Нормы без известной даты', never: 'ещё нет', of: (n: string, all: string) => `${n} из ${all}`, article: 'Статьи'
  },
  zh: {
    list: '国家', listLead: '各国法律的收录情况。零仅表示此处尚未收录，不说明法律本身。', filter: '国家名称或代码', apply: '筛选',
    noMatch: '没有此名称或代码的国家。', groups: { member_state: '会员国', observer: '观察员国', non_member_state: '非会员国', territory: '领土', regional_organization: '区域组织' },
    shown: (n: string) => `显示 ${n} 个`, provisions: '条文', laws: '法律', cases: '案例', lessons: '经验教训', verified: '最近核实', name: '名称', elsewhere: '无区域',
    names: '各语言名称', region: '区域', belongs: '所属组织', members: '成员', holdings: '收录情况', none: '尚无',
    coverage: '概念覆盖情况', coverageLead: '每个方格为一个概念。“无数据”表示尚未查阅，绝不表示法律没有规定。', asOf: '截至', show: '显示',
    withData: (n: string, all: string) => `${all} 个概念中 ${n} 个有数据`, family: '类别', concepts: '概念', asList: '以列表显示', status: '状态', since: '已知自何日成立', evidence: '条文',
    treaties: '条约', instrument: '文书', action: '行为', date: '日期', effective: '对其生效日期', noDate: '日期不详', noTreaties: '尚未收录条约行为。这不表示没有过此类行为。',
    more: '全部', quality: '核实程度', seenOf: (seen: string, all: string) => `${all} 项中 ${seen} 项已与来源核对`, offences: '已查阅刑罚的罪名', powers: '已查阅保障措施的权力',
    accounts: '仅见于转述的条文', undated: '日期不详的条文', never: '尚未', of: (n: string, all: string) => `${all} 项中 ${n} 项`, article: '条款'
  },
  ar: {
    list: 'الدول', listLead: 'ما هو محفوظ من قانون كل دولة. الصفر يدل على المحفوظ هنا ولا يقول شيئًا عن القانون نفسه.', filter: 'اسم الدولة أو رمزها', apply: 'صفِّ',
    noMatch: 'لا توجد دولة بهذا الاسم أو الرمز.', groups: { member_state: 'الدول الأعضاء', observer: 'الدول المراقبة', non_member_state: 'الدول غير الأعضاء', territory: 'الأقاليم', regional_organization: 'المنظمات الإقليمية' },
    shown: (n: string) => `المعروض: ${n}`, provisions: 'الأحكام', laws: 'القوانين', cases: 'القضايا', lessons: 'الدروس المستفادة', verified: 'آخر تحقق', name: 'الاسم', elsewhere: 'بلا منطقة',
    names: 'الأسماء', region: 'المنطقة', belongs: 'عضو في', members: 'الأعضاء', holdings: 'المحفوظ', none: 'لا شيء بعد',
    coverage: 'تغطية المفاهيم', coverageLead: 'كل مربع مفهوم. «لا بيانات» تعني أنه لم يُقرأ شيء بعد، ولا تعني أبدًا أن القانون ساكت.', asOf: 'المعروف في', show: 'اعرض',
    withData: (n: string, all: string) => `توجد بيانات عن ${n} من ${all} مفهومًا`, family: 'الفئة', concepts: 'المفاهيم', asList: 'الشيء نفسه في قائمة', status: 'الحالة', since: 'معروف منذ', evidence: 'الأحكام',
    treaties: 'المعاهدات', instrument: 'الصك', action: 'الإجراء', date: 'التاريخ', effective: 'نافذة تجاهها منذ', noDate: 'التاريخ غير معروف', noTreaties: 'لم يُسجَّل بعد أي إجراء تعاهدي، ولا يعني ذلك أنه لم يكن.',
    more: 'الكل', quality: 'مدى التحقق', seenOf: (seen: string, all: string) => `روجع على المصدر ${seen} من ${all}`, offences: 'الجرائم التي قُرئت عقوبتها', powers: 'الصلاحيات التي قُرئت ضماناتها',
    accounts: 'أحكام معروفة من عرض لها فقط', undated: 'أحكام بلا تاريخ معروف', never: 'ليس بعد', of: (n: string, all: string) => `${n} من ${all}`, article: 'المواد'
  }
})
