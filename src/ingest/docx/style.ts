import { readPart } from './xml.js'

/** What of a paragraph style matters for the structure of a text. */
export type Style = {
  /** 1 (highest) to 9, of a heading */
  level?: number
  numId?: string
  numberLevel?: number
  bold?: boolean
  /** the document's title, or an entry of the table of contents */
  role?: 'title' | 'contents'
}

type Raw = Style & { name: string, basedOn?: string, isDefault: boolean }

const chainMax = 20

/** The styles of a document: by their id, or for a paragraph that names none. What a style does not say, the one below it says. */
export function readStyles (bytes: Buffer | undefined): (id: string | undefined) => Style {
  const raw = new Map<string, Raw>()
  if (bytes) collect(bytes, raw)
  const defaultId = [...raw].find(([, style]) => style.isDefault)?.[0]
  const known = new Map<string | undefined, Style>()
  return (id) => {
    if (!known.has(id)) known.set(id, resolved(raw, id !== undefined && raw.has(id) ? id : defaultId))
    return known.get(id)!
  }
}

function collect (bytes: Buffer, raw: Map<string, Raw>) {
  let style: Raw | undefined
  readPart(bytes, {
    open (name, attribute) {
      if (name === 'w:style') {
        style = { name: '', isDefault: attribute('type') === 'paragraph' && isOn(attribute('default') ?? 'false') }
        raw.set(attribute('styleId') ?? '', style)
      } else if (style) setters.get(name)?.(style, attribute('val') ?? '')
    },
    close (name) {
      if (name === 'w:style') style = undefined
    }
  })
}

const setters = new Map<string, (style: Raw, value: string) => void>(Object.entries({
  'w:name': (style, value) => { style.name = value.toLowerCase() },
  'w:basedOn': (style, value) => { style.basedOn = value },
  'w:numId': (style, value) => { style.numId = value },
  'w:ilvl': (style, value) => { style.numberLevel = Number(value) },
  'w:outlineLvl': (style, value) => { style.level = levelOf(value) },
  'w:b': (style, value) => { style.bold = isOn(value) }
}))

function resolved (raw: Map<string, Raw>, id: string | undefined): Style {
  const style: Style = {}
  let next = id === undefined ? undefined : raw.get(id)
  for (let i = 0; next && i < chainMax; i++) {
    const { name, basedOn } = next
    style.level ??= next.level ?? (/^heading [1-9]$/.test(name) ? Number(name.at(-1)) : undefined)
    style.role ??= name === 'title' ? 'title' : /^toc( |$)/.test(name) ? 'contents' : undefined
    style.numId ??= next.numId
    style.bold ??= next.bold
    style.numberLevel ??= next.numberLevel
    next = basedOn === undefined ? undefined : raw.get(basedOn)
  }
  return style
}

/** An outline level is written 0 to 8 for headings and 9 for body text. */
export const levelOf = (value: string): number | undefined => /^[0-8]$/.test(value) ? Number(value) + 1 : undefined

/** A property without a value is on. */
export const isOn = (value: string): boolean => !['0', 'false', 'off'].includes(value)
