import type { ComponentChildren } from 'preact'
import { render } from 'preact-render-to-string'
import { unLanguages } from '../model/vocabulary.js'
import { frame, languageNames } from './text/frame.js'
import { direction, link, marked, sections, type Page, type Section, type View } from './view.js'

const homes: Record<Section, string> = { search: '/', states: '/states', map: '/map', compare: '/compare', embed: '/embed' }

/** A whole HTML document. */
export function renderPage (view: View, page: Page): string {
  return `<!DOCTYPE html>${render(<Frame view={view} page={page} />)}`
}

function Frame ({ view, page }: { view: View, page: Page }) {
  const t = frame(view)
  const { asset } = view
  const canonical = view.origin + (page.canonical ?? view.path)
  const title = page.title === t.name ? t.name : `${page.title} · ${t.name}`
  return (
    <html lang={view.language} dir={direction(view.language)}>
      <head>
        <meta charset='utf-8' />
        <meta name='viewport' content='width=device-width, initial-scale=1' />
        <meta name='color-scheme' content='light dark' />
        <title>{title}</title>
        {page.description && <meta name='description' content={page.description} />}
        <link rel='icon' href='/assets/icon.svg' type='image/svg+xml' />
        <link rel='stylesheet' href={asset('portal.css')} />
        <link rel='canonical' href={canonical} />
        {unLanguages.map((language) => <link key={language} rel='alternate' hreflang={language} href={view.origin + inLanguage(view, language)} />)}
        <link rel='alternate' type='application/json+oembed' href={`${view.origin}/oembed?url=${encodeURIComponent(canonical)}`} title={page.title} />
        {page.alternates?.map((a) => <link key={a.href} rel='alternate' type={a.type} href={a.href} title={a.title} />)}
        <meta property='og:type' content='website' />
        <meta property='og:site_name' content={t.name} />
        <meta property='og:title' content={page.title} />
        <meta property='og:description' content={page.description ?? t.motto} />
        <meta property='og:url' content={canonical} />
        <meta property='og:locale' content={view.language} />
        <meta name='referrer' content='no-referrer' />
        {page.linkedData && <script type='application/ld+json' dangerouslySetInnerHTML={{ __html: inScript(page.linkedData) }} />}
        <script type='module' src={asset('portal.js')} />
        {page.scripts?.map((name) => <script key={name} type='module' src={asset(`${name}.js`)} />)}
      </head>
      <body class={page.wide ? 'wide' : undefined}>
        <a class='skip' href='#main'>{t.skip}</a>
        <header class='frame-head'>
          <a class='brand' href={link(view, '/')}><Mark />{t.name}</a>
          <nav aria-label={t.navigation}>
            <ul>{sections.map((section) =>
              <li key={section}><a href={link(view, homes[section])} aria-current={section === page.section ? 'page' : undefined}>{t.sections[section]}</a></li>)}
            </ul>
          </nav>
        </header>
        <div id='notice' role='status' data-offline={t.offline} data-failed={t.failed} data-too-many={t.tooMany(0)} />
        <main id='main' tabIndex={-1}>{page.main}</main>
        <footer class='frame-foot'>
          <nav aria-label={t.language}>
            <ul class='languages'>{unLanguages.map((language) =>
              <li key={language}>
                <a href={inLanguage(view, language)} lang={language} hreflang={language} dir={direction(language)} aria-current={language === view.language ? 'true' : undefined}>
                  {languageNames[language]}
                </a>
              </li>)}
            </ul>
          </nav>
          <p>{t.openData} <a href='/docs'>{t.api}</a> · <a href={link(view, '/desk')}>{t.desk}</a></p>
        </footer>
      </body>
    </html>
  )
}

/** A globe with a graticule. */
const Mark = () => (
  <svg viewBox='0 0 32 32' width='28' height='28' aria-hidden='true'>
    <g fill='none' stroke='currentColor' stroke-width='2'>
      <circle cx='16' cy='16' r='13' /><ellipse cx='16' cy='16' rx='6' ry='13' /><path d='M3.5 12h25M3.5 20h25' />
    </g>
  </svg>
)

function inLanguage ({ path, query }: View, language: string): string {
  const all = new URLSearchParams(query)
  all.set('lang', language)
  return `${path}?${all}`
}

/** JSON within a script must not end it. */
const inScript = (data: object) => JSON.stringify(data).replace(/</g, '\\u003c')

/** Text with marks in it, as the API gives it: nothing but the marks becomes markup. */
export const Marked = ({ html }: { html: string }) => <>{marked(html).map(({ text, mark }, i) => mark ? <mark key={i}>{text}</mark> : text)}</>

/** A text in its own language and direction. */
export function In ({ language, children, as: Tag = 'span', class: name }: { language: string | null, children: ComponentChildren, as?: 'span' | 'p' | 'div' | 'cite' | 'td', class?: string }) {
  return language === null ? <Tag class={name}>{children}</Tag> : <Tag class={name} lang={language} dir={direction(language)}>{children}</Tag>
}
