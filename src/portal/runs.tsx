import type { Run } from '../model/diff.js'
import { In } from './frame.js'
import type { View } from './view.js'
import { legislation as texts } from './text/legislation.js'

/** Insertions and deletions are told to those who do not see them, too. */
export function Runs ({ view, runs, language, unlessEqual = false }: { view: View, runs: Run[], language: string | null, unlessEqual?: boolean }) {
  const t = texts(view)
  if (runs.length === 0 || (unlessEqual && runs.every(({ op }) => op === 'equal'))) return null
  return (
    <In as='div' class='law-text' language={language}>{runs.map(({ op, text }, i) =>
      op === 'equal'
        ? text
        : op === 'insert'
          ? <ins key={i}><Told view={view}>[{t.inserted}: </Told>{text}<Told view={view}>]</Told></ins>
          : <del key={i}><Told view={view}>[{t.deleted}: </Told>{text}<Told view={view}>]</Told></del>)}
    </In>
  )
}

const Told = ({ view, children }: { view: View, children: preact.ComponentChildren }) => <span class='visually-hidden' lang={view.language}>{children}</span>
