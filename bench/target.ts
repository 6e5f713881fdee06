import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { material } from '../test/support/material.js'

/** What is to be reached: MRR@10, and the part of what is relevant among the first hundred; `both`: the better of the two baselines. */
export type Target = { reciprocal?: number, recall?: number, both?: true }

/** What was asked of the search when its ranking was built, by the name of a row. */
const targets: Record<string, Target> = {
  'xquad-r/en': { reciprocal: 0.84 },
  'xquad-r/es': { reciprocal: 0.79 },
  'xquad-r/de': { reciprocal: 0.75 },
  'xquad-r/ru': { reciprocal: 0.78 },
  'xquad-r/ar': { reciprocal: 0.74 },
  'xquad-r/zh': { reciprocal: 0.82 },
  stard: { reciprocal: 0.42, recall: 0.7 },
  'cyber-concepts en': { both: true },
  'cyber-concepts fr': { both: true },
  'cyber-concepts es': { both: true },
  'cyber-concepts ar': { both: true, reciprocal: 0.6 },
  'cyber-concepts ru': { both: true },
  'cyber-concepts zh': { both: true },
  'cyber-concepts de': { both: true },
  'cyber-concepts any language': { reciprocal: 0.85, recall: 0.6 }
}

/** The target of a row; where none was set, to be better than both baselines is told but not asked for. */
export const targetOf = (row: string): Target | undefined => targets[row]

/** MRR@10 of plain BM25 as the working material tells it, by the name of a row; of the units that are measured here. */
export function referenceFigures (): Map<string, number> {
  const path = material && join(material, 'data', 'relevance', 'bm25-reference.txt')
  if (!path || !existsSync(path)) return new Map()
  return new Map(readFileSync(path, 'utf8').split('\n').flatMap((line): [string, number][] => {
    const [, name, figure] = /^(\S+(?: same-language)?)\s.*MRR@10=([\d.]+)/.exec(line) ?? []
    if (!name || !figure) return []
    const row = name.replace(/\/sentences$/, '').replace(/_rebuilt\/all$/, '').replace(/^(\S+?)\/(\S+) same-language$/, '$1 $2').replace('cyber_concepts', 'cyber-concepts')
    return [[row, Number(figure)]]
  }))
}
