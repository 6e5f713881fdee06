import { texts } from '../view.js'

/** The guide for those who run other portals. */
export const embed = texts({
  en: {
    title: 'The search in your portal', lead: 'Five lines put the world’s cybercrime law into any page. No cookies, no tracking, nothing to install.',
    search: 'A search', searchHelp: 'The search as you see it below, in the language of your page. Without a key all readers of a network share one limit; with a key your portal has its own.',
    demo: 'This is the element itself', provision: 'One provision', provisionHelp: 'Its words, date, language, State and source; its id is the law’s and the provision’s, as in the address of its page.',
    instant: 'InstantSearch', instantHelp: 'Existing InstantSearch widgets work over our API. Facets are type, state, region, concept, instrument, language, status and year; labelOf names their codes.',
    form: 'Without JavaScript', formHelp: 'A form that leads to our results page.', classic: 'Pages that cannot load modules', classicHelp: 'The same elements as a classic script.',
    key: 'Publishable keys', keyHelp: 'Those who run the service make a key for your origins. It only reads, works from these pages alone, has a limit of its own, and may stand in your page. A revoked key is refused at once.',
    safe: 'Pinned version, integrity and policy', safeHelp: 'This address never gives other content; the integrity makes sure of it. After an upgrade of the service the old address answers 404: pin the new one, or host the file yourself. Under a content security policy nothing more than these lines is needed, and no style-src.',
    attributes: 'Attributes', attribute: 'Attribute', meaning: 'Meaning', looks: 'Look', looksHelp: 'Custom properties and parts change the look; the element is in the light or dark of your page’s color-scheme.',
    properties: 'Custom properties', parts: 'Parts', events: 'Events', eventsHelp: 'All of them bubble out of shadows. What a listener of cyberlaw:select prevents is not followed.',
    of: {
      api: 'the service; by default where the script came from', key: 'a publishable key', lang: 'ar, en, es, fr, ru or zh; by default that of the page', query: 'what is searched for at first',
      state: 'States to stay within, by code', concept: 'concepts to stay within, by code', type: 'kinds to stay within: legislation, provision, case, lesson', facets: 'filters to show: type, state, region, concept, instrument, language, status, year; empty for none',
      'link-template': 'where results lead to: an address with {id}, {type}, {legislationId}, {eId}, {akn}, {href}, {page}, {lang}', 'url-state': 'keeps the search in the address of your page, under this prefix (atlas- if empty); without it your address is left alone'
    },
    ofEvents: { 'cyberlaw:search': 'something was found: q, filters, total, facets', 'cyberlaw:select': 'a result was chosen: hit, href', 'cyberlaw:error': 'there was no answer: status, kind, detail' }
  },
  fr: {
    title: 'La recherche dans votre portail', lead: 'Cinq lignes mettent le droit mondial de la cybercriminalité dans n’importe quelle page. Ni cookies, ni pistage, rien à installer.',
    search: 'Une recherche', searchHelp: 'La recherche telle que vous la voyez ci-dessous, dans la langue de votre page. Sans clé, tous les lecteurs d’un réseau partagent une limite ; avec une clé, votre portail a la sienne.',
    demo: 'Voici l’élément lui-même', provision: 'Une disposition', provisionHelp: 'Son texte, sa date, sa langue, son État et sa source ; son identifiant est celui de la loi suivi du sien, comme dans l’adresse de sa page.',
    instant: 'InstantSearch', instantHelp: 'Les composants InstantSearch existants fonctionnent avec notre API. Les facettes sont type, state, region, concept, instrument, language, status et year ; labelOf nomme leurs codes.',
    form: 'Sans JavaScript', formHelp: 'Un formulaire qui mène à notre page de résultats.', classic: 'Pages qui ne chargent pas de modules', classicHelp: 'Les mêmes éléments en script classique.',
    key: 'Clés publiables', keyHelp: 'Les responsables du service créent une clé pour vos origines. Elle ne fait que lire, ne vaut que depuis ces pages, a sa propre limite et peut figurer dans votre page. Une clé révoquée est refusée aussitôt.',
    safe: 'Version figée, intégrité et politique', safeHelp: 'Cette adresse ne donne jamais un autre contenu ; l’intégrité le garantit. Après une mise à niveau du service, l’ancienne adresse répond 404 : figez la nouvelle, ou hébergez le fichier vous-même. Sous une politique de sécurité du contenu, ces lignes suffisent, sans style-src.',
    attributes: 'Attributs', attribute: 'Attribut', meaning: 'Sens', looks: 'Apparence', looksHelp: 'Des propriétés personnalisées et des parts changent l’apparence ; l’élément suit le color-scheme clair ou sombre de votre page.',
    properties: 'Propriétés personnalisées', parts: 'Parts', events: 'Événements', eventsHelp: 'Tous sortent du shadow DOM. Ce qu’un écouteur de cyberlaw:select empêche n’est pas suivi.',
    of: {
      api: 'le service ; par défaut, d’où vient le script', key: 'une clé publiable', lang: 'ar, en, es, fr, ru ou zh ; par défaut celle de la page', query: 'ce qui est cherché au départ',
      state: 'États auxquels se limiter, par code', concept: 'notions auxquelles se limiter, par code', type: 'genres auxquels se limiter : legislation, provision, case, lesson', facets: 'filtres à montrer : type, state, region, concept, instrument, language, status, year ; vide pour aucun',
      'link-template': 'où mènent les résultats : une adresse avec {id}, {type}, {legislationId}, {eId}, {akn}, {href}, {page}, {lang}', 'url-state': 'garde la recherche dans l’adresse de votre page, sous ce préfixe (atlas- si vide) ; sans lui, votre adresse reste intacte'
    },
    ofEvents: { 'cyberlaw:search': 'quelque chose a été trouvé : q, filters, total, facets', 'cyberlaw:select': 'un résultat a été choisi : hit, href', 'cyberlaw:error': 'pas de réponse : status, kind, detail' }
  },
  es: {
    title: 'La búsqueda en su portal', lead: 'Cinco líneas llevan el derecho mundial sobre la ciberdelincuencia a cualquier página. Sin cookies, sin rastreo, sin instalar nada.',
    search: 'Una búsqueda', searchHelp: 'La búsqueda tal como se ve abajo, en el idioma de su página. Sin clave, todos los lectores de una red comparten un límite; con una clave, su portal tiene el suyo.',
    demo: 'Este es el propio elemento', provision: 'Una disposición', provisionHelp: 'Su texto, fecha, idioma, Estado y fuente; su identificador es el de la ley y el suyo, como en la dirección de su página.',
    instant: 'InstantSearch', instantHelp: 'Los componentes InstantSearch existentes funcionan con nuestra API. Las facetas son type, state, region, concept, instrument, language, status y year; labelOf da nombre a sus códigos.',
    form: 'Sin JavaScript', formHelp: 'Un formulario que lleva a nuestra página de resultados.', classic: 'Páginas que no cargan módulos', classicHelp: 'Los mismos elementos como script clásico.',
    key: 'Claves publicables', keyHelp: 'Quienes gestionan el servicio crean una clave para sus orígenes. Solo lee, solo vale desde esas páginas, tiene su propio límite y puede estar en su página. Una clave revocada se rechaza al instante.',
    safe: 'Versión fija, integridad y política', safeHelp: 'Esta dirección nunca da otro contenido; la integridad lo garantiza. Tras una actualización del servicio la dirección antigua responde 404: fije la nueva o aloje el archivo usted mismo. Bajo una política de seguridad de contenido bastan estas líneas, sin style-src.',
    attributes: 'Atributos', attribute: 'Atributo', meaning: 'Significado', looks: 'Aspecto', looksHelp: 'Las propiedades personalizadas y las partes cambian el aspecto; el elemento sigue el color-scheme claro u oscuro de su página.',
    properties: 'Propiedades personalizadas', parts: 'Partes', events: 'Eventos', eventsHelp: 'Todos salen del shadow DOM. Lo que un oyente de cyberlaw:select impide no se sigue.',
    of: {
      api: 'el servicio; por defecto, de donde vino el script', key: 'una clave publicable', lang: 'ar, en, es, fr, ru o zh; por defecto el de la página', query: 'lo que se busca al principio',
      state: 'Estados a los que limitarse, por código', concept: 'conceptos a los que limitarse, por código', type: 'tipos a los que limitarse: legislation, provision, case, lesson', facets: 'filtros que mostrar: type, state, region, concept, instrument, language, status, year; vacío para ninguno',
      'link-template': 'adónde llevan los resultados: una dirección con {id}, {type}, {legislationId}, {eId}, {akn}, {href}, {page}, {lang}', 'url-state': 'guarda la búsqueda en la dirección de su página, con este prefijo (atlas- si está vacío); sin él, su dirección no se toca'
    },
    ofEvents: { 'cyberlaw:search': 'se encontró algo: q, filters, total, facets', 'cyberlaw:select': 'se eligió un resultado: hit, href', 'cyberlaw:error': 'no hubo respuesta: status, kind, detail' }
  },
  ru: {
    title: 'Поиск в вашем портале', lead: 'Пять строк — и законодательство мира о киберпреступности есть на любой странице. Без cookie, без слежки, без установки.',
    search: 'Поиск', searchHelp: 'Поиск в том виде, как он показан ниже, на языке вашей страницы. Без ключа все читатели одной сети делят общий лимит; с ключом у портала свой.',
    demo: 'Это сам элемент', provision: 'Одна норма', provisionHelp: 'Её текст, дата, язык, государство и источник; идентификатор — закона и самой нормы, как в адресе её страницы.',
    instant: 'InstantSearch', instantHelp: 'Существующие виджеты InstantSearch работают с нашим API. Фасеты: type, state, region, concept, instrument, language, status и year; labelOf называет их коды.',
    form: 'Без JavaScript', formHelp: 'Форма, которая ведёт на нашу страницу результатов.', classic: 'Страницы без модулей', classicHelp: 'Те же элементы в виде обычного скрипта.',
    key: 'Публикуемые ключи', keyHelp: 'Ключ для ваших источников (origin) создают те, кто ведёт службу. Он только читает, действует только с этих страниц, имеет свой лимит и может стоять в странице. Отозванный ключ отклоняется сразу.',
    safe: 'Закреплённая версия, целостность и политика', safeHelp: 'По этому адресу никогда не будет другого содержимого; за этим следит integrity. После обновления службы старый адрес отвечает 404: закрепите новый или разместите файл у себя. При политике безопасности содержимого этих строк достаточно, style-src не нужен.',
    attributes: 'Атрибуты', attribute: 'Атрибут', meaning: 'Значение', looks: 'Вид', looksHelp: 'Вид меняют пользовательские свойства и части; элемент следует светлому или тёмному color-scheme вашей страницы.',
    properties: 'Пользовательские свойства', parts: 'Части', events: 'События', eventsHelp: 'Все они выходят из теневого дерева. То, что отменил слушатель cyberlaw:select, не происходит.',
    of: {
      api: 'служба; по умолчанию та, откуда пришёл скрипт', key: 'публикуемый ключ', lang: 'ar, en, es, fr, ru или zh; по умолчанию язык страницы', query: 'что ищется вначале',
      state: 'какими государствами ограничиться, по кодам', concept: 'какими понятиями ограничиться, по кодам', type: 'какими видами ограничиться: legislation, provision, case, lesson', facets: 'какие фильтры показать: type, state, region, concept, instrument, language, status, year; пусто — никаких',
      'link-template': 'куда ведут результаты: адрес с {id}, {type}, {legislationId}, {eId}, {akn}, {href}, {page}, {lang}', 'url-state': 'хранит поиск в адресе вашей страницы под этим префиксом (если пусто, atlas-); без него адрес не меняется'
    },
    ofEvents: { 'cyberlaw:search': 'нечто найдено: q, filters, total, facets', 'cyberlaw:select': 'выбран результат: hit, href', 'cyberlaw:error': 'ответа нет: status, kind, detail' }
  },
  zh: {
    title: '在您的门户中检索', lead: '五行代码即可把世界网络犯罪法律放进任何页面。无需 cookie，不作跟踪，无需安装。',
    search: '检索', searchHelp: '即下方所见的检索，使用您页面的语言。没有密钥时，同一网络的所有读者共用一个限额；有密钥时，您的门户有自己的限额。',
    demo: '这就是该元素本身', provision: '一条条文', provisionHelp: '显示其文字、日期、语言、国家和来源；其标识由法律标识和条文标识组成，与其页面地址一致。',
    instant: 'InstantSearch', instantHelp: '现有的 InstantSearch 组件可直接用于我们的 API。分面有 type、state、region、concept、instrument、language、status 和 year；labelOf 给出代码的名称。',
    form: '不用 JavaScript', formHelp: '通向我们结果页的表单。', classic: '不能加载模块的页面', classicHelp: '同样的元素，作为普通脚本。',
    key: '可公开的密钥', keyHelp: '由服务的管理者为您的来源（origin）制作。它只能读取，只在这些页面有效，有自己的限额，可以写在页面里。密钥被吊销后立即被拒绝。',
    safe: '固定版本、完整性与策略', safeHelp: '此地址永远不会给出别的内容，完整性属性确保这一点。服务升级后旧地址返回 404：请改用新地址，或自行托管该文件。在内容安全策略下只需这些行，不需要 style-src。',
    attributes: '属性', attribute: '属性', meaning: '含义', looks: '外观', looksHelp: '自定义属性和部件可改变外观；元素跟随您页面 color-scheme 的明暗。',
    properties: '自定义属性', parts: '部件', events: '事件', eventsHelp: '所有事件都会冒泡出影子树。监听 cyberlaw:select 时若阻止默认行为，则不会跳转。',
    of: {
      api: '服务地址；默认为脚本来源', key: '可公开的密钥', lang: 'ar、en、es、fr、ru 或 zh；默认为页面语言', query: '最初检索的内容',
      state: '限定的国家代码', concept: '限定的概念代码', type: '限定的种类：legislation、provision、case、lesson', facets: '显示的筛选：type、state、region、concept、instrument、language、status、year；留空则不显示',
      'link-template': '结果指向何处：含 {id}、{type}、{legislationId}、{eId}、{akn}、{href}、{page}、{lang} 的地址', 'url-state': '以此前缀（留空则为 atlas-）把检索保存在您页面的地址中；没有它则不动您的地址'
    },
    ofEvents: { 'cyberlaw:search': '已有结果：q、filters、total、facets', 'cyberlaw:select': '选择了一个结果：hit、href', 'cyberlaw:error': '没有答复：status、kind、detail' }
  },
  ar: {
    title: 'البحث في بوابتك', lead: 'خمسة أسطر تضع قوانين العالم بشأن الجريمة السيبرانية في أي صفحة. بلا ملفات تعريف ارتباط ولا تتبع ولا تثبيت.',
    search: 'بحث', searchHelp: 'البحث كما تراه أدناه، بلغة صفحتك. من دون مفتاح يتقاسم قراء الشبكة الواحدة حدًا واحدًا؛ وبمفتاح يكون لبوابتك حدها.',
    demo: 'هذا هو العنصر نفسه', provision: 'حكم واحد', provisionHelp: 'نصه وتاريخه ولغته ودولته ومصدره؛ ومعرّفه معرّف القانون ثم معرّفه هو، كما في عنوان صفحته.',
    instant: 'InstantSearch', instantHelp: 'تعمل عناصر InstantSearch القائمة مع واجهتنا. الأوجه هي type وstate وregion وconcept وinstrument وlanguage وstatus وyear؛ وتسمي labelOf رموزها.',
    form: 'من دون JavaScript', formHelp: 'نموذج يقود إلى صفحة نتائجنا.', classic: 'صفحات لا تحمّل الوحدات', classicHelp: 'العناصر نفسها بصيغة نص برمجي عادي.',
    key: 'مفاتيح قابلة للنشر', keyHelp: 'يصنعها القائمون على الخدمة لمصادرك (origin). وهي تقرأ فقط، ولا تصلح إلا من تلك الصفحات، ولها حدها، ويجوز أن تظهر في صفحتك. والمفتاح الملغى يُرفض في الحال.',
    safe: 'إصدار مثبت وسلامة وسياسة', safeHelp: 'لا يعطي هذا العنوان محتوى آخر أبدًا، وتضمن ذلك السمة integrity. بعد ترقية الخدمة يجيب العنوان القديم بالرمز 404: ثبّت الجديد أو استضف الملف بنفسك. وفي ظل سياسة أمن المحتوى تكفي هذه الأسطر، من دون style-src.',
    attributes: 'السمات', attribute: 'السمة', meaning: 'المعنى', looks: 'المظهر', looksHelp: 'تغيّر الخصائص المخصصة والأجزاء المظهر؛ ويتبع العنصر فاتح صفحتك أو داكنها بحسب color-scheme.',
    properties: 'خصائص مخصصة', parts: 'أجزاء', events: 'أحداث', eventsHelp: 'تخرج كلها من شجرة الظل. وما يمنعه مستمع cyberlaw:select لا يُتبع.',
    of: {
      api: 'الخدمة؛ وهي افتراضًا مصدر النص البرمجي', key: 'مفتاح قابل للنشر', lang: 'ar أو en أو es أو fr أو ru أو zh؛ وهي افتراضًا لغة الصفحة', query: 'ما يُبحث عنه أولًا',
      state: 'الدول التي يُقتصر عليها، برموزها', concept: 'المفاهيم التي يُقتصر عليها، برموزها', type: 'الأنواع التي يُقتصر عليها: legislation وprovision وcase وlesson', facets: 'عوامل التصفية المعروضة: type وstate وregion وconcept وinstrument وlanguage وstatus وyear؛ وفارغة لإخفائها',
      'link-template': 'إلى أين تقود النتائج: عنوان فيه {id} أو {type} أو {legislationId} أو {eId} أو {akn} أو {href} أو {page} أو {lang}', 'url-state': 'يحفظ البحث في عنوان صفحتك بهذه البادئة (atlas- إن كانت فارغة)؛ ومن دونها لا يُمس عنوانك'
    },
    ofEvents: { 'cyberlaw:search': 'عُثر على شيء: q وfilters وtotal وfacets', 'cyberlaw:select': 'اختيرت نتيجة: hit وhref', 'cyberlaw:error': 'لا رد: status وkind وdetail' }
  }
})
