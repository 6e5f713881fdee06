import * as word from 'docx'
import PDFDocument from 'pdfkit'
import { buffer } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { revokeKey } from '../src/db/key.js'
import { unLanguages } from '../src/model/vocabulary.js'
import { seriousBarriers } from './support/axe.js'
import { listen, noBrowser, openBrowser, type Opened } from './support/browser.js'
import { openCuration } from './support/curation.js'
import { byClicks, byKeyboard, type Hand } from './support/hand.js'
import { openIssuerServer } from './support/issuer.js'

const sections = [
  ['1. Short title', 'This Act may be called the Cyber Harms Act.'],
  ['2. Unauthorised access', 'A person who without right gains access to a computer system commits an offence and is liable to imprisonment for two years.'],
  ['3. Interference with data', 'A person who without right alters or erases computer data commits an offence.']
] as const
const act = `# Cyber Harms Act\n\n${sections.map(([heading, text]) => `## ${heading}\n\n${text}\n`).join('\n')}`
const provenance = { sourceUrl: 'https://gazette.example/2019/777', publisher: 'Kenya Gazette', validFrom: '2020-01-01' }

async function openDesk (t: Test, env: Record<string, string> = {}) {
  const curation = await openCuration(t, { env })
  const [url, browser] = [await listen(curation.app), await openBrowser(t)]
  const [{ key: amina, row: aminaRow }, { key: rosa }] = [await curation.keyFor('curator', ['KEN']), await curation.keyFor('reviewer', ['KEN'])]
  /** Hands a file in over the API, has it read, and answers where its draft is in the desk. */
  const draftOf = async (name: string, content: Buffer | string) => {
    const { headers } = await curation.upload(amina, [{ name, content }], provenance)
    await curation.readAll()
    return (await curation.send('GET', headers.location as string, amina)).body.draft as string
  }
  /** A page of somebody who is signed in. */
  const pageOf = async (key: string, options: Parameters<typeof browser.page>[0] = {}) => {
    const page = await browser.page({ locale: 'en-US', ...options })
    await page.addInitScript((given) => sessionStorage.setItem('cyberlaw-atlas-key', given), key)
    return page
  }
  return { ...curation, url, browser, amina, aminaRow, rosa, draftOf, pageOf }
}

const partLink = (page: Opened, part: string) => page.locator(`.desk-parts a[href*="/${part}"]`)
const badge = (page: Opened, state: string) => page.locator(`h1 .desk-badge.${state}`).waitFor()

async function signIn (page: Opened, hand: Hand, key: string) {
  await hand.write(page.getByLabel('Key', { exact: true }), key)
  await hand.press(page.getByRole('button', { name: 'Sign in', exact: true }))
  await page.getByRole('heading', { name: 'Hand in legislation' }).waitFor()
}

async function take (page: Opened, hand: Hand, action: string, comment?: string) {
  await hand.press(page.locator(`[data-action="${action}"]`))
  if (comment) await hand.write(page.locator('dialog textarea'), comment)
  await hand.press(page.locator('dialog button').first())
}

type Decide = (code: string, isAccepted: boolean) => Promise<void>

/** What a curator and a reviewer do with a law, from the file to the public page; all of it on the pages of the desk. */
async function live (t: Test, desk: Awaited<ReturnType<typeof openDesk>>, page: Opened, hand: Hand, decide: Decide) {
  const { url, amina, rosa, readAll } = desk
  await page.goto(`${url}/desk?lang=en`)
  await signIn(page, hand, amina)
  await hand.hand(page.locator('#files'), { name: 'act.md', mimeType: 'text/markdown', buffer: Buffer.from(act) })
  // Whose key is for one State need not choose it.
  await page.waitForFunction(() => document.querySelector<HTMLSelectElement>('select[name=state]')!.value === 'KEN')
  await hand.date(page.locator('input[name=validFrom]').first(), '2020-01-01')
  await hand.write(page.getByLabel('Where it was published'), provenance.sourceUrl)
  await hand.write(page.getByLabel('Publisher'), provenance.publisher)
  await hand.press(page.getByRole('button', { name: 'Hand in', exact: true }))
  await page.locator('.desk-badge.queued').waitFor()
  await readAll()
  await hand.press(page.getByRole('link', { name: 'Open the draft' }))

  await page.frameLocator('.desk-original iframe').getByText('without right gains access').waitFor()
  await hand.press(page.getByRole('button', { name: 'Edit 2', exact: true }))
  const shown = page.locator('.desk-original iframe').evaluate((frame) => (frame as HTMLIFrameElement).contentDocument!.getSelection()!.toString())
  t.match(await shown, /^A person who without right gains access/, 'the original shows the same place')
  await hand.write(page.getByLabel('Heading'), 'Unauthorised access to computers')
  await hand.press(page.locator('.desk-provision button').filter({ hasText: 'Save' }))
  await page.locator('.desk-parsed h3').filter({ hasText: 'Unauthorised access to computers' }).waitFor()

  await hand.press(partLink(page, 'facts'))
  t.match(await page.locator('.desk-faults').textContent(), /Kind: has to be given/)
  t.ok(await page.locator('[data-action=submit]').isDisabled(), 'what has faults is not submitted')
  await hand.choose(page.locator('select[name=kind]'), 'act')
  await hand.write(page.locator('[name=number]'), '777')
  await hand.write(page.locator('[name=year]'), '2019')
  await hand.write(page.locator('[name=akn]'), 'ke/act/2019/777')
  await hand.choose(page.locator('select[name=status]'), 'in_force')
  await hand.press(page.getByRole('button', { name: 'Save', exact: true }))
  await page.locator('.desk-faults').waitFor({ state: 'detached' })

  await hand.press(partLink(page, 'suggestions'))
  t.match(await page.locator('.desk-about').textContent(), /without right gains access/, 'the provision stands beside what is suggested for it')
  await decide('OFF.CIA.ACC', true)
  await decide('OFF.CIA.DAT', false)
  await page.getByText('0 to decide, 1 accepted, 1 rejected').waitFor()
  await take(page, hand, 'submit', 'Ready.')
  await badge(page, 'needs_review')
  t.equal(await page.locator('[data-action=approve]').count(), 0, 'nobody approves what is their own')

  await hand.press(page.getByRole('button', { name: 'Sign out' }))
  await signIn(page, hand, rosa)
  await hand.press(page.locator('#desk-queue + ul a, #desk-queue ~ ul a').first())
  await page.locator('.redline').waitFor()
  t.match(await page.locator('.redline').textContent(), /No earlier version is held.*added: 3.*Unauthorised access to computers/s)
  await take(page, hand, 'approve')
  await badge(page, 'approved')
  await take(page, hand, 'publish', 'Read against the gazette.')
  await badge(page, 'published')
  await hand.press(page.getByRole('link', { name: 'as published' }))
  await page.locator('.law-body').waitFor()
  t.match(await page.locator('main').textContent(), /Cyber Harms Act.*Unauthorised access to computers.*Illegal access to a computer system/s, 'and everybody reads it')
  t.strictSame(page.faults, [], 'the console is silent')
}

t.test('the whole life of a law by clicks', { skip: noBrowser }, async (t) => {
  const desk = await openDesk(t)
  const page = await desk.browser.page({ locale: 'en-US' })
  await live(t, desk, page, byClicks(), async (code, isAccepted) => {
    const item = page.locator(`.desk-suggestions [data-concept="${code}"]`)
    await item.getByRole('button', { name: isAccepted ? 'Accept' : 'Reject' }).click()
    await item.waitFor({ state: 'detached' })
  })
})

t.test('the whole life of a law by keyboard alone', { skip: noBrowser }, async (t) => {
  const desk = await openDesk(t)
  const page = await desk.browser.page({ locale: 'en-US' })
  let isThere = false
  await live(t, desk, page, byKeyboard(page), async (code, isAccepted) => {
    const current = page.locator('.desk-suggestions li[aria-current]')
    await current.waitFor()
    // Once there, the list keeps the keyboard: the next is decided at once.
    for (let i = 0; !isThere && i < 100; i++) {
      await page.keyboard.press('Tab')
      isThere = await current.evaluate((element) => element === document.activeElement)
    }
    await page.waitForFunction((wanted) => (document.activeElement as HTMLElement).dataset.concept === wanted, code)
    await page.keyboard.press(isAccepted ? 'a' : 'r')
    await page.locator(`.desk-suggestions [data-concept="${code}"]`).waitFor({ state: 'detached' })
  })
})

t.test('the original of every kind is shown beside what was read, and none of it runs', { skip: noBrowser }, async (t) => {
  const { url, amina, draftOf, pageOf } = await openDesk(t)
  const page = await pageOf(amina)
  const reached: string[] = []
  await page.route(/elsewhere\.example/, (route) => {
    reached.push(route.request().url())
    return route.fulfill({ body: '' })
  })

  const pdf = new PDFDocument({ info: { Title: 'Cyber Harms Act' } })
  pdf.fontSize(16).text('Cyber Harms Act').fontSize(11)
  for (const [heading, text] of sections) pdf.addPage().text(heading).text(text)
  pdf.end()
  await page.goto(`${url}${(await draftOf('act.pdf', await buffer(pdf))).replace('/v1', '/desk')}/text?lang=fr`)
  await page.locator('canvas[data-drawn]').first().waitFor()
  t.equal(await page.locator('.desk-paper canvas').count(), 4)
  await page.locator('[data-eid="sec_3"] button').first().focus()
  await page.waitForFunction(() => document.querySelector('.desk-paper')!.scrollTop > 500)
  await page.locator('canvas[data-page="4"][data-drawn]').waitFor()
  const isDrawn = await page.locator('canvas[data-page="4"]').evaluate((canvas) =>
    (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 1000, 400).data.some((value, i) => i % 4 === 0 && value < 100))
  t.ok(isDrawn, 'the page is drawn')

  const paragraphs = sections.flatMap(([heading, text]) =>
    [new word.Paragraph({ text: heading, heading: word.HeadingLevel.HEADING_1 }), new word.Paragraph(text)])
  const docx = await word.Packer.toBuffer(new word.Document({ title: 'Cyber Harms Act', sections: [{ children: paragraphs }] }))
  await page.goto(`${url}${(await draftOf('act.docx', docx)).replace('/v1', '/desk')}/text?lang=ar`)
  await page.frameLocator('.desk-original iframe').getByText('alters or erases computer data').waitFor()

  const clicked = (text: string) => `<p onclick="top.hacked = 1">${text}</p>`
  const html = `<html><head><title>Cyber Harms Act</title></head>
    <body><h1>Cyber Harms Act</h1><script>top.hacked = 1; document.body.append("hacked")</script>
    <img src="https://elsewhere.example/pixel.png" onerror="top.hacked = 1">${sections.map(([heading, text]) => `<h2>${heading}</h2>${clicked(text)}`).join('')}</body></html>`
  await page.goto(`${url}${(await draftOf('act.html', html)).replace('/v1', '/desk')}/text?lang=zh`)
  const frame = page.frameLocator('.desk-original iframe')
  await frame.getByText('alters or erases computer data').click()
  t.equal(await page.evaluate(() => (globalThis as { hacked?: number }).hacked), undefined)
  t.notMatch(await frame.locator('body').innerText(), /hacked/)
  t.strictSame(reached, [], 'nothing is asked of anybody else')
  t.ok(page.faults.some((fault) => /elsewhere\.example\/pixel\.png.*violates/s.test(fault)), 'the policy of the page stands before it')
})

t.test('what was changed by somebody else, and a key that ended, are told politely; nothing is lost', { skip: noBrowser }, async (t) => {
  const { url, amina, aminaRow, send, db, draftOf, pageOf, keyFor, browser } = await openDesk(t)
  const at = await draftOf('act.md', act)
  const page = await pageOf(amina)
  await page.goto(`${url}${at.replace('/v1', '/desk')}/facts?lang=en`)
  await page.locator('[name=shortTitle]').fill('CHA')
  const { headers } = await send('GET', at, amina)
  await send('PATCH', at, amina, { headers: { 'if-match': headers.etag as string }, body: { record: { number: '9' } } })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Somebody else changed this draft in the meantime').waitFor()
  t.equal(await page.locator('[name=shortTitle]').inputValue(), 'CHA', 'what was written stays')
  await db.transaction((tx) => revokeKey(tx, aminaRow.id, { actor: 'test' }))
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Your key or sign-in is not valid any more').waitFor()

  const other = await browser.page()
  await other.goto(`${url}/desk?lang=es`)
  await other.locator('#key').fill('atlas_wrong')
  await other.keyboard.press('Enter')
  await other.getByText('Esta clave no se conoce').waitFor()
  await other.locator('#key').fill((await keyFor('reader')).key)
  await other.keyboard.press('Enter')
  await other.getByText('Su clave solo permite leer').waitFor()
})

t.test('people of an institution sign in at its issuer', { skip: noBrowser }, async (t) => {
  const { issuer } = await openIssuerServer(t, { atlas_role: 'curator', atlas_states: ['UGA'] })
  const { url, browser } = await openDesk(t, { OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'atlas', OIDC_CLIENT_ID: 'desk' })
  const page = await browser.page()
  await page.goto(`${url}/desk?lang=en`)
  await page.getByRole('button', { name: `Sign in at ${new URL(issuer).host}` }).click()
  await page.getByText('Curator · UGA').waitFor()
  t.equal(new URL(page.url()).search, '?lang=en', 'the code does not stay in the address')
  await page.reload()
  await page.getByText('Curator · UGA').waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.locator('#key').waitFor()
  t.equal(await page.evaluate(() => sessionStorage.length + document.cookie.length), 0, 'nothing stays behind')
  t.strictSame(page.faults, [])
})

t.test('the desk in each language, on a telephone, without barriers', { skip: noBrowser }, async (t) => {
  const { url, amina, draftOf, pageOf, browser } = await openDesk(t)
  const { app } = await openCuration(t)
  for (const language of unLanguages) {
    const { body } = await app.inject({ url: `/desk?lang=${language}`, headers: { accept: 'text/html' } })
    t.match(body, /class="without-script"/, 'without scripts the page says so')
  }
  const draft = (await draftOf('act.md', act)).replace('/v1', '/desk')
  // Only here: the policy of our pages would not let a foreign script run.
  const options = { bypassCSP: true, viewport: { width: 360, height: 740 } }
  const [page, stranger] = [await pageOf(amina, options), await browser.page(options)]
  const views = [
    ['/desk', '#key', stranger], ['/desk', '#files', page], [`${draft}/text`, '.desk-parsed h3', page], [`${draft}/facts`, '[name=kind]', page],
    [`${draft}/suggestions`, '.desk-about', page], [`${draft}/changes`, '.redline', page], [`${draft}/record`, 'textarea.desk-record', page]
  ] as const
  for (const language of unLanguages) {
    for (const [path, ready, on] of views) {
      const address = `${path}?lang=${language}`
      await on.goto(url + address)
      await on.locator(ready).first().waitFor()
      t.ok(await on.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${address} fits`)
      t.strictSame(await seriousBarriers(on), [], `${address} has no serious barrier`)
    }
  }
  t.strictSame([...page.faults, ...stranger.faults], [])
})
