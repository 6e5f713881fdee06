import { texts } from '../view.js'

export const compare = texts({
  en: {
    title: 'Compare', lead: 'Up to ten States side by side: their provisions on the articles of a treaty or on a family of subjects, and the penalties.',
    states: 'States', chosen: (n: string) => `${n} chosen`, filter: 'Find a State in the list', by: 'Compare by', instrument: 'Articles of a treaty', concept: 'Family of subjects',
    submit: 'Compare', choose: 'Choose the States to compare: up to ten.', unknown: 'Not codes of Member States, and left out',
    tooMany: (n: string, max: string) => `You chose ${n} States; ${max} fit side by side. The first ${max} of them are compared below. Your choice is kept: take some away, and others move up.`,
    csv: 'As CSV', docx: 'As Word document', subject: 'Subject', article: 'Article', code: 'Code', state: 'State', status: 'Status', number: 'Number', heading: 'Heading', law: 'Law', address: 'Address',
    noProvision: 'no provision read', none: 'In none of these States a provision was read on this.',
    asOf: 'As the law stood on', today: 'today', undated: (n: string) => `Left out, for nothing is known of them on that day: provisions without a date (${n}).`, wording: 'Wording', summary: 'Editorial summary', kind: 'Kind of text', whole: 'Whole provision', unfold: 'Unfold or fold the row', unfoldAll: 'Unfold or fold all texts', nothing: 'neither wording nor summary is held',
    penalties: 'Penalties', penalty: 'Penalty', years: 'years', grave: 'where circumstances make it graver', plain: 'as threatened',
    penaltiesLead: 'Imprisonment is drawn in years. Fines are in the currency or unit of the law and never converted.',
    noPenalty: 'no penalty seen', noPenaltyLead: '“No penalty seen” means that none was read; it may stand elsewhere in the law.',
    imprisonment: 'imprisonment'
  },
  fr: {
    title: 'Comparer', lead: 'Jusqu’à dix États côte à côte : leurs dispositions sur les articles d’un traité ou sur une famille de questions, et les peines.',
    states: 'États', chosen: (n: string) => `${n} choisis`, filter: 'Trouver un État dans la liste', by: 'Comparer par', instrument: 'Articles d’un traité', concept: 'Famille de questions',
    submit: 'Comparer', choose: 'Choisissez les États à comparer : dix au plus.', unknown: 'Ces codes ne désignent pas d’États Membres et ont été écartés',
    tooMany: (n: string, max: string) => `Vous avez choisi ${n} États ; ${max} tiennent côte à côte. Les ${max} premiers sont comparés ci-dessous. Votre choix est conservé : retirez-en quelques-uns et d’autres prendront leur place.`,
    csv: 'En CSV', docx: 'En document Word', subject: 'Question', article: 'Article', code: 'Code', state: 'État', status: 'Statut', number: 'Numéro', heading: 'Intitulé', law: 'Loi', address: 'Adresse',
    noProvision: 'aucune disposition lue', none: 'Aucune disposition n’a été lue à ce sujet dans ces États.',
    asOf: 'État du droit au', today: 'aujourd’hui', undated: (n: string) => `Dispositions sans date, dont rien n’est connu à ce jour, et donc omises : ${n}.`, wording: 'Texte', summary: 'Résumé de la rédaction', kind: 'Nature du texte', whole: 'Disposition entière', unfold: 'Déplier ou replier la ligne', unfoldAll: 'Déplier ou replier tous les textes', nothing: 'ni texte ni résumé ne sont détenus',
    penalties: 'Peines', penalty: 'Peine', years: 'années', grave: 'en cas de circonstances aggravantes', plain: 'peine encourue',
    penaltiesLead: 'L’emprisonnement est représenté en années. Les amendes sont données dans la monnaie ou l’unité de la loi et ne sont jamais converties.',
    noPenalty: 'aucune peine relevée', noPenaltyLead: '« Aucune peine relevée » signifie qu’aucune n’a été lue ; elle peut figurer ailleurs dans la loi.',
    imprisonment: 'emprisonnement'
  },
  es: {
    title: 'Comparar', lead: 'Hasta diez Estados lado a lado: sus disposiciones sobre los artículos de un tratado o sobre una familia de materias, y las penas.',
    states: 'Estados', chosen: (n: string) => `${n} elegidos`, filter: 'Buscar un Estado en la lista', by: 'Comparar por', instrument: 'Artículos de un tratado', concept: 'Familia de materias',
    submit: 'Comparar', choose: 'Elija los Estados que desea comparar: diez como máximo.', unknown: 'Estos códigos no son de Estados Miembros y se han omitido',
    tooMany: (n: string, max: string) => `Ha elegido ${n} Estados; caben ${max} lado a lado. Abajo se comparan los ${max} primeros. Su elección se conserva: quite algunos y otros ocuparán su lugar.`,
    csv: 'En CSV', docx: 'En documento de Word', subject: 'Materia', article: 'Artículo', code: 'Código', state: 'Estado', status: 'Situación', number: 'Número', heading: 'Epígrafe', law: 'Ley', address: 'Dirección',
    noProvision: 'ninguna disposición leída', none: 'En ninguno de estos Estados se ha leído una disposición al respecto.',
    asOf: 'Derecho vigente el', today: 'hoy', undated: (n: string) => `Disposiciones sin fecha, de las que nada se sabe en ese día y que se han omitido: ${n}.`, wording: 'Texto', summary: 'Resumen de la redacción', kind: 'Clase de texto', whole: 'Disposición completa', unfold: 'Desplegar o plegar la fila', unfoldAll: 'Desplegar o plegar todos los textos', nothing: 'no se tiene ni el texto ni un resumen',
    penalties: 'Penas', penalty: 'Pena', years: 'años', grave: 'cuando concurren circunstancias agravantes', plain: 'pena prevista',
    penaltiesLead: 'La prisión se representa en años. Las multas figuran en la moneda o unidad de la ley y nunca se convierten.',
    noPenalty: 'no se ha visto pena', noPenaltyLead: '«No se ha visto pena» significa que no se ha leído ninguna; puede figurar en otro lugar de la ley.',
    imprisonment: 'prisión'
  },
  ru: {
    title: 'Сравнение', lead: 'До десяти государств рядом: их нормы по статьям договора или по группе вопросов, а также наказания.',
    states: 'Государства', chosen: (n: string) => `Выбрано: ${n}`, filter: 'Найти государство в списке', by: 'Сравнить по', instrument: 'Статьям договора', concept: 'Группе вопросов',
    submit: 'Сравнить', choose: 'Выберите государства для сравнения: не более десяти.', unknown: 'Эти коды не обозначают государств-членов и пропущены',
    tooMany: (n: string, max: string) => `Выбрано государств: ${n}; рядом помещаются ${max}. Ниже сравниваются первые ${max}. Ваш выбор сохранён: уберите некоторые, и другие займут их место.`,
    csv: 'В CSV', docx: 'В документе Word', subject: 'Вопрос', article: 'Статья', code: 'Код', state: 'Государство', status: 'Состояние', number: 'Номер', heading: 'Заголовок', law: 'Закон', address: 'Адрес',
    noProvision: 'норма не прочитана', none: 'Ни в одном из этих государств норма по этому вопросу не прочитана.',
    asOf: 'Право по состоянию на', today: 'сегодня', undated: (n: string) => `Нормы без даты, о которых на этот день ничего не известно, опущены: ${n}.`, wording: 'Текст', summary: 'Краткое изложение редакции', kind: 'Вид текста', whole: 'Норма целиком', unfold: 'Развернуть или свернуть строку', unfoldAll: 'Развернуть или свернуть все тексты', nothing: 'нет ни текста, ни изложения',
    penalties: 'Наказания', penalty: 'Наказание', years: 'лет', grave: 'при отягчающих обстоятельствах', plain: 'предусмотренное наказание',
    penaltiesLead: 'Лишение свободы показано в годах. Штрафы указаны в валюте или единицах закона и никогда не пересчитываются.',
    noPenalty: 'наказание не обнаружено', noPenaltyLead: '«Наказание не обнаружено» означает, что оно не было прочитано; оно может быть указано в другом месте закона.',
    imprisonment: 'лишение свободы'
  },
  zh: {
    title: '比较', lead: '最多十个国家并列比较：其关于某一条约各条或某一组事项的条文，以及刑罚。',
    states: '国家', chosen: (n: string) => `已选 ${n} 个`, filter: '在列表中查找国家', by: '比较依据', instrument: '条约各条', concept: '事项类别',
    submit: '比较', choose: '请选择要比较的国家，最多十个。', unknown: '下列代码不是会员国代码，已略去',
    tooMany: (n: string, max: string) => `您选择了 ${n} 个国家，最多可并列 ${max} 个。下面比较其中前 ${max} 个。您的选择已保留：去掉一些，其他国家会依次补上。`,
    csv: 'CSV 文件', docx: 'Word 文档', subject: '事项', article: '条', code: '代码', state: '国家', status: '状态', number: '编号', heading: '条标', law: '法律', address: '网址',
    noProvision: '未读到条文', none: '在这些国家均未读到这方面的条文。',
    asOf: '法律状况截至', today: '今天', undated: (n: string) => `没有日期、无从得知当日状况而略去的条文：${n} 条。`, wording: '原文', summary: '编辑摘要', kind: '文本类型', whole: '条文全文', unfold: '展开或收起本行', unfoldAll: '展开或收起全部文本', nothing: '未收录原文或摘要',
    penalties: '刑罚', penalty: '刑罚', years: '年', grave: '情节加重时', plain: '法定刑',
    penaltiesLead: '监禁以年为单位图示。罚金按法律所用货币或单位列出，从不换算。',
    noPenalty: '未见刑罚', noPenaltyLead: '“未见刑罚”表示没有读到；刑罚可能规定在法律的其他地方。',
    imprisonment: '监禁'
  },
  ar: {
    title: 'المقارنة', lead: 'حتى عشر دول جنبًا إلى جنب: أحكامها بشأن مواد معاهدة أو مجموعة من المسائل، والعقوبات.',
    states: 'الدول', chosen: (n: string) => `المختار: ${n}`, filter: 'ابحث عن دولة في القائمة', by: 'قارن حسب', instrument: 'مواد معاهدة', concept: 'مجموعة مسائل',
    submit: 'قارن', choose: 'اختر الدول التي تريد مقارنتها: عشرًا على الأكثر.', unknown: 'هذه الرموز ليست لدول أعضاء وقد أُغفلت',
    tooMany: (n: string, max: string) => `عدد الدول التي اخترتها ${n}، والحد الأقصى جنبًا إلى جنب ${max}. تُقارَن أدناه أول ${max} منها. اختيارك محفوظ: أزل بعضها فتحل أخرى محلها.`,
    csv: 'بصيغة CSV', docx: 'مستند Word', subject: 'المسألة', article: 'المادة', code: 'الرمز', state: 'الدولة', status: 'الحالة', number: 'الرقم', heading: 'العنوان الفرعي', law: 'القانون', address: 'العنوان الإلكتروني',
    noProvision: 'لم يُقرأ حكم', none: 'لم يُقرأ في أي من هذه الدول حكم بهذا الشأن.',
    asOf: 'القانون كما كان في', today: 'اليوم', undated: (n: string) => `أحكام بلا تاريخ لا يُعرف عنها شيء في ذلك اليوم وقد أُغفلت: ${n}.`, wording: 'النص', summary: 'ملخص بعبارة المحررين', kind: 'نوع النص', whole: 'الحكم كاملًا', unfold: 'ابسط الصف أو اطوِه', unfoldAll: 'ابسط النصوص كلها أو اطوِها', nothing: 'لا يوجد نص ولا ملخص',
    penalties: 'العقوبات', penalty: 'العقوبة', years: 'سنوات', grave: 'عند توافر ظروف مشددة', plain: 'العقوبة المقررة',
    penaltiesLead: 'يُعرض السجن بالسنوات. والغرامات بعملة القانون أو وحدته ولا تُحوَّل أبدًا.',
    noPenalty: 'لم تُرصد عقوبة', noPenaltyLead: '«لم تُرصد عقوبة» تعني أنه لم يُقرأ نص بها، وقد ترد في موضع آخر من القانون.',
    imprisonment: 'السجن'
  }
})
