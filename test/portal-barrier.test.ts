import t from 'tap'
import { pages } from '../src/routes/portal.js'
import { openAtlas } from './support/atlas.js'
import { checkPages } from './support/axe.js'
import { listen, noBrowser, openBrowser } from './support/browser.js'

/** An address for each page of the portal; those that are held with what is special to them stand in a test of their own. */
const addresses = {
  '/': '/',
  '/compare': '/compare?state=KEN&state=DEU&by=instrument&instrument=BUD',
  '/embed': '/embed',
  '/map': '/map?concept=OFF.CIA.ACC',
  '/search': '/search?q=ransomware',
  '/states': '/states?q=ken',
  '/states/:code': '/states/KEN',
  '/legislation/:id': 'law',
  '/legislation/:id/:eId': 'provision',
  '/cases': '/cases?state=KEN',
  '/cases/:id': 'case',
  '/lessons': '/lessons?state=KEN',
  '/lessons/:id': 'lesson'
}

t.test('no page is left out', async (t) => {
  t.strictSame(Object.keys(addresses).sort(), Object.keys(pages).sort())
})

t.test('no page has a serious barrier in any language', { skip: noBrowser }, async (t) => {
  const { app, get } = await openAtlas(t, { index: 'founding' })
  const [law, cases, lessons] = await Promise.all(['/v1/akn/ke/act/2018/5', '/v1/cases?state=KEN&limit=1', '/v1/lessons?state=KEN&limit=1'].map((url) => get(url)))
  const records: Record<string, string> = {
    law: `/legislation/${law!.body.id}`, provision: `/legislation/${law!.body.id}/sec_14`, case: `/cases/${cases!.body.items[0].id}`, lesson: `/lessons/${lessons!.body.items[0].id}`
  }
  await checkPages(t, await openBrowser(t), await listen(app), Object.values(addresses).map((address) => records[address] ?? address))
})
