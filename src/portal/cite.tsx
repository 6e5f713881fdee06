import { label } from './fact.js'
import { bibtex, citedLaw, plainCitation, ris } from './citation.js'
import { link, read, today, type File, type Shape, type View } from './view.js'
import { record } from './text/record.js'

/** How a law or a provision is cited, in three forms. */
export function Cite ({ view, law, provision, asOf }: { view: View, law: Shape['Legislation'], provision?: Shape['Provision'], asOf?: string }) {
  const t = record(view)
  const cited = citedLaw(view, law, { kind: label(view, law.kind), asOf, provision })
  const download = (form: string) => link(view, `/legislation/${law.id}/cite.${form}`, { eId: provision?.eId, asOf })
  return (
    <details class='cite'>
      <summary>{t.cite}</summary>
      <h3>{t.plain}</h3>
      <p class='citation' dir='auto'>{plainCitation(view, cited, today())}</p>
      {([['BibTeX', 'bib', bibtex], ['RIS', 'ris', ris]] as const).map(([name, form, write]) =>
        <div key={form}>
          <h3>{name} <a href={download(form)} download>{t.download}</a></h3>
          <pre tabIndex={0} role='region' aria-label={name}>{write(cited, today())}</pre>
        </div>)}
    </details>
  )
}

/** The same as a file; `eId` names a provision. */
const citeAs = (form: 'bib' | 'ris') => async (view: View, { id }: Record<string, string>): Promise<File> => {
  const eId = view.query.get('eId')
  const asOf = view.query.get('asOf') || undefined
  const law = await read(view.api.GET('/v1/legislation/{id}', { params: { path: { id: id! } } }))
  const provision = eId ? await read(view.api.GET('/v1/legislation/{id}/provisions/{eId}', { params: { path: { id: id!, eId }, query: { asOf } } })) : undefined
  const cited = citedLaw(view, law, { kind: label(view, law.kind), asOf, provision })
  return form === 'bib'
    ? { media: 'application/x-bibtex; charset=utf-8', name: `${cited.key}.bib`, body: bibtex(cited, today()), download: true }
    : { media: 'application/x-research-info-systems; charset=utf-8', name: `${cited.key}.ris`, body: ris(cited, today()), download: true }
}

export const citeBibtex = citeAs('bib')
export const citeRis = citeAs('ris')
