import t from 'tap'
import { saveCase } from '../src/db/case.js'
import { saveLegislation } from '../src/db/legislation.js'
import { saveLesson } from '../src/db/lesson.js'
import { reindex } from '../src/search/reindex.js'
import { openAtlas } from './support/atlas.js'
import { cutDown } from './support/indexing.js'
import { readAll } from './support/links.js'
import { caseRecord, lawRecord, lessonRecord, provisionRecord, versionRecord, writer } from './support/record.js'

type Hit = Record<string, any>
type Atlas = Awaited<ReturnType<typeof openAtlas>>

const search = (parameters: Record<string, string>) => `/v1/search?${new URLSearchParams(parameters)}`
const keyOf = ({ legislationId, type, id }: Hit): string => legislationId ?? `${type} ${id}`

/** How many documents of each law (and of what is of none, one each) a search without groups lists, those shown by others counted. */
async function countByHand ({ pool }: Atlas, hits: Hit[]): Promise<Map<string, number>> {
  const { rows } = await pool.query('select id, legislation_id from provision where id = any($1)', [hits.flatMap((h) => h.identical)])
  const counts = new Map<string, number>()
  for (const key of [...hits.map(keyOf), ...rows.map((row) => row.legislation_id as string)]) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

const asked: Record<string, string>[] = [
  { q: 'illegal access', region: '002' },
  { q: 'кто отвечает за неправомерный доступ' },
  { q: 'الدخول غير المشروع', language: 'ar' },
  { q: '计算机信息系统', facets: 'type,state,year', type: 'provision,lesson' },
  { q: 'art. 323-1 code pénal', state: 'FRA' },
  { q: 'acceso ilícito a sistemas', region: '019', yearFrom: '2000' },
  { q: 'киберпрест' },
  { q: 'cybrecrime', facets: 'type', type: 'provision,legislation,case', region: '150' },
  { q: 'acces informat', language: 'fr' },
  { q: '', state: 'KEN,RUS' },
  { q: 'fraud OR мошенничество OR 诈骗', mode: 'exact' },
  { q: 'heading:(access OR доступ OR доступа OR 计算机)', mode: 'exact', type: 'provision', facets: 'type,language', yearTo: '2010' },
  { q: '', mode: 'exact', state: 'EGY,SAU' }
]

t.test('each law is shown once, with what was found of it', async (t) => {
  const atlas = await openAtlas(t, { index: 'founding' })
  const { get } = atlas
  for (const parameters of asked) {
    t.test(search(parameters), async (t) => {
      const hits = await readAll<Hit>(get, search(parameters))
      const counts = await countByHand(atlas, hits)
      const groups = await readAll<Hit>(get, search({ ...parameters, group: 'law' }))
      t.same(groups.map(keyOf).sort(), [...counts.keys()].sort(), 'all are there, none twice')
      t.ok([...counts.values()].some((n) => n > 1), 'there is something to group')
      for (const hit of groups) {
        const { legislationId: id, law } = hit
        t.same(law && { id: law.id, found: law.found }, id && { id, found: counts.get(id) }, keyOf(hit))
      }
      const [whole, grouped] = await Promise.all([get(search(parameters)), get(search({ ...parameters, group: 'law' }))])
      t.equal(grouped.body.total, groups.length)
      t.same(grouped.body.facets, whole.body.facets, 'facets count documents')
      t.ok(hits.every((h) => h.law === null), 'without group nothing is said of it')
      t.equal(keyOf(groups[0]!), keyOf(hits[0]!), 'the best comes first')
    })
  }

  t.test('the link lists what was found of the law', async (t) => {
    for (const parameters of asked) {
      const { body } = await get(search({ ...parameters, group: 'law', limit: '4' }))
      for (const { law, id } of body.items.filter((h: Hit) => h.law !== null) as Hit[]) {
        const found = await readAll<Hit>(get, law.foundHref.replace('limit=4', ''))
        const counts = await countByHand(atlas, found)
        t.same([...counts], [[law.id, law.found]], law.foundHref)
        t.equal((await get(law.foundHref)).body.total, law.found)
        t.ok(found.some((h) => h.id === id || h.identical.includes(id)), 'the hit is among them')
      }
    }
  })

  t.test('pages of any size are pieces of one list', async (t) => {
    for (const parameters of [asked[0]!, asked[7]!, asked[10]!]) {
      const url = search({ ...parameters, group: 'law' })
      const expected = (await readAll<Hit>(get, url)).map((h) => h.id).slice(0, 20)
      const ids: string[] = []
      for (let cursor: string | null = ''; cursor !== null && ids.length < 20;) {
        const { body }: Hit = await get(`${url}&limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
        ids.push(...body.items.map((h: Hit) => h.id))
        cursor = body.page.next
      }
      t.same(ids.slice(0, 20), expected, url)
    }
  })

  t.test('what cannot be grouped by is named', async (t) => {
    t.match(await get('/v1/search?q=fraud&group=state'), { status: 400, body: { errors: [{ path: 'group', message: 'can only be law' }] } })
    t.match(await get('/v1/search?q=fraud&legislation=KEN'), { status: 400, body: { errors: [{ path: /^legislation/, message: 'must be a UUID' }] } })
    const { body } = await get('/v1/search?q=fraud&limit=2')
    t.match(await get(`/v1/search?q=fraud&limit=2&group=law&cursor=${encodeURIComponent(body.page.next)}`), { status: 400, body: { code: 'invalid-cursor' } })
  })

  t.test('where nothing is found, offers tell what they would find', async (t) => {
    for (const mode of ['relevance', 'exact']) {
      const { body } = await get(search({ q: 'fraud', state: 'VAT', type: 'provision', group: 'law', mode }))
      t.match(body, { items: [], total: 0 })
      const offer = body.offers.find(({ drop }: Hit) => drop.length === 1 && drop[0].name === 'state')
      t.equal(offer.total, (await get(search({ q: 'fraud', type: 'provision', group: 'law', mode }))).body.total)
    }
  })
})

t.test('laws of which more is found than is ranked', async (t) => {
  const atlas = await openAtlas(t)
  const { db, pool, get } = atlas
  await cutDown(pool)
  /** A law with the words in so many of its provisions, in their headings or in their texts. */
  const lawOf = (language: string, jurisdiction: string, title: string, words: string, { headings = 0, texts = 0 }) => lawRecord({
    jurisdiction,
    akn: `${{ ru: 'ru', ar: 'eg', zh: 'cn' }[language]}/act/2019/${title.length}${headings}${texts}`,
    title: { text: title, language, kind: 'original' },
    versions: [versionRecord({
      language,
      provisions: Array.from({ length: headings + texts }, (_, i) => provisionRecord({
        eId: `art_${i + 1}`, number: `${i + 1}`, concepts: [], heading: i < headings ? `${words} ${i + 1}` : null, text: i < headings ? `${i + 1}.` : `${words} ${i + 1}.`
      }))
    })]
  })
  const laws = [
    lawOf('ru', 'RUS', 'О защите вычислительных мощностей', 'Криптоджекинг', { headings: 230 }),
    lawOf('ru', 'RUS', 'О связи', 'Запрещается криптоджекинг', { texts: 3 }),
    lawOf('ru', 'RUS', 'Об охране сетей', 'Наказывается криптоджекинг', { texts: 5 }),
    lawOf('ar', 'EGY', 'قانون حماية الشبكات', 'الاصطياد الاحتيالي', { headings: 40 }),
    lawOf('zh', 'CHN', '网络防护条例', '撞库攻击', { headings: 40 })
  ]
  for (const law of laws) await db.transaction((tx) => saveLegislation(tx, law, writer))
  await db.transaction((tx) => saveCase(tx, caseRecord({ title: { en: 'A. v. B.' }, facts: { ru: 'Криптоджекинг на сервере.' } }), writer))
  await db.transaction((tx) => saveLesson(tx, lessonRecord({ problem: { ru: 'Криптоджекинг.' } }), writer))
  await reindex(db, atlas.search)

  t.test('they stand behind, and what is of no law behind them', async (t) => {
    const url = search({ q: 'криптоджекинг', group: 'law' })
    for (const size of [1, 2, 4, 100]) {
      const items: Hit[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body }: Hit = await get(`${url}&limit=${size}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
        t.equal(body.total, 5)
        items.push(...body.items)
        cursor = body.page.next
      }
      t.same(items.slice(0, 3).map((h) => h.law.found), [230, 5, 3], `in pages of ${size}`)
      t.same(items.slice(3).map((h) => [h.type, h.law]).sort(), [['case', null], ['lesson', null]])
      t.same(items.slice(0, 3).map((h) => h.title.text), [0, 2, 1].map((i) => laws[i]!.title.text))
      t.match(items[2]!.matched, [{ html: /<mark>криптоджекинг<\/mark>/ }], 'and show why')
    }
    t.match((await get(`${url}&type=provision&language=ru`)).body, { total: 3 })
  })

  t.test('in every mode', async (t) => {
    const found: [Record<string, string>, number[]][] = [
      [{ q: 'криптоджекинг', mode: 'exact' }, [230, 5, 3]],
      [{ q: 'криптоджек' }, [230, 5, 3]],
      [{ q: 'криптоджек*', mode: 'exact', type: 'provision' }, [230, 5, 3]],
      [{ q: 'بالاصطياد' }, [40]],
      [{ q: 'الاصطياد الاحتيالي', mode: 'exact' }, [40]],
      [{ q: '撞库', yearFrom: '2099' }, [40]],
      [{ q: '"撞库攻击"', mode: 'exact' }, [40]],
      [{ q: '', type: 'provision', language: 'zh', yearFrom: '2099' }, [40]],
      [{ q: '', state: 'EGY', language: 'ar', mode: 'exact', yearFrom: '2099' }, [41]]
    ]
    for (const [parameters, expected] of found) {
      const { body } = await get(search({ ...parameters, group: 'law' }))
      t.same(body.items.flatMap((h: Hit) => h.law?.found ?? []).sort((a: number, b: number) => b - a), expected, search(parameters))
      for (const { law } of body.items) if (law) t.equal((await get(law.foundHref)).body.total, law.found, law.foundHref)
    }
  })
})
