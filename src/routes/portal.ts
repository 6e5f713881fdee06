import type { FastifyReply, FastifyRequest } from 'fastify'
import { readAssets, sendAsset } from '../asset.js'
import type { Routes } from '../context.js'
import { readEmbedded } from '../embed.js'
import { openInside } from '../inside.js'
import { Moved, NotFound } from '../model/error.js'
import { unLanguages } from '../model/vocabulary.js'
import { listCases, showCase } from '../portal/case.js'
import { citeBibtex, citeRis } from '../portal/cite.js'
import { showCompare } from '../portal/compare.js'
import { compareDocx } from '../portal/compare-docx.js'
import { compareCsv } from '../portal/compare-file.js'
import { showDesk } from '../portal/desk.js'
import { showEmbed } from '../portal/embed.js'
import { renderPage } from '../portal/frame.js'
import { showLegislation } from '../portal/legislation.js'
import { listLessons, showLesson } from '../portal/lesson.js'
import { mapFile, showMap } from '../portal/map.js'
import { showProblem } from '../portal/problem.js'
import { showProvision } from '../portal/provision.js'
import { showSearch } from '../portal/search.js'
import { writeAtom, writeCsv } from '../portal/search-form.js'
import { showState } from '../portal/state.js'
import { listStates } from '../portal/state-list.js'
import { Refused, type File, type Page, type View } from '../portal/view.js'
import { baseUrl, describeProblem, movedUrl } from '../problem.js'
import { answerLanguage } from '../representation.js'

type Show = (view: View, parameters: Record<string, string>) => Promise<Page>

/** The pages that people look at, by address. Their parameters are those of the API; others are passed over, as on any page of the web. */
export const pages: Record<string, Show> = {
  '/': showSearch,
  '/compare': showCompare,
  '/embed': (view) => showEmbed(view, readEmbedded()),
  '/map': showMap,
  '/search': showSearch,
  '/states': listStates,
  '/states/:code': showState,
  '/legislation/:id': showLegislation,
  '/legislation/:id/:eId': showProvision,
  '/cases': listCases,
  '/cases/:id': showCase,
  '/lessons': listLessons,
  '/lessons/:id': showLesson
}

/** What is no page: files to save, and feeds. */
const files: Record<string, (view: View, parameters: Record<string, string>) => Promise<File>> = {
  '/search.csv': writeCsv,
  '/search.atom': writeAtom,
  '/legislation/:id/cite.bib': citeBibtex,
  '/legislation/:id/cite.ris': citeRis,
  '/compare.csv': compareCsv,
  '/compare.docx': compareDocx,
  '/map.svg': mapFile
}

// Nothing but what we serve ourselves is loaded, run or sent to.
const policy: Record<string, string> = {
  'default-src': "'none'", 'script-src': "'self'", 'style-src': "'self'", 'img-src': "'self' data: blob:", 'connect-src': "'self'",
  'form-action': "'self'", 'base-uri': "'none'", 'frame-ancestors': "'self'"
}

/** The policy as a header; a page may load more than others do. */
function policyOf ({ loads = {} }: Pick<Page, 'loads'> = {}): string {
  const more = Object.entries(loads).filter(([, sources]) => sources !== undefined)
  const all = more.reduce((sum, [directive, sources]) => ({ ...sum, [directive]: `${sum[directive] ?? ''} ${sources}`.trim() }), policy)
  return Object.entries(all).map(([directive, sources]) => `${directive} ${sources}`).join('; ')
}

/** The portal: pages over the public API, rendered here, which work without scripts. */
export const portalRoutes: Routes = async (app, { config: { oidc } }) => {
  const assets = readAssets('portal')
  const addressOf = (name: string) => `/assets/${assets.has(name) ? `${assets.get(name)!.hash}/` : ''}${name}`
  const viewOf = (request: FastifyRequest, reply: FastifyReply): View => {
    const { pathname, searchParams } = new URL(request.url, 'http://page')
    const named = unLanguages.find((language) => language === searchParams.get('lang'))
    const language = answerLanguage(request, reply, unLanguages, named)
    const asked = { path: pathname, query: searchParams, origin: baseUrl(request) }
    return { api: openInside(app, language), language, named: named !== undefined, ...asked, asset: addressOf }
  }
  const send = (reply: FastifyReply, view: View, page: Page) => reply.code(page.status ?? 200).type('text/html; charset=utf-8')
    .header('content-security-policy', policyOf(page)).header('cache-control', 'public, no-cache').send(renderPage(view, page))

  const showError = (error: Error, request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof Moved) return reply.code(301).header('location', movedUrl(request, error.to)).send()
    const problem = error instanceof Refused ? error.problem : describeProblem(error, request, reply)
    const view = viewOf(request, reply)
    return send(reply, view, showProblem(view, problem))
  }
  app.setErrorHandler(showError)
  app.unknownPage.show = showError

  const signIn = oidc?.clientId === undefined ? undefined : { ...oidc, client: oidc.clientId }
  const desk: Show = async (view) => showDesk(view, signIn)
  for (const [url, show] of Object.entries({ ...pages, '/desk': desk, '/desk/*': desk })) {
    app.get(url, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      const view = viewOf(request, reply)
      return send(reply, view, await show(view, request.params as Record<string, string>))
    })
  }

  for (const [url, write] of Object.entries(files)) {
    app.get(url, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      const { media, name, body, download } = await write(viewOf(request, reply), request.params as Record<string, string>)
      if (download) reply.header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
      return reply.type(media).header('content-security-policy', policyOf()).header('cache-control', 'public, no-cache').send(body)
    })
  }

  for (const url of ['/assets/:name', '/assets/:hash/:name']) {
    app.get(url, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      const { name, hash } = request.params as { name: string, hash?: string }
      const asset = assets.get(name)
      if (!asset) throw new NotFound(`There is no file called ${name}.`)
      return sendAsset(reply, asset, hash === asset.hash)
    })
  }
}
