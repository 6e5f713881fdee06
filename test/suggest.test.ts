import { createServer, type AddressInfo } from 'node:net'
import t from 'tap'
import { buildApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { openSearch } from '../src/search/client.js'
import { indexOnce } from '../src/search/indexer.js'
import { ensureIndex } from '../src/search/reindex.js'
import { openAtlas } from './support/atlas.js'
import { openCuration } from './support/curation.js'
import { cutDown } from './support/indexing.js'
import { lawRecord, provisionRecord, versionRecord } from './support/record.js'

type Item = {
  kind: string, id: string, label: string, language: string | null, matched: { text: string, language: string | null } | null, html: string
  state: { code: string } | null, law: { text: string, language: string } | null, number: string | null, href: string, search: Record<string, string>
}

t.test('suggestions', async (t) => {
  const { get } = await openAtlas(t, { index: 'founding' })
  const ask = async (q: string, rest = ''): Promise<Item[]> => {
    const { status, body } = await get(`/v1/suggest?q=${encodeURIComponent(q)}${rest}`)
    t.equal(status, 200, q)
    t.equal(body.partial, false, q)
    return body.items
  }
  const provision = (items: Item[], state: string, number: string) => items.find((i) => i.kind === 'provision' && i.state!.code === state && i.number === number)

  t.test('States, concepts, laws and articles in each of the six languages, whichever labels are asked for', async (t) => {
    const typed: Record<string, [state: [string, string], concept: [string, string], law: [string, string], article: [string, string, string]]> = {
      ar: [['المغرب', 'MAR'], ['الدخول غير المش', 'OFF.CIA.ACC'], ['نظام مكافحة جرائم المعلو', 'SAU'], ['المادة 14 مصر', 'EGY', '14']],
      en: [['Kenya', 'KEN'], ['unauthorised acc', 'OFF.CIA.ACC'], ['computer misuse and cyb', 'KEN'], ['s 14 ken', 'KEN', '14']],
      es: [['España', 'ESP'], ['acceso ilíc', 'OFF.CIA.ACC'], ['código penal fed', 'MEX'], ['artículo 197 bis', 'ESP', '197 bis']],
      fr: [['Sénégal', 'SEN'], ['accès frauduleux', 'OFF.CIA.ACC'], ['loi n° 2008-11', 'SEN'], ['art. 323-1 code pénal', 'FRA', '323-1']],
      ru: [['Казахстан', 'KAZ'], ['неправомерный дост', 'OFF.CIA.ACC'], ['уголовный кодекс российской', 'RUS'], ['УК 272', 'RUS', '272']],
      zh: [['肯尼亚', 'KEN'], ['非法侵入', 'OFF.CIA.ACC'], ['网络安全法', 'CHN'], ['刑法第285条', 'CHN', '285']]
    }
    for (const [language, [state, concept, law, [cited, code, number]]] of Object.entries(typed)) {
      for (const lang of [language, 'en', 'ar']) {
        t.match((await ask(state[0], `&lang=${lang}`))[0], { kind: 'state', id: state[1], language: lang, search: { state: state[1] }, href: `/v1/states/${state[1]}` }, state[0])
        t.match((await ask(concept[0], `&lang=${lang}`)).find((i) => i.kind === 'concept'), { id: concept[1], language: lang, search: { concept: concept[1] } }, concept[0])
        t.match((await ask(law[0], `&lang=${lang}`)).find((i) => i.kind === 'legislation'), { state: { code: law[1] }, search: { type: 'legislation' } }, law[0])
        t.match((await ask(cited, `&lang=${lang}`))[0], { kind: 'provision', state: { code }, number }, cited)
      }
    }
  })

  t.test('citations in other shapes', async (t) => {
    for (const [q, state, number] of [
      ['第285', 'CHN', '285'], ['第二百八十五条', 'CHN', '285'], ['刑法第二百八十五條', 'CHN', '285'], ['статья 272', 'RUS', '272'], ['ст. 272 УК РФ', 'RUS', '272'], ['مادة ١٤ مصر', 'EGY', '14'],
      ['§ 202a', 'DEU', '202a'], ['§202a StGB', 'DEU', '202a'], ['Article 323-1', 'FRA', '323-1'], ['art 154A brasil', 'BRA', '154-A'], ['section 14 computer misuse', 'KEN', '14'], ['６条 刑法', 'CHN', '6']
    ] as const) t.ok(provision(await ask(q), state, number), q)
    t.equal((await ask('art 323'))[0]!.number, '323', 'the whole number comes before those that begin with it')
    t.equal((await ask('§ 202a'))[0]!.html.startsWith('<mark>202a</mark> '), true)
  })

  t.test('typing errors, missing accents, other letters', async (t) => {
    t.match((await ask('cybrecrime')).map((i) => i.kind), ['concept', 'legislation', 'provision'])
    t.match((await ask('cybrecrime', '&kind=legislation'))[0]!.html, '<mark>Cybercrime</mark>')
    t.match((await ask('киберпрест'))[0], { kind: 'concept' })
    t.ok((await ask('acesso', '&kind=concept&lang=es&limit=20')).some((i) => i.id === 'OFF.CIA.ACC'), 'acesso')
    t.match((await ask('acesso', '&kind=provision'))[0]!.html, '<mark>Acesso</mark>')
    for (const [q, code] of [['kneya', 'KEN'], ['Keniya', 'KEN'], ['Senegla', 'SEN'], ['ＫＥＮＹＡ', 'KEN'], ['espana', 'ESP'], ['Кзахстан', 'KAZ']] as const) {
      t.match((await ask(q, '&kind=state'))[0], { id: code }, q)
    }
    t.match((await ask('cote d ivoire', '&lang=fr'))[0], { id: 'CIV', html: '<mark>Côte</mark> <mark>d</mark>’<mark>Ivoire</mark>' })
    t.match((await ask('acces fraudul', '&lang=fr'))[0]!.html, '<mark>accès</mark> <mark>fraudul</mark>eux')
    t.equal((await ask('Franec', '&kind=state'))[0]!.id, 'FRA', 'before the territories that have the word in their name')
  })

  t.test('Arabic with and without article, vowel signs, hamza and clitics', async (t) => {
    for (const q of ['الدخول غير المشروع', 'دخول غير مشروع', 'الدُّخُول غير المشروع', 'الدخـــول غير المشر']) {
      const items = await ask(q, '&lang=ar')
      t.match(items.find((i) => i.kind === 'concept'), { id: 'OFF.CIA.ACC' }, q)
      t.ok(provision(items, 'EGY', '14'), q)
    }
    for (const q of ['ألمانيا', 'المانيا', 'ألماني']) t.match((await ask(q, '&lang=ar'))[0], { id: 'DEU', label: 'ألمانيا' }, q)
    t.match((await ask('المعلوماتيه', '&kind=legislation')).map((i) => i.state!.code), ['SAU'], 'ة and ه')
  })

  t.test('traditional characters find simplified ones', async (t) => {
    t.match((await ask('非法侵入計算機', '&lang=zh'))[0], { id: 'OFF.CIA.ACC', label: '非法访问计算机系统', matched: { language: 'zh' } })
    t.match((await ask('網絡安全法'))[0], { kind: 'legislation', state: { code: 'CHN' } })
  })

  t.test('codes and abbreviations', async (t) => {
    for (const q of ['KEN', 'ken', '404']) t.match((await ask(q))[0], { kind: 'state', id: 'KEN', label: 'Kenya', matched: { text: q.toUpperCase(), language: null } }, q)
    t.match((await ask('ke'))[0], { kind: 'state', id: 'KEN' })
    t.match((await ask('OFF.CIA.ACC'))[0], { kind: 'concept', id: 'OFF.CIA.ACC', html: '<mark>OFF.CIA.ACC</mark>' })
    t.match((await ask('off.cia.a'))[0], { id: 'OFF.CIA.ACC', html: '<mark>OFF.CIA.A</mark>CC' })
    t.match((await ask('CMCA'))[0], { kind: 'legislation', label: 'Computer Misuse and Cybercrimes Act', language: 'en', matched: { text: 'CMCA', language: null }, state: { code: 'KEN' } })
  })

  t.test('labels are in the language asked for where there is one, and say which they are in', async (t) => {
    t.match((await ask('illegal access', '&lang=ru&kind=concept'))[0], { label: 'Незаконный доступ к компьютерной системе', language: 'ru', matched: { text: 'illegal access', language: 'en' } })
    const [law] = await ask('code pénal', '&lang=fr&kind=legislation')
    t.match(law, { label: 'Code pénal', language: 'fr', matched: null })
    t.match((await ask('нелегальный', '&lang=zh')).every((i) => i.language !== 'ru' || i.kind !== 'concept'), true)
    t.match((await get('/v1/suggest?q=Kenya', { 'accept-language': 'ar' })).body.items[0], { label: 'كينيا', language: 'ar', matched: { text: 'Kenya' } })
  })

  t.test('order and mixture', async (t) => {
    const items = await ask('data', '&lang=en')
    t.equal(items.length, 8)
    t.equal(new Set(items.map((i) => i.kind)).size, 3)
    for (const kind of ['concept', 'legislation', 'provision']) t.ok(items.filter((i) => i.kind === kind).length <= 4, kind)
    t.ok(items.slice(0, 4).every((i) => /^(\S+ )?<mark>data<\/mark>/i.test(i.html)), 'what begins with it comes first')
    t.match((await ask('niger'))[0], { id: 'NER' }, 'the State whose name it is, before the one that begins with it')
    t.ok((await ask('niger')).some((i) => i.id === 'NGA'))
    const alone = await ask('киберпрест', '&lang=ru')
    t.ok(alone.length > 4, 'one kind may fill the list when there is no other')
    const ids = (await ask('access', '&limit=20')).map((i) => i.href)
    t.equal(new Set(ids).size, ids.length, 'nothing comes twice')
  })

  t.test('kinds and limit', async (t) => {
    for (const kind of ['state', 'concept', 'legislation', 'provision']) {
      const items = await ask('co', `&kind=${kind}&limit=20`)
      t.ok(items.length > 0 && items.every((i) => i.kind === kind), kind)
    }
    t.same(new Set((await ask('in', '&kind=state,concept&limit=20')).map((i) => i.kind)), new Set(['state', 'concept']))
    t.same((await ask('in', '&kind=state&kind=concept')), await ask('in', '&kind=state,concept'))
    t.equal((await ask('data', '&limit=1')).length, 1)
    t.equal((await ask('data', '&limit=20')).length, 20)
    for (const nothing of ['', '   ', '—', '،', '🦄']) t.same(await ask(nothing), [], 'nothing for nothing')
    t.same((await get('/v1/suggest')).body, { items: [], partial: false })
  })

  t.test('what is suggested can be opened, and searched for', async (t) => {
    for (const q of ['kenya', 'data prot', 's 14 ken', '刑法第285条', 'نظام مكافحة']) {
      for (const { kind, id, href, search } of await ask(q)) {
        t.equal((await get(href)).status, 200, href)
        const { status, body } = await get(`/v1/search?limit=100&${new URLSearchParams(search)}`)
        t.equal(status, 200, JSON.stringify(search))
        if (kind === 'legislation' || kind === 'provision') t.ok(body.items.some((hit: { id: string }) => hit.id === id), `${q} ${JSON.stringify(search)}`)
      }
    }
  })

  t.test('html is escaped, and marked where it was met', async (t) => {
    const hostile = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><b>data', "l'intégrité <", '&lt;mark&gt; access', '\uE000data\uE001', '</mark> data & access']
    for (const q of [...hostile, "l'intégrité", 'd’accès', 'child']) {
      for (const { html, matched, label } of await ask(q, '&limit=20&lang=fr')) {
        const bare = html.replace(/<mark>([^<]*)<\/mark>/g, '$1')
        t.notMatch(bare, /[<>"']|&(?!(amp|lt|gt|quot|#39);)/, html)
        const text = bare.replace(/&(amp|lt|gt|quot|#39);/g, (e) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[e]!)
        t.equal(text, matched?.text ?? label, 'it is the wording that was met')
        t.match(html, /<mark>/)
      }
    }
    t.match((await ask("l'intégrité", '&lang=fr'))[0]!.html, '<mark>l</mark>&#39;<mark>intégrité</mark>')
  })

  t.test('bad parameters are named', async (t) => {
    for (const [query, path, message] of [
      ['q=a&limit=21', 'limit', /1 to 20/], ['q=a&limit=0', 'limit', /1 to 20/], ['q=a&limit=x', 'limit', /1 to 20/], ['q=a&kind=law', 'kind', /law is not known/],
      ['q=a&kind=', 'kind', /not known/], ['q=a&lang=de', 'lang', /ar, en/], [`q=${'a'.repeat(201)}`, 'q', /at most 200/], ['q=a&q=b', 'q', /once/], ['q=a&knid=state', 'knid', /kind/]
    ] as const) {
      const { status, body } = await get(`/v1/suggest?${query}`)
      t.match({ status, faults: body.errors }, { status: 400, faults: [{ path, message }] }, query)
    }
  })

  t.test('can be kept and asked for again', async (t) => {
    const { headers } = await get('/v1/suggest?q=kenya&lang=en')
    t.match(headers, { 'cache-control': 'public, no-cache', 'content-language': 'en' })
    t.equal((await get('/v1/suggest?q=kenya&lang=en', { 'if-none-match': String(headers.etag) })).status, 304)
  })
})

t.test('without the engine States and concepts still answer', async (t) => {
  const { get } = await openAtlas(t, { noSearch: true })
  const { status, headers, body } = await get('/v1/suggest?q=access&lang=en')
  t.match({ status, partial: body.partial, cache: headers['cache-control'] }, { status: 200, partial: true, cache: 'no-store' })
  t.ok(body.items.some((i: Item) => i.id === 'OFF.CIA.ACC'))
  t.ok(body.items.every((i: Item) => i.kind === 'concept' || i.kind === 'state'))
  t.equal((await get('/v1/suggest?q=access&kind=state,concept')).body.partial, false, 'nothing is missing of what was asked for')
})

t.test('while there is no index, while nothing listens, and while nothing comes back, too', async (t) => {
  const { get, db } = await openAtlas(t)
  t.match((await get('/v1/suggest?q=kenya')).body, { partial: true, items: [{ id: 'KEN' }] })
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  t.teardown(() => silent.close())
  for (const port of [(silent.address() as AddressInfo).port, 9]) {
    const search = openSearch({ url: `http://127.0.0.1:${port}`, uid: 'nowhere' })
    const app = await buildApp({ config: readConfig({ LOG_LEVEL: 'silent' }), db, search, secret: 'secret' })
    const response = await app.inject('/v1/suggest?q=kenya&lang=ar')
    t.match({ status: response.statusCode, body: response.json() }, { status: 200, body: { partial: true, items: [{ id: 'KEN', label: 'كينيا' }] } })
    await app.close()
  }
})

t.test('drafts are not suggested', async (t) => {
  const { db, pool, search, keyFor, send, get } = await openCuration(t)
  await cutDown(pool)
  await ensureIndex(db, search)
  const { key } = await keyFor('admin')
  const record = lawRecord({ title: { text: 'Quizzacious Cyber Act', language: 'en', kind: 'original' }, versions: [versionRecord({ provisions: [provisionRecord({ heading: 'Quizzacious access' })] })] })
  t.equal((await send('POST', '/v1/drafts', key, { body: { type: 'legislation', record } })).status, 201)
  while (await indexOnce(db, search) > 0);
  t.same((await get('/v1/suggest?q=quizzacious')).body, { items: [], partial: false })
  const { rows: [law] } = await pool.query('select id, title from legislation limit 1')
  t.ok((await get(`/v1/suggest?q=${encodeURIComponent(law.title.text.slice(0, 150))}`)).body.items.some((i: Item) => i.id === law.id), 'what is published is')
})
