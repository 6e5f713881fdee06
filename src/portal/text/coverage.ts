import { texts } from '../view.js'

/** What the law of a State says on a concept, in few words. */
export const coverageWords = texts({
  en: {
    both: 'specific and general rules', specific: 'specific rule', general_law: 'general rule applies', partial: 'in force in part', disputed: 'suspended or disputed',
    draft_only: 'draft only', none_confirmed: 'confirmed: no rule', no_data: 'no data'
  },
  fr: {
    both: 'règles spéciales et générales', specific: 'règle spéciale', general_law: 'règle générale applicable', partial: 'en vigueur en partie', disputed: 'suspendue ou contestée',
    draft_only: 'projet seulement', none_confirmed: 'absence de règle confirmée', no_data: 'pas de données'
  },
  es: {
    both: 'normas específicas y generales', specific: 'norma específica', general_law: 'se aplica una norma general', partial: 'en vigor en parte', disputed: 'suspendida o controvertida',
    draft_only: 'solo proyecto', none_confirmed: 'ausencia de norma confirmada', no_data: 'sin datos'
  },
  ru: {
    both: 'специальные и общие нормы', specific: 'специальная норма', general_law: 'применяется общая норма', partial: 'действует частично', disputed: 'приостановлена или оспаривается',
    draft_only: 'только законопроект', none_confirmed: 'отсутствие нормы подтверждено', no_data: 'нет данных'
  },
  zh: {
    both: '专门规定和一般规定', specific: '专门规定', general_law: '适用一般规定', partial: '部分生效', disputed: '中止适用或存在争议',
    draft_only: '仅有草案', none_confirmed: '经确认无规定', no_data: '无数据'
  },
  ar: {
    both: 'أحكام خاصة وعامة', specific: 'حكم خاص', general_law: 'يسري حكم عام', partial: 'نافذ جزئيًا', disputed: 'موقوف أو محل خلاف',
    draft_only: 'مشروع قانون فقط', none_confirmed: 'تأكد عدم وجود حكم', no_data: 'لا توجد بيانات'
  }
})
