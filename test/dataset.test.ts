import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { root } from '../src/config.js'
import { checkDataset } from '../src/ingest/check.js'
import { readDataset } from '../src/ingest/dataset.js'
import { unLanguages } from '../src/model/vocabulary.js'

const folder = join(root, 'data')
const { dataset, faults } = await readDataset(folder)
const laws = dataset.laws.map((l) => l.record)
const provisions = laws.flatMap((law) => law.versions.flatMap((version) => version.provisions.map((p) => ({ law, version, p, at: `${law.akn} ${p.eId}` }))))
/** Parts and chapters hold provisions together and say nothing themselves. */
const speaking = provisions.filter(({ p }) => p.kind === 'section' || p.kind === 'article')
const six = { KEN: 'en', CHL: 'es', FRA: 'fr', SAU: 'ar', RUS: 'ru', CHN: 'zh' }
const script: Record<string, RegExp> = { ar: /\p{Script=Arabic}/u, ru: /\p{Script=Cyrillic}/u, zh: /\p{Script=Han}/u }

/** Is a text written in the script of its language, and in no other where it should be Latin? */
const inScript = (text: string, language: string) =>
  script[language] ? script[language].test(text) : /\p{Script=Latin}/u.test(text) && !/[\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Han}]/u.test(text)

t.test('the founding dataset has no fault', async (t) => {
  t.strictSame([...faults, ...checkDataset(dataset)], [])
})

t.test('the States', async (t) => {
  const states = dataset.jurisdictions.map((j) => j.record)
  const members = states.filter((s) => s.type === 'member_state')
  t.equal(members.length, 193)
  t.strictSame(states.filter((s) => s.type === 'observer').map((s) => s.code).sort(), ['PSE', 'VAT'])
  t.strictSame(members.filter((s) => !s.alpha2 || !s.m49 || !s.region || !s.subregion).map((s) => s.code), [], 'each has its codes and regions')
  t.strictSame(states.flatMap((s) => unLanguages.filter((l) => !inScript(s.names[l], l)).map((l) => `${s.code} ${l} ${s.names[l]}`)), [])
  const organizations = states.filter((s) => s.members.length > 0)
  t.ok(organizations.length > 0)
  t.ok(organizations.every((s) => s.type === 'regional_organization'), 'only organisations have members')
  t.equal(organizations.find((s) => s.code === 'EUE')?.members.length, 27, 'the European Union has 27')
})

t.test('each economy of the tracker has its coverage row', async (t) => {
  const rows = dataset.coverage.map((c) => c.record).filter((c) => c.concept === 'OFF' && c.source.publisher === 'UNCTAD')
  t.equal(rows.length, 195)
  t.equal(new Set(rows.map((c) => c.jurisdiction)).size, 195)
  const said = { Legislation: 'specific', 'Draft Legislation': 'draft_only', 'No Legislation': 'none_confirmed', 'No Data': 'no_data' }
  for (const [word, status] of Object.entries(said)) {
    const told = rows.filter((c) => c.sourceStatus === word)
    t.ok(told.length > 0, word)
    t.strictSame(told.filter((c) => c.status !== status).map((c) => c.jurisdiction), [], `${word} is ${status}`)
  }
  t.strictSame(rows.filter((c) => !(c.sourceStatus! in said)).map((c) => c.jurisdiction), [])
})

t.test('the vocabulary', async (t) => {
  const concepts = dataset.concepts.map((c) => c.record)
  t.equal(concepts.length, 136)
  for (const l of unLanguages) {
    t.strictSame(concepts.filter((c) => !inScript(c.labels[l], l)).map((c) => c.code), [], `labels in ${l}`)
    t.strictSame(concepts.filter((c) => !inScript(c.definition[l], l)).map((c) => c.code), [], `definitions in ${l}`)
    t.strictSame(concepts.filter((c) => c.definition[l].includes('\n') || c.definition[l].length > 300).map((c) => c.code), [], `of one line in ${l}`)
    const named = concepts.filter((c) => /^(OFF|PRO)\./.test(c.code))
    t.ok(named.length > 50)
    t.strictSame(named.filter((c) => c.synonyms[l].length === 0).map((c) => c.code), [], `synonyms of offences and powers in ${l}`)
    const repeated = concepts.filter((c) => new Set([c.labels[l], ...c.synonyms[l]].map((w) => w.toLowerCase())).size <= c.synonyms[l].length)
    t.strictSame(repeated.map((c) => c.code), [], `no word twice in ${l}`)
    if (l !== 'en') t.strictSame(concepts.filter((c) => c.definition[l] === c.definition.en).map((c) => c.code), [], `definitions in ${l} are not the English ones`)
    t.equal(new Set(concepts.map((c) => c.labels[l])).size, concepts.length, `no two concepts have one label in ${l}`)
  }
  const strange = concepts.flatMap((c) => Object.entries(script).flatMap(([l, letters]) =>
    c.synonyms[l as 'ar'].filter((word) => !letters.test(word) && /[^A-Za-z0-9 .,/-]/.test(word)).map((word) => `${c.code} ${l} ${word}`)))
  t.strictSame(strange, [], 'synonyms are in their script, or are a name such as DDoS')
})

t.test('the laws', async (t) => {
  const aliases = laws.flatMap((l) => l.akn ?? [])
  t.ok(aliases.length > 100)
  t.equal(new Set(aliases).size, aliases.length, 'no two share an alias')
  const alpha2 = new Map(dataset.jurisdictions.map((j) => [j.record.code, j.record.alpha2?.toLowerCase()]))
  t.strictSame(laws.filter((l) => l.akn && alpha2.get(l.jurisdiction) !== l.akn.split('/')[0]).map((l) => l.akn), [], 'an alias begins with its State')
  t.strictSame(provisions.filter(({ p }) => p.text !== null).map(({ at }) => at), [], 'no wording of a law is in the data')
  t.strictSame(provisions.filter(({ p }) => p.penalties.length > 0 && p.checked !== 'seen').map(({ at }) => at), [], 'penalties only where they were seen')
  const misdated = laws.filter((l) => l.year && l.enactedOn && ![l.akn?.split('/')[2], l.enactedOn.slice(0, 4)].includes(String(l.year)))
  t.strictSame(misdated.map((l) => l.akn), [], 'the year of a law is that of its alias or enactment')
})

for (const [state, language] of Object.entries(six)) {
  t.test(`${state} is there provision by provision`, async (t) => {
    const own = speaking.filter(({ law }) => law.jurisdiction === state)
    t.ok(own.length >= 50, `${own.length} provisions`)
    t.ok(own.every(({ version }) => version.language === language), `in ${language}`)
    for (const l of new Set(['en', language])) {
      const unsaid = own.filter(({ p }) => !(l === 'en' ? /[a-z]{3}/ : script[l] ?? /\p{Script=Latin}/u).test(p.summary?.[l] ?? ''))
      t.strictSame(unsaid.map(({ at }) => at), [], `summaries in ${l}`)
    }
    const wordy = own.flatMap(({ at, p }) => Object.entries(p.summary!).filter(([l, s]) => (l === 'zh' ? s.length / 2 : s.split(/\s+/).length) > 65).map(([l]) => `${at} ${l}`))
    t.strictSame(wordy, [], 'summaries are short')
    const offences = own.filter(({ p }) => p.penalties.length > 0)
    t.ok(offences.length >= 10, `${offences.length} with a penalty`)
    t.strictSame(offences.filter(({ p }) => p.concepts.length === 0).map(({ at }) => at), [], 'each of them has a concept')
    const about = new Set(own.flatMap(({ p }) => p.concepts.map((c) => c.code)))
    for (const code of ['OFF.CIA.ACC', 'OFF.CIA.INT', 'OFF.CIA.DAT', 'OFF.CIA.DEV', 'OFF.REL.FRA']) t.ok(about.has(code), code)
    t.strictSame(own.filter(({ p }) => !p.heading && !p.headings).map(({ at }) => at), [], 'each has a heading')
  })
}

t.test('cases and lessons', async (t) => {
  const cases = dataset.cases.map((c) => c.record)
  const lessons = dataset.lessons.map((l) => l.record)
  t.ok(cases.length >= 12, `${cases.length} cases`)
  t.ok(lessons.length >= 12, `${lessons.length} lessons`)
  t.strictSame(cases.filter((c) => c.concepts.length === 0).map((c) => c.key), [], 'each case has a concept')
  t.ok(cases.filter((c) => c.provisions.length > 0).length >= 8, 'cases lead to provisions')
  t.ok(lessons.filter((l) => l.provisions.length > 0 || l.cases.length > 0).length >= 5, 'lessons lead to provisions and cases')
  t.ok(new Set(cases.map((c) => c.jurisdiction)).size >= 10, 'cases of many States')
  for (const field of ['title', 'problem', 'practice', 'outcome', 'conditions'] as const) {
    const missing = lessons.flatMap((l) => unLanguages.filter((language) => !inScript(l[field][language] ?? '', language)).map((language) => `${l.key} ${language}`))
    t.strictSame(missing, [], `${field} in six languages`)
  }
  t.strictSame(cases.filter((c) => !c.title.en || !c.facts.en || !c.holding.en).map((c) => c.key), [], 'cases can be read in English')
})

t.test('each record says where it comes from', async (t) => {
  const { jurisdictions, instruments, treatyActions, cases, lessons, coverage } = dataset
  const sourced = [...jurisdictions, ...instruments, ...treatyActions, ...dataset.laws, ...cases, ...lessons, ...coverage]
  t.ok(sourced.length > 700)
  const isPublic = (url: string) => /^https?:\/\/[^/]+\.[a-z]{2,}([/?#:]|$)/i.test(url) && URL.canParse(url)
  t.strictSame(sourced.filter(({ record }) => !isPublic(record.source.url)).map(({ at }) => at), [], 'an address of the public web')
  t.strictSame(sourced.filter(({ record }) => record.checked !== 'seen' && record.checked !== 'recalled').map(({ at }) => at), [])
  const ids = [...dataset.laws, ...dataset.cases, ...dataset.lessons].map(({ at, record }) => ({ at, id: record.id }))
  t.strictSame(ids.filter(({ id }) => !id).map(({ at }) => at), [], 'laws, cases and lessons have permanent ids')
  t.strictSame(dataset.mappings.filter(({ record }) => !record.checked).map(({ at }) => at), [])
})

t.test('the data speak of the world only', async (t) => {
  const unfit = [
    /(^|[\s"'(])\/(work|tmp|home|root|mnt)\//, /shared\/data/, /\.\.\//, /\bhelper\b/i, /\bsession tool\b/i, /\b(read_file|find_string)\b/, /\b(TODO|FIXME)\b/
  ]
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  t.ok(files.length > 40)
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8')
    t.strictSame(unfit.flatMap((pattern) => text.match(pattern)?.[0] ?? []), [], file)
    t.ok(!text.includes('\uFFFD'), `${file} is whole`)
  }
})
