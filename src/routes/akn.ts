import { z } from 'zod'
import type { Context, Routes } from '../context.js'
import { findByAlias, getLegislation, listVersions } from '../db/legislation.js'
import { listVersionProvisions } from '../db/provision.js'
import { isoDate, languageTag } from '../model/common.js'
import { Invalid, NotFound } from '../model/error.js'
import { legislationShape, versionShape } from '../model/legislation.js'
import { unLanguages } from '../model/vocabulary.js'
import * as parameter from '../parameter.js'
import { presentLawRef, presentLegislation, presentProvision, presentVersion, provisionParts } from '../present-law.js'
import { answerLanguage } from '../representation.js'

const work = z.strictObject({
  alpha2: z.string().max(10).describe('ISO 3166-1 alpha-2, or the code of an organisation'),
  subtype: z.string().max(40).describe('the kind of law: act, decree …'),
  year: z.string().max(10).describe('of its adoption'),
  number: z.string().max(120).describe('the number of the law, or a name where it has none')
})
const querystring = z.strictObject({ lang: parameter.lang })
const aliasOf = (p: z.infer<typeof work>) => `${p.alpha2}/${p.subtype}/${p.year}/${p.number}`.toLowerCase()

/** ISO 639-2/T, which Akoma Ntoso uses, for the languages that laws here are held in. */
const alpha3Languages = new Map(Object.entries({
  ara: 'ar', deu: 'de', eng: 'en', fra: 'fr', fre: 'fr', por: 'pt', rus: 'ru', spa: 'es', swa: 'sw', zho: 'zh', chi: 'zh', ger: 'de'
}))

/** Laws at their Akoma Ntoso addresses. */
export const aknRoutes: Routes = async (app, { db, reference }) => {
  app.get('/v1/akn/:alpha2/:subtype/:year/:number', {
    config: { access: 'public', example: '/v1/akn/ke/act/2018/5' },
    schema: {
      operationId: 'getLegislationByAlias', summary: 'A law by its Akoma Ntoso alias', tags: ['Legislation'], params: work, querystring,
      response: { 200: legislationShape }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const law = await getLegislation(db, await findByAlias(db, aliasOf(request.params)))
    reply.header('content-location', `/v1/legislation/${law.id}`)
    return presentLegislation(db, law, view)
  })

  app.get('/v1/akn/:alpha2/:subtype/:year/:number/:expression', {
    config: { access: 'public', example: '/v1/akn/ke/act/2018/5/en' },
    schema: {
      operationId: 'getVersionByAlias', summary: 'A version of a law with its provisions: `{language}` or `{language}@{date}`', tags: ['Legislation'],
      params: work.extend({ expression: z.string().max(40).describe('language, and after @ a day: en, eng@2018-05-30') }), querystring,
      response: { 200: versionShape }
    }
  }, async (request, reply) => {
    const view = { language: answerLanguage(request, reply, unLanguages, request.query.lang), reference: await reference() }
    const { language, date } = readExpression(request.params.expression)
    const law = await getLegislation(db, await findByAlias(db, aliasOf(request.params)))
    const version = await findVersion(db, law.id, language, date)
    const provisions = await listVersionProvisions(db, version.id)
    const parts = await provisionParts(db, provisions)
    // What will be the law on a day to come may still change.
    if (date && date <= new Date().toISOString().slice(0, 10)) reply.header('cache-control', 'public, max-age=31536000, immutable')
    return {
      law: presentLawRef(law, view),
      version: presentVersion(version, law.akn, view),
      provisions: provisions.map((p) => presentProvision(p, parts, view))
    }
  })
}

function readExpression (expression: string): { language: string, date: string | undefined } {
  const [, tag = '', date] = /^([^@]*)(?:@(.*))?$/s.exec(expression.toLowerCase()) ?? []
  const faults = []
  if (!languageTag.safeParse(tag).success) faults.push({ path: 'expression', message: `${tag} is not a language tag such as fr or fra` })
  if (date !== undefined && !isoDate.safeParse(date).success) {
    faults.push({ path: 'expression', message: `${date} is not a date that exists, written YYYY-MM-DD` })
  }
  if (faults.length > 0) throw new Invalid(faults)
  return { language: alpha3Languages.get(tag) ?? tag, date }
}

async function findVersion (db: Context['db'], legislationId: string, language: string, date: string | undefined) {
  const versions = (await listVersions(db, legislationId)).filter((v) => v.language.toLowerCase() === language)
  const version = date
    ? versions.find((v) => v.validFrom !== null && v.validFrom <= date && (v.validTo === null || v.validTo > date))
    : versions[0]
  if (!version) throw new NotFound(`The law has no version in ${language}${date ? ` that is known to have been valid on ${date}` : ''}.`)
  return version
}
