import { sendAsset } from '../asset.js'
import type { Routes } from '../context.js'
import { readEmbedded } from '../embed.js'
import { NotFound } from '../model/error.js'

/** The modules that other portals load: by name as they are now, and by version as they will always be. */
export const embedRoutes: Routes = async (app) => {
  const files = readEmbedded()
  for (const url of ['/embed/:name', '/embed/:version/:name']) {
    app.get(url, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      const { name, version } = request.params as { name: string, version?: string }
      const file = files.get(name)
      if (!file) throw new NotFound(`There is no file called ${name}; there are ${[...files.keys()].join(', ')}.`)
      // A pinned page is told so rather than given what it did not ask for.
      if (version !== undefined && version !== file.pinned) throw new NotFound(`${name} is no longer served as ${version}, but as ${file.pinned}; see /embed.`)
      return sendAsset(reply, file, version !== undefined)
    })
  }
}
