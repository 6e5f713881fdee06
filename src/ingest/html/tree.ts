import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { Refused } from '../../model/parsed.js'

export type Element = Tree.Element
type Parent = Tree.ParentNode

const depthMax = 2000
const elementsMax = 1_000_000

/** The tree of a page, as a browser builds it before any script runs. Throws Refused: too_deep, too_large. */
export function parseTree (html: string): Tree.Document {
  let depth = 0
  let elements = 0
  return parse(withEndTags(html), {
    treeAdapter: {
      ...defaultTreeAdapter,
      // Unclosed tags can make many more elements than the file has.
      createElement (...args) {
        if (++elements > elementsMax) throw new Refused('too_large', `The page has more than ${elementsMax} elements.`)
        return defaultTreeAdapter.createElement(...args)
      },
      onItemPush () {
        if (++depth > depthMax) throw new Refused('too_deep', `The page nests deeper than ${depthMax} elements.`)
      },
      onItemPop () {
        depth--
      }
    }
  })
}

/** HTML elements that have no end. */
const empty = /^(area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i

/** In a page written as XML `<script/>` is a whole element; read as HTML it would swallow the rest of the page. */
const withEndTags = (html: string): string => !/^\s{0,100}<\?xml\s/.test(html)
  ? html
  : html.replace(/<([a-z][\w:.-]{0,60})(\s[^<>]*)?\/>/gi, (tag, name: string, attributes = '') => empty.test(name) ? tag : `<${name}${attributes}></${name}>`)

type Visitor = {
  /** false: nothing inside is visited, nor is the element left */
  enter: (element: Element) => boolean
  leave?: (element: Element) => void
  text?: (text: string) => void
}

/** Visits what is below a node, in order, without recursion. */
export function walk (root: Parent, { enter, leave, text }: Visitor) {
  const open: { node: Parent, at: number }[] = [{ node: root, at: 0 }]
  while (open.length > 0) {
    const top = open.at(-1)!
    const child = top.node.childNodes[top.at++]
    if (!child) {
      open.pop()
      if (open.length > 0) leave?.(top.node as Element)
    } else if ('value' in child) {
      text?.(child.value)
    } else if ('tagName' in child && enter(child)) {
      open.push({ node: child, at: 0 })
    }
  }
}

/** An attribute's value, without the space around it; empty where there is none. */
export const attribute = (element: Element, name: string): string => element.attrs.find((a) => a.name === name)?.value.trim() ?? ''

/** The classes of an element, as written. */
export const classesOf = (element: Element): string[] => attribute(element, 'class').split(/\s+/).filter(Boolean)

/** All text below a node, joined as it stands. */
export function textBelow (root: Parent): string {
  let all = ''
  walk(root, { enter: () => true, text: (text) => { all += text } })
  return all
}
