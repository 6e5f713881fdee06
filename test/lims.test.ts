import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseLims } from '../src/ingest/lims/lims.js'
import { parsedDocument, Refused, type ParsedDocument } from '../src/model/parsed.js'
import { absent, material } from './support/material.js'

const read = async (xml: string | Buffer) => parsedDocument.parse(await parseLims({ bytes: Buffer.from(xml), name: 'a.xml' }))
const outline = ({ provisions }: ParsedDocument) =>
  provisions.map((p) => `${p.eId} ${p.kind} ${p.number || '-'} ${p.heading ?? '-'} ${p.parent ?? '-'} ${p.text ?? '-'}`)

type Words = {
  lang: string, title: string, part: string, division: string, subject: string, define: string, defined: string, repealed: string, range: string
  note: string, rule: string, items: [string, string], schedule: string, annexed: string, enacts: string
}
const english: Words = {
  lang: 'en', title: 'Sample Machines Act', part: 'PART 1', division: 'DIVISION 1.1', subject: 'Machines', define: 'Definition', defined: 'In this Act, machine means whatever computes.',
  repealed: '[Repealed, 2018, c. 27, s. 3]', range: '5 to 7', note: 'Exception', rule: 'No person shall stop a machine that belongs to another person, unless the owner', items: ['asked for it; or', 'knows of it.'],
  schedule: 'SCHEDULE 1', annexed: 'Machines of the State', enacts: 'Now therefore it is enacted as follows:'
}
const french: Words = {
  lang: 'fr', title: 'Loi sur les machines', part: 'PARTIE 1', division: 'SECTION 1.1', subject: 'Machines', define: 'Définition', defined: 'Dans la présente loi, machine s’entend de tout ce qui calcule.',
  repealed: '[Abrogé, 2018, ch. 27, art. 3]', range: '5 à 7', note: 'Exception', rule: 'Il est interdit d’arrêter la machine d’une autre personne, sauf si le propriétaire', items: ['l’a demandé;', 'le sait.'],
  schedule: 'ANNEXE 1', annexed: 'Machines de l’État', enacts: 'Il est édicté ce qui suit :'
}

const day = (y: string, m: string, d: string) => `<Date><YYYY>${y}</YYYY><MM>${m}</MM><DD>${d}</DD></Date>`
const chapter = '<ConsolidatedNumber official="no">M-0.5</ConsolidatedNumber><AnnualStatuteId><AnnualStatuteNumber>27</AnnualStatuteNumber><YYYY>2018</YYYY></AnnualStatuteId>'

const statute = (w: Words, { number = chapter, more = '' } = {}) => `\ufeff<?xml version="1.0" encoding="utf-8"?><Statute xmlns:lims="http://justice.gc.ca/lims"
  lims:pit-date="2021-02-03" lims:lastAmendedDate="2021-01-02" lims:inforce-start-date="2019-01-01" lims:id="1" xml:lang="${w.lang}">
  <Identification><LongTitle>${w.title}…</LongTitle><ShortTitle status="official">${w.title}</ShortTitle>
    <BillHistory><Stages stage="consolidation">${day('2021', '7', '25')}</Stages><Stages stage="assented-to">${day('2018', '4', '3')}</Stages></BillHistory>
    <Chapter>${number}</Chapter></Identification>
  <Introduction><Enacts><Provision><Text>${w.enacts}</Text></Provision></Enacts></Introduction>
  <Body>
    <Heading level="1"><TitleText>${w.define}</TitleText></Heading>
    <Section lims:id="7"><MarginalNote>${w.define}</MarginalNote><Label><FootnoteRef idref="f">*</FootnoteRef>1</Label><Text>${w.defined}</Text>
      <Footnote id="f" status="editorial"><Label>*</Label><Text>[Note: in force 2019]</Text></Footnote></Section>
    <Heading level="1"><Label>${w.part}</Label><TitleText>${w.subject}</TitleText></Heading>
    <Heading level="2"><Label>${w.division}</Label></Heading>
    <Section><MarginalNote>${w.subject}</MarginalNote><Label>2</Label>
      <Subsection><Label>(1)</Label><Text>${w.rule}</Text><Paragraph><Label>(a)</Label><Text>${w.items[0]}</Text></Paragraph>
        <Paragraph><Label>(b)</Label><Text>${w.items[1]}</Text></Paragraph></Subsection>
      <Subsection><MarginalNote>${w.note}</MarginalNote><Label>(2)</Label><Text>1<Sup>er</Sup> x<Sup>2</Sup></Text></Subsection>
      <HistoricalNote><HistoricalNoteSubItem>2018, c. 27, s. 2</HistoricalNoteSubItem></HistoricalNote></Section>
    <Section><Label>2.1</Label><Text><Repealed>${w.repealed}</Repealed></Text></Section><Section><Label>2.11</Label><Text>…</Text></Section>
    <Section><Label>2.2</Label><Text>…</Text></Section><Section><Label>3</Label><Text>…</Text></Section>
    <Heading level="2"><TitleText>${w.note}</TitleText></Heading>
    <Section><Label>4</Label><Text>…</Text><AmendedText><Section><Label>9</Label><Text>“…”</Text></Section></AmendedText></Section>
    <Section><Label>${w.range}</Label><Text>[…]</Text></Section><Section type="transitional"><Label>*8</Label><Text>…</Text></Section></Body>
  <Schedule lims:id="9"><ScheduleFormHeading><Label>${w.schedule}</Label><OriginatingRef>(2)</OriginatingRef><TitleText>${w.annexed}</TitleText></ScheduleFormHeading>
    <BilingualGroup><BilingualItemEn>Court</BilingualItemEn><BilingualItemFr>Cour</BilingualItemFr></BilingualGroup>
    <TableGroup><table><tgroup cols="2"><colspec/><thead><row><entry/><entry>N</entry></row></thead><tbody><row><entry>A</entry><entry>B</entry></row></tbody></tgroup></table></TableGroup></Schedule>
  ${more}
  <Schedule id="NifProvs"><ScheduleFormHeading><TitleText>AMENDMENTS NOT IN FORCE</TitleText></ScheduleFormHeading><BillPiece><Section><Label>99</Label><Text>Not yet.</Text></Section></BillPiece></Schedule>
  <RecentAmendments><Amendment>2021, c. 1</Amendment></RecentAmendments></Statute>`

t.test('an Act', async (t) => {
  const document = await read(statute(english))
  t.strictSame(outline(document), [
    'preamble_1 preamble - - - Now therefore it is enacted as follows:', 'other_1 other - Definition - -',
    'sec_1 section 1 Definition other_1 In this Act, machine means whatever computes.', 'part_1 part 1 Machines - -', 'dvs_1.1 division 1.1 - part_1 -',
    'sec_2 section 2 Machines dvs_1.1 (1) No person shall stop a machine that belongs to another person, unless the owner\n(a) asked for it; or\n(b) knows of it.\nException\n(2) 1er x²',
    'sec_2.1 section 2.1 - dvs_1.1 [Repealed, 2018, c. 27, s. 3]', 'sec_2.11 section 2.11 - dvs_1.1 …', 'sec_2.2 section 2.2 - dvs_1.1 …', 'sec_3 section 3 - dvs_1.1 …',
    'other_2 other - Exception part_1 -', 'sec_4 section 4 - other_2 …\n9 “…”', 'sec_5-7 section 5 to 7 - other_2 […]', 'sec_8 section 8 - other_2 …',
    'sched_1 schedule 1 Machines of the State - (2)\nCourt\nCour\n | N\nA | B'
  ])
  t.match(document, { format: 'lims', documentType: 'law', structure: 'marked', confidence: 1, language: { code: 'en', declared: 'en' } })
  t.match(document.facts, {
    title: 'Sample Machines Act', country: 'ca', kind: 'act', number: 'M-0.5', year: 2018, akn: 'ca/act/2018/27', enactedOn: '2018-04-03', validFrom: '2021-01-02',
    inForceFrom: null, textKind: 'original'
  })
  t.strictSame(document.warnings.map(({ code, count, detail }) => [code, count, detail]), [
    ['notes_left_out', 3, 'Footnote, HistoricalNote, NifProvs'], ['quoted_provisions', 1, 'AmendedText'], ['table_as_text', 1, 'tgroup']
  ])
})

t.test('both languages of a law have the same provisions', async (t) => {
  const [en, fr] = [await read(statute(english)), await read(statute(french))]
  t.strictSame(fr.provisions.map((p) => [p.eId, p.kind, p.parent]), en.provisions.map((p) => [p.eId, p.kind, p.parent]))
  t.match(fr, { language: { code: 'fr', declared: 'fr' }, facts: { title: 'Loi sur les machines', akn: 'ca/act/2018/27' } })
  t.match(fr.provisions.find((p) => p.eId === 'sec_5-7'), { number: '5 à 7' })
})

t.test('an Act of the Revised Statutes is cited by its letter', async (t) => {
  t.match((await read(statute(english, { number: '<ConsolidatedNumber official="yes">M-5.5</ConsolidatedNumber>' }))).facts, { number: 'M-5.5', year: 1985, akn: 'ca/act/1985/m-5-5' })
  t.match((await read(statute(english, { number: '' }))).facts, { number: null, year: null, akn: null })
})

t.test('a schedule with headings and sections of its own', async (t) => {
  const schedule = `<Schedule><ScheduleFormHeading><Label>SCHEDULE 2</Label></ScheduleFormHeading><DocumentInternal><GroupHeading format-ref="group1-part"><TitleText>4.1 First</TitleText></GroupHeading>
    <Provision><Text>Be fair.</Text></Provision><Provision><Text>4.1.1</Text><Provision keep-with-previous="yes"><Text>Always.</Text></Provision></Provision>
    <GroupHeading format-ref="group1-part"><TitleText>4.2 Second</TitleText></GroupHeading><Section><Label>2</Label><Text>Be quick.</Text></Section><Provision><Text>Truly.</Text></Provision></DocumentInternal></Schedule>`
  const document = await read(statute(english, { more: schedule }))
  t.strictSame(outline(document).slice(-5), [
    'sched_2 schedule 2 - - -', 'other_3 other - 4.1 First sched_2 Be fair.\n4.1.1 Always.', 'other_4 other - 4.2 Second sched_2 -',
    'other_4__sec_2 section 2 - other_4 Be quick.', 'other_5 other - - other_4 Truly.'
  ])
  t.notOk(document.warnings.some(({ code }) => code.startsWith('numbering')), 'numbers begin anew in a schedule')
})

t.test('numbers that are missing, and decimals in their order', async (t) => {
  const without = statute(english).replace('<Section><Label>3</Label><Text>…</Text></Section>', '')
  t.match((await read(without)).warnings.filter(({ code }) => code.startsWith('numbering')), [{ code: 'numbering_gap', detail: '3' }])
})

t.test('a regulation', async (t) => {
  const document = await read(`<Regulation xmlns:lims="http://justice.gc.ca/lims" xml:lang="en" lims:lastAmendedDate="2020-05-06"><Identification>
    <InstrumentNumber>SOR/2012-36</InstrumentNumber><RegistrationDate>${day('2012', '3', '5')}</RegistrationDate><LongTitle>Sample Regulations</LongTitle></Identification>
    <Order><Provision><Text>His Excellency makes these Regulations.</Text></Provision></Order><Body><Section><Label>1</Label><Text>A message must name its sender.</Text></Section></Body></Regulation>`)
  t.strictSame(outline(document), ['preamble_1 preamble - - - His Excellency makes these Regulations.', 'sec_1 section 1 - - A message must name its sender.'])
  t.match(document.facts, { title: 'Sample Regulations', kind: 'regulation', number: 'SOR/2012-36', year: 2012, enactedOn: '2012-03-05', validFrom: '2020-05-06' })
})

t.test('what is refused', async (t) => {
  for (const [xml, code] of [['<Bill/>', 'lying_type'], ['<Statute/>', 'empty'], ['<Statute><Body>', 'corrupt'], ['<!DOCTYPE Statute [<!ENTITY a "b">]><Statute/>', 'expands_too_much']] as const) {
    const refusal = await read(xml).catch((error: unknown) => error)
    t.ok(refusal instanceof Refused && refusal.code === code, `${xml} ${code}`)
  }
})

t.test('the pairs of the material agree', { skip: absent }, async (t) => {
  for (const name of ['C-5', 'C-7.8', 'E-1.6', 'M-13.6', 'O-5', 'P-8.6']) {
    const [en, fr] = await Promise.all(['en', 'fr'].map((lang) => read(readFileSync(join(material!, 'data', 'legislation', 'ca', lang, `${name}.xml`)))))
    const numbers = (document: ParsedDocument) => document.provisions.map((p) => [p.eId, p.kind, p.number.replace(/ (to|à|and|et) /, '-'), p.parent])
    t.strictSame(numbers(fr!), numbers(en!), name)
    t.ok(en!.provisions.length > 40 && !en!.warnings.some(({ code }) => code.startsWith('numbering')), `${name} is whole and in order`)
  }
})
