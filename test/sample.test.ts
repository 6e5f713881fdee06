import t from 'tap'
import { drawFacts, listFacts } from '../src/ingest/sample.js'
import { readDataset } from '../src/ingest/dataset.js'
import { formatSample } from '../src/report.js'
import { smallDataset, writeDataset } from './support/small.js'

type Files = ReturnType<typeof smallDataset>
const law = (f: Files) => f['laws/ken.json']![0]!
const section = (f: Files) => law(f).versions[0].provisions[1]

t.test('facts that were seen are drawn to be checked again', async (t) => {
  const datasetOf = async (change: (f: Files) => void = () => {}) => {
    const files = smallDataset()
    change(files)
    return (await readDataset(await writeDataset(t, files))).dataset
  }
  const plain = await datasetOf()

  t.test('laws, provisions, penalties, actions, cases and lessons each give theirs', async (t) => {
    t.strictSame(listFacts(plain).map(({ of, says }) => `${of} → ${says}`), [
      'ke/act/2018/5 → Cyber Act, in_force; enacted 2018-05-16; in force from 2018-05-30',
      'ke/act/2018/5 sec_14 from 2018-05-30 → Entering: OFF.CIA.ACC specific_offence (intent)',
      'ke/act/2018/5 sec_14 from 2018-05-30 → imprisonment 1–36 months or fine to 5000 KES',
      'TRT KEN → accession 2020-01-02; effective 2020-04-01; articles 2(a)',
      'ken-hc-2020-entering → ECLI:KE:HC:2020:1; decided 2020-02-20; convicted; It was an offence.',
      'ask-early → Ask on the first day (en) Logs are kept (en)'
    ])
  })

  t.test('what is recalled is not drawn, and a provision names where it was seen itself', async (t) => {
    const own = { url: 'https://example.org/own', publisher: 'Example Gazette' }
    const seen = listFacts(await datasetOf((f) => {
      law(f).checked = 'recalled'
      section(f).source = own
      for (const file of ['cases/ken.json', 'lessons/investigation.json', 'treaty-actions.json']) f[file]![0]!.checked = 'recalled'
    }))
    t.strictSame(seen.map((fact) => fact.source), [own.url, own.url])
  })

  t.test('an action whose day is not known says so', async (t) => {
    const facts = listFacts(await datasetOf((f) => { f['treaty-actions.json']![0]!.date = null }))
    t.match(facts.find(({ of }) => of === 'TRT KEN'), { says: /^accession on a day not known; effective 2020-04-01/ })
  })

  t.test('penalties in words', async (t) => {
    const told = async (penalty: object) => listFacts(await datasetOf((f) => { section(f).penalties = [penalty] }))
      .find((fact) => /sec_14/.test(fact.of) && !/Entering/.test(fact.says))
    t.match(await told({ imprisonment: { minMonths: 6 } }), { says: 'imprisonment from 6 months' })
    t.match(await told({ imprisonment: { life: true }, circumstance: { en: 'Death' } }), { says: 'Death; life imprisonment' })
    t.match(await told({ imprisonment: { maxMonths: 240, life: true } }), { says: 'imprisonment to 240 months or life imprisonment' })
    t.match(await told({ appliesTo: 'legal_person', paragraph: '2', fine: { min: 10, unit: 'UTM' } }), { of: /, 2$/, says: 'legal persons; fine from 10 UTM' })
    t.match(await told({ other: { en: 'A fine without a limit' } }), { says: 'A fine without a limit' })
  })

  t.test('one seed draws the same, another seed others; an added fact moves none', async (t) => {
    const order = (d: typeof plain, seed: string, count = 100) => drawFacts(d, { seed, count }).map((f) => `${f.of} ${f.says}`)
    t.strictSame(order(plain, 'a'), order(await datasetOf(), 'a'))
    t.equal(order(plain, 'a', 3).length, 3)
    t.strictSame(order(plain, 'a', 3), order(plain, 'a').slice(0, 3))
    t.ok(['b', 'c', 'd'].some((seed) => order(plain, seed).join() !== order(plain, 'a').join()))
    const more = order(await datasetOf((f) => { section(f).penalties.push({ imprisonment: { life: true } }) }), 'a')
    t.equal(more.length, order(plain, 'a').length + 1)
    t.strictSame(more.filter((fact) => !/life/.test(fact)), order(plain, 'a'))
  })

  t.test('as a table whose cells stay whole', async (t) => {
    const table = formatSample([{ of: 'a|b', says: 'two\nlines', source: 'https://example.org' }]).split('\n')
    t.strictSame(table, ['| | of | says | source | outcome |', '|---|---|---|---|---|', '| 1 | a\\|b | two lines | <https://example.org> | |'])
  })
})
