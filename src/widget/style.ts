/**
 * The look, which a page changes by custom properties and by `::part()`. It comes as a constructed style sheet, which is no inline style
 * in the eyes of a content security policy: the elements need no `style-src`.
 */
const css = `
:host {
  display: block; container-type: inline-size;
  --ink: var(--cyberlaw-ink, light-dark(#1b2429, #e6e9ea)); --soft: var(--cyberlaw-soft, light-dark(#55626a, #a3b0b7));
  --ground: var(--cyberlaw-ground, light-dark(#fff, #12181c)); --raised: var(--cyberlaw-raised, light-dark(#fff, #1a2227));
  --sunk: var(--cyberlaw-sunk, light-dark(#f0eee8, #20292f)); --line: var(--cyberlaw-line, light-dark(#dcd8cf, #2f3a41));
  --accent: var(--cyberlaw-accent, light-dark(#0b4f6c, #7cc4e4)); --accent-ink: var(--cyberlaw-accent-ink, light-dark(#fff, #06222f));
  --mark: var(--cyberlaw-mark, light-dark(#ffe9a8, #5c4a10)); --warn: var(--cyberlaw-warn, light-dark(#8a4b00, #f0b35c));
  --round: var(--cyberlaw-radius, .5rem);
  --sans: var(--cyberlaw-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Sans SC", sans-serif);
  --serif: var(--cyberlaw-serif, "Source Serif 4", "Noto Serif", Charter, Georgia, "Noto Naskh Arabic", "Songti SC", serif);
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
.frame { font: 1rem/1.55 var(--sans); color: var(--ink); background: var(--ground); text-align: start; overflow-wrap: break-word; }
.frame:lang(ar) { line-height: 1.75; }
p, ol, ul, h3, fieldset { margin: 0; padding: 0; border: 0; }
ol, ul { list-style: none; }
a { color: var(--accent); text-underline-offset: .18em; }
button, input { font: inherit; color: inherit; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.box { position: relative; display: flex; gap: .5rem; }
.box input { flex: 1; min-inline-size: 0; padding: .55rem .9rem; font-size: 1.05rem; background: var(--raised); border: 1px solid var(--soft); border-radius: var(--round); }
.box input::placeholder { color: var(--soft); opacity: 1; }
button { cursor: pointer; min-block-size: 2.4rem; padding: .35rem 1rem; border: 1px solid var(--accent); border-radius: var(--round); background: var(--accent); color: var(--accent-ink); }
button.quiet { background: none; color: var(--accent); }
.list { position: absolute; z-index: 10; inset-inline: 0; inset-block-start: calc(100% + .25rem); max-block-size: 22rem; overflow-y: auto; padding: .25rem;
  background: var(--raised); border: 1px solid var(--line); border-radius: var(--round); box-shadow: 0 .5rem 1.5rem rgb(0 0 0 / .18); }
.list li { display: flex; align-items: baseline; gap: .6rem; padding: .4rem .6rem; border-radius: calc(var(--round) / 2); cursor: pointer; }
.list li[aria-selected=true] { background: var(--sunk); outline: 2px solid var(--accent); outline-offset: -2px; }
.list .what { flex: 1; min-inline-size: 0; }
.list small, .where, .facet legend, .count, .said, .credit, .understood { color: var(--soft); font-size: .86rem; }
mark { background: var(--mark); color: inherit; border-radius: 2px; }
.kind { font-size: .75rem; border: 1px solid var(--line); border-radius: .3rem; padding: 0 .4rem; color: var(--soft); white-space: nowrap; }
.notice { margin-block-start: .8rem; padding: .7rem 1rem; border-inline-start: 4px solid var(--warn); background: var(--sunk); border-radius: 2px; }
.notice p + p { margin-block-start: .4rem; display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; }
.body { margin-block-start: 1rem; display: grid; gap: 1rem 2rem; transition: opacity .15s; }
.body[aria-busy=true] { opacity: .55; }
.total { font-weight: 650; }
.head { border-block-end: 1px solid var(--line); padding-block-end: .5rem; }
.chips { display: flex; flex-wrap: wrap; gap: .4rem; margin-block-start: .4rem; }
.chips button { min-block-size: 1.9rem; padding: .1rem .7rem; font-size: .88rem; border-color: var(--line); background: var(--sunk); color: var(--ink); border-radius: 1rem; }
.facets > summary { font-weight: 650; cursor: pointer; padding-block: .2rem; }
.facet { min-inline-size: 0; margin-block-start: .7rem; }
.facet legend { padding: 0; }
.facet label { display: flex; align-items: baseline; gap: .5rem; padding-block: .15rem; cursor: pointer; font-size: .94rem; }
.facet label span:first-of-type { flex: 1; min-inline-size: 0; }
.facet input { flex: none; inline-size: 1.05rem; block-size: 1.05rem; accent-color: var(--accent); position: relative; inset-block-start: .15em; }
.facet summary { color: var(--accent); font-size: .9rem; cursor: pointer; padding-block: .2rem; }
.count { font-variant-numeric: tabular-nums; }
.hit { padding-block: .9rem; }
li + li > .hit { border-block-start: 1px solid var(--line); }
.where { display: flex; flex-wrap: wrap; gap: 0 .8rem; align-items: center; }
.hit h3, .provision h3 { font-size: 1.1rem; font-weight: 600; line-height: 1.35; margin-block: .15rem; }
.hit h3 a { text-decoration: none; }
.hit h3 a:hover { text-decoration: underline; }
.number { color: var(--soft); font-weight: 500; }
.snippet, .text { font-family: var(--serif); }
.snippet { margin-block-start: .25rem; }
.text { white-space: pre-line; line-height: 1.65; margin-block: .7rem; }
.ours { color: var(--soft); margin-block-start: .6rem; }
.unverified { color: var(--warn); }
.empty { padding-block: 1rem; }
.offers { display: flex; flex-wrap: wrap; gap: .5rem; margin-block-start: .6rem; }
.more { margin-block-start: .6rem; }
.credit { margin-block-start: .8rem; }
.provision { border: 1px solid var(--line); border-radius: var(--round); padding: 1rem 1.2rem; }
.foot { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .9rem; border-block-start: 1px solid var(--line); padding-block-start: .6rem; color: var(--soft); }
@container (min-width: 44rem) { .body.faceted { grid-template-columns: 14rem minmax(0, 1fr); align-items: start; } }
@media (prefers-reduced-motion: reduce) { .body { transition: none; } }
@media print { .box, .facets, .more, .chips, .offers { display: none; } .body.faceted { display: block; } }
`

let sheet: CSSStyleSheet | undefined

/** One sheet for all elements of a page. */
export function styleSheet (): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
  }
  return sheet
}
