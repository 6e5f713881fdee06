import t, { type Test } from 'tap'
import { chineseNumber } from '../src/model/chinese-number.js'
import { hasStemmer, stemOf } from '../src/search/stem.js'
import { alike, isDense, termOf, tokensOf, wordsOf } from '../src/search/token.js'
import { randomFrom, scrapsOf } from './support/scrap.js'

const termsOf = (text: string, language: string | null) => tokensOf(text, language).map(({ term }) => term)
const term = (text: string, language: string | null) => termsOf(text, language).join(' ')
const words = (text: string) => wordsOf(text).map(({ word }) => word)

/** Each line is one word in several forms; no two lines meet. */
function holdsApart (t: Test, language: string | null, lines: string) {
  const groups = lines.trim().split('\n').map((line) => line.trim().split(/\s+/))
  for (const [first, ...others] of groups) {
    for (const other of others) t.equal(term(other, language), term(first!, language), `${language}: ${first} meets ${other}`)
  }
  t.equal(new Set(groups.map(([first]) => term(first!, language))).size, groups.length, `${language}: ${groups.map(([first]) => first).join(', ')} do not meet`)
}
t.test('Arabic: article, clitics and endings', async (t) => {
  holdsApart(t, 'ar', `
    معلوماتية المعلوماتية بالمعلوماتية والمعلوماتية للمعلوماتية وبالمعلوماتية كالمعلوماتية فالمعلوماتية لمعلوماتية معلوماتي المعلوماتي
    معلومات المعلومات والمعلومات بالمعلومات للمعلومات ومعلومات معلوماته معلوماتها
    بيانات البيانات بالبيانات والبيانات للبيانات وبيانات ببيانات لبيانات بياناته بياناتهم بيان
    نظام النظام بالنظام والنظام للنظام بنظام لنظام ونظام وبنظام نظامه نظامها
    جريمة الجريمة بالجريمة والجريمة للجريمة بجريمة وجريمة جريمتها
    دخول الدخول بالدخول والدخول للدخول ودخول بدخول
    وصول الوصول بالوصول والوصول للوصول ووصول لوصول
    برنامج البرنامج ببرنامج والبرنامج للبرنامج وبرنامج لبرنامج
    التزام الالتزام بالتزام والالتزام للالتزام
    قانون القانون بالقانون والقانون للقانون بقانون وقانون
    بطاقة البطاقة بطاقات والبطاقات
    طاقة الطاقة
    حق الحق والحق بالحق
    اعتراض الاعتراض باعتراض والاعتراض اعتراضه`)
})

t.test('Arabic: what is written in several ways', async (t) => {
  holdsApart(t, 'ar', `
    إلكترونية الكترونية الإلكترونية والإلكترونية بالإلكترونية الالكترونيه إلكتروني إلكترونى ألكتروني إلكترونيا
    معلومات مَعْلُومَات معلومـــات ﻣﻌﻠﻮﻣﺎﺕ معلو\u200Fمات
    مسؤولية المسؤولية المسئولية مسئوليه مسؤول مسئول
    احتيال إحتيال الاحتيال والإحتيال
    آلي الآلي آلية
    شبكة شبكه الشبكة شبكات
    مستوى مستوي
    المادة المادّة مادة`)
  t.same(termsOf('المادة ١٧٥', 'ar'), termsOf('المادة 175', 'ar'))
  t.same(termsOf('المادة ۱۷۵', 'ar'), termsOf('المادة 175', 'ar'))
  t.not(term('١٧٥', 'ar'), term('١٧٦', 'ar'))
  t.same(words('بريد ﷺ'), ['بريد', 'صلى', 'الله', 'عليه', 'وسلم'], 'a sign that stands for several words is those words')
})

t.test('Chinese: traditional and simplified characters, by ones and twos', async (t) => {
  holdsApart(t, 'zh', '計算機信息系統 计算机信息系统\n電腦系統 电脑系统\n軟體 软体\n軟件 软件\n反覆 反复\n覆蓋 覆盖\n非法侵入\n非法控制')
  t.same(words('系統'), ['系', '系统', '统'])
  t.same(words('系統，信息'), ['系', '系统', '统', '信', '信息', '息'], 'what a comma parts stands not side by side')
  t.same(words('違法𠮷𠮷'), ['违', '违法', '法', '法𠮷', '𠮷', '𠮷𠮷', '𠮷'])
  t.same(words('㗲計算'), words('㗲计算'), 'nor does a rare character keep the others from it')
  t.equal(term('信息', 'en'), term('信息', 'zh'), 'whatever the language is said to be')
})

t.test('Chinese: article numbers in both systems of digits', async (t) => {
  const numbers = [
    ['二百八十五', 285], ['十', 10], ['十二', 12], ['二十', 20], ['一百', 100], ['一百零三', 103], ['三百〇五', 305], ['二〇五', 205], ['一千二百六十', 1260], ['两百', 200], ['兩百', 200]
  ] as const
  for (const [figures, number] of numbers) {
    t.equal(chineseNumber(figures), number)
    t.same(words(`刑法第${figures}条`), words(`刑法第${number}条`))
    t.same(words(`刑法第${figures}條`), words(`刑法第${number}条`))
  }
  t.same(words('第２８５條'), ['第', '285', '条'])
  t.equal(chineseNumber('信息'), undefined)
  t.notOk(words('第二百八十五条').includes('二百'))
  t.notSame(words('第二百八十五条'), words('第二百八十六条'))
  t.ok(words('处三年以下').includes('三年'), 'other numbers are words')
  t.ok(words(`第${'九'.repeat(400)}条`).every((word) => isDense(word)), 'what is longer is no number')
})

t.test('Russian and Ukrainian', async (t) => {
  holdsApart(t, 'ru', `
    неправомерный неправомерного неправомерному неправомерная неправомерные НЕПРАВОМЕРНЫЙ
    доступ доступа доступу доступом до\u0301ступ
    информация информации информацию информацией
    сведения сведений сведениями
    преступление преступления преступлений преступлениями
    учётная учетная учётной учетной
    объём объем
    сеть сети сетей`)
  t.notSame(words('край'), words('краи'), 'й is no и')
  t.notSame(words('мой'), words('мои'))
  t.same(words('и\u0306'), ['й'])
  holdsApart(t, 'uk', `
    інформація інформації інформацію
    комп'ютер комп’ютер комп\u02BCютер комп’ютера
    доступ доступу доступом
    злочин злочину`)
  t.same([1, 2, 3].map(() => stemOf('жорстокость', 'uk')), Array(3).fill(stemOf('жорстокость', 'uk')), 'what was stemmed before does not matter')
})

t.test('languages of Latin letters, with accents and without', async (t) => {
  holdsApart(t, 'es', `
    acceso accesos Acceso
    interceptación interceptacion interceptaciones INTERCEPTACIÓN interceptacio\u0301n
    datos dato
    informático informática informatico informáticos
    ilícito ilicito ilícitos ilícita
    delito delitos
    extorsión extorsiones extorsion`)
  holdsApart(t, 'fr', `
    accès acces ACCÈS acce\u0300s
    données donnée donnees
    don dons
    frauduleux frauduleuse frauduleusement
    système systeme systèmes
    condamné condamnée condamnés condamnées condamne
    cœur coeur
    infraction infractions`)
  holdsApart(t, 'de', `
    Daten DATEN
    Zugang Zugangs Zugänge
    Straße Strasse STRASSE Straßen
    Telekommunikationsüberwachungsmaßnahme Telekommunikationsüberwachungsmaßnahmen Telekommunikationsuberwachungsmassnahmen
    Telekommunikationsüberwachungsverordnungsänderung Telekommunikationsüberwachungsverordnungsänderungen
    rechtswidrig rechtswidrige rechtswidrigen rechtswidriger
    Fälschung Fälschungen Falschung
    Maßnahme Maßnahmen Massnahmen`)
  holdsApart(t, 'pt', `
    interceptação interceptacao interceptações interceptacoes
    acesso acessos
    invasão invasões invasao
    penal penais
    dados dado`)
  holdsApart(t, 'it', 'accesso accessi\nabusivo abusiva abusivi\ninformatico informatica\nlibertà liberta')
  holdsApart(t, 'nl', 'gegevens\ntoegang\ngeautomatiseerd geautomatiseerde\néén een')
  holdsApart(t, 'tr', 'bilişim BİLİŞİM bilisim bilişimin\nsistem sistemi\nsınır SINIR sinir')
  t.notSame(termsOf('Daten', 'en'), termsOf('Daten', 'de'), 'a word is stemmed in its language')
})

t.test('English: plural and possessive', async (t) => {
  holdsApart(t, 'en', `
    access accesses accessed accessing
    system systems
    data
    crime crimes
    policy policies
    police
    naïve naive
    file ﬁle ﬁles FILES`)
  for (const form of ["victim's", 'victim’s', 'victims', "victims'"]) t.ok(termsOf(form, 'en').includes(term('victim', 'en')), form)
  t.same(words('so\u00ADft\u200Bware'), ['software'])
  t.same(words('Ｆｕｌｌ-ｗｉｄｔｈ'), ['full', 'width'])
})

t.test('Greek and Hindi', async (t) => {
  holdsApart(t, 'el', 'δεδομένα δεδομένων δεδομενα ΔΕΔΟΜΕΝΑ\nσύστημα συστήματα συστήματος\nνόμος νόμου ΝΌΜΟΣ')
  holdsApart(t, 'hi', 'कंप्यूटर कम्प्यूटर\nअपराध अपराधों\nसूचना सूचनाएं')
  t.same(words('धारा ६६'), ['धारा', '66'])
})

t.test('languages without a stemmer are met as they are', async (t) => {
  for (const language of ['sw', 'th', 'ja', 'ko', 'zh', 'xx', 'constructor']) t.notOk(hasStemmer(language), language)
  t.ok(hasStemmer('pt-BR'))
  t.equal(termOf('sistemas', 'pt-BR'), termOf('sistemas', 'pt'))
  t.same(termsOf('Mtandao mitandao', 'sw'), ['mtandao', 'mitandao'])
  t.same(words('정보'), ['정', '정보', '보'])
  t.same(words('データ'), ['デ', 'デー', 'ー', 'ータ', 'タ'])
  t.ok(words('データ').every(isDense))
  t.same(words('ﾃﾞｰﾀ'), words('データ'), 'half-width')
  t.same(words('テ\u3099ータ'), words('データ'), 'decomposed')
  t.same(words('葛\u{E0100}飾'), ['葛', '葛饰', '饰'], 'a variation of a character is the character')
  t.same(words('ข้อมูล').slice(0, 3), ['ข', 'ข้', '้'])
  t.same(words('มาตรา ๑๔').at(-1), '14')
  t.same(words('㈠').concat(words('①')), ['一', '1'])
})

t.test('a place is where the piece stands in the text as it was given', async (t) => {
  const places = (text: string) => wordsOf(text).map(({ word, start, end }) => [word, text.slice(start, end)])
  t.same(places('😀 the ﬁ\u00ADle'), [['the', 'the'], ['file', 'ﬁ\u00ADle']])
  t.same(places('𠮷信㈠ ﾃﾞ'), [['𠮷', '𠮷'], ['𠮷信', '𠮷信'], ['信', '信'], ['一', '㈠'], ['デ', 'ﾃﾞ']])
  t.same(places('قال ﷺ').slice(1), [['صلى', 'ﷺ'], ['الله', 'ﷺ'], ['عليه', 'ﷺ'], ['وسلم', 'ﷺ']])
  t.same(places('第二百八十五條'), [['第', '第'], ['285', '二百八十五'], ['条', '條']])
  t.same(places('é\u0301 e\u0301t'), [['e', 'é\u0301'], ['et', 'e\u0301t']])
})

t.test('letters that are written for each other', async (t) => {
  t.equal(alike('مسئولية'), alike('مسؤوليه'))
  t.equal(alike('straße œuvre ёж ısı'), 'strasse oeuvre еж isi')
  t.equal(alike('plain'), 'plain')
})

t.test('any text is read, in its order', async (t) => {
  const random = randomFrom(5)
  for (let i = 0; i < 5000; i++) {
    const text = scrapsOf(random)
    let before = 0
    for (const { term, start, end } of tokensOf(text, ['ar', 'en', 'ru', 'hi', 'tr', 'uk', null][i % 7]!)) {
      if (term === '' || /\s/.test(term) || start < before || end <= start || end > text.length) t.fail(`${JSON.stringify(text)}: ${term} ${start}–${end}`)
      before = start
    }
  }
  t.pass('nothing was thrown')
})

t.test('long texts and long words take no longer than they are', async (t) => {
  const million = (text: string) => text.repeat(Math.ceil(1_000_000 / text.length))
  const texts: [string, string, string | null][] = [
    ['English', million('Whoever without right accesses a computer system is liable. '), 'en'],
    ['Russian', million('Неправомерный доступ к компьютерной информации наказывается. '), 'ru'],
    ['Chinese', million('侵入国家事务的计算机信息系统的，處三年以下有期徒刑。'), 'zh'],
    ['Arabic', million('يعاقب بالحبس كل من دخل عمدا إلى نظام معلوماتي. '), 'ar'],
    ['one word', million('a'), 'en'], ['one Arabic word', million('وال'), 'ar'], ['one accented word', million('é'), 'fr'], ['one run', million('計算機'), 'zh'],
    ['one number', `第${million('二百')}`, 'zh'],
    ['marks', million('a\u0301\u0301'), 'vi'], ['invisible', million('\u200B'), null], ['Thai', million('ข้อมูล'), 'th'],
    ['surrogates', million('\uD800'), null], ['supplementary', million('𠮷'), 'zh'], ['NULs', million('\0'), null]
  ]
  for (const [name, text, language] of texts) {
    const begun = performance.now()
    tokensOf(text, language)
    const ms = performance.now() - begun
    t.ok(ms < 5000, `${name}: ${Math.round(ms)} ms`)
  }
})
