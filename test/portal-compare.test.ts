import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import t from 'tap'
import { deriveCoverage } from '../src/db/coverage.js'
import { saveLegislation } from '../src/db/legislation.js'
import { unLanguages } from '../src/model/vocabulary.js'
import { csvOf } from '../src/portal/compare-file.js'
import { imprisonmentText } from '../src/portal/penalty.js'
import { rangeOf } from '../src/portal/penalty-range.js'
import { openAtlas } from './support/atlas.js'
import { checkPages } from './support/axe.js'
import { listen, noBrowser, openBrowser } from './support/browser.js'
import { lawRecord, provisionRecord, versionRecord, writer } from './support/record.js'

/** A law whose wording is held: long, and with what would be markup if it could. */
const access = (years: string) => `Access without right </p><script>alert(1)</script>: ${years} years. ${'And so on. '.repeat(200)}`
const law = lawRecord({
  jurisdiction: 'LIE',
  akn: 'li/act/2009/testing',
  status: 'in_force',
  versions: [['2010-01-01', '2020-01-01', 'two'], ['2020-01-01', null, 'five']].map(([validFrom, validTo, years]) => versionRecord({
    validFrom, validTo, provisions: [provisionRecord({ eId: 'sec_2', number: '2', heading: 'Access', text: access(years!) })]
  } as never))
})

const cellOf = (body: string, cell: string) => new RegExp(`<td data-cell="${cell}".*?</td>`, 's').exec(body)?.[0] ?? ''
const penaltyOf = (body: string, cell: string) => new RegExp(`<tr data-penalty="${cell}".*?</tr>`, 's').exec(body)?.[0] ?? ''
const checkedStates = (body: string) => [...body.matchAll(/<input type="checkbox" name="state" value="([A-Z]{3})" checked/g)].map(([, code]) => code)

t.test('States side by side', async (t) => {
  const { app, db } = await openAtlas(t, { index: 'founding' })
  await db.transaction(async (tx) => {
    await saveLegislation(tx, law, writer)
    await deriveCoverage(tx, ['LIE'])
  })
  const page = async (query: string) => (await app.inject({ url: `/compare${query}` })).body

  t.test('on a family of subjects: what each has, and what was not read', async (t) => {
    const body = await page('?state=KEN,BRA,FRA&concept=OFF.CIA&lang=en')
    const kenya = cellOf(body, 'OFF.CIA.ACC KEN')
    t.match(kenya, /specific rule/)
    t.match(kenya, /href="\/legislation\/[0-9a-f-]{36}\/sec_14\?lang=en"/)
    t.match(kenya, /Unauthorised access/)
    t.match(cellOf(body, 'OFF.CIA.ACC FRA'), /<span class="number" lang="fr" dir="ltr">323-1</)
    t.match(cellOf(body, 'OFF.CIA.REM BRA'), /no data/)
    t.notMatch(cellOf(body, 'OFF.CIA.REM BRA'), /<li>/)
    t.notMatch(cellOf(body, 'OFF.CIA.INT FRA'), '226-3<', 'what is merely about an offence does not create it')
  })

  t.test('the wording is read in the cell, else a summary that is said to be one', async (t) => {
    const body = await page('?state=KEN,LIE&concept=OFF.CIA&lang=en')
    const kenya = cellOf(body, 'OFF.CIA.ACC KEN')
    t.match(kenya, /<details data-key="[^"]+"><summary>Editorial summary<\/summary><p[^>]* class="compare-summary"[^>]*>[^<]{20,}/)
    t.notMatch(kenya, /<summary>Wording/)
    const held = cellOf(body, 'OFF.CIA.ACC LIE')
    t.match(held, /<summary>Wording<\/summary><p[^>]*>Access without right &lt;\/p>&lt;script>alert\(1\)&lt;\/script>: five years/)
    t.match(held, /so on\. And … *<\/p>|so on\. …<\/p>|And so …<\/p>/, 'a long text is cut between words')
    t.match(held, /Testing Act<\/span><\/p><p><a href="\/legislation\/[0-9a-f-]{36}\/sec_2\?lang=en">Whole provision/)
  })

  t.test('as the law stood on a day, in all forms', async (t) => {
    const query = '?state=KEN,LIE&concept=OFF.CIA&lang=en&asOf=2015-06-01'
    const body = await page(query)
    t.match(cellOf(body, 'OFF.CIA.ACC LIE'), /: two years/)
    t.match(cellOf(body, 'OFF.CIA.ACC LIE'), /sec_2\?asOf=2015-06-01/)
    t.match(cellOf(body, 'OFF.CIA.ACC KEN'), /no data/, 'the law of Kenya is of 2018')
    t.notMatch(cellOf(body, 'OFF.CIA.ACC KEN'), /<li>/)
    t.match(body, /<title>[^<]*1 June 2015/)
    t.match(body, /<input type="date" name="asOf" value="2015-06-01"/)
    const csv = await app.inject({ url: `/compare.csv${query}` })
    t.equal(csv.headers['content-disposition'], 'attachment; filename="compare-OFF.CIA-KEN-LIE-2015-06-01.csv"')
    const rows: string[][] = parse(csv.body, { bom: true })
    const row = rows.find((cells) => cells[0] === 'OFF.CIA.ACC' && cells[2] === 'LIE')!
    t.match(row.slice(9), [/asOf=2015-06-01$/, '2015-06-01', 'Wording', /: two years/])
    const { rawPayload } = await app.inject({ url: `/compare.docx${query}` })
    t.match(strFromU8(unzipSync(new Uint8Array(rawPayload))['word/document.xml']!), /As the law stood on 1 June 2015/)
    t.match(await page('?state=RUS,IND,FRA,USA,GBR,BRA,CHN&concept=OFF&lang=en&asOf=2020-01-01'), /provisions without a date \(\d+\)/)
    t.equal((await app.inject({ url: '/compare?state=KEN&asOf=yesterday' })).statusCode, 400)
  })

  t.test('ten States by a treaty are no heavy page', async (t) => {
    const body = await page('?state=KEN,BRA,FRA,CHN,RUS,USA,GBR,IND,ARE,ESP&instrument=BUD')
    t.ok(Buffer.byteLength(body) < 550_000, `${Buffer.byteLength(body)} bytes`)
    t.ok(gzipSync(body).length < 80_000, `${gzipSync(body).length} bytes compressed`)
  })

  t.test('on the articles of a treaty', async (t) => {
    const body = await page('?state=KEN&state=FRA&instrument=BUD&lang=en')
    t.match(cellOf(body, '2 KEN'), /sec_14/)
    t.match(cellOf(body, '3 FRA'), /226-15/)
    t.match(body, /<th scope="row"><span class="number">2 <\/span><span lang="en" dir="ltr">Illegal access/)
    t.notMatch(body, /data-cell="48 KEN"/, 'final clauses have nothing to compare')
  })

  t.test('penalties are told as they are threatened, in the currency of the law, and unseen is not none', async (t) => {
    const body = await page('?state=KEN,BRA,FRA&concept=OFF.CIA&lang=en')
    const kenya = penaltyOf(body, 'OFF.CIA.ACC KEN')
    t.match(kenya, /up to 3 years imprisonment and\/or up to 5,000,000 KES fine/)
    t.match(kenya, /<svg class="bar"/)
    t.match(penaltyOf(body, 'OFF.CIA.ACC BRA'), /1 year – 4 years imprisonment · and a fine/)
    t.match(penaltyOf(body, 'OFF.CIA.ACC FRA'), /and up to 100,000 EUR fine/)
    t.notMatch(penaltyOf(body, 'OFF.CIA.ACC FRA'), 'FRF', 'a wording of the past is not compared')
    t.match(penaltyOf(body, 'OFF.CIA.ACQ KEN'), /class="life"/)
    t.match(penaltyOf(body, 'OFF.CIA.REM BRA'), /no provision read/)
    t.match(body, /means that none was read/)
  })

  t.test('ranges and words of penalties', async (t) => {
    const view = { language: 'en' } as never
    const prison = (minMonths: number | null, maxMonths: number | null, life = false) => ({ minMonths, maxMonths, life })
    const penalty = (imprisonment: ReturnType<typeof prison> | null, circumstance: string | null = null) =>
      ({ imprisonment, circumstance: circumstance && { text: circumstance } }) as never
    t.equal(rangeOf([{ penalties: [] }]), undefined)
    t.equal(rangeOf([{ penalties: [penalty(null)] }]), undefined)
    t.same(rangeOf([{ penalties: [penalty(prison(12, 48)), penalty(prison(24, 60), 'secrets')] }]), { min: 12, max: 48, grave: 60, life: false })
    t.same(rangeOf([{ penalties: [penalty(prison(null, 36))] }, { penalties: [penalty(prison(null, null, true))] }]), { min: 0, max: 36, grave: 0, life: true })
    t.equal(imprisonmentText(view, prison(null, 18)), 'up to 18 months imprisonment')
    const inRussian = (min: number | null, max: number | null) => imprisonmentText({ language: 'ru' } as never, prison(min, max))
    t.equal(inRussian(null, 36), 'до 3 лет лишения свободы')
    t.equal(inRussian(12, null), 'не менее 1 года лишения свободы')
    t.equal(inRussian(24, 24), '2 года лишения свободы')
  })

  t.test('of more than ten the first ten are compared, and none is forgotten', async (t) => {
    const codes = ['KEN', 'BRA', 'FRA', 'CHN', 'RUS', 'USA', 'GBR', 'IND', 'ARE', 'ESP', 'NGA', 'ZAF']
    const body = await page(`?state=${codes}&concept=OFF.CIA&lang=en`)
    t.match(body, /role="alert">You chose 12 States; 10 fit side by side/)
    t.same(checkedStates(body).sort(), [...codes].sort())
    t.match(body, /data-cell="OFF.CIA.ACC ESP"/)
    t.notMatch(body, /data-cell="OFF.CIA.ACC NGA"/)
    const { statusCode, body: csv } = await app.inject({ url: `/compare.csv?state=${codes}&concept=OFF.CIA&lang=en` })
    t.equal(statusCode, 200)
    t.notMatch(csv, 'Nigeria')
  })

  t.test('nothing chosen, and codes that are none', async (t) => {
    t.match(await page('?lang=en'), /Choose the States to compare/)
    const body = await page('?state=KEN,XYZ&lang=en')
    t.match(body, /left out: XYZ/)
    t.match(body, /data-cell="OFF.CIA.ACC KEN"/)
    t.notMatch(await page('?state=%3Cscript%3Ealert(1)%3C/script%3E'), /<script>alert/i)
    t.equal((await app.inject({ url: '/compare?state=KEN&instrument=NONE' })).statusCode, 404)
  })

  t.test('as CSV, of which nothing is a formula', async (t) => {
    const { headers, body } = await app.inject({ url: '/compare.csv?state=KEN,BRA&concept=OFF.CIA&lang=en' })
    t.equal(headers['content-type'], 'text/csv; charset=utf-8')
    t.equal(headers['content-disposition'], 'attachment; filename="compare-OFF.CIA-KEN-BRA.csv"')
    t.ok(body.startsWith('\uFEFF'))
    const rows: string[][] = parse(body, { bom: true })
    const row = rows.find((cells) => cells[0] === 'OFF.CIA.ACC' && cells[2] === 'KEN' && cells[5] === '14')!
    t.same(row.slice(3, 7), ['Kenya', 'specific rule', '14', 'Unauthorised access'])
    t.match(row[8], /up to 5,000,000 KES fine/)
    t.match(row[9], /^http.*\/legislation\/[0-9a-f-]{36}\/sec_14$/)
    t.same(rows.find((cells) => cells[0] === 'OFF.CIA.REM' && cells[2] === 'BRA')!.slice(4, 10), ['no data', '', '', '', '', ''])
    t.match(row.slice(10), [/^\d{4}-\d\d-\d\d$/, 'Editorial summary', /access/i])
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', 'fine', '\t=1']
    t.same(parse(csvOf(['a', 'b', 'c', 'd', 'e', 'f'], [hostile]), { bom: true })[1], ["'=1+1", "'+1", "'-1", "'@SUM(A1)", 'fine', "'\t=1"])
  })

  t.test('as a Word document, from right to left in Arabic', async (t) => {
    const documentOf = async (query: string) => {
      const { headers, rawPayload } = await app.inject({ url: `/compare.docx${query}` })
      t.match(headers['content-disposition'], /^attachment; filename="compare-[A-Z0-9.-]+\.docx"$/)
      return strFromU8(unzipSync(new Uint8Array(rawPayload))['word/document.xml']!)
    }
    const english = await documentOf('?state=KEN,BRA&concept=OFF.CIA&lang=en')
    t.match(english, /Unauthorised access/)
    t.match(english, /up to 5,000,000 KES fine/)
    const [provisions, penalties, ...rest] = english.split('<w:tbl>').slice(1)
    t.same(rest, [], 'the provisions are one table, the penalties another')
    const body = await page('?state=KEN,BRA&concept=OFF.CIA')
    t.equal(provisions!.match(/<w:tr>|<w:tr /g)!.length, 1 + new Set([...body.matchAll(/data-cell="(\S+) /g)].map(([, code]) => code)).size)
    t.match(provisions, /Editorial summary:/)
    t.notMatch(provisions, /5,000,000 KES/)
    t.match(penalties, /14 \(1\): up to 3 years imprisonment and\/or up to 5,000,000 KES fine/)
    t.notMatch(english, /<w:bidi\/>/)
    const arabic = await documentOf('?state=KEN,ARE&instrument=BUD&lang=ar')
    t.match(arabic, /<w:bidiVisual\/>/)
    t.match(arabic, /<w:bidi\/>/)
    t.match(arabic, /حكم خاص/)
  })

  t.test('in every language', async (t) => {
    for (const language of unLanguages) {
      const body = await page(`?state=KEN,ARE&concept=OFF.CIA&lang=${language}`)
      t.match(body, `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
      t.notMatch(body, /undefined|\[object|NaN| style=/)
    }
    t.match(await page('?state=KEN&lang=ru'), /до 3 лет лишения свободы/)
  })
})

t.test('comparing in a browser', { skip: noBrowser }, async (t) => {
  const { app } = await openAtlas(t, { index: 'founding' })
  const url = await listen(app)
  const browser = await openBrowser(t)

  t.test('States are found, chosen and compared without leaving the page, by the keyboard too', async (t) => {
    const page = await browser.page({ viewport: { width: 360, height: 740 } })
    await page.goto(`${url}/compare?lang=en`)
    await page.locator('input[data-filter]').fill('keny')
    t.equal(await page.locator('#compare-list li:visible').count(), 1)
    t.notMatch(page.url(), /state=/)
    await page.locator('input[value=KEN]').focus()
    await page.keyboard.press('Space')
    await page.waitForURL(/state=KEN/)
    t.match(await page.locator('[data-cell="OFF.CIA.ACC KEN"]').innerText(), /14 Unauthorised access/)
    t.equal(await page.locator('.compare-states .count').innerText(), '1 chosen')
    await page.locator('input[name=by][value=instrument]').check()
    await page.waitForURL(/by=instrument/)
    t.match(await page.locator('[data-cell="2 KEN"]').innerText(), /14 Unauthorised access/)
    t.same(page.faults, [])
  })

  t.test('texts are unfolded one by one, by row, and all; what is open stays open when a State is added', async (t) => {
    const page = await browser.page()
    await page.goto(`${url}/compare?state=KEN,BRA&concept=OFF.CIA&lang=en`)
    const open = (within: string) => page.locator(`${within} details[open]`).count()
    const row = 'tr:has([data-cell="OFF.CIA.ACC KEN"])'
    await page.locator(`${row} [data-unfold=tr]`).focus()
    await page.keyboard.press('Enter')
    const inRow = await page.locator(`${row} details`).count()
    t.ok(inRow >= 2)
    t.equal(await open(row), inRow)
    t.equal(await open('.compare-table'), inRow)
    await page.locator('.compare-states summary').click()
    await page.locator('input[value=FRA]').check()
    await page.locator('[data-cell="OFF.CIA.ACC FRA"]').waitFor()
    t.equal(await open('.compare-table'), inRow)
    await page.locator('[data-unfold=table]').click()
    t.equal(await open('.compare-table'), await page.locator('.compare-table details').count())
    await page.locator('[data-unfold=table]').click()
    t.equal(await open('.compare-table'), 0)
    t.same(page.faults, [])
  })

  t.test('it is accessible, no wider than a telephone, and silent', async (t) => {
    await checkPages(t, browser, url, ['/compare', '/compare?state=KEN,ARE,FRA', '/compare?state=CHN,KEN&instrument=BUD'])
  })
})
