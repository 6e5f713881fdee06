import { unLanguages, type UnLanguage } from '../model/vocabulary.js'
import { openApi, type Ask, type Trouble } from './api.js'
import { styleSheet } from './style.js'

/** Where this script came from: the service that it asks unless the page names another. */
const home = new URL(import.meta.url).origin

/** What both elements are: a shadow with our look in it, an API to ask, and a language to speak. */
export abstract class AtlasElement extends HTMLElement {
  protected readonly root = this.attachShadow({ mode: 'open' })

  constructor () {
    super()
    this.root.adoptedStyleSheets = [styleSheet()]
  }

  /** The service, without a slash at the end. */
  get api (): string {
    const given = this.getAttribute('api')
    return given && URL.canParse(given, document.baseURI) ? new URL(given, document.baseURI).href.replace(/\/+$/, '') : home
  }

  /** The language of the words around the law: of the element, else of what it stands in, else of the browser, else English. */
  get language (): UnLanguage {
    const tags = [this.closest('[lang]')?.getAttribute('lang'), ...navigator.languages]
    for (const tag of tags) {
      const language = unLanguages.find((l) => l === tag?.toLowerCase().split('-')[0])
      if (language) return language
    }
    return 'en'
  }

  protected ask (): Ask {
    return openApi({ url: this.api, key: this.getAttribute('key') })
  }

  /** Tells the page, through shadows; false when a listener prevented what would follow. */
  protected tell (name: 'search' | 'select' | 'error', detail: object): boolean {
    return this.dispatchEvent(new CustomEvent(`cyberlaw:${name}`, { detail, bubbles: true, composed: true, cancelable: name === 'select' }))
  }

  protected tellTrouble ({ status, kind, detail }: Trouble): void {
    this.tell('error', { status, kind, detail })
  }
}
