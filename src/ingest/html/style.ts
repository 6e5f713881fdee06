/** What of a style changes which words are read, and how. */
export type Look = { hidden?: boolean, raised?: boolean, level?: number, bold?: boolean, block?: boolean, unmarked?: boolean }

const rulesMax = 20_000

/** What one declaration block says, in an attribute or a rule. */
export function lookOf (declarations: string): Look {
  const look: Look = {}
  for (const declaration of declarations.split(';')) {
    const colon = declaration.indexOf(':')
    const name = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration.slice(colon + 1).replace('!important', '').trim().toLowerCase()
    if (name === 'display') {
      look.hidden = value === 'none'
      look.block = value === 'block'
    }
    if ((name === 'visibility' && /^(hidden|collapse)$/.test(value)) || (name === 'mso-hide' && value === 'all')) look.hidden = true
    if ((name === 'font-size' || name === 'opacity') && /^0(px|pt|em|rem|%)?$/.test(value)) look.hidden = true
    if (name === 'vertical-align') look.raised = value === 'super'
    if (name === 'font-weight') look.bold = /^(bold|bolder|[6-9]00)$/.test(value)
    if (name === 'mso-outline-level' && /^[1-9]$/.test(value)) look.level = Number(value)
    if ((name === 'list-style' || name === 'list-style-type') && /\bnone\b/.test(value)) look.unmarked = true
  }
  return look
}

/**
 * The looks that a page's own style sheets give to single classes and ids (`.note`, `p.H`, `#menu`). Rules that hold only
 * on some media, or for an element's place among others, are not read.
 */
export function readStyles (sheets: string[]): Map<string, Look> {
  const looks = new Map<string, Look>()
  const css = withoutComments(sheets.join('\n').replace(/<!--|-->/g, ' '))
  let depth = 0
  let selectors = ''
  for (const part of css.split(/([{}])/)) {
    if (part === '{') depth++
    else if (part === '}') depth = Math.max(0, depth - 1)
    else if (depth === 0) selectors = part
    else if (depth === 1) for (const selector of selectors.split(',')) addRule(looks, selector.trim(), part)
  }
  return looks
}

function addRule (looks: Map<string, Look>, selector: string, declarations: string) {
  const simple = /^([a-z][a-z0-9]{0,20})?([.#][\w-]{1,100})$/i.exec(selector)
  if (!simple || looks.size > rulesMax) return
  const key = `${simple[1]?.toLowerCase() ?? ''}${simple[2]}`
  looks.set(key, { ...looks.get(key), ...lookOf(declarations) })
}

function withoutComments (css: string): string {
  const [first, ...rest] = css.split('/*')
  return [first, ...rest.map((part) => part.includes('*/') ? part.slice(part.indexOf('*/') + 2) : '')].join(' ')
}
