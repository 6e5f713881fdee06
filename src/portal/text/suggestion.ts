import { texts } from '../view.js'

/** What stands in a search box's list of suggestions; said alike in our pages and in the elements. */
export const suggestion = texts({
  en: {
    suggestions: 'Suggestions', suggested: (n: string) => `Suggestions: ${n}. Use the arrow keys to choose one.`,
    kinds: { state: 'State', concept: 'Concept', legislation: 'Law', provision: 'Provision' }
  },
  fr: {
    suggestions: 'Suggestions', suggested: (n: string) => `Suggestions : ${n}. Choisissez avec les touches fléchées.`,
    kinds: { state: 'État', concept: 'Notion', legislation: 'Loi', provision: 'Disposition' }
  },
  es: {
    suggestions: 'Sugerencias', suggested: (n: string) => `Sugerencias: ${n}. Elija con las teclas de flecha.`,
    kinds: { state: 'Estado', concept: 'Concepto', legislation: 'Ley', provision: 'Disposición' }
  },
  ru: {
    suggestions: 'Подсказки', suggested: (n: string) => `Подсказок: ${n}. Выбирайте клавишами со стрелками.`,
    kinds: { state: 'Государство', concept: 'Понятие', legislation: 'Закон', provision: 'Норма' }
  },
  zh: {
    suggestions: '建议', suggested: (n: string) => `有 ${n} 项建议，用方向键选择。`,
    kinds: { state: '国家', concept: '概念', legislation: '法律', provision: '条文' }
  },
  ar: {
    suggestions: 'اقتراحات', suggested: (n: string) => `عدد الاقتراحات: ${n}. اختر بمفاتيح الأسهم.`,
    kinds: { state: 'دولة', concept: 'مفهوم', legislation: 'قانون', provision: 'حكم قانوني' }
  }
})
