import { escapeMarkup } from '../model/markup.js'

/** Private-use characters stand for the two ends of a mark until everything else is escaped. */
export const markOpen = '\uE000'
export const markClose = '\uE001'

/** Escapes everything and only then turns our own marks into markup: `<mark>` is all the HTML there can be. */
export function toHtml (text: string): string {
  return escapeMarkup(text).replaceAll(markOpen, '<mark>').replaceAll(markClose, '</mark>')
}
