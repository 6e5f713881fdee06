import { asc, eq, sql } from 'drizzle-orm'
import t from 'tap'
import { withdrawRecord } from '../src/db/draft.js'
import { saveLegislation } from '../src/db/legislation.js'
import { courtCase, jurisdiction, lesson } from '../src/db/schema.js'
import { legislationRecord } from '../src/model/legislation.js'
import { openAtlas } from './support/atlas.js'

type Item = Record<string, any>
const writer = { actor: 'test:somebody-else' }
const law = (n: number) => legislationRecord.parse({
  jurisdiction: 'TZA', kind: 'act', title: { text: `Walking Act ${n}`, language: 'en' }, status: 'in_force',
  source: { url: 'https://example.org/act', publisher: 'Example' }, checked: 'seen'
})

t.test('walking a list while another client writes repeats nothing and skips nothing that stayed', async (t) => {
  const { get, db } = await openAtlas(t)
  const walk = async (url: string, keyOf: (item: Item) => string, between: (page: number) => Promise<void> = async () => {}) => {
    const seen: string[] = []
    let next = ''
    for (let page = 0; ; page++) {
      const { status, headers, body } = await get(`${url}${url.includes('?') ? '&' : '?'}${next ? `cursor=${encodeURIComponent(next)}` : ''}`)
      t.equal(status, 200, url)
      seen.push(...body.items.map(keyOf))
      if (!body.page.next) {
        t.notOk(headers.link, 'the last page leads nowhere')
        return seen
      }
      t.ok(String(headers.link).includes(encodeURIComponent(body.page.next)), 'Link says the same as page.next')
      next = body.page.next
      await between(page)
    }
  }

  t.test('laws, cases and lessons that come and go', async (t) => {
    const before = await walk('/v1/legislation?limit=50', (i) => i.id)
    const gone = new Set<string>()
    const during = await walk('/v1/legislation?limit=50', (i) => i.id, async (page) => {
      await db.transaction((tx) => saveLegislation(tx, law(page), writer))
      const victim = before[(page * 41 + 60) % before.length]!
      if (gone.has(victim)) return
      gone.add(victim)
      await db.transaction((tx) => withdrawRecord(tx, 'legislation', victim, 'a test', writer))
    })
    t.equal(new Set(during).size, during.length, 'nothing twice')
    t.same(before.filter((id) => !gone.has(id) && !during.includes(id)), [], 'nothing that stayed is missing')
    t.ok(gone.size > 1)

    for (const [path, table] of [['/v1/cases?limit=4', courtCase], ['/v1/lessons?limit=4', lesson]] as const) {
      const all = await walk(path, (i) => i.id)
      const hidden = new Set<string>()
      const seen = await walk(path, (i) => i.id, async (page) => {
        const [row] = await db.select({ id: table.id }).from(table).where(eq(table.state, 'published')).orderBy(asc(table.id)).offset(page * 3).limit(1)
        if (!row) return
        hidden.add(row.id)
        await db.update(table).set({ state: 'withdrawn' }).where(eq(table.id, row.id))
      })
      t.equal(new Set(seen).size, seen.length, `${path}: nothing twice`)
      t.same(all.filter((id) => !hidden.has(id) && !seen.includes(id)), [], `${path}: nothing missing`)
    }
  })

  t.test('provisions, States and coverage', async (t) => {
    const provisions = await walk('/v1/provisions?limit=100&state=KEN,SAU', (i) => i.id)
    t.equal(new Set(provisions).size, provisions.length)
    const { body } = await get('/v1/provisions?state=KEN,SAU&count=exact&limit=1')
    t.equal(provisions.length, body.page.total)

    const states = await walk('/v1/states?limit=100', (i) => i.code, async () => {
      await db.update(jurisdiction).set({ type: 'territory' }).where(sql`code in ('AFG', 'ZWE')`)
    })
    t.equal(new Set(states).size, states.length)
    t.equal(states.length, 192, 'ZWE went before it was reached, AFG after')

    const coverage = await walk('/v1/coverage?limit=100', (i) => `${i.state.code} ${i.concept.code}`)
    t.equal(new Set(coverage).size, coverage.length)
    t.equal(coverage.length, (await get('/v1/coverage?count=exact&limit=1')).body.page.total)
    t.equal(coverage.filter((pair) => pair.endsWith(' OFF')).length, 195, 'every economy of the tracker has a row')
  })

  t.test('concepts and instruments', async (t) => {
    t.equal(new Set(await walk('/v1/concepts?limit=7', (i) => i.code)).size, 136)
    t.equal(new Set(await walk('/v1/instruments?limit=3', (i) => i.code)).size, 11)
  })
})
