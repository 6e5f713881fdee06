import type { Settings } from 'meilisearch'
import { contentHash } from '../model/identifier.js'

/** The facets that can be asked for, each a parameter of the same name. */
export const facetNames = ['type', 'state', 'region', 'concept', 'instrument', 'language', 'status', 'year'] as const
export type FacetName = (typeof facetNames)[number]

/** Where hits are grouped by law, every law is counted; no facet has nearly as many values. */
const lawsCountedMax = 1_000_000

/** From how many letters on an error is forgiven, and a second one. */
export const typoLengths = { oneTypo: 5, twoTypos: 9 }

export const settings: Settings = {
  searchableAttributes: ['heading', 'title', 'labels', 'body', 'place'],
  filterableAttributes: [
    ...facetNames, 'article', 'checked', 'validFrom', 'validTo', 'root', 'generation', 'recordId', 'legislationId'
  ],
  sortableAttributes: [],
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'exactness'],
  typoTolerance: { enabled: true, disableOnNumbers: true, minWordSizeForTypos: typoLengths },
  faceting: { maxValuesPerFacet: lawsCountedMax },
  pagination: { maxTotalHits: 10_000 },
  // Without this, short Chinese texts are taken for Japanese and cut differently in query and document.
  // One language per script: guessing which Latin one a label is in doubles the time of indexing, and queries are too short for it.
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['ara', 'rus', 'cmn'] }]
}

/** Terms are met as they are: no typing errors, no beginnings of words. How near they stand is weighed by ourselves. */
export const termSettings: Settings = {
  searchableAttributes: ['topic', 'heading', 'title', 'body', 'place'],
  displayedAttributes: ['id'],
  filterableAttributes: ['id', ...facetNames, 'article', 'validFrom', 'validTo', 'root', 'generation', 'legislationId'],
  sortableAttributes: [],
  rankingRules: ['words', 'attribute'],
  typoTolerance: { enabled: false },
  prefixSearch: 'disabled',
  proximityPrecision: 'byAttribute',
  faceting: { maxValuesPerFacet: lawsCountedMax },
  pagination: { maxTotalHits: 10_000_000 },
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['eng'] }]
}

/** Changes with the settings and with what documents hold: an index with another one is rebuilt. */
export const fingerprint = contentHash({ settings, termSettings, documents: 9 })
