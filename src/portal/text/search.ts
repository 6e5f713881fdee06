import { texts } from '../view.js'

export const search = texts({
  en: {
    title: 'Search', placeholder: 'An offence, a word, an article: illegal access, art. 323-1, فدية …', submit: 'Search',
    lead: 'Search laws, judgments and lessons learned of the UN Member States, in any language.',
    total: (n: string) => `${n} found`, none: 'Nothing was found.', exact: 'Exact words', relevance: 'By relevance', mode: 'How to search',
    exactHelp: 'Words and phrases as they are written; AND, OR, NOT, parentheses, "phrases", beginning*',
    group: 'Each law once', filters: 'Filters', apply: 'Apply', clear: 'Clear all filters', more: (n: string) => `${n} more`, next: 'Next results', previous: 'From the beginning',
    facets: { type: 'Kind', state: 'State', concept: 'Concept', language: 'Language of the law', status: 'Status' },
    types: { legislation: 'Law', provision: 'Provision', case: 'Case', lesson: 'Lesson learned' },
    why: 'Why it is here', fields: { number: 'the number asked for', heading: 'heading', title: 'title', concept: 'concept', text: 'text', place: 'place in the law', meaning: 'similar in meaning' },
    suggested: 'suggested by its words', identical: (n: string) => `and ${n} more with the same words`, foundInLaw: (n: string) => `${n} provisions of this law`,
    didYouMean: 'Searched for', notFound: 'Not found in any document', about: 'Understood as', offers: 'What would be found', without: 'without',
    csv: 'These results as CSV', feed: 'Feed of this search', asOf: 'As it stood on', syntax: 'The query could not be read', needsVerification: 'needs verification',
    examples: 'For example', holdings: { states: 'Member States with provisions', provisions: 'provisions', legislation: 'laws', cases: 'cases', lessons: 'lessons learned' }
  },
  fr: {
    title: 'Recherche', placeholder: 'Une infraction, un mot, un article : accès frauduleux, art. 323-1 …', submit: 'Rechercher',
    lead: 'Cherchez dans les lois, les décisions de justice et les enseignements des États Membres de l’ONU, dans toutes les langues.',
    total: (n: string) => `${n} trouvés`, none: 'Rien n’a été trouvé.', exact: 'Mots exacts', relevance: 'Par pertinence', mode: 'Mode de recherche',
    exactHelp: 'Mots et expressions tels qu’ils sont écrits ; AND, OR, NOT, parenthèses, "expressions", début*',
    group: 'Chaque loi une fois', filters: 'Filtres', apply: 'Appliquer', clear: 'Effacer les filtres', more: (n: string) => `${n} de plus`, next: 'Résultats suivants', previous: 'Depuis le début',
    facets: { type: 'Genre', state: 'État', concept: 'Notion', language: 'Langue de la loi', status: 'Statut' },
    types: { legislation: 'Loi', provision: 'Disposition', case: 'Affaire', lesson: 'Enseignement' },
    why: 'Pourquoi ce résultat', fields: { number: 'le numéro demandé', heading: 'intitulé', title: 'titre', concept: 'notion', text: 'texte', place: 'place dans la loi', meaning: 'sens proche' },
    suggested: 'suggéré par ses mots', identical: (n: string) => `et ${n} autres au texte identique`, foundInLaw: (n: string) => `${n} dispositions de cette loi`,
    didYouMean: 'Recherché', notFound: 'Dans aucun document', about: 'Compris comme', offers: 'Ce qui serait trouvé', without: 'sans',
    csv: 'Ces résultats en CSV', feed: 'Flux de cette recherche', asOf: 'En vigueur le', syntax: 'La requête n’a pas pu être lue', needsVerification: 'à vérifier',
    examples: 'Par exemple', holdings: { states: 'États Membres avec dispositions', provisions: 'dispositions', legislation: 'lois', cases: 'affaires', lessons: 'enseignements' }
  },
  es: {
    title: 'Búsqueda', placeholder: 'Un delito, una palabra, un artículo: acceso ilícito, art. 197 bis …', submit: 'Buscar',
    lead: 'Busque en leyes, sentencias y lecciones aprendidas de los Estados Miembros de la ONU, en cualquier idioma.',
    total: (n: string) => `${n} encontrados`, none: 'No se encontró nada.', exact: 'Palabras exactas', relevance: 'Por relevancia', mode: 'Cómo buscar',
    exactHelp: 'Palabras y frases tal como están escritas; AND, OR, NOT, paréntesis, "frases", comienzo*',
    group: 'Cada ley una vez', filters: 'Filtros', apply: 'Aplicar', clear: 'Quitar los filtros', more: (n: string) => `${n} más`, next: 'Resultados siguientes', previous: 'Desde el principio',
    facets: { type: 'Tipo', state: 'Estado', concept: 'Concepto', language: 'Idioma de la ley', status: 'Situación' },
    types: { legislation: 'Ley', provision: 'Disposición', case: 'Caso', lesson: 'Lección aprendida' },
    why: 'Por qué aparece', fields: { number: 'el número pedido', heading: 'epígrafe', title: 'título', concept: 'concepto', text: 'texto', place: 'lugar en la ley', meaning: 'significado parecido' },
    suggested: 'sugerido por sus palabras', identical: (n: string) => `y ${n} más con las mismas palabras`, foundInLaw: (n: string) => `${n} disposiciones de esta ley`,
    didYouMean: 'Se buscó', notFound: 'En ningún documento', about: 'Entendido como', offers: 'Lo que se encontraría', without: 'sin',
    csv: 'Estos resultados en CSV', feed: 'Canal de esta búsqueda', asOf: 'Vigente el', syntax: 'No se pudo leer la consulta', needsVerification: 'por verificar',
    examples: 'Por ejemplo', holdings: { states: 'Estados Miembros con disposiciones', provisions: 'disposiciones', legislation: 'leyes', cases: 'casos', lessons: 'lecciones aprendidas' }
  },
  ru: {
    title: 'Поиск', placeholder: 'Преступление, слово, статья: неправомерный доступ, УК 272 …', submit: 'Найти',
    lead: 'Поиск по законам, судебным решениям и извлечённым урокам государств — членов ООН на любом языке.',
    total: (n: string) => `Найдено: ${n}`, none: 'Ничего не найдено.', exact: 'Точные слова', relevance: 'По смыслу', mode: 'Как искать',
    exactHelp: 'Слова и выражения так, как они написаны; AND, OR, NOT, скобки, "выражения", начало*',
    group: 'Каждый закон один раз', filters: 'Фильтры', apply: 'Применить', clear: 'Сбросить фильтры', more: (n: string) => `Ещё ${n}`, next: 'Следующие результаты', previous: 'С начала',
    facets: { type: 'Вид', state: 'Государство', concept: 'Понятие', language: 'Язык закона', status: 'Состояние' },
    types: { legislation: 'Закон', provision: 'Норма', case: 'Дело', lesson: 'Извлечённый урок' },
    why: 'Почему найдено', fields: { number: 'запрошенный номер', heading: 'заголовок', title: 'название', concept: 'понятие', text: 'текст', place: 'место в законе', meaning: 'близко по смыслу' },
    suggested: 'предположено по словам', identical: (n: string) => `и ещё ${n} с теми же словами`, foundInLaw: (n: string) => `Норм этого закона: ${n}`,
    didYouMean: 'Искали', notFound: 'Нет ни в одном документе', about: 'Понято как', offers: 'Что нашлось бы', without: 'без',
    csv: 'Эти результаты в CSV', feed: 'Лента этого поиска', asOf: 'По состоянию на', syntax: 'Запрос не удалось прочитать', needsVerification: 'требует проверки',
    examples: 'Например', holdings: { states: 'государств-членов с нормами', provisions: 'норм', legislation: 'законов', cases: 'дел', lessons: 'уроков' }
  },
  zh: {
    title: '检索', placeholder: '罪名、词语或条文：非法侵入、刑法第285条……', submit: '检索',
    lead: '以任何语言检索联合国会员国的法律、判例和经验教训。',
    total: (n: string) => `共 ${n} 条`, none: '没有找到。', exact: '精确词语', relevance: '按相关度', mode: '检索方式',
    exactHelp: '按原样检索词语和短语；AND、OR、NOT、括号、"短语"、开头*',
    group: '每部法律一条', filters: '筛选', apply: '应用', clear: '清除所有筛选', more: (n: string) => `另有 ${n} 项`, next: '后面的结果', previous: '回到开头',
    facets: { type: '种类', state: '国家', concept: '概念', language: '法律语言', status: '状态' },
    types: { legislation: '法律', provision: '条文', case: '案例', lesson: '经验教训' },
    why: '命中原因', fields: { number: '所查编号', heading: '条标', title: '标题', concept: '概念', text: '正文', place: '在法律中的位置', meaning: '含义相近' },
    suggested: '由其文字推断', identical: (n: string) => `另有 ${n} 条文字相同`, foundInLaw: (n: string) => `本法 ${n} 条`,
    didYouMean: '实际检索', notFound: '任何文件中均未出现', about: '理解为', offers: '可以找到的', without: '去掉',
    csv: '将这些结果存为 CSV', feed: '此检索的订阅源', asOf: '当时有效的文本', syntax: '无法理解检索式', needsVerification: '有待核实',
    examples: '例如', holdings: { states: '个有条文的会员国', provisions: '条条文', legislation: '部法律', cases: '个案例', lessons: '条经验教训' }
  },
  ar: {
    title: 'البحث', placeholder: 'جريمة أو كلمة أو مادة: الدخول غير المشروع، المادة ٥ …', submit: 'ابحث',
    lead: 'ابحث في قوانين الدول الأعضاء في الأمم المتحدة وأحكامها القضائية ودروسها المستفادة، بأي لغة.',
    total: (n: string) => `النتائج: ${n}`, none: 'لم يُعثر على شيء.', exact: 'الكلمات بنصها', relevance: 'حسب الصلة', mode: 'طريقة البحث',
    exactHelp: 'الكلمات والعبارات كما كُتبت؛ AND وOR وNOT والأقواس و"العبارات" وبداية*',
    group: 'كل قانون مرة واحدة', filters: 'عوامل التصفية', apply: 'طبّق', clear: 'امسح كل العوامل', more: (n: string) => `${n} أخرى`, next: 'النتائج التالية', previous: 'من البداية',
    facets: { type: 'النوع', state: 'الدولة', concept: 'المفهوم', language: 'لغة القانون', status: 'الحالة' },
    types: { legislation: 'قانون', provision: 'حكم قانوني', case: 'قضية', lesson: 'درس مستفاد' },
    why: 'سبب ظهوره', fields: { number: 'الرقم المطلوب', heading: 'العنوان الفرعي', title: 'العنوان', concept: 'المفهوم', text: 'النص', place: 'الموضع في القانون', meaning: 'قريب في المعنى' },
    suggested: 'اقترحته كلماته', identical: (n: string) => `و${n} أخرى بالنص نفسه`, foundInLaw: (n: string) => `من هذا القانون: ${n}`,
    didYouMean: 'جرى البحث عن', notFound: 'لا ترد في أي وثيقة', about: 'فُهم على أنه', offers: 'ما يمكن العثور عليه', without: 'من دون',
    csv: 'هذه النتائج بصيغة CSV', feed: 'موجز هذا البحث', asOf: 'كما كان في', syntax: 'تعذرت قراءة الاستعلام', needsVerification: 'بحاجة إلى تحقق',
    examples: 'مثلًا', holdings: { states: 'دولة عضوًا لها أحكام', provisions: 'حكمًا', legislation: 'قانونًا', cases: 'قضية', lessons: 'درسًا مستفادًا' }
  }
})

/** Queries to begin with, each in a language of its own. */
export const examples = [
  { q: 'illegal access', language: 'en' }, { q: 'accès frauduleux', language: 'fr' }, { q: 'acceso ilícito', language: 'es' },
  { q: 'неправомерный доступ', language: 'ru' }, { q: '非法侵入', language: 'zh' }, { q: 'الدخول غير المشروع', language: 'ar' }
] as const
