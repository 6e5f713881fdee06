import t, { type Test } from 'tap'
import { readPage } from '../src/ingest/html/block.js'
import { readMeta } from '../src/ingest/html/meta.js'
import { readStyles } from '../src/ingest/html/style.js'
import { parseTree } from '../src/ingest/html/tree.js'
import { parseHtml } from '../src/ingest/html/html.js'
import { parsedDocument, Refused, type ParsedDocument } from '../src/model/parsed.js'

async function read (html: string | Uint8Array, language?: string): Promise<ParsedDocument> {
  const bytes = typeof html === 'string' ? Buffer.from(html) : html
  return parsedDocument.parse(await parseHtml({ bytes, name: 'law.html', ...(language ? { language } : {}) }))
}

async function refusedAs (t: Test, code: string, html: string) {
  const error = await read(html).then(() => 'not refused', (error: unknown) => error)
  t.equal(error instanceof Refused ? error.code : error, code)
}

const codes = ({ warnings }: ParsedDocument) => Object.fromEntries(warnings.map(({ code, count }) => [code, count]))
const outline = ({ provisions }: ParsedDocument) => provisions.map(({ eId, heading, parent }) => [eId, heading, parent])
/** Every line of a page, before anybody looks for its structure. */
function linesOf (html: string): string[] {
  const tree = parseTree(html)
  return readPage(tree, { looks: readStyles(readMeta(tree).styles), dropFurniture: true }).blocks.flatMap(({ text }) => text.split('\n'))
}

/** Laws in the languages of their own publishers' pages. */
const laws: [string, string, unknown[][]][] = [
  ['en', `<h1>Lamp Act</h1><h2>Part I — Lamps</h2><h3>1. Lighting</h3><p>(1) A keeper shall light the lamp at dusk.</p><p>(2) Nobody else may do so.</p>
    <h3>2. Oil</h3><p>The oil shall be clean and the vessel shall be closed.</p>`,
  [['part_I', 'Lamps', null], ['sec_1', 'Lighting', 'part_I'], ['sec_2', 'Oil', 'part_I']]],
  ['ar', `<body dir="rtl"><h1>قانون المصابيح</h1><h2>الباب الأول: المصابيح</h2><h3>المادة 1: الإنارة</h3><p>يوقد الحارس المصباح عند الغروب.</p>
    <h3>المادة 2: الزيت</h3><p>يجب أن يكون الزيت نظيفا وأن يكون الوعاء مغلقا.</p></body>`,
  [['title_1', 'المصابيح', null], ['art_1', 'الإنارة', 'title_1'], ['art_2', 'الزيت', 'title_1']]],
  ['zh', '<h1>灯塔法</h1><p>第一章　灯</p><p>第一条　管理人应当在日落时点灯。</p><p>第二条　灯油应当清洁，容器应当封闭。</p>',
    [['chp_1', '灯', null], ['art_1', null, 'chp_1'], ['art_2', null, 'chp_1']]],
  ['ru', `<h1>Закон о маяках</h1><h2>Глава 1. Лампы</h2><p class="title">Статья 1. Освещение</p><p>Смотритель зажигает лампу на закате.</p>
    <p class="title">Статья 1<sup>1</sup>. Свет</p><p>Свет поддерживают до утра.</p><p class="title">Статья 2. Масло</p><p>Масло должно быть чистым.</p>`,
  [['chp_1', 'Лампы', null], ['art_1', 'Освещение', 'chp_1'], ['art_1.1', 'Свет', 'chp_1'], ['art_2', 'Масло', 'chp_1']]],
  ['es', `<h1>Ley de faros</h1><h2>CAPÍTULO I. De las lámparas</h2><p><b>Artículo 1.</b> El guardián encenderá la lámpara al anochecer.</p>
    <p><b>Artículo 2.</b> El aceite deberá estar limpio y el recipiente cerrado.</p>`,
  [['chp_I', 'De las lámparas', null], ['art_1', null, 'chp_I'], ['art_2', null, 'chp_I']]],
  ['sw', `<h1>Sheria ya taa</h1><h2>SEHEMU YA I – TAA</h2><h3>Kifungu cha 1. Kuwasha</h3><p>Mlinzi atawasha taa wakati wa jioni na kuilinda usiku kucha.</p>
    <h3>Kifungu cha 2. Mafuta</h3><p>Mafuta yatakuwa safi na chombo kitafungwa vizuri.</p>`,
  [['part_I', 'TAA', null], ['sec_1', 'Kuwasha', 'part_I'], ['sec_2', 'Mafuta', 'part_I']]]
]

t.test('laws are split by their headings and numbers', async (t) => {
  for (const [language, body, expected] of laws) {
    await t.test(language, async (t) => {
      const document = await read(`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>A site</title></head>${body}</html>`)
      t.same(outline(document).map(([eId, heading, parent]) => [eId, heading, parent]), expected)
      t.equal(document.language?.code, language)
      t.equal(document.documentType, 'law')
      t.equal(document.facts.title, /<h1>(.*?)<\/h1>/.exec(body)![1])
    })
  }
})

/** A payload of the usual collections → the words that a reader would see of it. */
const payloads: [string, string][] = [
  ['<script>alert(1)</script>', ''],
  ['<ScRiPt src=//x.invalid/a.js></ScRiPt>', ''],
  ['<script>alert(1)//--></script><b>seen</b>', 'seen'],
  ['<img src=x onerror=alert(1)>', ''],
  ['<img src="javascript:alert(1)">', ''],
  ['<svg onload=alert(1)>', ''],
  ['<svg><script>alert(1)</script></svg>', ''],
  ['<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /><a id=x><text>drawn</text></a></svg>', ''],
  ['<math><mi xlink:href="javascript:alert(1)">mass</mi></math>', 'mass'],
  ['<body onload=alert(1)>', ''],
  ['<a href="javascript:alert(1)">link</a>', 'link'],
  ['<a href="java&#10;script:alert(1)">broken</a>', 'broken'],
  ['<a href=" &#14; javascript:alert(1)">spaced</a>', 'spaced'],
  ['<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;:alert(1)">entity</a>', 'entity'],
  ['<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">data</a>', 'data'],
  ['<a href="vbscript:msgbox(1)">basic</a>', 'basic'],
  ['<iframe src="javascript:alert(1)">framed</iframe>', ''],
  ['<iframe srcdoc="<script>alert(1)</script>"></iframe>', ''],
  ['<object data="javascript:alert(1)">object</object>', ''],
  ['<embed src="javascript:alert(1)">', ''],
  ['<form action="javascript:alert(1)"><input type=submit value=press><button formaction=javascript:alert(1)>press</button>labelled</form>', 'labelled'],
  ['<details open ontoggle=alert(1)>opened</details>', 'opened'],
  ['<div style="background:url(javascript:alert(1))">styled</div>', 'styled'],
  ['<div style="width:expression(alert(1))">old</div>', 'old'],
  ['<style>@import "javascript:alert(1)"; p { color: red }</style>', ''],
  ['<link rel=stylesheet href="javascript:alert(1)">', ''],
  ['<meta http-equiv="refresh" content="0;url=javascript:alert(1)">', ''],
  ['<base href="javascript:alert(1)//">', ''],
  ['<!--[if gte IE 4]><script>alert(1)</script><![endif]-->', ''],
  ['<![if !IE]><script>alert(1)</script><![endif]>', ''],
  ['<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', '">'],
  ['<template><script>alert(1)</script>copied</template>', ''],
  ['<textarea><script>alert(1)</script></textarea>', ''],
  ['<select><option>chosen<script>alert(1)</script></select>', ''],
  ['<video><source onerror="alert(1)"></video><audio src onloadstart=alert(1)></audio>', ''],
  ['<table background="javascript:alert(1)"><tr><td>cell</td></tr></table>', 'cell'],
  ['<p onmouseover="alert(1)" tabindex=1 onfocus=alert(1)>hovered</p>', 'hovered'],
  ['<xml><x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script></xml>', ''],
  ['<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></table></math>', ''],
  ['<a\u0000 href="javascript:alert(1)" onclick=alert(1)>nothing</a>', 'nothing']
]

t.test('of what would run nothing is left, and of what is read everything', async (t) => {
  t.ok(payloads.length >= 20)
  for (const [payload, seen] of payloads) {
    await t.test(payload, async (t) => {
      const document = await read(`<html><body><p>The lamp burns before it.</p>${payload}<p>The lamp burns after it.</p></body></html>`)
      const everything = JSON.stringify(document)
      t.notMatch(everything, /<\s*[/!a-z]|javascript|vbscript|alert|onerror|onload|expression\(|base64|PHNj|x\.invalid|msgbox/i)
      t.same(document.provisions.map(({ text }) => text).join('\n').split('\n'), ['The lamp burns before it.', ...(seen ? [seen] : []), 'The lamp burns after it.'])
    })
  }
})

t.test('all of them together, and how many', async (t) => {
  const document = await read(`<p>First words of the law.</p>${payloads.map(([payload]) => `<div>${payload}</div>`).join('')}<p>Last words.</p>`)
  t.ok(codes(document).active_content_removed! >= 30)
  t.equal(codes(await read('<p>No program, and no site around it.</p>')).active_content_removed, undefined)
})

/** What is no part of the text → what stays, between two sentences. */
const dropped: [string, string, string[]][] = [
  ['navigation, page header and footer, sidebars', '<header>site</header><nav>menu</nav><aside>also read</aside><footer>imprint</footer><div role="banner">b</div>', []],
  ['the header of an article, which is its title', '<main><article><header>An Act</header><p>Words.</p><footer>Signed</footer></article></main>', ['An Act', 'Words.', 'Signed']],
  ['cookie banners, by their name', '<div class="cookie-banner">accept</div><div id="onetrust-cookie">x</div><div class="breadcrumbs">a &gt; b</div>', []],
  ['what is hidden', '<p hidden>a</p><p style="display: none">b</p><p style="visibility:hidden">c</p><span style="mso-hide:all">d</span><p style="font-size:0">e</p>', []],
  ['what a style sheet hides', '<style>.x{display:none} @media print {.y{display:none}} p.z, #w { display: none }</style><p class=x>a</p><p class=y>printed</p><p class=z>b</p><p id=w>c</p>', ['printed']],
  ['a number that Word hides from lists', '<p><![if !supportLists]><span style="mso-list:Ignore">(a)<span>&nbsp; </span></span><![endif]>a lamp;</p>', ['(a) a lamp;']],
  ['footnotes', 'Text<a href="#fn1"><sup>1</sup></a> goes on<sup><a href="#n2">2</a></sup>.<div class="footnotes"><p id="fn1">1 note</p></div>', ['Text goes on.']],
  ['footnotes of office programs', '<p>Text<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><div style="mso-element:footnote-list"><div id=ftn1><p class=MsoFootnoteText>[1] note</p></div></div>', ['Text.']],
  ['deleted text', 'He <del>may</del><ins>shall</ins> pay.', ['He shall pay.']],
  ['comments', 'Words<!-- not these --> stay.', ['Words stay.']],
  ['ruby', '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字', ['漢字']]
]

t.test('Russian numbers are read as they are cited, others as they are printed', async (t) => {
  const sentence = (lang: string, text: string) => read(`<html lang="${lang}"><p>${text}</p></html>`, lang)
  const of = async (lang: string, text: string) => JSON.stringify(await sentence(lang, text))
  t.match(await of('ru', 'по статьям 205<sup>1</sup>, 205 <sup>2</sup> и 22<sup>1-1</sup>, на площади 5 м<sup>2</sup>.'), 'по статьям 205.1, 205.2 и 22.1-1, на площади 5 м².')
  t.match(await of('uk', 'за статтею 361<sup>1</sup> цього Кодексу.'), 'за статтею 361¹ цього Кодексу.')
})

t.test('a paragraph is a heading by its element, its class, or its bold type', async (t) => {
  const style = '<style>p.H { font-weight: bold } span.note { font-weight: normal }</style>'
  const html = `${style}<h2>Two</h2><p class=section-title>Named</p><style>.up { vertical-align: super; font-weight: normal }</style><p class=H>Bold by class<span class=up>1</span></p><p class=H><span class=note>(repealed)</span></p>
    <p><b>Article 5</b></p><p><b>Only bold</b></p><p><b>Article 6.</b> With text.</p><p style="mso-outline-level:3">Word</p><p>Text.</p>`
  const tree = parseTree(html)
  const { blocks } = readPage(tree, { looks: readStyles(readMeta(tree).styles), dropFurniture: true })
  t.same(blocks.map(({ text, level }) => [text, level]), [
    ['Two', 2], ['Named', 7], ['Bold by class¹', 7], ['(repealed)', undefined], ['Article 5', 9], ['Only bold', undefined], ['Article 6. With text.', undefined],
    ['Word', 3], ['Text.', undefined]
  ])
})

t.test('what is no part of the text is left out', async (t) => {
  for (const [name, html, expected] of dropped) await t.test(name, async (t) => t.same(linesOf(html), expected))
})

t.test('what was left out is told', async (t) => {
  const page = '<p>The text of the law, which is long enough to stay.</p><nav>a</nav><nav>b</nav><p>More<sup><a href="#x">1</a></sup> text.</p><img src="map.png"><p hidden>x</p><p hidden></p><del>old</del>' +
    '<table><tr><th>Lamp</th><th>Hour</th></tr><tr><td>Large</td><td>Ten</td></tr></table>'
  t.match(codes(await read(page)), {
    page_furniture_removed: 2, notes_left_out: 1, image_left_out: 1, table_as_text: 1, hidden_text_removed: 1, changes_accepted: 1
  })
})

t.test('a page that is all in what looks like its menu is read all the same', async (t) => {
  const { provisions } = await read(`<div class="menu"><h2>Article 1</h2><p>${'The lamp shall burn. '.repeat(20)}</p></div><p>Short.</p>`)
  t.match(provisions.map(({ text }) => text).join(), /The lamp shall burn/)
})

/** How words and lines are kept. */
const kept: [string, string, string[]][] = [
  ['inline elements do not part words', '<p>la<b>mp</b>light<br>and oil</p>', ['lamplight', 'and oil']],
  ['spaces and line ends are one space', '<p>one\n   two&nbsp;&nbsp;three\u200b</p>', ['one two three']],
  ['lines of preformatted text', '<pre>one\ntwo</pre>', ['one', 'two']],
  ['marks that turn the direction', '<p>safe \u202Etxet\u202C words</p>', ['safe txet words']],
  ['numbers of lists, as printed', '<ol><li>one</li><li value=4>four<ol type=a><li>x<li>y</ol></li><li>five</ol>', ['1. one', '4. four', 'a. x', 'b. y', '5. five']],
  ['items that have their own', '<ol><li>(a) one<li>2. two</ol><ul><li>dot</ul><ol style="list-style:none"><li>bare</ol>', ['(a) one', '2. two', 'dot', 'bare']],
  ['kinds and names that are functions', '<ol type=constructor><li>one</ol><p class="akn-constructor toString" id=__proto__>two</p>', ['1. one', 'two']],
  ['definitions', '<dl><dt>lamp</dt><dd>a light</dd></dl>', ['lamp', 'a light']],
  ['a table with an empty cell', '<table><tr><td>A</td><td></td><td>C</td></tr><tr><td>D</td><td>E</td><td></td></tr></table>', ['A |  | C', 'D | E']],
  ['a table that only lays out', '<table><tr><td><h2>Title</h2><p>One.</p></td></tr><tr><td>Two.</td></tr></table>', ['Title', 'One.', 'Two.']],
  ['raised digits are no part of the number before them', '<p>Rule 27<sup>1</sup> and 10 m<sup>2</sup> and the 1<sup>st</sup></p>', ['Rule 27¹ and 10 m² and the 1st']],
  ['raised by a class', '<style>.up { vertical-align: super }</style><p>Rule 27<span class=up>1</span></p>', ['Rule 27¹']],
  ['a number that only a style sheet parts from its text', '<p><span class=LegP1No>1</span><span>Lamps</span> and § 2<span>a</span></p>', ['1 Lamps and § 2a']],
  ['a page written as XML', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a.js"/><title/></head><body><a id="x"/><p>One<br/>two.</p></body></html>', ['One', 'two.']],
  ['signs of less and more', '<p>if 3 &lt; 5 &amp; 7 &gt; 6</p>', ['if 3 < 5 & 7 > 6']]
]

t.test('words, lines and numbers are kept as they are seen', async (t) => {
  for (const [name, html, expected] of kept) await t.test(name, async (t) => t.same(linesOf(html), expected))
})

/** A sentence in an older encoding: its bytes by the place of its letters. */
function encoded (text: string, encoding: string): Uint8Array {
  const byLetter = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(new Uint8Array([byte])), byte]))
  return Uint8Array.from([...text].map((letter) => byLetter.get(letter)!))
}

t.test('the encoding is that which the page declares, or that its bytes show', async (t) => {
  const russian = 'Смотритель маяка зажигает лампу на закате и поддерживает свет до самого утра.'
  const arabic = 'يوقد حارس المنارة المصباح عند الغروب ويحافظ على نوره طوال الليل.'
  const declared: [string, string, string][] = [
    ['windows-1251', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', russian], ['windows-1256', '<meta charset=windows-1256>', arabic],
    ['koi8-r', '<?xml version="1.0" encoding="koi8-r"?>', russian]
  ]
  for (const [encoding, head, text] of declared) {
    const document = await read(encoded(`${head}<p>${text}</p>`, encoding))
    t.equal(document.provisions[0]?.text ?? document.facts.title, text, encoding)
    t.equal(codes(document).encoding_guessed, undefined)
  }
  const guessed = await read(encoded(`<p>${`${russian} `.repeat(5)}</p>`, 'windows-1251'))
  t.match(guessed.provisions[0]!.text, russian)
  t.equal(codes(guessed).encoding_guessed, 1)
  const chinese = Buffer.concat([Buffer.from('<meta charset="gb18030"><p>'), Buffer.from([0xb5, 0xda, 0xd2, 0xbb, 0xcc, 0xf5]), Buffer.from('</p><p>'), Buffer.from([0xb5, 0xc6]), Buffer.from('</p>')])
  t.match(JSON.stringify(await read(chinese)), /第一条/)
  t.match(JSON.stringify(await read(Buffer.from('\ufeff<p>Лампа горит.</p>', 'utf16le'))), /Лампа горит/)
})

t.test('facts come from well-known metadata', async (t) => {
  const document = await read(`<html lang="en"><head><title>Site</title><link rel="canonical" href="https://law.example/akn/ke/act/2031/7/eng">
    <meta property="eli:title" content="The Lamp Act"><meta property="eli:date_document" content="2031-02-03"><meta name="dcterms.publisher" content="The Press">
    <meta property="eli:first_date_entry_in_force" content="soon"><link rel="license" href="https://law.example/licence"></head>
    <body><h1>Lamps</h1><h2>Section 1. Lighting</h2><p>A keeper shall light the lamp.</p></body></html>`)
  t.match(document.facts, {
    title: 'The Lamp Act', sourceUrl: 'https://law.example/akn/ke/act/2031/7/eng', akn: 'ke/act/2031/7', country: 'ke', enactedOn: '2031-02-03', inForceFrom: null,
    publisher: 'The Press', licence: 'https://law.example/licence'
  })
  t.equal(codes(document).date_unread, 1)
  t.match(document.provisions[0], { kind: 'preamble', text: 'Lamps' }, 'the heading that is not the title stays in the text')
  t.equal((await read('<link rel=canonical href="javascript:alert(1)"><p>A keeper shall light the lamp.</p>')).facts.sourceUrl, null)
})

t.test('pages that show Akoma Ntoso keep its eIds', async (t) => {
  const document = await read(`<html lang="en"><body><nav>Menu</nav><la-akoma-ntoso frbr-expression-uri="/akn/ke/act/2031/7/eng@2031-05-02"><article class="akn-act">
    <div class="coverpage"><h1>Lamp Act</h1><p>Assented to.</p></div><section class="akn-part" id="part_I" data-eid="part_I"><h2>Part I – First</h2>
    <section class="akn-section" id="part_I__sec_1" data-eid="part_I__sec_1"><h3>1. Short title</h3><span class="akn-content"><span class="akn-p">This is the Lamp Act.</span></span></section>
    <section class="akn-section" id="x" data-eid="part_I__sec_2"><h3>2. Meaning</h3><section class="akn-subsection" id="part_I__sec_2__subsec_1"><span class="akn-num">(1)</span>
    <span class="akn-content"><span class="akn-p">In this Act—</span><ul class="akn-blockList"><li class="akn-item"><span class="akn-num">(a)</span> <span class="akn-p">a lamp;</span></li></ul></span></section></section>
    </section><div class="akn-attachment" id="att_1"><h2>Schedule</h2><p>Lamps</p></div></article></la-akoma-ntoso><footer>Site</footer></body></html>`)
  t.equal(document.structure, 'marked')
  t.match(document.facts, { title: 'Lamp Act', akn: 'ke/act/2031/7', validFrom: '2031-05-02' })
  t.same(document.provisions.map(({ eId, kind, number, heading, parent, text }) => [eId, kind, number, heading, parent, text]), [
    ['preface_1', 'preamble', '1', null, null, 'Assented to.'], ['part_I', 'part', 'I', 'First', null, null],
    ['part_I__sec_1', 'section', '1', 'Short title', 'part_I', 'This is the Lamp Act.'],
    ['part_I__sec_2', 'section', '2', 'Meaning', 'part_I', '(1) In this Act—\n(a) a lamp;'], ['att_1', 'schedule', 'Schedule', null, null, 'Lamps']
  ])
})

t.test('a judgment is told from a law', async (t) => {
  const head = ['IN THE HIGH COURT OF THE ISLES', 'Case No: 14/2031', 'BETWEEN', 'A KEEPER', 'Applicant', 'JUDGMENT']
  const { documentType, provisions } = await read(`${head.map((line) => `<p>${line}</p>`).join('')}<p>[1] The lamp went out.</p><p>[2] Nobody lit it.</p><p>[3] The claim fails.</p>`)
  t.equal(documentType, 'judgment')
  t.same(provisions.map(({ eId }) => eId), ['preamble_1', 'para_1', 'para_2', 'para_3'])
})

t.test('what cannot be read is refused', async (t) => {
  await t.test('no words', (t) => refusedAs(t, 'empty', '<html><script>alert(1)</script></html>'))
  await t.test('100,000 elements in each other', (t) => refusedAs(t, 'too_deep', '<div>'.repeat(100_000)))
  await t.test('elements that multiply', (t) => refusedAs(t, 'too_large', `<p>${Array.from({ length: 1900 }, (_, i) => `<b id=${i}>`).join('')}</p>${'<p>x</p>'.repeat(800)}`))
})

t.test('large and nested pages are read in time', async (t) => {
  const started = performance.now()
  const deep = await read(`<p>Begin.</p>${'<div>'.repeat(1900)}deep${'</div>'.repeat(1900)}`)
  t.match(JSON.stringify(deep), /deep/)
  await read(`<style>${'/*'.repeat(200_000)}</style><p>Words of the law.</p>${'<table><tr><td>'.repeat(300)}${'<p>A sentence in a paragraph.</p>'.repeat(20_000)}`)
  t.ok(performance.now() - started < 15_000)
})
