import { facetNames, type Filters } from './search.js'

/**
 * What is searched for, in the address of the host's page, under parameters that begin with a prefix (`atlas-` unless the attribute
 * `url-state` names another). Without that attribute the address is neither read nor written.
 */
export function readUrl (prefix: string): { q: string, filters: Filters } {
  const query = new URLSearchParams(location.search)
  const filters: Filters = {}
  for (const name of facetNames) {
    const values = query.get(prefix + name)?.split(',').filter(Boolean)
    if (values?.length) filters[name] = values
  }
  return { q: query.get(`${prefix}q`) ?? '', filters }
}

/** Writes it; other parameters and the fragment stay as they are. */
export function writeUrl (prefix: string, { q, filters }: { q: string, filters: Filters }, how: 'push' | 'replace'): void {
  const url = new URL(location.href)
  const values: [string, string][] = [['q', q], ...facetNames.map((name): [string, string] => [name, filters[name]?.join(',') ?? ''])]
  for (const [name, value] of values) value === '' ? url.searchParams.delete(prefix + name) : url.searchParams.set(prefix + name, value)
  if (url.href !== location.href) history[how === 'push' ? 'pushState' : 'replaceState'](history.state, '', url)
}
