import { useEffect, useRef, useState } from 'preact/hooks'
import { read, Refused } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import { idOf } from './address.js'
import type { Draft } from './draft.js'
import { Fault } from './fault.js'
import { useLoaded } from './load.js'
import { useSession } from './session.js'

/** Where in the original something stands: the page, and words to look for where there are no pages. */
export type Spot = { page: number | null, words: string[] }
export type Paper = { show: (page: number) => void, close: () => void }

/** The file that was handed in. What strangers sent is shown, never run: no script of it, and nothing from elsewhere. */
export function Original ({ draft, spot }: { draft: Draft, spot: Spot | undefined }) {
  const { view, key } = useSession()
  const t = texts(view)
  const { data, fault, reload } = useLoaded(() => readOriginal(draft, view, key), [draft.links.original])
  const address = useObjectUrl(data?.blob)
  return (
    <div class='desk-pane desk-original' role='region' aria-label={t.original}>
      <p class='count'>{t.original}{data && <> · <bdi>{data.name}</bdi></>} {address && <a href={address} download={data!.name}>{t.download}</a>}</p>
      <Fault fault={fault} again={reload} />
      {data && (data.format === 'pdf' ? <PdfPages blob={data.blob} spot={spot} /> : <Framed blob={data.blob} format={data.format} spot={spot} />)}
    </div>
  )
}

async function readOriginal ({ links }: Draft, { api }: { api: ReturnType<typeof useSession>['view']['api'] }, key: string) {
  const id = idOf(links.upload ?? '')
  const upload = links.upload ? await read(api.GET('/v1/uploads/{id}', { params: { path: { id } } })) : undefined
  const response = await fetch(links.original!, { headers: { authorization: `Bearer ${key}` } })
  if (!response.ok) throw new Refused(await response.json())
  return { blob: await response.blob(), name: upload?.name ?? idOf(links.original!), format: upload?.format ?? null }
}

function useObjectUrl (blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}

function PdfPages ({ blob, spot }: { blob: Blob, spot: Spot | undefined }) {
  const { view } = useSession()
  const box = useRef<HTMLDivElement>(null)
  const paper = useRef<Paper>(undefined)
  const [fault, setFault] = useState<unknown>()
  useEffect(() => {
    let isGone = false
    const open = async () => {
      const { openPdf } = await import(view.asset('pdf.js')) as typeof import('../pdf.js')
      const opened = await openPdf(await blob.arrayBuffer(), box.current!, view.asset('pdf.worker.js'))
      if (isGone) opened.close()
      else paper.current = opened
    }
    open().catch(setFault)
    return () => {
      isGone = true
      paper.current?.close()
    }
  }, [blob])
  useEffect(() => { if (spot?.page) paper.current?.show(spot.page) }, [spot])
  return <><Fault fault={fault} /><div ref={box} class='desk-paper' tabIndex={0} /></>
}

/** Everything else in a frame of its own, in which no script runs; its text can still be found in. */
function Framed ({ blob, format, spot }: { blob: Blob, format: string | null, spot: Spot | undefined }) {
  const { view } = useSession()
  const frame = useRef<HTMLIFrameElement>(null)
  const { data: shown, fault } = useLoaded(() => pageOf(blob, format, view.asset('word.js')), [blob, format])
  const address = useObjectUrl(shown)
  useEffect(() => { if (spot && frame.current?.contentDocument) findIn(frame.current.contentDocument, spot.words) }, [spot])
  return <><Fault fault={fault} />{address && <iframe ref={frame} class='desk-paper' sandbox='allow-same-origin' src={address} title={texts(view).original} />}</>
}

async function pageOf (blob: Blob, format: string | null, wordModule: string): Promise<Blob> {
  if (format === 'html') return new Blob([blob], { type: 'text/html' })
  if (format !== 'docx') return new Blob([blob], { type: 'text/plain' })
  const { wordToHtml } = await import(wordModule) as typeof import('../word.js')
  return new Blob([await wordToHtml(await blob.arrayBuffer())], { type: 'text/html;charset=utf-8' })
}

/** Marks the first of these words that stands in the document, whatever spaces and lines are between, and brings it into view. */
function findIn (document: Document, words: string[]): void {
  const nodes: Text[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) nodes.push(walker.currentNode as Text)
  // Each letter of the text without spaces, and where it stands.
  let plain = ''
  const places: { node: Text, at: number }[] = []
  for (const node of nodes) {
    for (let at = 0; at < node.data.length; at++) {
      if (/\s/.test(node.data[at]!)) continue
      plain += node.data[at]
      places.push({ node, at })
    }
  }
  for (const sought of [...words].reverse().map((text) => text.replace(/\s/g, '')).filter((text) => text.length > 3)) {
    const from = plain.indexOf(sought)
    if (from < 0) continue
    const [first, last] = [places[from]!, places[from + sought.length - 1]!]
    const range = document.createRange()
    range.setStart(first.node, first.at)
    range.setEnd(last.node, last.at + 1)
    const selection = document.getSelection()!
    selection.removeAllRanges()
    selection.addRange(range)
    const { top } = range.getBoundingClientRect()
    document.defaultView!.scrollTo({ top: document.defaultView!.scrollY + top - 40 })
    return
  }
}
