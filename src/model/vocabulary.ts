/**
 * The closed lists: every value that a column, a parameter or a record may take.
 * The database's check constraints, the validation and the OpenAPI enums are all made from these.
 */

/** The six official languages of the United Nations, in which everything a person reads is offered. */
export const unLanguages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const
export type UnLanguage = (typeof unLanguages)[number]

/** How we know a fact: read in the source that is named, or remembered and still to be confirmed. */
export const checkedLevels = ['seen', 'recalled'] as const

/**
 * What was read: the publication of the body whose act it is; the same text reproduced by somebody else; or only
 * somebody's account of it, in other words.
 */
export const sourceKinds = ['official', 'reproduction', 'account'] as const

export const jurisdictionTypes = [
  'member_state', 'observer', 'non_member_state', 'territory', 'regional_organization'
] as const

export const legislationKinds = [
  'constitution', 'act', 'code', 'decree', 'ordinance', 'regulation', 'resolution', 'bill', 'policy', 'other'
] as const

/** Whether a law, or one provision of it, has legal force; `struck_down`: declared void by a court. */
export const legalStatuses = [
  'in_force', 'partially_in_force', 'not_yet_in_force', 'suspended', 'struck_down', 'repealed', 'draft', 'unknown'
] as const

/** What a text is, in relation to the law as it was enacted. */
export const textKinds = [
  'original', 'official_translation', 'unofficial_translation', 'machine_translation'
] as const

/** What a piece of text in an answer is: part of a law, or words of the Atlas's editors. */
export const presentedTextKinds = [...textKinds, 'editorial'] as const

export const provisionKinds = [
  'preamble', 'book', 'part', 'title', 'chapter', 'division', 'section', 'article', 'rule', 'clause', 'paragraph', 'schedule', 'other'
] as const

/** How a text was split into provisions: by its markup, by headings, by the numbers of articles, or not at all. */
export const structureKinds = ['marked', 'headings', 'numbering', 'none'] as const

/** The life of a record in curation; only `published` ones are read anonymously. */
export const recordStates = [
  'draft', 'processing', 'needs_review', 'changes_requested', 'approved', 'published', 'superseded', 'withdrawn'
] as const

export const caseKinds = ['judgment', 'law_enforcement_operation'] as const

export const courtTypes = [
  'constitutional', 'supreme', 'appellate', 'first_instance', 'administrative', 'regional', 'international', 'other'
] as const

export const caseOutcomes = [
  'convicted', 'partly_convicted', 'acquitted', 'appeal_allowed', 'appeal_partly_allowed', 'appeal_dismissed',
  'provision_upheld', 'provision_struck_down', 'provision_suspended', 'violation_found', 'no_violation',
  'remitted', 'operation_concluded', 'other'
] as const

export const chargeOutcomes = ['convicted', 'acquitted', 'dropped', 'quashed', 'pending', 'not_applicable', 'unknown'] as const

export const lessonAreas = [
  'legislation', 'investigation', 'electronic_evidence', 'international_cooperation', 'prevention',
  'capacity_building', 'public_private_partnership', 'victim_support', 'strategy'
] as const

export const instrumentKinds = ['treaty', 'protocol', 'model_law', 'classification'] as const

/** How a concept stands to a treaty article: `narrower` says that the concept is narrower than the article. */
export const mappingRelations = ['exact', 'narrower', 'broader', 'related'] as const

export const treatyActionKinds = [
  'signature', 'ratification', 'accession', 'acceptance', 'approval', 'succession', 'formal_confirmation',
  'reservation', 'declaration', 'objection', 'withdrawal', 'denunciation'
] as const

/** What a provision, case or lesson is to the concept it is annotated with. */
export const annotationRelations = [
  'specific_offence', 'general_offence', 'power', 'safeguard', 'jurisdiction', 'cooperation',
  'definition', 'liability', 'evidence', 'institution', 'prevention', 'about'
] as const

export const annotationMethods = ['curator', 'imported', 'machine_suggested'] as const

export const reviewStates = ['pending', 'accepted', 'rejected'] as const

/** What the law of a State says on a concept on a date. Not in the repository (`no_data`) is never "not in the law". */
export const coverageStatuses = [
  'specific', 'general_law', 'both', 'partial', 'draft_only', 'none_confirmed', 'no_data', 'disputed'
] as const

export const penaltySubjects = ['natural_person', 'legal_person', 'any'] as const
/**
 * How imprisonment and fine stand to each other: both; one of the two; one or both; imprisonment, to which the fine may be
 * added but which it never replaces; the fine, with imprisonment or alone.
 */
export const penaltyCombinations = ['and', 'or', 'and_or', 'optional_fine', 'optional_imprisonment'] as const

/** What narrows an offence: the facts by which offences of different States are compared. */
export const elementCodes = [
  'intent', 'special_intent', 'without_right', 'security_measure_infringed', 'harm_required', 'harm_threshold',
  'damage_aggravates', 'critical_infrastructure', 'public_official', 'organized_group', 'gain_motive',
  'minor_victim', 'state_system', 'research_exception', 'consent_exception', 'lawful_authority_exception',
  'judicial_authorization', 'without_order', 'urgent_without_order', 'time_limit', 'confidentiality_duty', 'repeat_offence'
] as const

/** A document is one law or judgment; a bulk file holds many records. */
export const uploadKinds = ['document', 'bulk'] as const
/** How far an uploaded file is: `ready` has been read, and its draft is there. */
export const uploadStates = ['queued', 'parsing', 'ready', 'needs_ocr', 'failed', 'cancelled'] as const

/** What can be done to a draft. */
export const draftActions = ['submit', 'request-changes', 'approve', 'publish', 'withdraw'] as const
export type DraftAction = (typeof draftActions)[number]

/** Each role may do what those before it may. */
export const keyRoles = ['reader', 'curator', 'reviewer', 'admin'] as const
export type KeyRole = (typeof keyRoles)[number]
export const keyKinds = ['secret', 'publishable'] as const

/** The records that have a page of their own and are found by search. */
export const recordTypes = ['legislation', 'provision', 'case', 'lesson'] as const
export type RecordType = (typeof recordTypes)[number]
