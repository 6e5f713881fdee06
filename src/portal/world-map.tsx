import { render } from 'preact-render-to-string'
import { signs, strongest, type CoverageStatus, type Standing } from './coverage.js'
import { coverageWords } from './text/coverage.js'
import { frame } from './text/frame.js'
import { map as texts } from './text/map.js'
import { date, direction, link, number, today, type Shape, type View } from './view.js'
import { world, type Area } from './world.js'

export type State = Shape['StateSummary']
/** What a map shows: all areas that have a record, and what is known of each. */
export type Shown = { concept: { code: string, label: string }, asOf: string | undefined, states: State[], standings: Map<string, Standing>, isFamily: boolean }

const pointRadius = 6
const reachRadius = 11

export const statusOf = ({ standings }: Pick<Shown, 'standings'>, { code }: Pick<State, 'code'>): CoverageStatus => standings.get(code)?.status ?? 'no_data'

/** How many Member States have each status; all are counted, and each once. */
export function countStatuses (shown: Shown): [CoverageStatus, number][] {
  const members = shown.states.filter(({ type }) => type === 'member_state')
  return strongest.map((status) => [status, members.filter((state) => statusOf(shown, state) === status).length])
}

/** Colours differ in lightness, and patterns besides, so that nobody needs to tell hues apart. */
export const Patterns = () => (
  <defs>
    <Pattern status='both' width={12}><path d='M6 3.5a2.5 2.5 0 1 0 .1 0z' class='over' /></Pattern>
    <Pattern status='general_law' width={10}><path d='M-2 2l4-4M0 10L10 0M8 12l4-4' class='stroke' /></Pattern>
    <Pattern status='partial' width={8}><path d='M0 4h8' class='stroke' /></Pattern>
    <Pattern status='disputed' width={8}><path d='M4 0v8' class='stroke' /></Pattern>
    <Pattern status='draft_only' width={9}><path d='M4.5 2.5a2 2 0 1 0 .1 0z' class='over' /></Pattern>
    <Pattern status='none_confirmed' width={9}><path d='M0 0l9 9M9 0L0 9' class='stroke' /></Pattern>
    <Pattern status='unstated' width={5}><path d='M2.5 1.4v2.2' class='dot' /></Pattern>
  </defs>
)

/** How an area is drawn: by its status, or as one of which nothing is stated. */
export type Drawn = CoverageStatus | 'unstated'

function Pattern ({ status, width, children }: { status: Drawn, width: number, children: preact.ComponentChildren }) {
  return (
    <pattern id={`pattern-${status}`} width={width} height={width} patternUnits='userSpaceOnUse'>
      <rect width={width} height={width} class={`ground ${status}`} />{children}
    </pattern>
  )
}

const isPlain = (status: Drawn) => status === 'specific' || status === 'no_data'
/** What an area or a sample of the legend is filled with. */
export const fillOf = (status: Drawn) => isPlain(status) ? { class: `ground ${status}` } : { fill: `url(#pattern-${status})` }

/** The map itself, in whichever SVG; with links to the pages of the States, or without. */
export function WorldMap ({ view, shown, linked }: { view: View, shown: Shown, linked: boolean }) {
  const { outline, graticule, areas } = world()
  const byM49 = new Map(shown.states.flatMap((state) => state.m49 ? [[state.m49, state]] : []))
  // Points stand on top of what is around them, and the broken lines around what is in dispute on top of the lines of its neighbours.
  const height = ({ point, isDisputed }: Area) => point ? 2 : isDisputed ? 1 : 0
  const sorted = [...areas].sort((a, b) => height(a) - height(b))
  return (
    <>
      <path class='sea' d={outline} />
      <path class='graticule' d={graticule} />
      {sorted.map((area, i) => <Land key={i} view={view} area={area} shown={shown} state={byM49.get(area.m49 ?? '')} linked={linked} />)}
    </>
  )
}

function Land ({ view, area, shown, state, linked }: { view: View, area: Area, shown: Shown, state: State | undefined, linked: boolean }) {
  if (area.isDisputed) return area.path === undefined ? null : <path class='land unstated' d={area.path} {...fillOf('unstated')}><title>{texts(view).unstated}</title></path>
  const isShown = state && (isState(state) || shown.standings.has(state.code))
  if (!isShown && area.path === undefined) return null
  if (!isShown) {
    const name = state ? `${state.name}: ${coverageWords(view).no_data}` : texts(view).outside
    return <path class='land outside' d={area.path}><title>{name}</title></path>
  }
  const status = statusOf(shown, state)
  const what = `${state.name}: ${coverageWords(view)[status]}`
  const { class: name = '', ...fill } = fillOf(status)
  const { x, y } = area.point ?? {}
  const drawn = (
    <>
      <title>{what}</title>
      {area.path !== undefined ? <path class={`land ${name}`} d={area.path} {...fill} /> : <circle class='reach' cx={x} cy={y} r={reachRadius} />}
      {area.path === undefined && <circle class={`land ${name}`} cx={x} cy={y} r={pointRadius} {...fill} />}
    </>
  )
  if (!linked) return <g>{drawn}</g>
  return <a href={link(view, `/states/${state.code}`)} aria-label={what} data-state={state.code} data-status={status}>{drawn}</a>
}

/** Members, observers and other States are on the map with or without data; areas that are none only with data of their own. */
export const isState = ({ type }: State) => type === 'member_state' || type === 'observer' || type === 'non_member_state'

/** A map to keep: with all that is needed to read it, its colours within. */
export function renderMap (view: View, shown: Shown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(<Standalone view={view} shown={shown} />)}`
}

const style = `svg{font-family:system-ui,"Noto Sans","Noto Sans Arabic","Noto Sans SC",Arial,sans-serif;fill:#1b2429}.sea{fill:#f1f4f5}.graticule{fill:none;stroke:#dfe5e7}
.land{stroke:#fff;stroke-width:1}circle.land{stroke:#1b2429;stroke-width:.8}.outside{fill:#f9f9f7;stroke:#b9bfc2}.unstated{fill:#f9f9f7;stroke:#7b868c;stroke-dasharray:3 2}path.unstated{fill:url(#pattern-unstated)}.dot{fill:none;stroke:#7b868c;stroke-width:1.1}.reach{fill:none}.over{fill:#fff}.stroke{fill:none;stroke:#fff;stroke-width:1.6}
.specific,.both{fill:#0b4f79}.general_law{fill:#4f93bd}.partial{fill:#6fa8a0}.disputed{fill:#8a6aa8}.draft_only{fill:#c98a1b}.none_confirmed{fill:#9c3b1d}.no_data{fill:#d5d6d2}
.title{font-size:44px;font-weight:700}.word{font-size:24px}.soft{font-size:20px;fill:#55626a}.sample{stroke:#1b2429;stroke-width:1}`

function Standalone ({ view, shown }: { view: View, shown: Shown }) {
  const t = texts(view)
  const { width, height } = world()
  const isArabic = direction(view.language) === 'rtl'
  const start = (x: number) => isArabic ? width - x : x
  const counts = countStatuses(shown).filter(([status, n]) => n > 0 || isPlain(status))
  const samples: [Drawn, string][] = [...counts.map(([status, n]): [Drawn, string] => [status, `${coverageWords(view)[status]} · ${number(view, n)}`]), ['unstated', t.unstated]]
  const notes = [t.noData, ...shown.isFamily ? [t.family] : [], t.dates, t.neutral, t.unstatedNote, `${t.source} ${frame(view).name}, ${view.origin}`].flatMap((text) => wrapped(text, view))
  const below = 110 + height
  const rows = Math.ceil(samples.length / 4)
  const whole = below + 40 * rows + 30 * notes.length + 50
  const title = t.heading(shown.concept.label)
  return (
    <svg xmlns='http://www.w3.org/2000/svg' viewBox={`0 0 ${width} ${whole}`} width={width} height={whole} lang={view.language} direction={direction(view.language)}>
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: style }} />
      <Patterns />
      <rect width='100%' height='100%' fill='#fff' />
      <text class='title' x={start(20)} y='56'>{title}</text>
      <text class='soft' x={start(20)} y='92'>{t.asOf} {shown.asOf ? date(view, shown.asOf) : date(view, today())}</text>
      <svg y='110' width={width} height={height} viewBox={`0 0 ${width} ${height}`}><WorldMap view={view} shown={shown} linked={false} /></svg>
      {samples.map(([status, told], i) => {
        const [x, y] = [20 + (i % 4) * 490, below + 40 * Math.floor(i / 4) + 20]
        return (
          <g key={status}>
            <rect {...fillOf(status)} x={isArabic ? width - x - 36 : x} y={y - 20} width='36' height='26' /><rect fill='none' class='sample' x={isArabic ? width - x - 36 : x} y={y - 20} width='36' height='26' />
            <text class='word' x={start(x + 48)} y={y}>{told}</text>
          </g>
        )
      })}
      {notes.map((line, i) => <text key={i} class='soft' x={start(20)} y={below + 40 * rows + 40 + 30 * i}>{line}</text>)}
    </svg>
  )
}

/** SVG does not break lines. */
function wrapped (text: string, { language }: Pick<View, 'language'>): string[] {
  const lettersMax = language === 'zh' ? 92 : 175
  const lines = ['']
  for (const word of language === 'zh' ? text : text.split(/(?<= )/)) {
    if (lines.at(-1)!.length + word.length > lettersMax) lines.push('')
    lines.push(lines.pop()! + word)
  }
  return lines
}

/** A sample of how an area is drawn, with the sign of its status for those who see no pattern. */
export const Sample = ({ status }: { status: Drawn }) => (
  <>
    <svg class='sample' aria-hidden='true'><rect width='28' height='18' {...fillOf(status)} /></svg>
    {status !== 'unstated' && <span class='sign' aria-hidden='true'>{signs[status]}</span>}
  </>
)
