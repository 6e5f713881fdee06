/** A container as far as its place among the others goes. */
export type Nested = { style: string, level: number | undefined, container: boolean }

const usualOrder = ['part', 'book', 'title', 'subtitle', 'chapter', 'section', 'division', 'subdivision']

/**
 * Finds what each provision of a document stands in. Containers nest as the document first nests them: one that comes
 * right under the heading of another stands in it; else the usual order decides. Schedules are outermost. Headings without
 * a number stand where their level puts them.
 */
export function createNest (drafts: Nested[]): (draft: Nested) => number | null {
  const order: string[] = ['schedule']
  const open: number[] = []
  let levelsNest = true
  const top = () => drafts[open.at(-1)!]!
  const closes = (draft: Nested): boolean => {
    if (draft.style !== 'other' && top().style !== 'other') return rankOf(order, top().style, undefined) >= rankOf(order, draft.style, undefined)
    if (draft.level === undefined || top().level === undefined) return top().style === 'other'
    return top().level! > draft.level || (top().level === draft.level && (levelsNest || top().style === 'other'))
  }
  return (draft) => {
    if (!draft.container) return open.at(-1) ?? null
    if (draft.style !== 'other') rankOf(order, draft.style, drafts.at(-1)?.container ? drafts.at(-1)!.style : undefined)
    while (open.length > 0 && closes(draft)) open.pop()
    const parent = open.at(-1) ?? null
    if (parent !== null && draft.level !== undefined && drafts[parent]!.level === draft.level) levelsNest = false
    open.push(drafts.length)
    return parent
  }
}

const usual = (style: string) => usualOrder.indexOf(style.replace('han-', '').replace(/^sec$/, 'section').replace('qism', 'part'))

/** The place of a style in the order of this document, outermost first; a new one is put where it first stands. */
function rankOf (order: string[], style: string, above: string | undefined): number {
  const own = style === 'han-schedule' ? 'schedule' : style
  if (!order.includes(own)) {
    const at = above !== undefined && order.includes(above) ? order.indexOf(above) + 1 : order.findIndex((other) => usual(other) > usual(own))
    order.splice(at === -1 ? order.length : at, 0, own)
  }
  return order.indexOf(own)
}
