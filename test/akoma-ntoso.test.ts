import t from 'tap'
import { parseAkomaNtoso } from '../src/ingest/akoma-ntoso/akoma-ntoso.js'
import { parsedDocument, Refused, type ParsedDocument } from '../src/model/parsed.js'
import { aknAct, aknFile, aknMeta } from './support/akn-sample.js'

const read = async (bytes: Buffer, language?: string) => parsedDocument.parse(await parseAkomaNtoso({ bytes, name: 'a.xml', ...(language ? { language } : {}) }))
const codes = ({ warnings }: ParsedDocument) => warnings.map(({ code, count }) => `${code} ${count}`)
/** Each provision on one line: eId, kind, number, heading, what it stands in, text. */
const outline = ({ provisions }: ParsedDocument) =>
  provisions.map((p) => `${p.eId} ${p.kind} ${p.number || '-'} ${p.heading ?? '-'} ${p.parent ?? '-'} ${p.text ?? '-'}`)
const p = (text: string) => `<content><p>${text}</p></content>`

t.test('a law in Swahili, valid and complete', async (t) => {
  const document = await read(aknAct(`
    <part eId="part_I"><num>Sehemu ya I</num><heading>Utangulizi</heading>
      <section eId="sec_1"><num>1.</num><heading>Jina fupi</heading>${p('Sheria hii itaitwa Sheria ya Mifano ya Kompyuta na itaanza kutumika mara moja.')}</section>
      <section eId="sec_2"><num>2.</num><heading>Tafsiri</heading>
        <subsection eId="sec_2__subsec_1"><num>(1)</num><intro><p>Katika Sheria hii, isipokuwa kama maelezo yatahitaji vinginevyo–</p></intro>
          <paragraph eId="sec_2__subsec_1__para_a"><num>(a)</num>${p('kifaa maana yake ni chombo cha kutunza taarifa;')}</paragraph>
          <paragraph eId="sec_2__subsec_1__para_b"><num>(b)</num>${p('mtu maana yake ni pamoja na kampuni.')}</paragraph>
          <wrapUp><p>Maana hizi zinatumika pia katika kanuni.</p></wrapUp></subsection>
        <subsection eId="sec_2__subsec_2"><num>2</num>${p('Waziri anaweza kutoa ufafanuzi zaidi wa maneno haya.')}</subsection></section></part>
    <part eId="part_II"><num>Sehemu ya II</num><heading>Makosa</heading><intro><p>Makosa yote.</p></intro>
      <section eId="sec_3"><num>3.</num><heading>Kuingia</heading>${p('Mtu yeyote haruhusiwi kuingia katika mfumo wa kompyuta wa mtu mwingine bila ya ruhusa yake.')}</section></part>`,
  { language: 'swa', version: '2021-06-30', work: '<FRBRname value="Sheria ya Mifano"/>', front: '<preface><longTitle><p>Sheria ya <docTitle>Mifano ya Kompyuta</docTitle></p></longTitle></preface>' }))
  t.strictSame(outline(document), [
    'preamble_1 preamble - - - Sheria ya Mifano ya Kompyuta',
    'part_I part I Utangulizi - -',
    'sec_1 section 1 Jina fupi part_I Sheria hii itaitwa Sheria ya Mifano ya Kompyuta na itaanza kutumika mara moja.',
    'sec_2 section 2 Tafsiri part_I (1) Katika Sheria hii, isipokuwa kama maelezo yatahitaji vinginevyo–\n(a) kifaa maana yake ni chombo cha kutunza taarifa;\n' +
      '(b) mtu maana yake ni pamoja na kampuni.\nMaana hizi zinatumika pia katika kanuni.\n(2) Waziri anaweza kutoa ufafanuzi zaidi wa maneno haya.',
    'part_II part II Makosa - Makosa yote.',
    'sec_3 section 3 Kuingia part_II Mtu yeyote haruhusiwi kuingia katika mfumo wa kompyuta wa mtu mwingine bila ya ruhusa yake.'
  ])
  t.match(document, { format: 'akoma_ntoso', documentType: 'law', structure: 'marked', confidence: 1, language: { code: 'sw', declared: 'sw' }, warnings: [] })
  t.match(document.facts, {
    title: 'Mifano ya Kompyuta', country: 'tz', kind: 'act', number: '7', year: 2019, akn: 'tz/act/2019/7', enactedOn: '2019-03-01', validFrom: '2021-06-30', inForceFrom: null
  })
})

t.test('laws of other houses', async (t) => {
  const cases: [string, string, string[]][] = [
    ['articles in Arabic, numbered in words', `<chapter eId="chp_1"><num>الفصل الأول</num><heading>أحكام عامة</heading>
      <article eId="art_1"><num>المادة الأولى</num>${p('تسري هذه الأحكام على الجميع.')}</article><article eId="art_2"><num>المادة (٢)</num>${p('يعاقب المخالف.')}</article></chapter>`,
    ['chp_1 chapter الأول أحكام عامة - -', 'art_1 article الأولى - chp_1 تسري هذه الأحكام على الجميع.', 'art_2 article ٢ - chp_1 يعاقب المخالف.']],
    ['sections that hold articles', `<chapter eId="c"><num>CHAPTER II</num><section eId="s"><num>Section 1</num><heading>General</heading>
      <article eId="a5"><num>Article 5</num>${p('One.')}</article></section></chapter>`,
    ['c chapter II - - -', 's section 1 General c -', 'a5 article 5 - s One.']],
    ['articles that hold sections', `<article eId="a1"><num>ARTICLE I</num><section eId="s1"><num>SECTION 1.</num>${p('One.')}</section></article>`,
      ['a1 article I - - -', 's1 section 1 - a1 One.']],
    ['paragraphs of a schedule', `<section eId="s1"><num>1</num>${p('One.')}</section><hcontainer name="schedule" eId="sch-2"><num>SCHEDULE 2</num><heading>Fees</heading>
      <paragraph eId="sch-2-p-1"><num>1</num>${p('Ten.')}</paragraph></hcontainer>`,
    ['s1 section 1 - - One.', 'sch-2 schedule 2 Fees - -', 'sch-2-p-1 paragraph 1 - sch-2 Ten.']],
    ['headings between sections', `<hcontainer name="crossheading" eId="x-1"><heading>Offences</heading><section eId="s1"><num>1A.</num>${p('One.')}</section></hcontainer>
      <crossHeading eId="x-2">Powers</crossHeading><section eId="s2"><num>§ 2.</num>${p('Two.')}</section>`,
    ['x-1 other - Offences - -', 's1 section 1A - x-1 One.', 'x-2 other - Powers - -', 's2 section 2 - x-2 Two.']],
    ['regulations, rules and clauses', `<hcontainer name="regulation" eId="r3"><num>3.</num>${p('Three.')}</hcontainer><rule eId="r4"><num>Rule 4</num>${p('Four.')}</rule>
      <clause eId="c5"><num>5</num><subclause><num>1</num>${p('Five.')}</subclause></clause>`,
    ['r3 other 3 - - Three.', 'r4 rule 4 - - Four.', 'c5 clause 5 - - (1) Five.']],
    ['a heading of a part of a section', `<section eId="s1"><num>1.</num><heading>Whole</heading><subheading>(half)</subheading>
      <subsection><num>(1)</num><heading>First</heading>${p('One.')}</subsection></section>`,
    ['s1 section 1 Whole — (half) - (1) First\nOne.']],
    ['text after the last section', `<part eId="p1"><num>1</num><section eId="s1"><num>1</num>${p('One.')}</section><wrapUp eId="w"><p>End.</p></wrapUp></part>`,
      ['p1 part 1 - - -', 's1 section 1 - p1 One.', 'w other - - p1 End.']]
  ]
  for (const [name, body, expected] of cases) t.strictSame(outline(await read(aknAct(body))), expected, name)
})

t.test('eIds are the file\'s own, or made', async (t) => {
  const own = await read(aknFile(`<act>${aknMeta()}<body><chapter id="kap1"><num>1</num><section id="Sec-4.B"><num>4</num>${p('Four.')}</section></chapter></body></act>`,
    'http://www.akomantoso.org/2.0'))
  t.strictSame(own.provisions.map((x) => [x.eId, x.parent]), [['kap1', null], ['Sec-4.B', 'kap1']], 'id in old drafts')
  t.match(own.warnings, [{ code: 'old_namespace', detail: 'http://www.akomantoso.org/2.0' }], 'and the draft is told, not checked')
  const made = await read(aknAct(`<chapter><num>1</num><article><num>Article 5 bis</num>${p('One.')}</article></chapter><chapter><num>2</num><article><num>5 bis</num>${p('Two.')}</article></chapter>`))
  t.strictSame(made.provisions.map((x) => x.eId), ['chp_1', 'art_5-bis', 'chp_2', 'chp_2__art_5-bis'])
  const twice = await read(aknAct(`<part eId="p"><num>I</num><section eId="s"><num>1</num>${p('One.')}</section><section eId="s"><num>2</num>${p('Two.')}</section></part>`))
  t.strictSame(twice.provisions.map((x) => x.eId), ['p', 's', 'p__s'])
  t.match(twice.warnings.filter(({ code }) => code === 'schema_fault').map(({ detail }) => detail), [/Duplicate key-sequence/, /used twice: s/])
})

t.test('an amending law', async (t) => {
  const document = await read(aknAct(`<section eId="sec_1"><num>1.</num><content><p>In section 4 of that Act<mod eId="mod_1"> after (1) insert
    <quotedStructure startQuote="“" endQuote="”"><section eId="mod_1__sec_4A"><num>4A</num><heading>New</heading><subsection><num>1</num>${p('A new rule.')}</subsection></section></quotedStructure></mod>;
    for <mod eId="mod_2"><quotedText startQuote="“" endQuote="”">old</quotedText></mod> read <ins>new</ins><del>never</del>.</p></content></section>`))
  t.strictSame(outline(document), ['sec_1 section 1 - - In section 4 of that Act after (1) insert\n“4A New\n(1) A new rule.”\n; for “old” read new.'])
  t.match(document.warnings.filter(({ code }) => code !== 'schema_fault'), [
    { code: 'quoted_provisions', count: 1, detail: 'quotedStructure' }, { code: 'notes_left_out', count: 1, detail: 'del' }
  ])
})

t.test('what is left out, or stands otherwise', async (t) => {
  const document = await read(aknAct(`<section eId="sec_1"><num>1.</num><heading>Fees<authorialNote><p>See 2.</p></authorialNote></heading><content>
      <p>Pay <remark status="editorial">[was 5]</remark>10 m<sup>2</sup> and H<sub>2</sub>O.<img src="a.png"/></p>
      <table><tr><th><p>Item</p></th><th><p>Fee</p></th></tr><tr><td><p>Old</p><p>form</p></td><td><p>3</p></td></tr></table></content></section>
    <section eId="sec_2"><num>2.</num><content><p><remark status="editorial">[section 2 was repealed]</remark></p></content></section>
    <section eId="page" status="editorial"><content><p>Page 3</p></content></section>`, { front: '<preface><toc><tocItem href="#sec_1" level="1">1. Fees</tocItem></toc></preface>' }))
  t.strictSame(outline(document), ['sec_1 section 1 Fees - Pay 10 m² and H2O.\nItem | Fee\nOld form | 3', 'sec_2 section 2 - - [section 2 was repealed]'])
  t.strictSame(codes(document).filter((c) => !c.startsWith('schema')).sort(), ['image_left_out 1', 'notes_left_out 2', 'page_furniture_removed 2', 'table_as_text 1'])
})

t.test('schedules are attached documents', async (t) => {
  const attachment = (eId: string, heads: string, body: string) =>
    `<attachment eId="${eId}">${heads}<doc name="schedule">${aknMeta()}<mainBody>${body}</mainBody></doc></attachment>`
  const document = await read(aknAct(`<section eId="sec_1"><num>1.</num>${p('One.')}</section>`, {
    back: `<conclusions eId="end"><p>Done.</p></conclusions><attachments>
      ${attachment('att_1', '<heading>Schedule 1</heading><subheading>Forms</subheading>', '<p>Form A</p>')}
      ${attachment('att_2', '<heading>Second Schedule</heading>', `<p>Before.</p><paragraph eId="att_2__para_1"><num>1.</num>${p('Two.')}</paragraph>`)}
      ${attachment('att_3', '<heading>Fees of the office</heading>', '<p>Ten.</p>')}</attachments>`
  }))
  t.strictSame(outline(document), [
    'sec_1 section 1 - - One.', 'end other - - - Done.', 'att_1 schedule 1 Forms - Form A', 'att_2 schedule Second - - Before.',
    'att_2__para_1 paragraph 1 - att_2 Two.', 'att_3 schedule - Fees of the office - Ten.'
  ])
  t.strictSame(codes(document), [])
})

t.test('one document of a collection', async (t) => {
  const component = (eId: string, document: string) => `<component eId="${eId}">${document}</component>`
  const document = await read(aknFile(`<documentCollection name="file">${aknMeta()}<collectionBody><component eId="c"><documentRef href="#c1" showAs="a"/></component></collectionBody></documentCollection>
    <components>${component('c1', `<doc name="memorandum">${aknMeta()}<mainBody><p>Porqué.</p></mainBody></doc>`)}
    ${component('c2', `<bill name="proyecto">${aknMeta({ country: 'uy', type: 'bill', language: 'esp' })}<preface><p><docTitle>Proyecto de ley sobre sistemas informáticos</docTitle></p></preface>
      <body><article eId="art_1"><num>Artículo 1º.</num>${p('El que sin autorización accediere a un sistema informático de otra persona será castigado con una multa.')}</article></body></bill>`)}</components>`))
  t.strictSame(outline(document).slice(1), ['art_1 article 1º - - El que sin autorización accediere a un sistema informático de otra persona será castigado con una multa.'])
  t.match(document, { documentType: 'bill', facts: { country: 'uy', kind: 'bill', title: 'Proyecto de ley sobre sistemas informáticos', enactedOn: null }, language: { code: 'es', declared: null } })
  t.match(document.warnings.find(({ code }) => code === 'several_documents'), { count: 2, detail: 'bill proyecto; doc memorandum' })
})

const judgment = (header: string, body: string, more = '', work = '') =>
  aknFile(`<judgment name="judgment">${aknMeta({ country: 'za', type: 'judgment', number: '44', more, work })}<header>${header}</header><judgmentBody>${body}</judgmentBody></judgment>`)

t.test('judgments', async (t) => {
  const more = `<references source="#maker"><TLCOrganization eId="maker" href="/ontology/court" showAs="High Court of Example"/>
    <TLCPerson eId="judge" href="/ontology/judge" showAs="A Judge"/></references>`
  const document = await read(judgment('<p>Before: <judge refersTo="#judge">A Judge</judge></p><p><neutralCitation>[2019] XHC 44</neutralCitation></p>', `<decision>
    <level eId="lvl_1"><content><p>Summary</p><p>${'The appeal failed. '.repeat(15)}</p></content></level>
    <level eId="lvl_2"><content><p>The facts</p></content></level>
    <paragraph eId="para_1"><num>1.</num><content><p>A server was opened. <embeddedStructure><paragraph><num>9</num>${p('as the law says')}</paragraph></embeddedStructure></p></content></paragraph>
    <paragraph eId="para_2"><num>[2]</num><intro><p>Two questions:</p></intro><subparagraph><num>a.</num>${p('who;')}</subparagraph><subparagraph><num>b.</num>${p('when.')}</subparagraph></paragraph>
    <level eId="lvl_3"><content><p>Order</p></content></level><paragraph eId="para_3"><num>3.</num>${p('Dismissed.')}</paragraph></decision>`,
  more, '<FRBRname value="State v Example"/>'))
  t.strictSame(outline(document).filter((line) => !line.startsWith('lvl_1')), [
    'preamble_1 preamble - - - Before: A Judge\n[2019] XHC 44', 'lvl_2 other - The facts - -', 'para_1 paragraph 1 - lvl_2 A server was opened.\n(9) as the law says',
    'para_2 paragraph 2 - lvl_2 Two questions:\na. who;\nb. when.', 'lvl_3 other - Order - -', 'para_3 paragraph 3 - lvl_3 Dismissed.'
  ])
  t.match(document, {
    documentType: 'judgment',
    facts: { title: 'State v Example', court: 'High Court of Example', citation: '[2019] XHC 44', decidedOn: '2019-03-01', kind: null, enactedOn: null, validFrom: null }
  })
  t.notMatch(JSON.stringify(document.facts), 'A Judge', 'no person is a fact')
  const listed = await read(judgment('<p>In the matter of lists</p>', `<introduction><blockList eId="l"><item eId="l_1"><num>[1]</num><p>First:</p>
    <blockList><item><num>(a)</num><p>one</p></item></blockList></item></blockList></introduction><decision><blockList><item eId="l_2"><num>[2]</num><p>Second.</p></item></blockList></decision>`))
  t.strictSame(outline(listed).slice(1), ['l_1 paragraph 1 - - First:\n(a) one', 'l_2 paragraph 2 - - Second.'], 'paragraphs marked as items of a list')
  const delivered = await read(aknFile(`<judgment name="j">${aknMeta().replace('name="Generation"', 'name="Hearing"').replace('2019-03-01" name="Generation"', '2019-05-02" name="Delivery"')}
    <judgmentBody><decision><paragraph><num>1</num>${p('One.')}</paragraph></decision></judgmentBody></judgment>`))
  t.equal(delivered.facts.decidedOn, '2019-05-02', 'the day of the hearing is not the day of the decision')
})

t.test('a debate, speech by speech', async (t) => {
  const document = await read(aknFile(`<debate name="hansard">${aknMeta({ type: 'debate' })}<debateBody>
    <debateSection eId="ds_1" name="opening"><heading>Opening</heading><narrative>The House met.</narrative>
      <speech eId="sp_1" by="#a"><from>The Speaker:</from><p>Order.</p></speech><scene>(Applause)</scene>
      <question by="#b"><from>A Member</from><p>When?</p></question></debateSection>
    <debateSection name="empty"><debateSection eId="ds_2" name="vote"><p>AYES: ten</p></debateSection></debateSection></debateBody></debate>`))
  t.equal(document.documentType, 'debate')
  t.strictSame(outline(document), [
    'ds_1 other - Opening - The House met.', 'sp_1 other - - ds_1 The Speaker:\nOrder.', 'other_3 other - - ds_1 (Applause)', 'other_4 other - - ds_1 A Member\nWhen?', 'ds_2 other - - - AYES: ten'
  ])
})

t.test('facts', async (t) => {
  const body = `<section eId="s"><num>1</num>${p('One.')}</section>`
  const facts = async (meta: Parameters<typeof aknAct>[1]) => (await read(aknAct(body, meta))).facts
  t.match(await facts({ version: '2019-03-01' }), { validFrom: null }, 'the wording as enacted has no day of its own')
  t.match(await facts({ date: '2019', version: '2020-01-01' }), { enactedOn: null, year: 2019, validFrom: '2020-01-01', akn: 'tz/act/2019/7' }, 'a year is no date')
  t.match(await facts({ country: 'ke', type: 'act/ln' }), { akn: null, country: 'ke' }, 'the number of a legal notice is not that of an act')
  t.match(await facts({ work: '<FRBRsubtype value="by-law"/>' }), { kind: 'ordinance' })
  t.match(await facts({ expression: '<FRBRtranslation href="#maker" fromLanguage="swa" authoritative="false"/>' }), { textKind: 'unofficial_translation' })
  t.match(await facts({ more: '<lifecycle source="#maker"><eventRef source="#maker" date="2019-05-01" type="generation" refersTo="#entryIntoForce"/></lifecycle>' }), { inForceFrom: '2019-05-01' })
  t.match(await facts({ front: '<preface><p><shortTitle>Sample Act 2019</shortTitle></p><p><docTitle>An Act about samples</docTitle></p></preface>' }), { title: 'Sample Act 2019', shortTitle: null })
  const british = await read(Buffer.from(aknAct(body).toString().replaceAll('/akn/tz/act/2019-03-01/7', 'http://www.legislation.gov.uk/id/ukpga/2019/7').replace('value="tz"', 'value="GB-UKM"')))
  t.match(british.facts, { akn: 'gb/ukpga/2019/7', country: 'gb' })
  t.match(british.facts.sourceUrl, /^http:\/\/www\.legislation\.gov\.uk\/id\/ukpga\/2019\/7/)
})

t.test('gaps and repetitions in the numbers', async (t) => {
  const sections = (...numbers: string[]) => numbers.map((n, i) => `<section eId="s_${i}"><num>${n}</num>${p('Words.')}</section>`).join('')
  const told = async (body: string) => codes(await read(aknAct(body)))
  t.strictSame(await told(sections('1.', '2.', '5.')), ['numbering_gap 2'])
  t.strictSame(await told(sections('1.', '2.', '2A.', '3.')), [])
  t.strictSame(await told(sections('1.', '2.', '2.')), ['numbering_repeated 1'])
  t.strictSame(await told(`<part eId="a"><num>I</num>${sections('1.', '2.')}</part><part eId="b"><num>II</num>${sections('1.', '2.').replaceAll('s_', 't_')}</part>`), [], 'numbers that begin anew')
})

t.test('faults by the schema are told, and few', async (t) => {
  const document = await read(aknAct(`${'<section><bad/></section>'.repeat(40)}<section eId="1 2"><num>2</num>${p('Two.')}</section>`))
  const faults = document.warnings.filter(({ code }) => code === 'schema_fault')
  t.match(faults[0], { at: /^line \d+$/, count: 40, detail: /^Element 'bad': This element is not expected/ })
  t.ok(faults.every(({ detail }) => detail!.length <= 300))
  const many = await read(aknAct(Array.from({ length: 30 }, (_, i) => `<section eId="s${i}"><num>${i}</num><bad${i}/></section>`).join('')))
  t.equal(many.warnings.filter(({ code }) => code === 'schema_fault').length, 20)
  const elsewhere = aknAct(`<section eId="s"><num>1</num>${p('One.')}</section>`).toString()
    .replace('<akomaNtoso', '<akomaNtoso xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://docs.oasis-open.org/legaldocml/ns/akn/3.0 file:///etc/passwd"')
  t.strictSame(codes(await read(Buffer.from(elsewhere))), [], 'a schema that the file names is not looked for')
  const large = await read(aknAct(`<section><num>1</num>${p('<bad/>'.repeat(60_000))}</section>`))
  t.match(large.warnings.filter(({ code }) => code === 'schema_fault'), [{ detail: /too large/ }])
})

t.test('text that nothing marks', async (t) => {
  const document = await read(aknFile(`<doc name="policy">${aknMeta({ language: 'rus' })}<preface><p><docTitle>Политика</docTitle></p></preface><mainBody><p>Статья 1. Общие положения</p><p>Настоящая политика определяет порядок защиты.</p>
    <p>Статья 2. Обязанности</p><p>Каждый обязан защищать данные.</p><p>Статья 3. Вступление в силу</p><p>Она действует сразу.</p></mainBody></doc>`))
  t.match(document, { documentType: 'other', structure: 'numbering', facts: { title: 'Политика' }, language: { code: 'ru' } })
  t.strictSame(document.provisions.filter((x) => x.kind === 'article').map((x) => [x.eId, x.heading]), [['art_1', 'Общие положения'], ['art_2', 'Обязанности'], ['art_3', 'Вступление в силу']])
  const plain = await read(aknFile(`<statement name="s">${aknMeta()}<mainBody><p>Only a few words.</p></mainBody></statement>`))
  t.match(plain, { structure: 'none', provisions: [{ text: /Only a few words/ }] })
})

t.test('what is refused', async (t) => {
  for (const [xml, code] of [['<html/>', 'lying_type'], ['<akomaNtoso/>', 'empty'], [aknAct('').toString(), 'empty'], ['<akomaNtoso><act>', 'corrupt']] as const) {
    const refusal = await parseAkomaNtoso({ bytes: Buffer.from(xml), name: 'a.xml' }).catch((error: unknown) => error)
    t.ok(refusal instanceof Refused && refusal.code === code, `${xml.slice(0, 20)} ${code}`)
  }
})

t.test('a language that a person names stands above all', async (t) => {
  t.match((await read(aknAct(`<section><num>1</num>${p('One.')}</section>`), 'fr')).language, { code: 'fr', confidence: 1, declared: 'en' })
})
