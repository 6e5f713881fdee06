import { cpus } from 'node:os'
import { join } from 'node:path'
import { root } from '../src/config.js'
import { openClassifier, shownFrom } from '../src/classify/classify.js'
import { readDataset } from '../src/ingest/dataset.js'
import { absent } from '../test/support/material.js'
import { datasetItems, type Item, itself, judgedItems, type KindOf, languages, type Pair, pairsOf, score, topicOf } from './classify-measure.js'

/**
 * How well concepts are suggested: on judged provisions, on real texts with the annotations of the dataset, and on the dataset's own
 * headings and summaries. `npm run bench:classify`; `-- --show` tells every pair that is wrong, `-- --in-view` leaves out what was kept back.
 */

const thresholds = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9]

const { dataset } = await readDataset(join(root, 'data'))
const laws = dataset.laws.map(({ record }) => record)
const classify = openClassifier(dataset.concepts.map(({ record }) => record))

const views = process.argv.includes('--in-view') ? [true] : [true, false]
const show = process.argv.includes('--show')

if (absent) console.log(`Left out: ${absent}.`)
else {
  const judged = judgedItems(laws)
  const items = judged.map(({ item }) => item)
  if (views.length > 1) report('Judged provisions, by topic: all', items, topicOf)
  reportEach('Judged provisions, by topic', items, topicOf)
  reportEach('Real texts, with the concepts of the dataset', judged.flatMap(({ item, concepts }) => concepts ? [{ ...item, truth: concepts }] : []), itself)
  time(items)
}
reportEach('The dataset: headings and summaries', datasetItems(laws), itself)

function reportEach (name: string, items: Item[], kindOf: KindOf): void {
  for (const view of views) {
    report(`${name}: laws ${view ? 'in view' : 'kept back'} when the rules were written`, items.filter(({ inView }) => inView === view), kindOf)
  }
}

function report (name: string, items: Item[], kindOf: KindOf): void {
  if (items.length === 0) return
  const pairs = pairsOf(items, kindOf, classify)
  console.log(`\n# ${name}; ${items.length} texts, shown from ${shownFrom}`)
  console.table(Object.fromEntries([
    ...languages.map((language) => [language, score(pairs.filter(({ item }) => item.language === language))] as const),
    ['all', score(pairs)] as const
  ].filter(([, row]) => row.pairs > 0)))
  const kinds = [...new Set(pairs.map(({ kind }) => kind))].sort()
  console.table(Object.fromEntries(kinds.map((kind) => [kind, score(pairs.filter((p) => p.kind === kind))])))
  console.table(Object.fromEntries(thresholds.map((from) => [`from ${from}`, score(pairs, from)])))
  const wrong = pairs.filter(({ right, confidence }) => !right && confidence >= shownFrom)
  const annotated = wrong.filter(({ item, kind }) => item.also?.has(kind))
  if (kindOf === topicOf) console.log(`Of ${wrong.length} that are not judged so, ${annotated.length} are given to the same provision by the dataset's annotations.`)
  if (show) tell(pairs)
}

/** What was suggested and not judged so, and what was judged and not suggested. */
function tell (pairs: Pair[]): void {
  for (const { item, kind, confidence, right, words } of pairs) {
    if (right === (confidence >= shownFrom)) continue
    console.log(`${right ? 'missed' : 'too much'} ${kind} ${confidence} ${item.at} ${item.language} ${item.heading ?? ''} [${words.join(' | ')}]`)
  }
}

/** In time of one core: the wall clock would count what else the machine does. */
function time (items: Item[]): void {
  for (const item of items) classify(item)
  const start = process.cpuUsage()
  for (const item of items) classify(item)
  const { user, system } = process.cpuUsage(start)
  const each = (user + system) / items.length
  const signs = items.reduce((n, { text, heading }) => n + (text?.length ?? 0) + (heading?.length ?? 0), 0)
  console.log(`\n${cpus()[0]?.model}, Node ${process.version}: ${each.toFixed(0)} µs of one core per provision of ${Math.round(signs / items.length)} signs, ` +
    `${Math.round(1e6 / each)} a second.`)
}
