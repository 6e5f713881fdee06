import t from 'tap'
import { saveLegislation } from '../src/db/legislation.js'
import { withdrawRecord } from '../src/db/draft.js'
import type { ProvisionRecord } from '../src/model/legislation.js'
import { newId } from '../src/model/identifier.js'
import { openAtlas } from './support/atlas.js'
import { checkPages } from './support/axe.js'
import { listen, noBrowser, openBrowser } from './support/browser.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'

const id = newId()
const hostile = '"><script>document.title = "broken"</script><img src=x onerror="document.title=\'broken\'">'
const access = (years: string) => `A person who without right gains access to a computer commits an offence and is liable to imprisonment for ${years} years.`
const provisions = (title: string, text: string, more: Partial<ProvisionRecord>[] = []) =>
  [{ eId: 'sec_1', number: '1', heading: title, text: 'Short.' }, { eId: 'sec_2', number: '2', heading: 'Access', text }, ...more].map((p) => provisionRecord(p))

/** A law in two languages, one of them in two wordings, with a title that would be a script if it could. */
const law = lawRecord({
  id,
  title: { text: `Testing Act ${hostile}`, language: 'en', kind: 'original' } as never,
  status: 'in_force',
  versions: [
    versionRecord({ validFrom: '2010-01-01', validTo: '2020-01-01', structure: 'marked', provisions: provisions('Short title', access('two'), [{ eId: 'sec_9', number: '9', heading: 'Gone', text: 'Repealed later.' }]) } as never),
    versionRecord({ validFrom: '2020-01-01', structure: 'marked', provisions: provisions('Short title', access('five')) } as never),
    versionRecord({ language: 'fr', textKind: 'official_translation', validFrom: '2020-01-01', structure: 'marked', provisions: provisions('Titre abrégé', 'Quiconque accède sans droit à un ordinateur commet une infraction.') } as never)
  ]
})

async function openLaw (t: Parameters<typeof openAtlas>[0]) {
  const atlas = await openAtlas(t, { index: 'founding' })
  await atlas.db.transaction((tx) => saveLegislation(tx, law, writer))
  return { ...atlas, read: async (url: string) => await atlas.app.inject({ url, headers: { accept: 'text/html' } }) }
}

t.test('laws as pages', async (t) => {
  const { app, db, read } = await openLaw(t)

  t.test('the current wording, and that of a day', async (t) => {
    const now = (await read(`/legislation/${id}?lang=en`)).body
    t.match(now, /imprisonment for five years/)
    t.notMatch(now, /imprisonment for two years/)
    t.match((await read(`/legislation/${id}?lang=en&asOf=2015-06-01`)).body, /imprisonment for two years/)
    t.match((await read(`/legislation/${id}?lang=en&step=0`)).body, /imprisonment for two years/, 'the slider without scripts')
    t.match((await read(`/legislation/${id}?lang=es&asOf=1999-01-01`)).body, /No consta ninguna versión vigente ese día/)
  })

  t.test('languages stand side by side by eId, each marked as what it is', async (t) => {
    const { body } = await read(`/legislation/${id}?languages=en,fr&lang=ru`)
    const section = /<section id="sec_2".*?<\/section>/s.exec(body)![0]
    t.match(section, /lang="en" dir="ltr" class="law-text"|class="law-text" lang="en" dir="ltr"/)
    t.match(section, /Quiconque accède sans droit/)
    t.match(body, /Официальный перевод/)
  })

  t.test('a summary by our editors is said to be one, and never called the original', async (t) => {
    const { items: [held] } = (await app.inject('/v1/provisions?state=KEN&concept=OFF.CIA.ACC')).json()
    t.ok(held.text === null && held.version.textKind === 'original', 'the facts are held of it, and not its wording')
    const kickerOf = (body: string) => [...body.matchAll(/<p class="kicker">(.*?)<\/p>/g)].at(-1)![1]!
    for (const url of [`/legislation/${held.law.id}/${held.eId}`, `/legislation/${held.law.id}`]) {
      t.match(kickerOf((await read(`${url}?lang=en`)).body), /^English · (.* · )?editorial summary$/)
      t.match(kickerOf((await read(`${url}?lang=fr`)).body), /résumé de la rédaction$/)
    }
    t.match((await read(`/legislation/${id}/sec_2?lang=en`)).body, /<p class="kicker">English · Original text</)
    t.match(kickerOf((await read(`/legislation/${id}?lang=en`)).body), /Original text$/)
  })

  t.test('what changed is told word by word, and to those who do not see it', async (t) => {
    const { body } = await read(`/legislation/${id}?compare=en@2010-01-01..en@2020-01-01&lang=fr`)
    t.match(body, /<del><span[^>]*>\[supprimé : ?<\/span>two<|<del><span[^>]*>\[supprimé: <\/span>two</)
    t.match(body, /<ins><span[^>]*>\[inséré: <\/span>five</)
    t.match(body, /Absente de la version postérieure/)
    const china = (await read('/search?q=%E7%BD%91%E7%BB%9C%E5%AE%89%E5%85%A8%E6%B3%95&type=legislation&lang=en')).body
    const chinese = /href="\/legislation\/([0-9a-f-]{36})\?/.exec(china)![1]!
    t.match((await read(`/legislation/${chinese}?compare=zh@2017-06-01..zh@2026-01-01&lang=en`)).body, /Held of the earlier version only/, 'what is not held was not repealed')
  })

  t.test('schema.org names what is known and nothing else', async (t) => {
    const { body } = await read(`/legislation/${id}?lang=en`)
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body)![1]!)
    t.match(data, { '@type': 'Legislation', legislationIdentifier: law.akn, legislationJurisdiction: 'Kenya', inLanguage: ['en', 'fr'], legislationLegalForce: 'https://schema.org/InForce' })
    t.notOk('legislationDate' in data)
    t.notMatch(body, /<script>document|<img src=x/)
  })

  t.test('citations in three forms, in which nothing can break out', async (t) => {
    const bib = await read(`/legislation/${id}/cite.bib?eId=sec_2`)
    t.match(bib.headers, { 'content-type': /x-bibtex/, 'content-disposition': /\.bib"/ })
    t.match(bib.body, /^@misc\{ke_act_2099_\w+_sec_2,\n {2}title = \{Testing Act .*, 2 Access\}/)
    const ris = await read(`/legislation/${id}/cite.ris`)
    t.match(ris.body, /^TY {2}- STAT\r\nTI {2}- Testing Act/)
    t.match(ris.body, /ER {2}- \r\n$/)
  })

  t.test('a provision: its languages, its neighbours, its treaty articles, its relatives', async (t) => {
    const { body } = await read(`/legislation/${id}/sec_2?lang=en`)
    t.match(body, /imprisonment for five years/)
    t.match(body, /Quiconque accède sans droit/)
    t.match(body, /rel="prev"[^>]*href="[^"]*\/sec_1\?lang=en"|href="[^"]*\/sec_1\?lang=en"[^>]*rel="prev"/)
    t.match(body, /Treaty articles it answers to.*href="\/search\?instrument=BUD&amp;article=2&amp;lang=en"/s)
    t.match((await read(`/legislation/${id}/sec_2?lang=en&asOf=2012-01-01`)).body, /imprisonment for two years/)
    const kenya = (await app.inject('/v1/akn/ke/act/2018/5')).json()
    const held = (await read(`/legislation/${kenya.id}/sec_14?lang=zh`)).body
    t.match(held, /其他国家的类似条文/)
    t.match(held, /最高3年/)
    t.match(held, /此处未收录原文/)
  })

  t.test('what is not there, was withdrawn, or is no page at all', async (t) => {
    t.equal((await read(`/legislation/${newId()}?lang=en`)).statusCode, 404)
    t.equal((await read(`/legislation/${id}/sec_77`)).statusCode, 404)
    const unknown = await read('/no-such-page?lang=fr')
    t.equal(unknown.statusCode, 404)
    t.match(unknown.headers['content-type'], /^text\/html/)
    t.match(unknown.body, /Il n’y a rien à cette adresse/)
    for (const [url, accept] of [['/no-such-page', '*/*'], ['/no-such-page', 'application/json'], ['/v1/nothing', 'text/html,*/*;q=0.8']]) {
      t.match((await app.inject({ url, headers: { accept } })).headers['content-type'], /problem\+json/, `${url} ${accept}`)
    }
    await db.transaction((tx) => withdrawRecord(tx, 'legislation', id, 'Entered twice.', writer))
    const gone = await read(`/legislation/${id}?lang=es`)
    t.equal(gone.statusCode, 410)
    t.match(gone.body, /Esta ficha fue retirada.*Entered twice\./s)
  })
})

t.test('laws in a browser', { skip: noBrowser }, async (t) => {
  const { app } = await openLaw(t)
  const url = await listen(app)
  const browser = await openBrowser(t)

  t.test('the slider, by keyboard, leads through the wordings; the address says the day', async (t) => {
    const page = await browser.page()
    await page.goto(`${url}/legislation/${id}?lang=en`)
    t.notMatch(await page.title(), /^broken/)
    await page.getByRole('slider').focus()
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL(/asOf=2010-01-01/)
    await page.getByText('imprisonment for two years').waitFor()
    await page.getByLabel('Earlier').selectOption('en@2010-01-01')
    await page.getByLabel('Later').selectOption('en@2020-01-01')
    await page.waitForURL(/compare=en/)
    t.match(await page.locator('#law ins').first().innerText(), /five/)
    t.strictSame(page.faults, [])
  })

  t.test('no barrier in any language', async (t) => {
    await checkPages(t, browser, url, [`/legislation/${id}?languages=en,fr`, `/legislation/${id}?compare=en@2010-01-01..en@2020-01-01`, `/legislation/${id}/sec_2`])
  })
})
