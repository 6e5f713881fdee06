import { z } from 'zod'
import type { Routes } from '../context.js'
import { readEmbedded } from '../embed.js'
import { openInside } from '../inside.js'
import { Invalid, NotFound } from '../model/error.js'
import { unLanguages, type UnLanguage } from '../model/vocabulary.js'
import { provisionSnippet, searchSnippet } from '../portal/snippet.js'
import type { Api } from '../portal/view.js'
import { baseUrl, HttpProblem } from '../problem.js'
import { answerLanguage } from '../representation.js'

const pixels = z.string().regex(/^\d{1,5}$/, 'must be a number of pixels').transform(Number).optional()
const query = z.object({ url: z.string('must be given once').max(2000), format: z.string().default('json'), maxwidth: pixels, maxheight: pixels })

const [width, height] = [640, 480]

type Embed = { type: 'rich' | 'link', title: string, html?: string }

/**
 * oEmbed 1.0, for pages of the portal that are pasted elsewhere: a provision and a search become our elements, a law a link. It is no part
 * of the contract, for what it takes and says is laid down by its own specification.
 */
export const oembedRoutes: Routes = async (app) => {
  const files = readEmbedded()
  app.get('/oembed', { config: { access: 'public' }, schema: { hide: true, querystring: query } }, async (request, reply) => {
    const { url, format, maxwidth = width, maxheight = height } = request.query
    if (format !== 'json') throw new HttpProblem('not-implemented', `oEmbed is answered as JSON, not as ${format.slice(0, 20)}.`)
    const origin = baseUrl(request)
    if (!URL.canParse(url)) throw new Invalid([{ path: 'url', message: 'must be an address' }])
    const page = new URL(url)
    const named = unLanguages.find((language) => language === page.searchParams.get('lang'))
    const language = answerLanguage(request, reply, unLanguages, named)
    const found = page.origin === origin ? await embedOf(openInside(app, language), page, { origin, language, files }) : undefined
    if (!found) throw new NotFound(`Nothing at ${url.slice(0, 200)} can be embedded; laws, provisions and searches of ${origin} can.`)
    return reply.header('cache-control', 'public, max-age=3600').send({
      version: '1.0', provider_name: 'Cyberlaw Atlas', provider_url: `${origin}/`, cache_age: 3600, ...found,
      ...(found.type === 'rich' ? { width: Math.min(width, maxwidth), height: Math.min(height, maxheight) } : {})
    })
  })
}

type Given = { origin: string, language: UnLanguage, files: ReturnType<typeof readEmbedded> }

async function embedOf (api: Api, page: URL, { origin, language, files }: Given): Promise<Embed | undefined> {
  const module = files.get('cyberlaw-search.js')
  const place = { origin, language, module: module && { src: `${origin}/embed/${module.pinned}/${module.name}`, integrity: module.integrity } }
  if (page.pathname === '/search') {
    const q = page.searchParams.get('q') ?? ''
    return { type: 'rich', title: q || 'Cyberlaw Atlas', html: searchSnippet({ ...place, page: page.href, q, parameters: page.searchParams }) }
  }
  // An eId has no letters that an address would have to escape.
  const [, id, eId] = /^\/legislation\/([0-9a-f-]{36})(?:\/([\w.-]+))?$/.exec(page.pathname) ?? []
  if (!id) return undefined
  if (!eId) {
    const { data } = await api.GET('/v1/legislation/{id}', { params: { path: { id } } })
    return data && { type: 'link', title: data.title.text }
  }
  const { data } = await api.GET('/v1/legislation/{id}/provisions/{eId}', { params: { path: { id, eId } } })
  const title = data && [data.number, data.heading?.text, '·', data.law.title.text].filter(Boolean).join(' ')
  return title && data ? { type: 'rich', title, html: provisionSnippet({ ...place, page: page.href, id: `${data.law.id}/${data.eId}`, title }) } : undefined
}
