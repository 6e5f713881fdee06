import { liveForms } from './part/live.js'
import { suggestions } from './part/suggest.js'

/** What every page of the portal gains by a script; without it forms are sent and links followed, and all is there too. */
document.documentElement.classList.add('scripted')
liveForms()
suggestions()
foldFilters()

/** On a narrow screen filters stand above what is found: folded, until they are wanted. */
function foldFilters (): void {
  if (matchMedia('(max-width: 52rem)').matches) document.querySelector('.facets > details')?.removeAttribute('open')
}
