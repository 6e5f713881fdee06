import { suggestion } from '../portal/text/suggestion.js'
import { texts, type View } from '../portal/view.js'

const own = texts({
  en: {
    label: 'Search the world’s cybercrime law', placeholder: 'An offence, a word, an article …', search: 'Search', total: (n: string) => `${n} found`, none: 'Nothing was found.', loading: 'Loading …',
    results: 'Results', filters: 'Filters', clear: 'Clear all filters', remove: (what: string) => `Remove the filter ${what}`, more: 'More results',
    moreValues: (n: string) => `${n} more`, without: 'Without', read: 'Searched for', unverified: 'needs verification',
    facets: { type: 'Kind', state: 'State', region: 'Region', concept: 'Concept', instrument: 'Treaty', language: 'Language', status: 'Status', year: 'Year' },
    types: { legislation: 'Law', provision: 'Provision', case: 'Case', lesson: 'Lesson learned' },
    troubles: {
      offline: 'You are offline. The search goes on when you are connected again.', unreachable: 'The service cannot be reached just now.',
      busy: 'Too many searches came from here.', key: 'The key of this page for the search is no longer valid. Please tell those who run this website.',
      origin: 'The search may not be used on this page: its key was given to another website.', query: 'The query could not be read.',
      missing: 'There is no such provision.', withdrawn: 'This record was withdrawn.', failed: 'The service could not answer.'
    },
    wait: (n: string) => `Trying again in ${n} s.`, retry: 'Try again', elsewhere: 'Search at Cyberlaw Atlas',
    open: 'Read it in its law', source: 'Source', wording: 'Wording of', noText: 'The text of this provision is not held. What it says, in our words:', noWords: 'The text of this provision is not held.',
    status: { in_force: 'In force', partially_in_force: 'Partially in force', not_yet_in_force: 'Not yet in force', suspended: 'Suspended', struck_down: 'Struck down', repealed: 'Repealed', draft: 'Draft', unknown: 'Status unknown' }
  },
  fr: {
    label: 'Chercher dans le droit mondial de la cybercriminalité', placeholder: 'Une infraction, un mot, un article …', search: 'Rechercher', total: (n: string) => `${n} trouvés`, none: 'Rien n’a été trouvé.', loading: 'Chargement …',
    results: 'Résultats', filters: 'Filtres', clear: 'Effacer les filtres', remove: (what: string) => `Retirer le filtre ${what}`, more: 'Plus de résultats',
    moreValues: (n: string) => `${n} de plus`, without: 'Sans', read: 'Recherché', unverified: 'à vérifier',
    facets: { type: 'Genre', state: 'État', region: 'Région', concept: 'Notion', instrument: 'Traité', language: 'Langue', status: 'Statut', year: 'Année' },
    types: { legislation: 'Loi', provision: 'Disposition', case: 'Affaire', lesson: 'Enseignement' },
    troubles: {
      offline: 'Vous êtes hors ligne. La recherche reprendra dès que la connexion sera rétablie.', unreachable: 'Le service est injoignable pour l’instant.',
      busy: 'Trop de recherches sont venues d’ici.', key: 'La clé de cette page pour la recherche n’est plus valable. Veuillez en informer les responsables de ce site.',
      origin: 'La recherche ne peut pas être utilisée sur cette page : sa clé a été accordée à un autre site.', query: 'La requête n’a pas pu être lue.',
      missing: 'Cette disposition n’existe pas.', withdrawn: 'Cette fiche a été retirée.', failed: 'Le service n’a pas pu répondre.'
    },
    wait: (n: string) => `Nouvel essai dans ${n} s.`, retry: 'Réessayer', elsewhere: 'Chercher dans Cyberlaw Atlas',
    open: 'La lire dans sa loi', source: 'Source', wording: 'Version du', noText: 'Le texte de cette disposition n’est pas conservé ici. En substance :', noWords: 'Le texte de cette disposition n’est pas conservé ici.',
    status: { in_force: 'En vigueur', partially_in_force: 'Partiellement en vigueur', not_yet_in_force: 'Non encore en vigueur', suspended: 'Suspendu', struck_down: 'Annulé', repealed: 'Abrogé', draft: 'Projet', unknown: 'Statut inconnu' }
  },
  es: {
    label: 'Buscar en el derecho mundial sobre la ciberdelincuencia', placeholder: 'Un delito, una palabra, un artículo …', search: 'Buscar', total: (n: string) => `${n} encontrados`, none: 'No se encontró nada.', loading: 'Cargando …',
    results: 'Resultados', filters: 'Filtros', clear: 'Quitar los filtros', remove: (what: string) => `Quitar el filtro ${what}`, more: 'Más resultados',
    moreValues: (n: string) => `${n} más`, without: 'Sin', read: 'Se buscó', unverified: 'por verificar',
    facets: { type: 'Tipo', state: 'Estado', region: 'Región', concept: 'Concepto', instrument: 'Tratado', language: 'Idioma', status: 'Situación', year: 'Año' },
    types: { legislation: 'Ley', provision: 'Disposición', case: 'Caso', lesson: 'Lección aprendida' },
    troubles: {
      offline: 'No hay conexión. La búsqueda continuará cuando se restablezca.', unreachable: 'No se puede acceder al servicio en este momento.',
      busy: 'Han llegado demasiadas búsquedas desde aquí.', key: 'La clave de esta página para la búsqueda ya no es válida. Avise a los responsables de este sitio.',
      origin: 'La búsqueda no puede usarse en esta página: su clave se concedió a otro sitio.', query: 'No se pudo leer la consulta.',
      missing: 'No existe esa disposición.', withdrawn: 'Esta ficha fue retirada.', failed: 'El servicio no pudo responder.'
    },
    wait: (n: string) => `Nuevo intento en ${n} s.`, retry: 'Reintentar', elsewhere: 'Buscar en Cyberlaw Atlas',
    open: 'Leerla en su ley', source: 'Fuente', wording: 'Redacción del', noText: 'No se conserva aquí el texto de esta disposición. En resumen:', noWords: 'No se conserva aquí el texto de esta disposición.',
    status: { in_force: 'Vigente', partially_in_force: 'Parcialmente vigente', not_yet_in_force: 'Pendiente de entrada en vigor', suspended: 'Suspendida', struck_down: 'Anulada', repealed: 'Derogada', draft: 'Proyecto', unknown: 'Situación desconocida' }
  },
  ru: {
    label: 'Поиск по законодательству мира о киберпреступности', placeholder: 'Преступление, слово, статья …', search: 'Найти', total: (n: string) => `Найдено: ${n}`, none: 'Ничего не найдено.', loading: 'Загрузка …',
    results: 'Результаты', filters: 'Фильтры', clear: 'Сбросить фильтры', remove: (what: string) => `Убрать фильтр «${what}»`, more: 'Ещё результаты',
    moreValues: (n: string) => `Ещё ${n}`, without: 'Без', read: 'Искали', unverified: 'требует проверки',
    facets: { type: 'Вид', state: 'Государство', region: 'Регион', concept: 'Понятие', instrument: 'Договор', language: 'Язык', status: 'Состояние', year: 'Год' },
    types: { legislation: 'Закон', provision: 'Норма', case: 'Дело', lesson: 'Извлечённый урок' },
    troubles: {
      offline: 'Нет соединения. Поиск продолжится, когда оно восстановится.', unreachable: 'Служба сейчас недоступна.',
      busy: 'Отсюда пришло слишком много запросов.', key: 'Ключ этой страницы для поиска больше не действует. Сообщите об этом владельцам сайта.',
      origin: 'На этой странице поиском пользоваться нельзя: её ключ выдан другому сайту.', query: 'Запрос не удалось прочитать.',
      missing: 'Такой нормы нет.', withdrawn: 'Эта запись отозвана.', failed: 'Служба не смогла ответить.'
    },
    wait: (n: string) => `Новая попытка через ${n} с.`, retry: 'Повторить', elsewhere: 'Искать в Cyberlaw Atlas',
    open: 'Читать в тексте закона', source: 'Источник', wording: 'Редакция от', noText: 'Текста этой нормы здесь нет. Её содержание в нашем изложении:', noWords: 'Текста этой нормы здесь нет.',
    status: { in_force: 'Действует', partially_in_force: 'Действует частично', not_yet_in_force: 'Ещё не вступила в силу', suspended: 'Действие приостановлено', struck_down: 'Признана недействительной', repealed: 'Утратила силу', draft: 'Проект', unknown: 'Состояние неизвестно' }
  },
  zh: {
    label: '检索世界网络犯罪法律', placeholder: '罪名、词语或条文……', search: '检索', total: (n: string) => `共 ${n} 条`, none: '没有找到。', loading: '正在加载…',
    results: '结果', filters: '筛选', clear: '清除所有筛选', remove: (what: string) => `去掉筛选：${what}`, more: '更多结果',
    moreValues: (n: string) => `另有 ${n} 项`, without: '去掉', read: '实际检索', unverified: '有待核实',
    facets: { type: '种类', state: '国家', region: '地区', concept: '概念', instrument: '条约', language: '语言', status: '状态', year: '年份' },
    types: { legislation: '法律', provision: '条文', case: '案例', lesson: '经验教训' },
    troubles: {
      offline: '当前离线。恢复连接后将继续检索。', unreachable: '目前无法连接到该服务。',
      busy: '来自此处的检索过多。', key: '本页用于检索的密钥已失效，请告知本网站的管理者。',
      origin: '本页不能使用此检索：其密钥是发给另一个网站的。', query: '无法理解检索式。',
      missing: '没有这一条文。', withdrawn: '此记录已被撤回。', failed: '服务未能作出响应。'
    },
    wait: (n: string) => `${n} 秒后重试。`, retry: '重试', elsewhere: '到 Cyberlaw Atlas 检索',
    open: '在法律全文中阅读', source: '来源', wording: '文本日期：', noText: '此处未收录该条文的文本。其大意为：', noWords: '此处未收录该条文的文本。',
    status: { in_force: '现行有效', partially_in_force: '部分有效', not_yet_in_force: '尚未生效', suspended: '暂停施行', struck_down: '被判无效', repealed: '已废止', draft: '草案', unknown: '状态不详' }
  },
  ar: {
    label: 'ابحث في قوانين العالم بشأن الجريمة السيبرانية', placeholder: 'جريمة أو كلمة أو مادة …', search: 'ابحث', total: (n: string) => `النتائج: ${n}`, none: 'لم يُعثر على شيء.', loading: 'جارٍ التحميل …',
    results: 'النتائج', filters: 'عوامل التصفية', clear: 'امسح كل العوامل', remove: (what: string) => `أزل عامل التصفية ${what}`, more: 'مزيد من النتائج',
    moreValues: (n: string) => `${n} أخرى`, without: 'من دون', read: 'جرى البحث عن', unverified: 'بحاجة إلى تحقق',
    facets: { type: 'النوع', state: 'الدولة', region: 'المنطقة', concept: 'المفهوم', instrument: 'المعاهدة', language: 'اللغة', status: 'الحالة', year: 'السنة' },
    types: { legislation: 'قانون', provision: 'حكم قانوني', case: 'قضية', lesson: 'درس مستفاد' },
    troubles: {
      offline: 'أنت غير متصل. يُستأنف البحث حين يعود الاتصال.', unreachable: 'تعذر الوصول إلى الخدمة الآن.',
      busy: 'وردت من هنا عمليات بحث كثيرة جدًا.', key: 'لم يعد مفتاح البحث الخاص بهذه الصفحة صالحًا. يرجى إبلاغ القائمين على هذا الموقع.',
      origin: 'لا يجوز استخدام البحث في هذه الصفحة: مفتاحها مُنح لموقع آخر.', query: 'تعذرت قراءة الاستعلام.',
      missing: 'لا يوجد حكم كهذا.', withdrawn: 'سُحب هذا السجل.', failed: 'لم تتمكن الخدمة من الرد.'
    },
    wait: (n: string) => `محاولة جديدة بعد ${n} ث.`, retry: 'أعد المحاولة', elsewhere: 'ابحث في Cyberlaw Atlas',
    open: 'اقرأه في قانونه', source: 'المصدر', wording: 'صيغة', noText: 'نص هذا الحكم غير محفوظ هنا. ومضمونه بعبارتنا:', noWords: 'نص هذا الحكم غير محفوظ هنا.',
    status: { in_force: 'نافذ', partially_in_force: 'نافذ جزئيًا', not_yet_in_force: 'لم يدخل حيز النفاذ بعد', suspended: 'موقوف العمل به', struck_down: 'قُضي ببطلانه', repealed: 'ملغى', draft: 'مشروع', unknown: 'الحالة غير معروفة' }
  }
})
/** All that the elements say, in the six languages; what laws say comes from the API. */
export const message = (view: Pick<View, 'language'>) => ({ ...suggestion(view), ...own(view) })
export type Message = ReturnType<typeof message>
