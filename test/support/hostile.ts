import { saveCase } from '../../src/db/case.js'
import type { Database } from '../../src/db/client.js'
import { saveLegislation } from '../../src/db/legislation.js'
import { saveLesson } from '../../src/db/lesson.js'
import { caseRecord, lawRecord, lessonRecord, provisionRecord, versionRecord, writer } from './record.js'

/** Texts that would run a script or leave their place, were they taken for markup anywhere. */
export const hostile = [
  '<img src=x onerror="window.hacked=1">', '<script>window.hacked=1</script>', '"><svg onload=window.hacked=1>', '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<mark><img src=x onerror=window.hacked=1></mark>', '&lt;img src=x onerror=window.hacked=1&gt;', '\'-window.hacked=1-\'', '</title></style></textarea><img src=x onerror=window.hacked=1>',
  'javascript:window.hacked=1', '$' + '{window.hacked=1}{{constructor.constructor("window.hacked=1")()}}', '__ais-highlight__<img src=x onerror=window.hacked=1>__/ais-highlight__',
  '\u202e<a href="javascript:window.hacked=1">read</a>'
]

/** Puts them where people write: titles, headings, texts, names of cases and lessons, publishers. All of them are found by `zebra`. */
export async function insertHostile (db: Database): Promise<void> {
  for (const [i, text] of hostile.entries()) {
    const source = { url: `https://gazette.example/${encodeURIComponent(text)}`, publisher: text, kind: null, title: text, retrievedAt: null, licence: text }
    await db.transaction(async (tx) => {
      await saveLegislation(tx, lawRecord({
        title: { text: `Zebra ${text}`, language: 'en', kind: 'original' }, number: text.slice(0, 90), source,
        versions: [versionRecord({ source, provisions: [provisionRecord({ eId: `sec_${i}`, number: text.slice(0, 50), heading: `Zebra ${text}`, text: `Zebra ${text} stripes.` })] })]
      }), writer)
      await saveCase(tx, caseRecord({ title: { en: `Zebra ${text}` }, facts: { en: `Zebra ${text}` } }), writer)
      await saveLesson(tx, lessonRecord({ title: { en: `Zebra ${text}` }, problem: { en: text } }), writer)
    })
  }
}
