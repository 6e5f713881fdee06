import { texts } from '../view.js'

/** What the pages of all records say. */
export const record = texts({
  en: {
    source: 'Source', further: 'Further sources', retrieved: 'retrieved', licence: 'Licence', verification: 'Verification', lastVerified: 'Last verified', concepts: 'Concepts', suggested: 'suggested by a machine, not yet reviewed', state: 'State', states: 'States',
    status: 'Status', kind: 'Kind', number: 'Number', date: 'Date', language: 'Language', unknown: 'not known', summary: 'Summary', note: 'Note', editors: 'in the words of the editors', any: 'All', concept: 'Concept', apply: 'Apply', next: 'Next page', first: 'From the beginning',
    total: (n: string) => `${n} in all`, nothing: 'Nothing here matches these filters.', provisions: 'Provisions', cases: 'Cases', lessons: 'Lessons learned', cite: 'Cite', plain: 'Plain text', download: 'Download', accessed: 'accessed', updated: 'Updated', json: 'This record as JSON'
  },
  fr: {
    source: 'Source', further: 'Autres sources', retrieved: 'consultée le', licence: 'Licence', verification: 'Vérification', lastVerified: 'Dernière vérification', concepts: 'Notions', suggested: 'proposé par une machine, non encore relu', state: 'État', states: 'États',
    status: 'Statut', kind: 'Genre', number: 'Numéro', date: 'Date', language: 'Langue', unknown: 'inconnu', summary: 'Résumé', note: 'Note', editors: 'dans les mots de la rédaction', any: 'Tous', concept: 'Notion', apply: 'Appliquer', next: 'Page suivante', first: 'Depuis le début',
    total: (n: string) => `${n} au total`, nothing: 'Rien ne correspond à ces filtres.', provisions: 'Dispositions', cases: 'Affaires', lessons: 'Enseignements', cite: 'Citer', plain: 'Texte simple', download: 'Télécharger', accessed: 'consulté le', updated: 'Mis à jour', json: 'Cette fiche en JSON'
  },
  es: {
    source: 'Fuente', further: 'Otras fuentes', retrieved: 'consultada el', licence: 'Licencia', verification: 'Verificación', lastVerified: 'Última verificación', concepts: 'Conceptos', suggested: 'propuesto por una máquina, aún sin revisar', state: 'Estado', states: 'Estados',
    status: 'Situación', kind: 'Tipo', number: 'Número', date: 'Fecha', language: 'Idioma', unknown: 'no se conoce', summary: 'Resumen', note: 'Nota', editors: 'en palabras de la redacción', any: 'Todos', concept: 'Concepto', apply: 'Aplicar', next: 'Página siguiente', first: 'Desde el principio',
    total: (n: string) => `${n} en total`, nothing: 'Nada corresponde a estos filtros.', provisions: 'Disposiciones', cases: 'Casos', lessons: 'Lecciones aprendidas', cite: 'Citar', plain: 'Texto simple', download: 'Descargar', accessed: 'consultado el', updated: 'Actualizado', json: 'Esta ficha en JSON'
  },
  ru: {
    source: 'Источник', further: 'Другие источники', retrieved: 'дата обращения', licence: 'Лицензия', verification: 'Проверка', lastVerified: 'Последняя проверка', concepts: 'Понятия', suggested: 'предложено машиной, ещё не проверено', state: 'Государство', states: 'Государства',
    status: 'Состояние', kind: 'Вид', number: 'Номер', date: 'Дата', language: 'Язык', unknown: 'неизвестно', summary: 'Краткое изложение', note: 'Примечание', editors: 'словами редакции', any: 'Все', concept: 'Понятие', apply: 'Применить', next: 'Следующая страница', first: 'С начала',
    total: (n: string) => `Всего: ${n}`, nothing: 'Под эти фильтры ничего не подходит.', provisions: 'Нормы', cases: 'Дела', lessons: 'Извлечённые уроки', cite: 'Цитировать', plain: 'Простой текст', download: 'Скачать', accessed: 'дата обращения', updated: 'Обновлено', json: 'Эта запись в JSON'
  },
  zh: {
    source: '来源', further: '其他来源', retrieved: '查阅于', licence: '许可', verification: '核实', lastVerified: '最近核实', concepts: '概念', suggested: '机器建议，尚未审核', state: '国家', states: '国家',
    status: '状态', kind: '种类', number: '编号', date: '日期', language: '语言', unknown: '不详', summary: '摘要', note: '说明', editors: '由编辑撰写', any: '全部', concept: '概念', apply: '应用', next: '下一页', first: '回到开头',
    total: (n: string) => `共 ${n} 项`, nothing: '没有符合这些筛选条件的内容。', provisions: '条文', cases: '案例', lessons: '经验教训', cite: '引用', plain: '纯文本', download: '下载', accessed: '访问日期', updated: '更新于', json: '此记录的 JSON'
  },
  ar: {
    source: 'المصدر', further: 'مصادر أخرى', retrieved: 'اطُّلع عليه في', licence: 'الترخيص', verification: 'التحقق', lastVerified: 'آخر تحقق', concepts: 'المفاهيم', suggested: 'اقتراح آلي لم يُراجَع بعد', state: 'الدولة', states: 'الدول',
    status: 'الحالة', kind: 'النوع', number: 'الرقم', date: 'التاريخ', language: 'اللغة', unknown: 'غير معروف', summary: 'الملخص', note: 'ملاحظة', editors: 'بعبارة المحررين', any: 'الكل', concept: 'المفهوم', apply: 'طبّق', next: 'الصفحة التالية', first: 'من البداية',
    total: (n: string) => `المجموع: ${n}`, nothing: 'لا شيء يطابق هذه العوامل.', provisions: 'الأحكام', cases: 'القضايا', lessons: 'الدروس المستفادة', cite: 'الاستشهاد', plain: 'نص بسيط', download: 'تنزيل', accessed: 'تاريخ الاطلاع', updated: 'حُدِّث في', json: 'هذا السجل بصيغة JSON'
  }
})
