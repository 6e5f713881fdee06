import { z } from 'zod'
import type { Routes } from '../context.js'
import { NotFound } from '../model/error.js'
import { unLanguages, type UnLanguage } from '../model/vocabulary.js'
import * as parameter from '../parameter.js'
import { problems } from '../problem.js'
import { problemText, type ProblemSlug } from '../problem-text.js'
import { answerLanguage } from '../representation.js'

const slugs = Object.keys(problems) as [ProblemSlug, ...ProblemSlug[]]
const shape = z.strictObject({
  code: z.enum(slugs), status: z.int(), title: z.string(), help: z.string(), href: z.string()
}).meta({ id: 'ProblemType' })
const tags = ['Service']
const querystring = z.strictObject({ lang: parameter.lang })

/** Where the `type` of a problem leads. */
export const problemRoutes: Routes = async (app) => {
  app.get('/problems', {
    config: { access: 'public', example: '/problems' },
    schema: { operationId: 'listProblems', summary: 'The kinds of problem', tags, querystring, response: { 200: z.strictObject({ items: z.array(shape) }) } }
  }, async (request, reply) => {
    const language = answerLanguage(request, reply, unLanguages, request.query.lang)
    return { items: slugs.map((code) => present(code, language)) }
  })

  app.get('/problems/:code', {
    config: { access: 'public', example: '/problems/invalid-cursor' },
    schema: {
      operationId: 'getProblem', summary: 'What a kind of problem means and what to do', tags, params: z.strictObject({ code: z.string().max(60).describe('the last part of the `type` of a problem') }),
      querystring, response: { 200: shape }
    }
  }, async (request, reply) => {
    const code = slugs.find((slug) => slug === request.params.code)
    if (!code) throw new NotFound(`There is no kind of problem called ${request.params.code}.`)
    return present(code, answerLanguage(request, reply, unLanguages, request.query.lang))
  })
}

const present = (code: ProblemSlug, language: UnLanguage) =>
  ({ code, ...problems[code], ...problemText[language][code], href: `/problems/${code}` })
