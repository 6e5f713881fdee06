import type { Message } from './message.js'
import { In, Marked } from './part.js'
import type { Search } from './search.js'
import type { Suggestion } from './api.js'

/** The box: an ARIA 1.2 combobox, whose list is a help and never in the way. */
export function Box ({ search, t }: { search: Search, t: Message }) {
  const { q, suggestions, open, active } = search.state
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    if (event.isComposing || event.keyCode === 229) return
    const act = keys(search)[event.key]
    if (!act?.()) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <form class='box' part='form' role='search' aria-label={t.label} onSubmit={(event) => { event.preventDefault(); search.submit() }}>
      <input
        part='input' type='text' name='q' value={q} placeholder={t.placeholder} aria-label={t.label} maxLength={500} dir='auto' enterkeyhint='search'
        autocomplete='off' autocapitalize='off' spellcheck={false} role='combobox' aria-autocomplete='list' aria-expanded={open} aria-controls='list' aria-haspopup='listbox'
        aria-activedescendant={open && active >= 0 ? `option-${active}` : undefined}
        onInput={({ currentTarget }) => search.type(currentTarget.value)} onKeyDown={onKeyDown} onBlur={() => search.close()}
      />
      <button part='button'>{t.search}</button>
      <ul id='list' class='list' part='listbox' role='listbox' aria-label={t.suggestions} hidden={!open}>
        {suggestions.map((item, i) => (
          <li
            key={item.kind + item.id} id={`option-${i}`} part={i === active ? 'option option-active' : 'option'} role='option' aria-selected={i === active}
            onMouseDown={(event) => event.preventDefault()} onMouseMove={() => { if (i !== active) search.point(i) }} onClick={() => search.choose(item)}
          >
            <Option item={item} t={t} />
          </li>
        ))}
      </ul>
    </form>
  )
}

/** What each key does; whether it did anything. */
const keys = (search: Search): Record<string, () => boolean> => ({
  ArrowDown: () => moved(search, 1),
  ArrowUp: () => moved(search, -1),
  Enter: () => {
    const { open, active, suggestions } = search.state
    const item = open ? suggestions[active] : undefined
    item ? search.choose(item) : search.submit()
    return true
  },
  Escape: () => {
    const { open, q } = search.state
    if (open) search.close()
    else if (q !== '') search.clear()
    return open || q !== ''
  }
})

function moved (search: Search, step: 1 | -1): boolean {
  search.move(step)
  return search.state.suggestions.length > 0
}

function Option ({ item: { kind, label, language, matched, html, state, law }, t }: { item: Suggestion, t: Message }) {
  return (
    <>
      <span class='what'>
        <In language={language}>{matched ? label : <Marked html={html} />}</In>
        {matched && <> <small>(<In language={matched.language}><Marked html={html} /></In>)</small></>}
        {law && <> <small><In language={law.language}>{law.text}</In></small></>}
      </span>
      {state && <small>{state.name}</small>}
      <span class='kind'>{t.kinds[kind]}</span>
    </>
  )
}
