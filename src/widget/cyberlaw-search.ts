import { CyberlawProvision } from './provision-element.js'
import { CyberlawSearch } from './search-element.js'

/** The elements that other portals embed. A page may load this twice, by mistake or from two places: the first one counts. */
if (!customElements.get('cyberlaw-search')) customElements.define('cyberlaw-search', CyberlawSearch)
if (!customElements.get('cyberlaw-provision')) customElements.define('cyberlaw-provision', CyberlawProvision)
