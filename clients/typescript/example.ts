/** Which laws of Kenya punish illegal access, with what; and what the search finds on it in other languages. Run: `tsx example.ts https://atlas.example` */
import { openAtlas, read, walk } from './src/index.js'

const atlas = openAtlas({ url: process.argv[2] ?? 'http://127.0.0.1:3000', key: process.env.ATLAS_KEY, lang: 'fr' })

const query = { state: ['KEN'], concept: ['OFF.CIA.ACC'], limit: 2 }
for await (const provision of walk((cursor) => atlas.GET('/v1/provisions', { params: { query: { ...query, cursor } } }))) {
  const months = provision.penalties.map(({ imprisonment }) => imprisonment?.maxMonths ?? 0)
  console.log(`${provision.law.title.text}, ${provision.number}: ${Math.max(0, ...months)} months at most (${provision.source.publisher})`)
}

const { total, items: [first] } = await read(atlas.GET('/v1/search', { params: { query: { q: 'accès illégal', type: ['provision'], limit: 1 } } }))
console.log(`${total} provisions of all States, ${first?.states[0]?.name} first`)
