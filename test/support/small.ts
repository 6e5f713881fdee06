import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'

type Json = Record<string, any>

const six = (word: string) => Object.fromEntries(['ar', 'en', 'es', 'fr', 'ru', 'zh'].map((l) => [l, `${word} (${l})`]))
const synonyms = (...words: string[]) => Object.fromEntries(['ar', 'en', 'es', 'fr', 'ru', 'zh'].map((l) => [l, words.map((w) => `${w} (${l})`)]))
const source = { url: 'https://example.org/law', publisher: 'Example Gazette' }
const state = (code: string, alpha2: string, m49: string, more: Json = {}) =>
  ({ code, alpha2, m49, type: 'member_state', names: six(code), region: '002', subregion: '202', source, checked: 'seen', ...more })
const concept = (code: string, parent: string | null, word: string) => ({ code, parent, labels: six(word), synonyms: synonyms(`also ${word}`), definition: six(`What ${word} is`) })

/**
 * A dataset with one or two of every kind of record and no fault, by the file each stands in. Each call gives a new one,
 * which a test may change as it likes.
 */
export const smallDataset = (): Record<string, Json[]> => ({
  'regions.json': [
    { code: '002', parent: null, names: six('Africa') },
    { code: '202', parent: '002', names: six('Sub-Saharan Africa') }
  ],
  'jurisdictions.json': [
    state('KEN', 'KE', '404'),
    state('TZA', 'TZ', '834', { leastDeveloped: true }),
    state('XAU', 'XA', '990', { type: 'regional_organization', m49: null, alpha2: null, region: null, subregion: null, members: ['KEN', 'TZA'] })
  ],
  'concepts/off.json': [concept('OFF', null, 'offences'), concept('OFF.CIA', 'OFF', 'attacks'), concept('OFF.CIA.ACC', 'OFF.CIA', 'entering')],
  'instruments/TRT.json': [{
    code: 'TRT', kind: 'treaty', names: six('Treaty'), shortName: six('Treaty'), adoptedOn: '2001-11-08', openedOn: '2001-11-23', inForceFrom: '2004-07-01',
    source, checked: 'seen', articles: [{ number: '2', checked: 'seen' }, { number: '3', checked: 'seen' }]
  }],
  'mappings.json': [{ concept: 'OFF.CIA.ACC', instrument: 'TRT', article: '2', relation: 'exact', checked: 'seen' }],
  'treaty-actions.json': [
    { instrument: 'TRT', jurisdiction: 'KEN', kind: 'accession', date: '2020-01-02', effectiveFrom: '2020-04-01', articles: ['2(a)'], source, checked: 'seen' }
  ],
  'laws/ken.json': [{
    id: '01900000-0000-7000-8000-000000000001', jurisdiction: 'KEN', kind: 'act', akn: 'ke/act/2018/5', number: '5', year: 2018,
    title: { text: 'Cyber Act', language: 'en' }, status: 'in_force', enactedOn: '2018-05-16', inForceFrom: '2018-05-30', summary: { en: 'An Act on entering.' },
    concepts: [{ code: 'OFF.CIA', relation: 'about' }], source, checked: 'seen',
    versions: [{
      language: 'en', validFrom: '2018-05-30', source, checked: 'seen', provisions: [
        { eId: 'part_1', kind: 'part', number: 'I', heading: 'Offences', checked: 'seen' },
        {
          eId: 'sec_14', kind: 'section', number: '14', heading: 'Entering', parent: 'part_1', summary: { en: 'Punishes entering.' },
          concepts: [{ code: 'OFF.CIA.ACC', relation: 'specific_offence', elements: ['intent'] }],
          penalties: [{ imprisonment: { minMonths: 1, maxMonths: 36 }, fine: { max: 5000, unit: 'KES' }, combination: 'or' }], checked: 'seen'
        }
      ]
    }]
  }],
  'laws/tza.json': [{
    id: '01900000-0000-7000-8000-000000000002', jurisdiction: 'TZA', kind: 'act', akn: 'tz/act/2015/14', number: '14', year: 2015,
    title: { text: 'Cybercrimes Act', language: 'en' }, status: 'in_force', enactedOn: '2015-04-01', source, checked: 'recalled'
  }],
  'cases/ken.json': [{
    id: '01900000-0000-7000-8000-000000000003', key: 'ken-hc-2020-entering', kind: 'judgment', jurisdiction: 'KEN', title: { en: 'Republic v A.' },
    ecli: 'ECLI:KE:HC:2020:1', language: 'en', filedOn: '2019-01-02', decidedOn: '2020-02-20', facts: { en: 'A. entered.' }, holding: { en: 'It was an offence.' },
    outcome: 'convicted', concepts: [{ code: 'OFF.CIA.ACC' }], provisions: [{ law: 'ke/act/2018/5', eId: 'sec_14' }],
    charges: [{ concept: 'OFF.CIA.ACC', provision: { law: 'ke/act/2018/5', eId: 'sec_14' }, outcome: 'convicted' }], source, checked: 'seen'
  }],
  'lessons/investigation.json': [{
    id: '01900000-0000-7000-8000-000000000004', key: 'ask-early', area: 'investigation', title: six('Ask early'), problem: six('Logs are gone'),
    practice: six('Ask on the first day'), outcome: six('Logs are kept'), conditions: six('Someone answers'), periodFrom: '2019-01-01', periodTo: '2020-01-01',
    jurisdictions: ['KEN'], concepts: [{ code: 'OFF.CIA.ACC' }], provisions: [{ law: 'ke/act/2018/5', eId: 'sec_14' }], cases: ['ken-hc-2020-entering'],
    source, checked: 'seen'
  }],
  'coverage/all.json': [
    { jurisdiction: 'KEN', concept: 'OFF', status: 'specific', asOf: '2026-04-01', evidence: [{ law: 'ke/act/2018/5', eId: 'sec_14' }], source, checked: 'seen' },
    { jurisdiction: 'TZA', concept: 'OFF', status: 'specific', asOf: '2026-04-01', source, checked: 'seen' }
  ]
})

/** Writes a dataset into a folder of its own, which goes with the test; a string is written as it is. */
export async function writeDataset (t: Test, files: Record<string, Json[] | Json | string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atlas-data-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`)
  }
  return folder
}
