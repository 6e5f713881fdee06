import { useEffect, useState } from 'preact/hooks'

const moved = 'desk:moved'

/** The path of the page, which changes when `go` leads elsewhere or somebody goes back. */
export function usePath (): string {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const follow = () => setPath(location.pathname)
    addEventListener('popstate', follow)
    addEventListener(moved, follow)
    return () => {
      removeEventListener('popstate', follow)
      removeEventListener(moved, follow)
    }
  }, [])
  return path
}

/** Shows another part of the desk; the keyboard begins at its top, as on any new page. */
export function go (href: string): void {
  history.pushState(null, '', href)
  dispatchEvent(new Event(moved))
  scrollTo(0, 0)
  document.getElementById('main')?.focus()
}

/** Links to other parts of the desk are followed without loading it anew. */
export function followWithin (event: MouseEvent): void {
  const link = (event.target as Element).closest('a')
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  const url = new URL(link.href)
  if (url.origin !== location.origin || !/^\/desk(\/|$)/.test(url.pathname) || link.hasAttribute('download') || url.hash !== '') return
  event.preventDefault()
  go(url.pathname + url.search)
}

/** Where the desk shows what the API has at an address: `/v1/drafts/1` is at `/desk/drafts/1`. */
export const deskPath = (href: string, part = ''): string => href.replace(/^\/v1\//, '/desk/') + (part && `/${part}`)

/** The id at the end of an address of the API. */
export const idOf = (href: string): string => href.split('/').at(-1)!
