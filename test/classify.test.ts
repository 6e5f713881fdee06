import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { judgedItems, pairsOf, score, topicOf } from '../bench/classify-measure.js'
import { root } from '../src/config.js'
import { openClassifier, shownFrom, type Suggestion } from '../src/classify/classify.js'
import { readRulebook } from '../src/classify/rule.js'
import { readDataset } from '../src/ingest/dataset.js'
import { annotationRelations } from '../src/model/vocabulary.js'
import { absent } from './support/material.js'

const { dataset } = await readDataset(join(root, 'data'))
const concepts = dataset.concepts.map(({ record }) => record)
const classify = openClassifier(concepts)

const shown = (suggestions: Suggestion[]) => suggestions.filter(({ confidence }) => confidence >= shownFrom).map(({ concept }) => concept)
const of = (text: string, language: string | null, heading: string | null = null, lawTitle: string | null = null) =>
  classify({ heading, text, language, lawTitle })

/** Sentences of our own, as laws might put it: what each is about, language by language. */
const offences: [string, string, string][] = [
  ['OFF.CIA.ACC', 'en', 'Whoever without authorisation gains access to the computer system of another person commits an offence and is liable to imprisonment.'],
  ['OFF.CIA.ACC', 'fr', 'Celui qui accède sans droit au système informatique d’autrui est puni d’un an d’emprisonnement.'],
  ['OFF.CIA.ACC', 'es', 'Quien sin autorización acceda al sistema informático de otra persona será castigado con pena de prisión.'],
  ['OFF.CIA.ACC', 'pt', 'Quem, sem autorização, aceder ao sistema informático de outra pessoa é punido com pena de prisão.'],
  ['OFF.CIA.ACC', 'de', 'Wer unbefugt Zugang zu Daten eines fremden Computersystems erlangt, wird mit Geldstrafe bestraft.'],
  ['OFF.CIA.ACC', 'ru', 'Неправомерный доступ к чужой компьютерной системе наказывается штрафом.'],
  ['OFF.CIA.ACC', 'zh', '未经授权侵入他人计算机信息系统的，处一年以下有期徒刑。'],
  ['OFF.CIA.ACC', 'ar', 'يعاقب بالحبس كل من دخل دون وجه حق إلى نظام معلومات يخص غيره.'],
  ['OFF.CIA.ACC', 'sw', 'Mtu anayeingia bila idhini, kwa kudukua, katika mfumo wa kompyuta wa mtu mwingine anatenda kosa na atapewa adhabu ya kifungo.'],
  ['OFF.CIA.INT', 'en', 'A person who unlawfully intercepts a private transmission of computer data is guilty and liable to a fine.'],
  ['OFF.CIA.INT', 'fr', 'Est puni celui qui intercepte illégalement des communications électroniques privées.'],
  ['OFF.CIA.INT', 'ru', 'Незаконный перехват сообщений, передаваемых по компьютерной сети, наказывается лишением свободы.'],
  ['OFF.CIA.INT', 'ar', 'يعاقب بالغرامة من اعترض دون وجه حق رسائل مرسلة عبر شبكة معلوماتية.'],
  ['OFF.CIA.SYS', 'es', 'El que obstaculice el funcionamiento de un sistema informático ajeno incurrirá en multa.'],
  ['OFF.CIA.SYS', 'de', 'Wer den Betrieb einer fremden Datenverarbeitung stört, wird mit Geldstrafe bestraft.'],
  ['OFF.CIA.SYS', 'pt', 'Quem perturbar o funcionamento de um sistema informático é punido com pena de multa.'],
  ['OFF.CIA.DAT', 'zh', '违反国家规定，删除计算机信息系统的数据的，处罚金。'],
  ['OFF.CIA.DEV', 'en', 'It is an offence, punishable by a fine, to sell malware or to offer passwords that open a computer.'],
  ['OFF.REL.PAY', 'fr', 'Quiconque contrefait une carte bancaire est puni d’une amende.'],
  ['OFF.CON.CSA', 'es', 'Será penado quien difunda pornografía infantil por internet.']
]

for (const [concept, language, text] of offences) {
  t.test(`${concept} in ${language}: ${text}`, async (t) => {
    const found = of(text, language)
    t.ok(shown(found).includes(concept), JSON.stringify(found))
    t.equal(found.find((s) => s.concept === concept)!.relation, 'specific_offence')
  })
}

t.test('a heading leads: what the text says besides is worth less', async (t) => {
  const text = 'A person who obtains a benefit by deceiving another, having without authority gained access to a computer system, is liable to imprisonment.'
  const alone = of(text, 'en').find(({ concept }) => concept === 'OFF.CIA.ACC')!.confidence
  const led = of(text, 'en', 'Computer fraud')
  t.equal(led[0]!.concept, 'OFF.REL.FRA')
  t.ok(led.find(({ concept }) => concept === 'OFF.CIA.ACC')!.confidence < alone)
  t.notOk(shown(led).includes('OFF.CIA.ACC'))
})

t.test('powers, cooperation, jurisdiction, liability and institutions are told from offences', async (t) => {
  const headings: [string, string, string][] = [
    ['PRO.SEA', 'en', 'Search and seizure of stored data'], ['PRO.SEI', 'en', 'Search and seizure of stored data'],
    ['PRO.PRE', 'fr', 'Conservation rapide de données'],
    ['PRO.RTT', 'en', 'Real-time collection of traffic data'], ['ICO.247', 'es', 'Punto de contacto permanente'], ['ICO.EXT', 'ru', 'Выдача лиц, экстрадиция'],
    ['JUR.TER', 'de', 'Geltung für Inlandstaten'], ['LIA.ATT', 'ar', 'الشروع في الجرائم'], ['LIA.LEG', 'zh', '法人的责任'], ['LIA.ATT', 'pt', 'Tentativa'],
    ['INS.CRT', 'en', 'Computer emergency response team']
  ]
  for (const [concept, language, heading] of headings) {
    const found = classify({ heading, text: null, language })
    t.ok(shown(found).includes(concept), `${heading}: ${JSON.stringify(found)}`)
    t.notOk(shown(found).some((code) => code.startsWith('OFF.')), heading)
  }
  const request = of('At the request of a foreign State, the central authority may order that computer data be preserved; the requesting State then asks for them.', 'en')
  t.ok(shown(request).includes('ICO.PRE'), JSON.stringify(request))
  t.notOk(shown(request).includes('PRO.PRE'))
})

t.test('definitions define, and punish nothing', async (t) => {
  const text = '“unauthorised access” means entering a computer without right; “computer system” means a device that processes data; ' +
    '“traffic data” means data about a communication; “service provider” means whoever carries messages.'
  const found = of(text, 'en', 'Interpretation')
  t.ok(['DEF.SYS', 'DEF.TRA', 'DEF.PRV'].every((code) => shown(found).includes(code)), JSON.stringify(found))
  t.notOk(shown(found).some((code) => code.startsWith('OFF.')))
  t.equal(found.find(({ concept }) => concept === 'OFF.CIA.ACC')?.relation ?? 'definition', 'definition')
})

t.test('a mention is not yet a subject', async (t) => {
  const mentions = [
    'The Minister may make regulations about training programmes, the publication of data and the operation of offices.',
    'A person who steals a bicycle is liable to a fine.',
    'A police officer may, with a warrant, access a computer that was seized.',
    'Section 7 is amended by deleting the words “hinders a computer system”.',
    'Parents shall look after the property of their children.'
  ]
  for (const text of mentions) t.notOk(shown(of(text, 'en')).some((code) => code.startsWith('OFF.CIA')), text)
  t.same(shown(of(mentions[4]!, 'en')), [])
})

t.test('what makes no mention of technology is a general offence', async (t) => {
  const found = of('Whoever publishes insults that incite ethnic hatred is punished.', 'en').find(({ concept }) => concept === 'OFF.CON.RAC')
  t.equal(found?.relation, 'general_offence')
  t.equal(of('Whoever publishes on the internet insults that incite ethnic hatred is punished.', 'en').find(({ concept }) => concept === 'OFF.CON.RAC')?.relation, 'specific_offence')
})

t.test('the title of the law says that it is about computers', async (t) => {
  const text = 'A person who interferes is liable to a fine.'
  const found = (lawTitle: string | null) => shown(of(text, 'en', 'Unlawful interference', lawTitle))
  t.ok(found('Cybercrimes Act').includes('OFF.CIA.DAT'))
  t.same(found('Water Act'), [])
})

t.test('the words are told as they stand in the text', async (t) => {
  const text = 'Quien, SIN AUTORIZACIÓN, acceda a un Sistema Informático, será castigado con prisión.'
  const { words } = of(text, 'es').find(({ concept }) => concept === 'OFF.CIA.ACC')!
  t.same(words.filter((word) => !text.includes(word)), [])
  t.ok(words.includes('SIN AUTORIZACIÓN') && words.includes('Sistema Informático'), words.join(' | '))
})

t.test('Arabic words are found with what is written together with them, vowelled, and where spaces were lost', async (t) => {
  for (const text of [
    'يعاقب بالحبس كل من دخل دون وجه حق إلى النظام المعلوماتي.',
    'يُعاقَبُ بالحبسِ كلُّ من دَخَلَ دون وجه حق إلى نظامٍ معلوماتي.',
    'يعاقب بالحبس وبالغرامة كل من دخل دون وجه حق إلى شبكةمعلوماتيةإلكترونية.'
  ]) t.ok(shown(of(text, 'ar')).includes('OFF.CIA.ACC'), text)
})

t.test('a language is taken from its tag or from the words; without terms there are no suggestions', async (t) => {
  const [en, ar, zh, fr, de] = ['en', 'ar', 'zh', 'fr', 'de'].map((language) => offences.find((o) => o[1] === language)![2]) as [string, string, string, string, string]
  for (const text of [en, ar, zh, fr, de]) t.ok(shown(of(text, null)).includes('OFF.CIA.ACC'), text)
  t.same(of(en, 'en-GB'), of(en, 'en'))
  t.same(of(en, 'ko'), [])
  t.same(classify({ heading: null, text: null, language: null }), [])
})

t.test('suggestions are in order, and the same every time', async (t) => {
  const text = offences.map(([, , text]) => text).join(' ')
  const found = of(text, 'en')
  t.same(found, openClassifier(concepts)({ heading: null, text, language: 'en' }))
  t.same(found.map(({ confidence }) => confidence), found.map(({ confidence }) => confidence).sort((a, b) => b - a))
  t.ok(found.length > 1 && found.every(({ confidence, relation }) => confidence > 0 && confidence < 1 && annotationRelations.includes(relation)))
  t.equal(new Set(found.map(({ concept }) => concept)).size, found.length)
})

t.test('only concepts of the vocabulary that is given are suggested', async (t) => {
  const small = openClassifier(concepts.filter(({ code }) => code === 'OFF.CIA.INT'))
  t.same(small({ heading: 'Illegal access to a computer', text: null, language: 'en' }), [])
  t.same(shown(small({ heading: 'Illegal interception of data', text: null, language: 'en' })), ['OFF.CIA.INT'])
})

t.test('a very long text takes no longer than its first words', async (t) => {
  for (const part of ['deletes data. ', 'data ', 'ة\u064E', 'إ', 'على']) {
    const start = performance.now()
    of(part.repeat(1_000_000 / part.length) + 'deletes', 'ar')
    of(part.repeat(1_000_000 / part.length) + 'deletes', 'en')
    t.ok(performance.now() - start < 5000, part)
  }
})

t.test('the rules and their terms fit together', async (t) => {
  const folder = join(root, 'data', 'classification')
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'))
  const { rules, outweighs, contexts } = read('rules.json')
  const codes = concepts.map(({ code }) => code)
  t.same([...rules.map((rule: { concept: string }) => rule.concept), ...Object.entries(outweighs).flat(2)].filter((code: string) => !codes.includes(code)), [])
  t.same(contexts.flatMap(({ branches }: { branches: string[] }) => branches).filter((branch: string) => !codes.includes(branch)), [])
  const names = readdirSync(join(folder, 'terms'))
  const groups = Object.keys(read('terms/en.json')).sort()
  for (const name of names) t.same(Object.keys(read(`terms/${name}`)).sort(), groups, name)
  const asked = new Set([...readRulebook([]).slots.keys()].flatMap((slot) => slot.split('|')))
  t.same(groups.filter((group) => !asked.has(group)), ['endings', 'skip'])
  const open = names.flatMap((name) => Object.values(read(`terms/${name}`) as Record<string, string>).flatMap((terms) => terms.split(/[,\s]+/)))
    .filter((word) => /^.{0,2}\*$/u.test(word))
  t.same(open, [], 'no word is met by its first two letters')
})

t.test('a rule that names an unknown group is refused', async (t) => {
  const folder = t.testdir({ 'rules.json': JSON.stringify({ contexts: [], outweighs: {}, rules: [{ concept: 'OFF', all: ['unheard_of'] }] }), terms: { 'en.json': '{}' } })
  t.throws(() => readRulebook([], folder), /unheard_of/)
})

t.test('judged provisions: precision 0.80 and recall 0.70 over all languages, and on the laws that were kept back', { skip: absent }, async (t) => {
  const items = judgedItems(dataset.laws.map(({ record }) => record)).map(({ item }) => item)
  for (const [name, some] of [['all', items], ['kept back', items.filter(({ inView }) => !inView)]] as const) {
    const { precision, recall } = score(pairsOf(some, topicOf, classify))
    t.ok(precision! >= 0.8 && recall! >= 0.7, `${name}: precision ${precision}, recall ${recall}`)
  }
})
