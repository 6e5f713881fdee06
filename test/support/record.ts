import { randomBytes } from 'node:crypto'
import { caseRecord as caseShape, type CaseRecord } from '../../src/model/case.js'
import {
  legislationRecord as lawShape, provisionRecord as provisionShape, versionRecord as versionShape,
  type LegislationRecord, type ProvisionRecord, type VersionRecord
} from '../../src/model/legislation.js'
import { lessonRecord as lessonShape, type LessonRecord } from '../../src/model/lesson.js'

/** Records as a curator would submit them, with everything filled in that a test does not care about. */

export const writer = { actor: 'key:amina' }
const source = { url: 'https://gazette.example/2099/1', publisher: 'Kenya Gazette', kind: null, title: null, retrievedAt: null, licence: null }
const fresh = () => randomBytes(5).toString('hex')

export const lawRecord = (given: Partial<LegislationRecord> = {}): LegislationRecord => lawShape.parse({
  jurisdiction: 'KEN', kind: 'act', akn: `ke/act/2099/${fresh()}`, number: '1', year: 2099, title: { text: 'Testing Act', language: 'en' },
  status: 'in_force', source, checked: 'seen', ...given
})

export const versionRecord = (given: Partial<VersionRecord> = {}): VersionRecord => versionShape.parse({ language: 'en', source, checked: 'seen', ...given })

export const provisionRecord = (given: Partial<ProvisionRecord> = {}): ProvisionRecord => provisionShape.parse({
  eId: 'sec_1', kind: 'section', number: '1', heading: 'Short title', checked: 'seen', concepts: [{ code: 'OFF.CIA.ACC', relation: 'specific_offence' }], ...given
})

export const caseRecord = (given: Partial<CaseRecord> = {}): CaseRecord => caseShape.parse({
  key: `ken-test-${fresh()}`, kind: 'judgment', jurisdiction: 'KEN', title: { en: 'Republic v. A.' }, facts: { en: 'Facts.' }, holding: { en: 'Held.' },
  outcome: 'convicted', source, checked: 'seen', ...given
})

export const lessonRecord = (given: Partial<LessonRecord> = {}): LessonRecord => lessonShape.parse({
  key: `test-${fresh()}`, area: 'investigation', title: { en: 'A lesson' }, problem: { en: 'Problem.' }, practice: { en: 'Practice.' }, outcome: { en: 'Outcome.' },
  conditions: { en: 'Conditions.' }, concepts: [{ code: 'INS.LEA' }], source, checked: 'recalled', ...given
})
