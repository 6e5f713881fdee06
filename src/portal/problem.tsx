import { SearchBox } from './search-box.js'
import { link, type Page, type Shape, type View } from './view.js'
import { problem as texts } from './text/problem.js'

/** What is shown where an address leads to nothing, to what was withdrawn, or to a service that cannot answer now. */
export function showProblem (view: View, { status, title, detail, reason, since }: Pick<Shape['Problem'], 'status' | 'title' | 'detail' | 'reason' | 'since'>): Page {
  const t = texts(view)
  return {
    title,
    status,
    main: (
      <article class='problem'>
        <p class='problem-status' aria-hidden='true'>{status}</p>
        <h1>{title}</h1>
        <p>{status === 404 ? t.notFound : status === 410 ? t.gone : status === 429 ? t.tooMany : status === 503 ? t.unavailable : detail}</p>
        {reason && <p>{t.reason}: {reason}{since && ` (${since.slice(0, 10)})`}</p>}
        <form action='/search' role='search'>
          {view.named && <input type='hidden' name='lang' value={view.language} />}
          <SearchBox view={view} label={t.search} submit={t.search} />
        </form>
        <p><a href={link(view, '/')}>{t.home}</a></p>
      </article>
    )
  }
}
