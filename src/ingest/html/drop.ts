import { attribute, classesOf, textBelow, walk, type Element } from './tree.js'
import type { Look } from './style.js'
import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

/** Why an element is left out with all that is in it. */
export type Reason = 'silent' | 'hidden' | 'deleted' | 'furniture' | 'note' | 'noteText' | 'image'

const silent = new Set([
  'head', 'script', 'style', 'noscript', 'template', 'iframe', 'frame', 'object', 'embed', 'applet', 'link', 'meta', 'base', 'input', 'select',
  'textarea', 'button', 'datalist', 'meter', 'progress', 'audio', 'video', 'map', 'rt', 'rp', 'annotation', 'annotation-xml', 'xml'
])
const images = new Set(['img', 'svg', 'canvas', 'picture'])
const furniture = new Set(['nav', 'aside', 'menu', 'search'])
const furnitureRoles = new Set(['navigation', 'banner', 'contentinfo', 'search', 'complementary', 'dialog', 'alertdialog', 'menu', 'menubar', 'toolbar'])
const furnitureName = new RegExp('^(nav|navbar|navigation|menu|sidebar|footer|pagination|pager|masthead|toolbar|share|skip|newsletter|chromeframe' +
  '|no-?print|d-print-none|hidden-print|sr-only|visually-hidden(-focusable)?|screen-reader(-text)?)$' +
  '|cookie-?(banner|bar|consent|notice|popup|message|dialog|overlay|wall)|onetrust|cookiebot|gdpr-?(banner|consent)|breadcrumb|skip-?(to|nav|link)|share-?button|social-(media|share|links)|(site|page|global)-?(header|footer|nav)|(main|top|side)-?nav|side-?bar|(^|-)menu(-|$)', 'i')
const noteName = /^(sd(foot|end)note(sym|anc)|mso(foot|end)notereference|(foot|end)?note-?(ref|tag|marker|anchor|call)|akn-noteref)$/i
const noteTextName = /^((sd)?(foot|end)note-?\d+|f(t|oot)?n\d+|edn\d+|sd(foot|end)note(-western|-cjk|-ctl)?|mso(foot|end)notetext|(foot|end)notes?(-list|-text|-body)?|akn-authorialnote)$/i
const markMax = 8
const noteTarget = /^#(_?ftn|_?edn|fn|note|ntr|ntc|sd(foot|end)note|(foot|end)note|cite_note)/i

/** Whether an element is no part of the text, and why. `outer` says that it stands in no main part or article of the page. */
export function reasonToDrop (element: Element, look: Look, outer: boolean): Reason | null {
  const name = element.tagName
  if (silent.has(name)) return 'silent'
  if (look.hidden || element.attrs.some((a) => a.name === 'hidden') || (name === 'dialog' && !element.attrs.some((a) => a.name === 'open'))) {
    return /[\p{L}\p{N}]/u.test(textBelow(element)) ? 'hidden' : 'silent'
  }
  if (name === 'del') return 'deleted'
  if (images.has(name)) return isIcon(element) ? 'silent' : 'image'
  const names = [...classesOf(element), attribute(element, 'id')]
  if (isNoteMark(element, names)) return 'note'
  if (['doc-footnote', 'doc-endnotes', 'doc-endnote'].includes(attribute(element, 'role')) || names.some((n) => noteTextName.test(n))) return 'noteText'
  if (/mso-element:\s{0,3}(foot|end)note-list/i.test(attribute(element, 'style'))) return 'noteText'
  return isFurniture(element, names, outer) ? 'furniture' : null
}

/** A decoration, which nobody misses. */
const isIcon = (element: Element) => attribute(element, 'aria-hidden') === 'true' || /^\d{1,2}(px)?$/.test(attribute(element, 'width'))

function isFurniture (element: Element, names: string[], outer: boolean): boolean {
  const name = element.tagName
  if (['html', 'body', 'main', 'article'].includes(name)) return false
  if (furniture.has(name) || furnitureRoles.has(attribute(element, 'role').toLowerCase())) return true
  // An office program's page header and footer.
  if (name === 'div' && /^(header|footer)$/.test(attribute(element, 'title'))) return true
  if (!outer) return false
  return name === 'header' || name === 'footer' || names.some((n) => furnitureName.test(n))
}

/** A link to a footnote: by its name, or a short one within the page that is raised or leads where footnotes are. */
function isNoteMark (element: Element, names: string[]): boolean {
  if (names.some((n) => noteName.test(n)) || attribute(element, 'role') === 'doc-noteref') return true
  if (element.tagName !== 'a' || !attribute(element, 'href').startsWith('#') || textBelow(element).trim().length > markMax) return false
  const onlyRaised = element.childNodes.every((node) => node.nodeName === 'sup' || ('value' in node && node.value.trim() === ''))
  return element.parentNode?.nodeName === 'sup' || onlyRaised || noteTarget.test(attribute(element, 'href'))
}

const programs = new Set(['script', 'iframe', 'frame', 'object', 'embed', 'applet'])
const addresses = new Set(['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'to', 'values', 'background', 'poster', 'srcdoc'])

/** How much of a page would run or load something: programs, handlers and addresses that are programs, wherever they stand. */
export function countActive (root: Tree.ParentNode): number {
  let count = 0
  const roots: Tree.ParentNode[] = [root]
  for (const next of roots) {
    walk(next, {
      enter (element) {
        if ('content' in element) roots.push((element as Tree.Template).content)
        if (programs.has(element.tagName) && !/json/.test(attribute(element, 'type'))) count++
        if (element.tagName === 'meta' && attribute(element, 'http-equiv').toLowerCase() === 'refresh') count++
        count += element.attrs.filter(isActive).length
        return true
      }
    })
  }
  return count
}

function isActive ({ name, prefix, value }: { name: string, prefix?: string, value: string }): boolean {
  if (/^on[a-z]/.test(name) || name === 'srcdoc') return true
  if (name === 'style') return /expression\s?\(|javascript:|-moz-binding|behavior\s?:/i.test(value)
  // Browsers skip spaces and control characters in an address.
  const address = value.slice(0, 1000).replace(/[^!-~]+/g, '').toLowerCase()
  return addresses.has(prefix ? `${prefix}:${name}` : name) && /^(javascript|vbscript|data:text\/html|data:image\/svg)/.test(address)
}
