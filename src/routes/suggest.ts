import { z } from 'zod'
import { sendFound } from '../answer-cache.js'
import type { Routes } from '../context.js'
import { suggestKinds, suggestShape, type SuggestItem } from '../model/suggest.js'
import { unLanguages } from '../model/vocabulary.js'
import * as parameter from '../parameter.js'
import { presentStateRef, provisionHref, recordHref, type View } from '../present.js'
import { answerLanguage } from '../representation.js'
import { suggest, type Suggestion } from '../search/suggest.js'

const limitError = 'must be a whole number from 1 to 20'
const list = z.strictObject({
  q: z.string('must be given once').max(200, 'must be at most 200 characters').default('')
    .meta({ description: 'what has been typed so far, in any language; nothing is suggested for nothing' }),
  kind: parameter.among(suggestKinds, 'kinds wanted, without it all'),
  limit: z.string(limitError).regex(/^\d{1,2}$/, limitError).transform(Number).pipe(z.number().min(1, limitError).max(20, limitError)).default(8)
    .meta({ description: 'how many suggestions there are at most', number: { type: 'integer', minimum: 1, maximum: 20, default: 8 } }),
  lang: parameter.lang
})

/** What a search box offers while somebody types. */
export const suggestRoutes: Routes = async (app, { search: engine, reference, answers }) => {
  app.get('/v1/suggest', {
    config: { access: 'public', example: '/v1/suggest?q=cybrecrime&lang=en' },
    schema: {
      operationId: 'suggest', summary: 'States, concepts, laws and articles, while somebody types, in any language', tags: ['Search'],
      querystring: list, response: { 200: suggestShape }
    }
  }, async (request, reply) => {
    const { q, kind, limit, lang } = request.query
    const view = { language: answerLanguage(request, reply, unLanguages, lang), reference: await reference() }
    const found = await answers.find(['suggest', view.language, { q, kind, limit }], view.reference, async () => {
      const { items, partial } = await suggest(engine, { q, kinds: kind ?? suggestKinds, limit, ...view })
      const answer: z.input<typeof suggestShape> = { items: items.map((item) => present(item, view)), partial }
      return { answer, passing: partial }
    })
    return sendFound(reply, found)
  })
}

function present (item: Suggestion, view: View): SuggestItem {
  const { kind, id, label, matched, html, document: d } = item
  const shared = { kind, id, label: label.text, language: label.language, matched: matched.text === label.text ? null : matched, html }
  if (kind === 'state') return { ...shared, state: null, law: null, number: null, href: `/v1/states/${id}`, search: { state: id } }
  if (kind === 'concept') return { ...shared, state: null, law: null, number: null, href: `/v1/concepts/${id}`, search: { concept: id } }
  const code = d!.state[0]!
  const title = d!.display.title.find(({ language }) => language === view.language) ?? d!.display.title[0]!
  return {
    ...shared,
    state: presentStateRef(code, view),
    law: kind === 'provision' ? { text: title.text, language: title.language } : null,
    number: d!.display.number,
    href: kind === 'provision' ? provisionHref(d!.legislationId!, d!.eId!) : recordHref(kind, id),
    search: { q: label.text.slice(0, 500), type: kind, state: code }
  }
}
