import t, { type Test } from 'tap'
import { checkDataset } from '../src/ingest/check.js'
import { readDataset } from '../src/ingest/dataset.js'
import { smallDataset, writeDataset } from './support/small.js'

type Files = ReturnType<typeof smallDataset>
const today = '2026-06-01'

/** Every fault of a dataset, as `atlas check` tells them: those of single records, then those between them. */
async function faultsOf (t: Test, change: (files: Files) => void) {
  const files = smallDataset()
  change(files)
  const { dataset, faults } = await readDataset(await writeDataset(t, files))
  return [...faults, ...checkDataset(dataset, today)].map(({ at, path, message }) => `${at} ${path}: ${message}`)
}

const law = (f: Files) => f['laws/ken.json']![0]!
const version = (f: Files) => law(f).versions[0]
const section = (f: Files) => version(f).provisions[1]
const again = (file: string, change: Record<string, unknown> = {}) => (f: Files) => { f[file]!.push({ ...structuredClone(f[file]![0]!), ...change }) }

t.test('a clean dataset has no fault', async (t) => {
  t.strictSame(await faultsOf(t, () => {}), [])
})

/** What is wrong → how it comes about, and what is told. */
const duplicates: [string, (f: Files) => void, string[]][] = [
  ['a region', again('regions.json'), ['regions.json#2 code: 002 is already used at regions.json#0']],
  ['a State', again('jurisdictions.json', { alpha2: null, m49: '991' }), ['jurisdictions.json#3 code: KEN is already used at jurisdictions.json#0']],
  ['an alpha-2 code', again('jurisdictions.json', { code: 'XXX', m49: '991' }), ['jurisdictions.json#3 alpha2: KE is already used at jurisdictions.json#0']],
  ['an M49 code', again('jurisdictions.json', { code: 'XXX', alpha2: 'XX' }), ['jurisdictions.json#3 m49: 404 is already used at jurisdictions.json#0']],
  ['a member', (f) => f['jurisdictions.json']![2]!.members.push('KEN'), ['jurisdictions.json#2 members.2: KEN is there twice']],
  ['a concept', again('concepts/off.json'), ['concepts/off.json#3 code: OFF is already used at concepts/off.json#0']],
  ['an instrument', again('instruments/TRT.json'), ['instruments/TRT.json#1 code: TRT is already used at instruments/TRT.json#0']],
  ['an article', (f) => f['instruments/TRT.json']![0]!.articles.push({ number: '2', checked: 'seen' }),
    ['instruments/TRT.json#0 articles.number: 2 is already used at instruments/TRT.json#0']],
  ['a line of the crosswalk', again('mappings.json', { relation: 'related' }), ['mappings.json#1 article: OFF.CIA.ACC TRT 2 null is already used at mappings.json#0']],
  ['a treaty action', again('treaty-actions.json', { effectiveFrom: null }),
    ['treaty-actions.json#1 kind: TRT KEN accession 2020-01-02 2(a) is already used at treaty-actions.json#0']],
  ['an alias', again('laws/ken.json', { id: undefined, title: { text: 'Another Act', language: 'en' } }), ['laws/ken.json#1 akn: ke/act/2018/5 is already used at laws/ken.json#0']],
  ['a law under another alias', again('laws/ken.json', { id: undefined, akn: 'ke/act/2018/6', title: { text: 'CYBER ＡＣＴ', language: 'en' } }),
    ['laws/ken.json#1 title: KEN cyber act 2018 is already used at laws/ken.json#0']],
  ['an id, of another kind of record even', (f) => { f['lessons/investigation.json']![0]!.id = law(f).id },
    ['lessons/investigation.json#0 id: 01900000-0000-7000-8000-000000000001 is already used at laws/ken.json#0']],
  ['a provision', (f) => version(f).provisions.push(section(f)), ['laws/ken.json#0 versions.0.provisions.2.eId: sec_14 is there twice']],
  ['a claim', (f) => section(f).concepts.push({ code: 'OFF.CIA.ACC', relation: 'specific_offence' }),
    ['laws/ken.json#0 versions.0.provisions.1.concepts.1: OFF.CIA.ACC specific_offence is there twice']],
  ['a case', again('cases/ken.json', { id: undefined, ecli: null }), ['cases/ken.json#1 key: ken-hc-2020-entering is already used at cases/ken.json#0']],
  ['a judgment under another key', again('cases/ken.json', { id: undefined, key: 'other' }), ['cases/ken.json#1 ecli: ECLI:KE:HC:2020:1 is already used at cases/ken.json#0']],
  ['a lesson', again('lessons/investigation.json', { id: undefined }), ['lessons/investigation.json#1 key: ask-early is already used at lessons/investigation.json#0']],
  ['a link of a lesson', (f) => f['lessons/investigation.json']![0]!.cases.push('ken-hc-2020-entering'), ['lessons/investigation.json#0 cases.1: ken-hc-2020-entering is there twice']],
  ['a statement of coverage', again('coverage/all.json', { status: 'partial' }),
    ['coverage/all.json#2 concept: KEN OFF 2026-04-01 https://example.org/law is already used at coverage/all.json#0']]
]
t.test('what is there twice', async (t) => {
  for (const [name, change, faults] of duplicates) t.strictSame(await faultsOf(t, change), faults, name)
})

const dangling: [string, (f: Files) => void, string[]][] = [
  ['the region of a State', (f) => { f['jurisdictions.json']![0]!.region = '999' }, ['jurisdictions.json#0 region: 999 is not known']],
  ['the parent of a region', (f) => { f['regions.json']![1]!.parent = '999' }, ['regions.json#1 parent: 999 is not known']],
  ['a region inside itself', (f) => { f['regions.json']![0]!.parent = '202' },
    ['regions.json#0 parent: 002 stands inside itself', 'regions.json#1 parent: 202 stands inside itself']],
  ['a member', (f) => f['jurisdictions.json']![2]!.members.push('UGA'), ['jurisdictions.json#2 members: UGA is not known']],
  ['the parent of a concept', (f) => { f['concepts/off.json']!.push({ ...f['concepts/off.json']![2]!, code: 'PRO.SEA', parent: 'PRO' }) },
    ['concepts/off.json#3 parent: PRO is not known']],
  ['a parent that the code does not have', (f) => { f['concepts/off.json']![2]!.parent = 'OFF.CIA.ACC' },
    ['concepts/off.json#2 parent: OFF.CIA.ACC does not stand below OFF.CIA.ACC']],
  ['no parent where the code has one', (f) => { f['concepts/off.json']![2]!.parent = null }, ['concepts/off.json#2 parent: OFF.CIA.ACC does not stand below null']],
  ['the concept of a mapping', (f) => { f['mappings.json']![0]!.concept = 'OFF.CIA.INT' }, ['mappings.json#0 concept: OFF.CIA.INT is not known']],
  ['the article of a mapping', (f) => { f['mappings.json']![0]!.article = '4' }, ['mappings.json#0 article: TRT 4 is not known']],
  ['the parent of an instrument', (f) => { f['instruments/TRT.json']![0]!.parent = 'BUD' }, ['instruments/TRT.json#0 parent: BUD is not known']],
  ['an instrument inside itself', (f) => { f['instruments/TRT.json']![0]!.parent = 'TRT' }, ['instruments/TRT.json#0 parent: TRT stands inside itself']],
  ['the instrument of an action', (f) => { Object.assign(f['treaty-actions.json']![0]!, { instrument: 'BUD', articles: [] }) }, ['treaty-actions.json#0 instrument: BUD is not known']],
  ['the State of an action', (f) => { f['treaty-actions.json']![0]!.jurisdiction = 'UGA' }, ['treaty-actions.json#0 jurisdiction: UGA is not known']],
  ['the article of an action', (f) => { f['treaty-actions.json']![0]!.articles = ['9(4)'] }, ['treaty-actions.json#0 articles: TRT 9 is not known']],
  ['the State of a law', (f) => { f['laws/tza.json']![0]!.jurisdiction = 'UGA' }, ['laws/tza.json#0 jurisdiction: UGA is not known']],
  ['the concept of a law', (f) => { law(f).concepts[0].code = 'OFF.REL' }, ['laws/ken.json#0 concepts.0: OFF.REL is not known']],
  ['the concept of a provision', (f) => { section(f).concepts[0].code = 'OFF.REL' }, ['laws/ken.json#0 versions.0.provisions.1.concepts.0: OFF.REL is not known']],
  ['a parent that comes later', (f) => { version(f).provisions.reverse() }, ['laws/ken.json#0 versions.0.provisions.0.parent: part_1 does not stand before sec_14']],
  ['the provision of a case', (f) => { f['cases/ken.json']![0]!.provisions[0].eId = 'sec_15' }, ['cases/ken.json#0 provisions: ke/act/2018/5 sec_15 is not known']],
  ['the provision and concept of a charge', (f) => { Object.assign(f['cases/ken.json']![0]!.charges[0], { concept: 'OFF.REL', provision: { law: 'tz/act/2015/14', eId: 'sec_4' } }) },
    ['cases/ken.json#0 charges.concept: OFF.REL is not known', 'cases/ken.json#0 charges.provision: tz/act/2015/14 sec_4 is not known']],
  ['a State that a case involves', (f) => { f['cases/ken.json']![0]!.jurisdictionsInvolved = ['UGA'] }, ['cases/ken.json#0 jurisdiction: UGA is not known']],
  ['what a lesson names', (f) => {
    Object.assign(f['lessons/investigation.json']![0]!, { jurisdictions: ['UGA'], concepts: [{ code: 'OFF.REL' }], provisions: [{ law: 'ke/act/2018/9', eId: 'sec_1' }], cases: ['none'] })
  }, ['jurisdictions: UGA', 'concepts.0: OFF.REL', 'provisions: ke/act/2018/9 sec_1', 'cases: none'].map((what) => `lessons/investigation.json#0 ${what} is not known`)],
  ['what a statement of coverage names', (f) => { Object.assign(f['coverage/all.json']![0]!, { jurisdiction: 'UGA', concept: 'OFF.REL', evidence: [{ law: 'ke/act/2018/5', eId: 'sec_99' }] }) },
    ['jurisdiction: UGA', 'concept: OFF.REL', 'evidence: ke/act/2018/5 sec_99'].map((what) => `coverage/all.json#0 ${what} is not known`)]
]
t.test('links that lead nowhere', async (t) => {
  for (const [name, change, faults] of dangling) t.strictSame(await faultsOf(t, change), faults, name)
})

t.test('a safeguard is one of the vocabulary, in a provision that is held', async (t) => {
  const here = 'laws/ken.json#0 versions.0.provisions.1.safeguards.0'
  const saf = smallDataset()['concepts/off.json']![0]!
  const told = (safeguard: Record<string, unknown>) => faultsOf(t, (f) => {
    f['concepts/off.json']!.push({ ...saf, code: 'SAF' }, { ...saf, code: 'SAF.CND', parent: 'SAF' })
    section(f).safeguards = [safeguard]
  })
  t.strictSame(await told({ concept: 'SAF.CND' }), [])
  t.strictSame(await told({ concept: 'SAF.CND', eId: 'part_1' }), [])
  t.strictSame(await told({ concept: 'SAF.CND', law: 'ke/act/2018/5', eId: 'sec_14' }), [])
  t.strictSame(await told({ concept: 'OFF.CIA.ACC' }), [`${here}: OFF.CIA.ACC is no safeguard: its code does not begin with SAF`])
  t.strictSame(await told({ concept: 'SAF.XYZ' }), [`${here}: SAF.XYZ is not known`])
  t.strictSame(await told({ concept: 'SAF.CND', eId: 'sec_15' }), [`${here}: ke/act/2018/5 sec_15 is not known`])
  t.strictSame(await told({ concept: 'SAF.CND', law: 'tz/act/2015/14', eId: 'sec_4' }), [`${here}: tz/act/2015/14 sec_4 is not known`])
  t.strictSame(await told({ concept: 'SAF.CND', law: 'ke/act/2018/5' }), [`${here}: names ke/act/2018/5 without saying where in it`])
})

const second = (change: Record<string, unknown>) => (f: Files) => { law(f).versions.push({ ...structuredClone(version(f)), ...change }) }
const dates: [string, (f: Files) => void, string[]][] = [
  ['a day that does not exist', (f) => { f['treaty-actions.json']![0]!.date = '2018-02-30' }, ['treaty-actions.json#0 date: must be a date that exists, written YYYY-MM-DD']],
  ['a day written otherwise', (f) => { f['coverage/all.json']![0]!.asOf = '01.04.2026' }, ['coverage/all.json#0 asOf: must be a date that exists, written YYYY-MM-DD']],
  ['a law of tomorrow', (f) => { Object.assign(law(f), { enactedOn: '2026-06-02', inForceFrom: null }) }, ['laws/ken.json#0 enactedOn: 2026-06-01 is before 2026-06-02']],
  ['a judgment of tomorrow', (f) => { f['cases/ken.json']![0]!.decidedOn = '2026-06-02' }, ['cases/ken.json#0 decidedOn: 2026-06-01 is before 2026-06-02']],
  ['coverage of tomorrow', (f) => { f['coverage/all.json']![1]!.asOf = '2026-06-02' }, ['coverage/all.json#1 asOf: 2026-06-01 is before 2026-06-02']],
  ['an action of tomorrow', (f) => { Object.assign(f['treaty-actions.json']![0]!, { date: '2026-06-02', effectiveFrom: '2026-09-01' }) },
    ['treaty-actions.json#0 date: 2026-06-01 is before 2026-06-02']],
  ['a further source read tomorrow', (f) => { law(f).furtherSources = [{ ...version(f).source, retrievedAt: '2026-06-02' }] },
    ['laws/ken.json#0 furtherSources.0.retrievedAt: 2026-06-01 is before 2026-06-02']],
  ['a provision read tomorrow', (f) => { section(f).source = { ...version(f).source, retrievedAt: '2026-06-02' } },
    ['laws/ken.json#0 versions.0.provisions.1.source.retrievedAt: 2026-06-01 is before 2026-06-02']],
  ['a source read tomorrow', (f) => { version(f).source = { ...version(f).source, retrievedAt: '2026-06-02' } }, ['laws/ken.json#0 versions.0.source.retrievedAt: 2026-06-01 is before 2026-06-02']],
  ['verified tomorrow', (f) => { f['cases/ken.json']![0]!.lastVerifiedAt = '2026-06-02' }, ['cases/ken.json#0 lastVerifiedAt: 2026-06-01 is before 2026-06-02']],
  ['in force before enacted', (f) => { law(f).inForceFrom = '2018-05-15' }, ['laws/ken.json#0 inForceFrom: 2018-05-15 is before 2018-05-16']],
  ['repealed before enacted', (f) => { Object.assign(law(f), { repealedOn: '2018-05-15', status: 'repealed' }) }, ['laws/ken.json#0 repealedOn: 2018-05-15 is before 2018-05-16']],
  ['repealed, and yet in force', (f) => { law(f).repealedOn = '2020-01-01' }, ['laws/ken.json#0 status: is in_force although the law was repealed on 2020-01-01']],
  ['a version that ends before it begins', (f) => { version(f).validTo = '2018-05-29' },
    ['laws/ken.json#0 versions.0.validTo: 2018-05-29 is before 2018-05-30']],
  ['a provision that ends before it begins', (f) => { Object.assign(section(f), { validFrom: '2019-01-01', validTo: '2018-12-31' }) },
    ['laws/ken.json#0 versions.0.provisions.1.validTo: 2018-12-31 is before 2019-01-01']],
  ['a provision that begins after its version', (f) => { version(f).validTo = '2020-01-01'; section(f).validFrom = '2021-01-01' },
    ['laws/ken.json#0 versions.0.provisions.1.validTo: 2020-01-01 is before 2021-01-01']],
  ['a provision that ends before its version begins', (f) => { section(f).validTo = '2018-05-29' },
    ['laws/ken.json#0 versions.0.provisions.1.validTo: 2018-05-29 is before 2018-05-30']],
  ['a provision that begins and ends after its version', (f) => {
    version(f).validTo = '2020-01-01'
    Object.assign(section(f), { validFrom: '2021-01-01', validTo: '2022-01-01' })
  }, ['laws/ken.json#0 versions.0.provisions.1.validTo: 2020-01-01 is before 2021-01-01']],
  ['a judgment before the filing', (f) => { f['cases/ken.json']![0]!.decidedOn = '2019-01-01' }, ['cases/ken.json#0 decidedOn: 2019-01-01 is before 2019-01-02']],
  ['a period turned round', (f) => { f['lessons/investigation.json']![0]!.periodTo = '2018-12-31' }, ['lessons/investigation.json#0 periodTo: 2018-12-31 is before 2019-01-01']],
  ['an instrument opened before its adoption', (f) => { f['instruments/TRT.json']![0]!.openedOn = '2001-11-07' }, ['instruments/TRT.json#0 openedOn: 2001-11-07 is before 2001-11-08']],
  ['an instrument in force before its adoption', (f) => { f['instruments/TRT.json']![0]!.inForceFrom = '2001-11-07' },
    ['instruments/TRT.json#0 inForceFrom: 2001-11-07 is before 2001-11-08']],
  ['an action in effect before its date', (f) => { f['treaty-actions.json']![0]!.effectiveFrom = '2020-01-01' }, ['treaty-actions.json#0 effectiveFrom: 2020-01-01 is before 2020-01-02']],
  ['versions of one language and kind that overlap', second({ validFrom: '2020-01-01' }), ['laws/ken.json#0 versions.1: overlaps versions.0 in en, original']]
]
t.test('days that cannot be', async (t) => {
  for (const [name, change, faults] of dates) t.strictSame(await faultsOf(t, change), faults, name)
  t.strictSame(await faultsOf(t, (f) => { version(f).validTo = '2020-01-01'; second({ validFrom: '2020-01-01', validTo: null })(f) }), [], 'versions that meet do not overlap')
  t.strictSame(await faultsOf(t, second({ textKind: 'official_translation' })), [], 'nor do versions of different kinds')
  t.strictSame(await faultsOf(t, second({ language: 'sw' })), [], 'nor of different languages')
})

const odd = (change: Record<string, unknown>) => (f: Files) => { Object.assign(f['laws/tza.json']![0]!, change) }
const shapes: [string, (f: Files) => void, RegExp[]][] = [
  ['an unknown key', odd({ enacted: '2015-04-01' }), [/^laws\/tza\.json#0 : Unrecognized key: "enacted"$/]],
  ['an unknown key deep inside', (f) => { section(f).penalties[0].prison = 3 }, [/^laws\/ken\.json#0 versions\.0\.provisions\.1\.penalties\.0: Unrecognized key: "prison"$/]],
  ['a missing key', odd({ status: undefined }), [/^laws\/tza\.json#0 status: /]],
  ['a code that no closed list has', odd({ status: 'alive' }), [/^laws\/tza\.json#0 status: .*in_force/]],
  ['a State in lower case', odd({ jurisdiction: 'tza' }), [/^laws\/tza\.json#0 jurisdiction: must be an ISO 3166-1 alpha-3 code in capitals$/]],
  ['an alias in capitals', odd({ akn: 'TZ/act/2015/14' }), [/^laws\/tza\.json#0 akn: must be alpha2\/subtype/]],
  ['an alias of another State', odd({ akn: 'ke/act/2015/14' }), [/^laws\/tza\.json#0 akn: ke\/act\/2015\/14 does not begin with tz\/$/]],
  ['an id that is none', odd({ id: '17' }), [/^laws\/tza\.json#0 id: must be a UUID$/]],
  ['words in no language', odd({ summary: {} }), [/^laws\/tza\.json#0 summary: must have at least one language$/]],
  ['words of blanks', odd({ summary: { en: '  ' } }), [/^laws\/tza\.json#0 summary\.en: /]],
  ['a language that is none', odd({ title: { text: 'Act', language: 'English' } }), [/^laws\/tza\.json#0 title\.language: must be a BCP 47 language tag$/]],
  ['five languages of six', (f) => { delete f['regions.json']![1]!.names.zh }, [/^regions\.json#1 names\.zh: /, /^jurisdictions\.json#0 region: 202 /, /^jurisdictions\.json#1 region: 202 /]],
  ['a law with provisions and no alias', (f) => {
    delete law(f).akn
    for (const file of ['cases/ken.json', 'lessons/investigation.json', 'coverage/all.json']) f[file] = []
  }, [/^laws\/ken\.json#0 akn: a law with provisions needs an alias$/]],
  ['a least penalty above the most', (f) => { section(f).penalties[0].imprisonment.minMonths = 37 },
    [/^laws\/ken\.json#0 versions\.0\.provisions\.1\.penalties\.0: minimum 37 is above maximum 36$/]],
  ['a least fine above the most', (f) => { section(f).penalties[0].fine.min = 5001 },
    [/^laws\/ken\.json#0 versions\.0\.provisions\.1\.penalties\.0: minimum 5001 is above maximum 5000$/]],
  ['a penalty from memory', (f) => { section(f).checked = 'recalled' },
    [/^laws\/ken\.json#0 versions\.0\.provisions\.1\.penalties\.0: a penalty is a fact only when it was seen$/]]
]
t.test('records that are not as they should be', async (t) => {
  for (const [name, change, faults] of shapes) {
    const told = await faultsOf(t, change)
    t.match(told.filter((fault) => !isSequel(fault)), faults, name)
    t.equal(told.filter((fault) => !isSequel(fault)).length, faults.length, `${name}: nothing else is told`)
  }
})

/** What leads to the provisions of a law that was left out for its fault. */
const isSequel = (fault: string) => /: ke\/act\/2018\/5 sec_14 is not known$/.test(fault)

t.test('addresses that are none', async (t) => {
  for (const url of ['', 'example.org/law', 'ftp://example.org/law', 'javascript:alert(1)', '/srv/laws/law.pdf', 'file:///etc/passwd', 'http://', 42, null]) {
    const faults = await faultsOf(t, odd({ source: { url, publisher: 'Example Gazette' } }))
    t.match(faults, [/^laws\/tza\.json#0 source\.url: must be an http\(s\) URL$/], String(url))
    t.equal(faults.length, 1)
  }
  t.strictSame(await faultsOf(t, odd({ source: { url: 'http://例え.jp/法?q=1#2', publisher: 'Example Gazette' } })), [], 'other scripts are fine')
})

t.test('files that cannot be read', async (t) => {
  const files = smallDataset()
  const broken = await readDataset(await writeDataset(t, { ...files, 'laws/broken.json': '[{ "jurisdiction": "KEN", ]' }))
  t.match(broken.faults, [{ at: 'laws/broken.json', path: '', message: /^is not JSON: / }])
  t.equal(broken.faults.length, 1)
  t.equal(broken.dataset.laws.length, 2, 'the other files are read')

  const odd = await readDataset(await writeDataset(t, { ...files, 'laws/odd.json': '[null, 7, "law"]' }))
  t.strictSame(odd.faults.map((f) => f.at), ['laws/odd.json#0', 'laws/odd.json#1', 'laws/odd.json#2'])

  const single = await readDataset(await writeDataset(t, { ...files, 'instruments/TRT.json': files['instruments/TRT.json']![0]! }))
  t.strictSame(single.faults, [], 'a file may hold one record without a list')
  t.equal(single.dataset.instruments[0]!.at, 'instruments/TRT.json#0')

  await t.rejects(readDataset('/nowhere/at/all'), { message: 'The dataset folder /nowhere/at/all cannot be read.', cause: { code: 'ENOENT' } })
  const empty = await writeDataset(t, { 'README.md': 'nothing here' })
  t.match((await readDataset(empty)).faults, [{ at: empty, message: /^has none of regions\.json, jurisdictions\.json, concepts, / }])
})

t.test('every fault of a record is told at once', async (t) => {
  const folder = await writeDataset(t, { ...smallDataset(), 'regions.json': [{ code: 'x' }] })
  const { faults } = await readDataset(folder)
  t.ok(faults.length >= 3)
  t.ok(faults.every((f) => f.at === 'regions.json#0' && f.message.length > 0))
  t.strictSame(faults.map((f) => f.path).sort(), ['code', 'names', 'parent'])
})
