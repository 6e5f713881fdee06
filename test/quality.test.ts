import t from 'tap'
import { checkQuality } from '../src/ingest/quality/quality.js'
import { parsedFacts, type ParsedDocument, type ParsedProvision } from '../src/model/parsed.js'

type Unit = Partial<ParsedProvision>

/** A law of articles with these texts, in this language. */
const law = (language: string, units: (string | Unit)[], change: Partial<ParsedDocument> = {}): ParsedDocument => ({
  format: 'text', documentType: 'law', facts: parsedFacts.parse({}), language: { code: language, confidence: 0.9, declared: null }, structure: 'marked', confidence: 0.9,
  provisions: units.map((unit, i) => ({
    eId: `art_${i + 1}`, kind: 'article', number: String(i + 1), heading: null, parent: null, text: null, page: null, ...(typeof unit === 'string' ? { text: unit } : unit)
  })),
  warnings: [], ocrPages: [], pages: null, ...change
})

const told = (document: ParsedDocument) => Object.fromEntries(document.warnings.map(({ code, at, count, detail }) => [code, [at, count, detail]]))

t.test('a sound law is left as it is', async (t) => {
  const texts: [string, string[]][] = [
    ['en', ['Whoever opens a locked device without leave shall pay a fine.', 'The fine goes to the district. The district keeps a book.']],
    ['es', ['Quien abra un equipo cerrado sin permiso pagará una multa.', 'La multa se paga al distrito. El distrito lleva un libro.']],
    ['sw', ['Mtu yeyote anayefungua kifaa bila ruhusa atalipa faini.', 'Faini italipwa kwa wilaya. Wilaya itatunza kitabu.']],
    ['zh', ['任何人未经许可打开他人设备的，处以罚款。', '罚款上缴区政府。区政府应当登记。']],
    ['ar', ['يعاقب بالغرامة كل من فتح جهازاً مغلقاً دون إذن.', 'تؤول الغرامة إلى المنطقة، وتمسك المنطقة سجلاً.']],
    ['ru', ['Вскрытие чужого устройства без разрешения наказывается штрафом.', 'Штраф зачисляется в бюджет района. Район ведёт учёт.']]
  ]
  for (const [language, units] of texts) {
    const document = law(language, units)
    t.same(checkQuality(document), document, language)
  }
})

const doubled = (sentences: string[], join = ' ') => sentences.map((s) => `${s}${join}${s}`).join(join)

t.test('text that stands twice throughout is mended and told', async (t) => {
  const sentences = ['The Board shall meet once in every month of the year.', 'to keep a register of every device sold;', 'roads;', 'to report each loss of a device to the Board;', 'bridges.']
  const document = law('en', [`(1) ${doubled(sentences)}`, doubled(['The Minister may name two further members.', 'They serve for three years only.', 'No member is paid.'])])
  const { provisions, warnings } = checkQuality(document)
  t.equal(provisions[0]!.text, `(1) ${sentences.join(' ')}`)
  t.equal(provisions[1]!.text, 'The Minister may name two further members. They serve for three years only. No member is paid.')
  t.same(warnings, [{ code: 'repeated_text', at: 'art_1', count: 8, detail: 'removed' }])
})

t.test('doubled paragraphs of every script are mended', async (t) => {
  const texts: [string, string[], string][] = [
    ['ru', ['Совет собирается не реже одного раза в месяц.', 'Председатель совета избирается на три года.', 'Решения совета публикуются в газете района.', 'Члены совета не получают платы.', 'Совет ведёт книгу решений.'], ' '],
    ['ar', ['يجتمع المجلس مرة كل شهر على الأقل.', 'ينتخب رئيس المجلس لمدة ثلاث سنوات.', 'تنشر قرارات المجلس في صحيفة المنطقة.', 'لا يتقاضى أعضاء المجلس أجراً.', 'يمسك المجلس سجلاً للقرارات.'], '\n'],
    ['zh', ['委员会每月至少召开一次会议。', '委员会主席任期为三年。', '委员会的决定应当在本区报纸上公布。', '委员会成员不领取报酬。', '委员会应当保存会议记录。'], '']
  ]
  for (const [language, sentences, join] of texts) {
    const { provisions, warnings } = checkQuality(law(language, [doubled(sentences, join)]))
    t.equal(provisions[0]!.text, sentences.join(join), language)
    t.equal(warnings[0]?.count, 5, language)
  }
})

t.test('in a text that is not doubled only whole sentences are', async (t) => {
  const sentence = 'A member who leaves the Board shall hand back every key, book and seal within ten days.'
  const cells = 'Opening a device without leave Fine Fine Closing a device without leave Closing a device without leave Fine'
  const heading = 'Duties of the keeper of devices. The keeper of devices shall keep them dry.'
  const { provisions, warnings } = checkQuality(law('en', [`${sentence} ${sentence} It is free of charge.`, cells, heading]))
  t.equal(provisions[0]!.text, `${sentence} It is free of charge.`)
  t.equal(provisions[1]!.text, cells)
  t.equal(provisions[2]!.text, heading)
  t.same(warnings.map(({ code, count, detail }) => [code, count, detail]), [['repeated_text', 1, 'removed']])
})

t.test('what is only nearly the same is kept and told', async (t) => {
  const one = 'Whoever sells a device that was opened, without saying so to the buyer, shall pay a fine.'
  const other = 'Whoever sells a device that was opened without saying so to the buyer shall pay a fine.'
  const { provisions, warnings } = checkQuality(law('en', [`${one} ${other}`]))
  t.equal(provisions[0]!.text, `${one} ${other}`)
  t.same(warnings, [{ code: 'repeated_text', at: 'art_1', count: 1, detail: other }])
})

t.test('other quotes, dashes and spaces make no difference', async (t) => {
  const { provisions } = checkQuality(law('en', ['In this Act “device” means a thing that keeps or sends words – or pictures. In  this Act "device" means a thing that keeps\nor sends words - or pictures.']))
  t.equal(provisions[0]!.text, 'In this Act “device” means a thing that keeps or sends words – or pictures.')
})

t.test('long and odd texts are searched in time', async (t) => {
  const texts = ['word '.repeat(60_000), 'ab cd '.repeat(50_000), 'x'.repeat(500_000), '法'.repeat(100_000), '.'.repeat(300_000), 'Aa'.repeat(100_000), 'ة'.repeat(200_000)]
  const start = performance.now()
  for (const text of texts) checkQuality(law('en', [text]))
  t.ok(performance.now() - start < 30_000)
})

t.test('lost spaces are counted, never mended', async (t) => {
  const arabic = 'يعاقببالغرامةالتي لا تقل عن ألف كل من فتحأجهزةالغير، وتمسك المنطقةسجلاً.'
  const latin = 'The Board keeps a register.The register is public;anyone may read it. Section5 applies. In this Act“device” means any thing.'
  const spanish = 'El libro es públicoCualquiera puede leerlo,salvo los menores. Véase artículo7 de esta ley.Rige desde hoy.'
  const counted: [string, string, number][] = [['ar', arabic, 3], ['en', latin, 4], ['es', spanish, 4]]
  for (const [language, text, count] of counted) {
    const checked = checkQuality(law(language, ['', text].slice(1)))
    t.equal(checked.provisions[0]!.text, text, language)
    t.equal(told(checked).lost_spaces?.[1], count, language)
  }
  t.equal(told(checkQuality(law('ar', ['يحفظ السجل في المنطقة.', arabic]))).lost_spaces?.[0], 'art_2')
})

t.test('names, addresses, numbers and long words are no lost spaces', async (t) => {
  const texts: [string, string][] = [
    ['en', 'See www.example.org/Register.Book or write to desk@example.org; e.g. part 12A, ISO27001, U.S.A., H2O and licence(s).'],
    ['de', 'Das Telekommunikationsüberwachungsverordnungsgesetz gilt; die Rindfleischetikettierung nicht.'],
    ['zh', '本法自2024年1月1日起施行,由区政府负责解释.附则同。'],
    ['ar', 'وباستخداماتها المتعددة في سنة 2023م، يُعدّ السجل عاماً وفقاً لأحكام هذه اللائحة ومستشفياتها.']
  ]
  for (const [language, text] of texts) t.equal(told(checkQuality(law(language, [text]))).lost_spaces, undefined, language)
})

t.test('broken characters are told; controls go, or leave a mark where a letter is lost', async (t) => {
  const checked = checkQuality(law('en', [{ heading: 'A\u0000 heading', text: 'The de\u0002ned book \uFFFD is\u0000 kept \uE012.' }]))
  t.same(told(checked).replaced_characters, ['art_1', 5, null])
  t.equal(checked.provisions[0]!.heading, 'A heading')
  t.equal(checked.provisions[0]!.text, 'The de\uFFFDned book \uFFFD is kept \uE012.')
  t.equal(checkQuality(law('en', ['half \uD800 sign'])).provisions[0]!.text, 'half \uFFFD sign')
})

t.test('letters as drawn become letters; signs that are written so stay', async (t) => {
  const checked = checkQuality(law('ar', ['\uFEE3\uFE8E\uFEA9\uFE93 تتعلق بالسجل ﷺ والبند ½ رقم №', 'The o\uFB03ce keeps a \uFB01le']))
  t.equal(checked.provisions[0]!.text, 'مادة تتعلق بالسجل ﷺ والبند ½ رقم №')
  t.equal(checked.provisions[1]!.text, 'The office keeps a file')
  t.same(told(checked).presentation_forms, ['art_1', 6, null])
})

t.test('a Hijri year is no Gregorian one', async (t) => {
  const checked = checkQuality(law('ar', ['تمسك المنطقة سجلاً.'], { facts: parsedFacts.parse({ enactedOn: '1428-03-08', validFrom: '2007-03-27', year: 1428 }) }))
  t.same([checked.facts.enactedOn, checked.facts.validFrom, checked.facts.year], [null, '2007-03-27', null])
  t.same(told(checked).hijri_date, [null, 2, '1428-03-08, 1428'])
})

t.test('numbers of any script are put in order', async (t) => {
  const numbered = (numbers: string[]) => law('en', numbers.map((number, i) => ({ number, eId: `art_${i}`, text: 'A text.' })))
  t.same(told(checkQuality(numbered(['المادة الأولى', 'الثانية', 'الرابعة']))).numbering_gap, [null, 1, '3'])
  t.same(told(checkQuality(numbered(['第一条', '第二条', '第二条之一', '第三条']))), {})
  t.same(told(checkQuality(numbered(['1', '2', '2', '3']))).numbering_repeated, [null, 1, '2'])
  t.same(told(checkQuality(numbered(['1', '4', '2', '3']))).numbering_out_of_order?.[1], 1)
  t.same(told(checkQuality({ ...numbered(['1', '5']), warnings: [{ code: 'numbering_gap', at: null, count: 3, detail: '2, 3, 4' }] })), { numbering_gap: [null, 3, '2, 3, 4'] })
  t.same(told(checkQuality({ ...numbered(['1', '5']), documentType: 'judgment' })), {})
})

t.test('schedules and quoted articles do not disturb the numbers', async (t) => {
  const units: Unit[] = [
    { text: 'A text.' }, { number: '2', text: 'The Code is amended as follows:' }, { eId: 'art_269A', number: '269A', parent: 'art_2', text: 'Quoted.' },
    { number: '3', text: 'A text.' }, { eId: 'sched_1', kind: 'schedule', number: '1' }, { eId: 'sched_1__art_1', number: '1', parent: 'sched_1', text: 'A text.' }
  ]
  t.same(told(checkQuality(law('en', units))), {})
})

t.test('an article without text is told, a container is not', async (t) => {
  const units: Unit[] = [{ eId: 'chp_1', kind: 'chapter', number: 'I' }, { eId: 'art_1', number: '1', parent: 'chp_1' }, { eId: 'art_2', number: '2', text: 'A text.', parent: 'chp_1' }]
  t.same(told(checkQuality(law('en', units))), { empty_provision: ['art_1', 1, '1'] })
})

t.test('another language than the file says is told', async (t) => {
  const text = 'Mtu yeyote anayefungua kifaa bila ruhusa atalipa faini.'
  t.same(told(checkQuality(law('sw', [text], { language: { code: 'sw', confidence: 0.9, declared: 'en' } }))).language_mismatch, [null, 1, 'en'])
  t.same(told(checkQuality(law('sw', [text], { language: { code: 'sw', confidence: 0.3, declared: null } }))).language_uncertain, [null, 1, 'sw'])
})
