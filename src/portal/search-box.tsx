import type { View } from './view.js'
import { suggestion } from './text/suggestion.js'

type BoxOptions = { view: View, q?: string, label: string, placeholder?: string, submit: string, autofocus?: boolean }

/** The box that one searches in. With scripts it suggests while one types (src/browser/part/suggest.ts), in words that come with the page. */
export function SearchBox ({ view, q = '', label, placeholder, submit, autofocus = false }: BoxOptions) {
  const { suggestions, suggested, kinds } = suggestion(view)
  return (
    <div class='search-box' data-suggest={suggestions} data-suggested={suggested('{n}')} data-kinds={JSON.stringify(kinds)}>
      <input
        type='search' name='q' value={q} placeholder={placeholder} aria-label={label} maxLength={500}
        dir='auto' autocomplete='off' autocapitalize='off' spellcheck={false} enterkeyhint='search' autofocus={autofocus}
      />
      <button>{submit}</button>
    </div>
  )
}
