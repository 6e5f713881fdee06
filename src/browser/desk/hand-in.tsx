import { useRef, useState } from 'preact/hooks'
import { label } from '../../portal/fact.js'
import { Refused, type Shape } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import { textKinds } from '../../model/vocabulary.js'
import { Fault } from './fault.js'
import { useDoing } from './load.js'
import { useJurisdictions, useSession } from './session.js'

/** What the service reads. */
const formats = '.pdf,.docx,.html,.htm,.xml,.akn,.md,.txt,.json,.jsonl,.ndjson,.csv,.yaml,.yml'

/** Files are dropped or chosen here, with what is known of them and they may not say themselves. */
export function HandIn ({ done }: { done: () => Promise<unknown> }) {
  const { view, key, me } = useSession()
  const t = texts(view)
  const states = useStates()
  const form = useRef<HTMLFormElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<File[]>([])
  const [over, setOver] = useState(false)
  const [sent, setSent] = useState<number>()
  const { doing, fault, run } = useDoing()
  const send = () => run(async () => {
    const data = new FormData()
    // What is known comes before the files: the service streams, and reads the fields first.
    for (const [name, value] of new FormData(form.current!)) if (typeof value === 'string' && value.trim() !== '') data.append(name, value.trim())
    for (const file of files) data.append('file', file)
    await post(data, key, view.language, setSent)
    setFiles([])
    picker.current!.value = ''
    await done()
  }).finally(() => setSent(undefined))
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    setFiles([...event.dataTransfer?.files ?? []])
  }
  return (
    <section aria-labelledby='desk-hand-in'>
      <h1 id='desk-hand-in'>{t.handIn}</h1>
      <form ref={form} onSubmit={(event) => { event.preventDefault(); send() }}>
        <div class={`desk-drop ${over ? 'over' : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
          <label for='files'>{t.drop}</label>
          <input id='files' ref={picker} type='file' multiple accept={formats} onChange={({ currentTarget }) => setFiles([...currentTarget.files ?? []])} />
          {files.length > 0 && <ul class='plain'>{files.map(({ name, size }) => <li key={name}><bdi>{name}</bdi> <span class='count'>{kilobytes(view.language, size)}</span></li>)}</ul>}
          <p class='hint'>{t.formats}</p>
        </div>
        <div class='desk-fields'>
          <label>{t.state}
            <select name='state'>
              <option value=''>{t.saidByFile}</option>
              {states.map(({ code, name }) => <option key={code} value={code} selected={me.states?.length === 1}>{name}</option>)}
            </select>
          </label>
          <label>{t.validFrom}<input type='date' name='validFrom' /></label>
          <label>{t.sourceUrl}<input type='url' name='sourceUrl' dir='ltr' placeholder='https://' /></label>
          <label>{t.publisher}<input type='text' name='publisher' maxLength={300} dir='auto' /></label>
        </div>
        <details>
          <summary>{t.more}</summary>
          <div class='desk-fields'>
            <label>{t.versionOf}<input type='text' name='legislation' dir='ltr' placeholder='ke/act/2018/5' /></label>
            <label>{t.name}<input type='text' name='title' dir='auto' maxLength={2000} /></label>
            <label>{t.language}<input type='text' name='language' dir='ltr' placeholder='en' maxLength={20} /></label>
            <label>{t.textKind}<select name='textKind'><option value=''>{t.saidByFile}</option>{textKinds.map((kind) => <option key={kind} value={kind}>{label(view, kind)}</option>)}</select></label>
            <label>{t.validTo}<input type='date' name='validTo' /></label>
            <label>{t.licence}<input type='text' name='licence' maxLength={300} dir='auto' /></label>
          </div>
        </details>
        <Fault fault={fault} />
        <p>
          <button disabled={doing || files.length === 0}>{t.send}</button>
          {sent !== undefined && <> <progress value={sent} aria-label={t.sending} /> {t.sending}</>}
        </p>
      </form>
    </section>
  )
}

/** The jurisdictions that the caller may work on. */
export function useStates (): Shape['StateSummary'][] {
  const { view, me } = useSession()
  const { compare } = new Intl.Collator(view.language)
  return useJurisdictions().filter(({ code }) => me.states === null || me.states.includes(code)).sort((a, b) => compare(a.name, b.name))
}

const kilobytes = (language: string, bytes: number) =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(Math.max(1, bytes / 1000))

/** Only this old way of asking tells how much has been sent. */
function post (data: FormData, key: string, language: string, tell: (part: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/v1/uploads')
    request.setRequestHeader('authorization', `Bearer ${key}`)
    request.setRequestHeader('accept-language', language)
    request.upload.onprogress = ({ loaded, total }) => tell(total === 0 ? 0 : loaded / total)
    request.onerror = () => reject(new TypeError('The service was not reached.'))
    request.onload = () => {
      if (request.status === 202) return resolve()
      try {
        reject(new Refused(JSON.parse(request.responseText)))
      } catch (error) {
        reject(error)
      }
    }
    request.send(data)
  })
}
