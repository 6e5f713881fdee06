import { texts } from '../view.js'

/** What stands on every page. */
export const frame = texts({
  en: {
    name: 'Cyberlaw Atlas', motto: 'The world’s cybercrime law, open to all', skip: 'Skip to content', navigation: 'Main', language: 'Language',
    sections: { search: 'Search', states: 'States', map: 'World map', compare: 'Compare', embed: 'For portals' },
    api: 'API reference', desk: 'Curator desk', openData: 'Facts with their sources, open to reuse. Not legal advice.',
    seen: 'seen in its source', recalled: 'recalled, not yet seen in a source', needsVerification: 'needs verification',
    offline: 'You are offline. What is shown is what was loaded before.',
    tooMany: (seconds: number) => `Too many requests just now. Trying again in ${seconds} s.`, failed: 'That did not work. Please try again.'
  },
  fr: {
    name: 'Cyberlaw Atlas', motto: 'Le droit mondial de la cybercriminalité, ouvert à tous', skip: 'Aller au contenu', navigation: 'Principale', language: 'Langue',
    sections: { search: 'Recherche', states: 'États', map: 'Carte du monde', compare: 'Comparer', embed: 'Pour les portails' },
    api: 'Référence de l’API', desk: 'Bureau des documentalistes', openData: 'Des faits avec leurs sources, librement réutilisables. Ceci n’est pas un avis juridique.',
    seen: 'vu dans sa source', recalled: 'cité de mémoire, pas encore vu dans une source', needsVerification: 'à vérifier',
    offline: 'Vous êtes hors ligne. Ce qui est affiché a été chargé auparavant.',
    tooMany: (seconds: number) => `Trop de requêtes pour l’instant. Nouvel essai dans ${seconds} s.`, failed: 'Cela n’a pas fonctionné. Veuillez réessayer.'
  },
  es: {
    name: 'Cyberlaw Atlas', motto: 'El derecho mundial sobre la ciberdelincuencia, abierto a todos', skip: 'Ir al contenido', navigation: 'Principal', language: 'Idioma',
    sections: { search: 'Búsqueda', states: 'Estados', map: 'Mapa mundial', compare: 'Comparar', embed: 'Para portales' },
    api: 'Referencia de la API', desk: 'Mesa de documentalistas', openData: 'Datos con sus fuentes, de libre reutilización. No es asesoramiento jurídico.',
    seen: 'visto en su fuente', recalled: 'citado de memoria, aún no visto en una fuente', needsVerification: 'por verificar',
    offline: 'No hay conexión. Lo que se muestra se cargó antes.',
    tooMany: (seconds: number) => `Demasiadas solicitudes en este momento. Nuevo intento en ${seconds} s.`, failed: 'No ha funcionado. Inténtelo de nuevo.'
  },
  ru: {
    name: 'Cyberlaw Atlas', motto: 'Законодательство мира о киберпреступности, открытое для всех', skip: 'Перейти к содержанию', navigation: 'Главная', language: 'Язык',
    sections: { search: 'Поиск', states: 'Государства', map: 'Карта мира', compare: 'Сравнение', embed: 'Для порталов' },
    api: 'Справочник API', desk: 'Стол составителя', openData: 'Факты с источниками, открытые для повторного использования. Не является юридической консультацией.',
    seen: 'сверено с источником', recalled: 'приведено по памяти, с источником ещё не сверено', needsVerification: 'требует проверки',
    offline: 'Нет соединения. Показано то, что было загружено ранее.',
    tooMany: (seconds: number) => `Слишком много запросов. Новая попытка через ${seconds} с.`, failed: 'Не получилось. Попробуйте ещё раз.'
  },
  zh: {
    name: 'Cyberlaw Atlas', motto: '世界网络犯罪法律，向所有人开放', skip: '跳到正文', navigation: '主导航', language: '语言',
    sections: { search: '检索', states: '国家', map: '世界地图', compare: '比较', embed: '供门户使用' },
    api: 'API 参考', desk: '编辑台', openData: '附有来源的事实，可自由再利用。不构成法律意见。',
    seen: '已与来源核对', recalled: '凭记忆录入，尚未与来源核对', needsVerification: '有待核实',
    offline: '当前离线。显示的是之前加载的内容。',
    tooMany: (seconds: number) => `请求过多，${seconds} 秒后重试。`, failed: '操作未成功，请重试。'
  },
  ar: {
    name: 'Cyberlaw Atlas', motto: 'قوانين العالم بشأن الجريمة السيبرانية، متاحة للجميع', skip: 'انتقل إلى المحتوى', navigation: 'الرئيسية', language: 'اللغة',
    sections: { search: 'البحث', states: 'الدول', map: 'خريطة العالم', compare: 'المقارنة', embed: 'للبوابات' },
    api: 'مرجع واجهة البرمجة', desk: 'مكتب التحرير', openData: 'وقائع مع مصادرها، متاحة لإعادة الاستخدام. وليست استشارة قانونية.',
    seen: 'روجع على مصدره', recalled: 'مذكور من الذاكرة ولم يُراجَع بعد على مصدر', needsVerification: 'بحاجة إلى تحقق',
    offline: 'أنت غير متصل. المعروض هو ما حُمِّل من قبل.',
    tooMany: (seconds: number) => `طلبات كثيرة الآن. محاولة جديدة بعد ${seconds} ث.`, failed: 'لم ينجح ذلك. يرجى المحاولة مرة أخرى.'
  }
})

/** Each language by its own name. */
export const languageNames = { ar: 'العربية', en: 'English', es: 'Español', fr: 'Français', ru: 'Русский', zh: '中文' } as const
