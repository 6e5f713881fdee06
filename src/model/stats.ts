import { z } from 'zod'
import { stateRef } from './common.js'

/** How many published records there are, and how many of them were seen in their source. */
export const holding = z.strictObject({ total: z.int(), seen: z.int(), recalled: z.int() }).meta({ id: 'Holding' })

export const holdings = z.strictObject({
  legislation: holding, provisions: holding, cases: holding, lessons: holding, treatyActions: holding
}).meta({ id: 'Holdings' })

export const provisionStats = z.strictObject({
  offences: z.int().describe('provisions that create an offence'),
  offencesWithPenalty: z.int().describe('of them, those whose penalty was read'),
  powers: z.int().describe('provisions that give a power'),
  powersWithSafeguards: z.int().describe('of them, those whose safeguards were read'),
  fromAccounts: z.int().describe('provisions of which only an account was seen, not the text'),
  undated: z.int().describe('provisions of which it is not known since when they are valid')
}).meta({ id: 'ProvisionStats' })

/** What is held, how far it was verified, and what is missing; "missing" is said of the repository, never of the law. */
export const quality = z.strictObject({
  holdings,
  provisions: provisionStats,
  conceptsWithData: z.int(),
  missing: z.array(z.enum(['legislation', 'provisions', 'cases', 'lessons', 'treatyActions'])).describe('kinds of records of which there is none yet'),
  lastVerifiedAt: z.string().nullable().describe('the last day on which a record was compared with its source')
})

export const statsShape = z.strictObject({
  memberStates: z.strictObject({ total: z.int(), withLegislation: z.int(), withProvisions: z.int() }),
  holdings,
  concepts: z.int(),
  instruments: z.int(),
  penalties: z.int(),
  languages: z.record(z.string(), z.int()).describe('provisions by the language of the law, BCP 47'),
  coverage: z.strictObject({
    pairs: z.int().describe('Member States × concepts'),
    byStatus: z.record(z.string(), z.int()).describe('no_data: not read yet, which says nothing of the law')
  }),
  lastVerifiedAt: z.string().nullable(),
  states: z.array(quality.extend({ state: stateRef })).describe('each Member State, and each other jurisdiction on which anything is held')
}).meta({ id: 'Stats' })
