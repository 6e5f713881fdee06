import t from 'tap'
import { presentStats } from '../src/present-stats.js'
import { openReference } from '../src/reference.js'
import { formatReport } from '../src/report.js'
import { openAtlas } from './support/atlas.js'
import { readAll } from './support/links.js'

type Row = Record<string, any>
const kinds = ['legislation', 'provisions', 'cases', 'lessons', 'treatyActions']

t.test('the repository in figures', async (t) => {
  const { get, db } = await openAtlas(t)
  const { status, body } = await get('/v1/stats')
  t.equal(status, 200)
  const rows = new Map<string, Row>(body.states.map((s: Row) => [s.state.code, s]))

  t.test('every Member State has a row, also one on which little is held', async (t) => {
    const members = (await readAll(get, '/v1/states')).map((s) => s.code)
    t.equal(members.length, 193)
    t.strictSame(members.filter((code) => !rows.has(code)), [])
    t.match(body.memberStates, { total: 193, withLegislation: [...members].filter((code) => rows.get(code)!.holdings.legislation.total > 0).length })
    t.equal(body.memberStates.withProvisions, members.filter((code) => rows.get(code)!.holdings.provisions.total > 0).length)
    const poor = body.states.filter((s: Row) => s.missing.length >= 4)
    t.ok(poor.length > 0)
    t.ok(poor.every((s: Row) => s.missing.every((kind: string) => s.holdings[kind].total === 0)), 'missing is what there is none of')
  })

  t.test('totals are those of the lists, seen and recalled apart', async (t) => {
    for (const [kind, path] of [['legislation', 'legislation'], ['cases', 'cases'], ['lessons', 'lessons'], ['provisions', 'provisions']] as const) {
      const all = await readAll(get, `/v1/${path}`)
      const seen = all.filter((r) => (r.checked ?? r.verification.checked) === 'seen').length
      t.strictSame(body.holdings[kind], { total: all.length, seen, recalled: all.length - seen }, kind)
    }
    t.equal(Object.values<number>(body.languages).reduce((a, b) => a + b), body.holdings.provisions.total)
    const unequal = kinds.filter((kind) => [...rows.values()].some(({ holdings: { [kind]: h } }) => h.seen + h.recalled !== h.total))
    t.strictSame(unequal, [])
  })

  t.test('a row says what the State itself says', async (t) => {
    for (const code of ['KEN', 'SAU', 'CHL', 'TON']) {
      const { body: state } = await get(`/v1/states/${code}`)
      const { state: _ref, conceptsWithData, ...row } = rows.get(code)!
      for (const [name, value] of Object.entries(row)) t.strictSame(state[name], value, `${code} ${name}`)
      t.equal(state.coverage.conceptsWithData, conceptsWithData)
      t.equal(Object.values<number>(state.coverage.byStatus).reduce((a, b) => a + b), 136, 'every concept has one status')
    }
  })

  t.test('offences with penalties and powers with safeguards are counted within the provisions', async (t) => {
    const all = await readAll(get, '/v1/provisions?state=KEN')
    const has = (p: Row, ...relations: string[]) => p.concepts.some((c: Row) => relations.includes(c.relation))
    const offences = all.filter((p) => has(p, 'specific_offence', 'general_offence'))
    const powers = all.filter((p) => has(p, 'power'))
    t.strictSame(rows.get('KEN')!.provisions, {
      offences: offences.length,
      offencesWithPenalty: offences.filter((p) => p.penalties.length > 0).length,
      powers: powers.length,
      powersWithSafeguards: powers.filter((p) => p.safeguards.length > 0 || has(p, 'safeguard')).length,
      fromAccounts: all.filter((p) => p.checked === 'seen' && p.source.kind === 'account').length,
      undated: all.filter((p) => p.validFrom === null).length
    })
    t.ok(offences.length > 10 && powers.length > 3)
  })

  t.test('coverage: what no statement speaks of is no_data', async (t) => {
    t.equal(body.coverage.pairs, 193 * 136)
    t.equal(Object.values<number>(body.coverage.byStatus).reduce((a, b) => a + b), body.coverage.pairs)
    const said = await readAll(get, '/v1/coverage')
    const none = said.filter((c) => c.status === 'none_confirmed')
    t.ok(none.every((c) => c.sourceStatus === 'No Legislation'), 'only where a source said so')
    t.ok(body.coverage.byStatus.no_data > body.coverage.pairs / 2)
  })

  t.test('names come in the language asked for', async (t) => {
    const { body: arabic, headers } = await get('/v1/stats?lang=ar')
    t.equal(headers['content-language'], 'ar')
    t.equal(arabic.states.find((s: Row) => s.state.code === 'KEN').state.name, 'كينيا')
  })

  t.test('the report is the same as a table', async (t) => {
    const lines = formatReport(await presentStats(db, { language: 'en', reference: await openReference(db)() })).split('\n')
    const kenya = rows.get('KEN')!
    const cells = lines.find((line) => line.startsWith('KEN '))!.split(/ {2,}/)
    t.equal(lines[0]!.split(/ {2,}/).length, 16)
    const { legislation, provisions } = kenya.holdings
    t.strictSame(cells.slice(1, 5).map(Number), [legislation.total, provisions.total, provisions.seen, provisions.recalled])
    t.equal(lines.filter((line) => /^[A-Z]{3} /.test(line)).length, rows.size)
    t.ok(lines.some((line) => line.includes(`provisions ${body.holdings.provisions.total} (${body.holdings.provisions.seen} seen`)))
  })
})
