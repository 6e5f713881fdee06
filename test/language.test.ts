import t from 'tap'
import { detectLanguage, languageWarnings, sameLanguage } from '../src/ingest/text/language.js'

/** A few sentences about lamps in each language that is told apart. */
const samples: Record<string, string> = {
  ar: 'تضاء المصابيح عند الغروب وتطفأ عند الفجر. يشترى الزيت في الربيع ويحفظ في مكان بارد. وعلى كل صاحب دار أن ينظف زجاج مصباحه مرة في الأسبوع.',
  en: 'The lamps are lit at dusk and put out at dawn. Oil is bought in spring and kept in a cool place. Every householder shall clean the glass of his lamp once a week.',
  es: 'Las lámparas se encienden al anochecer y se apagan al alba. El aceite se compra en primavera y se guarda en lugar fresco. Cada vecino limpiará el vidrio de su lámpara.',
  fr: 'Les lampes sont allumées au crépuscule et éteintes à l\'aube. L\'huile est achetée au printemps et gardée au frais. Chaque habitant nettoie le verre de sa lampe.',
  ru: 'Фонари зажигают вечером и гасят на рассвете. Масло покупают весной и хранят в прохладном месте. Каждый хозяин чистит стекло своего фонаря раз в неделю.',
  zh: '灯笼在日落时点亮，在黎明时熄灭。油在春天购买，存放在阴凉的地方。每户应当每周擦拭一次灯笼的玻璃。',
  de: 'Die Laternen werden in der Dämmerung angezündet und im Morgengrauen gelöscht. Das Öl wird im Frühjahr gekauft und kühl gelagert. Jeder Bewohner putzt das Glas.',
  pt: 'As lanternas são acesas ao anoitecer e apagadas ao amanhecer. O azeite é comprado na primavera e guardado em lugar fresco. Cada morador limpa o vidro da sua lanterna.',
  sw: 'Taa huwashwa jioni na kuzimwa alfajiri. Mafuta hununuliwa wakati wa masika na kuhifadhiwa mahali penye baridi. Kila mwenye nyumba atasafisha kioo cha taa yake kila wiki.',
  it: 'Le lanterne si accendono al tramonto e si spengono all\'alba. L\'olio si compra in primavera e si conserva al fresco. Ogni abitante pulisce il vetro della sua lanterna.',
  nl: 'De lantaarns worden bij schemering aangestoken en bij dageraad gedoofd. De olie wordt in het voorjaar gekocht en koel bewaard. Iedere bewoner maakt het glas schoon.',
  id: 'Lampu dinyalakan pada waktu senja dan dipadamkan pada waktu fajar. Minyak dibeli pada musim semi dan disimpan di tempat yang sejuk. Setiap penghuni wajib membersihkan kaca lampunya.',
  tr: 'Fenerler akşam karanlığında yakılır ve şafakta söndürülür. Yağ ilkbaharda satın alınır ve serin bir yerde saklanır. Her ev sahibi fenerinin camını haftada bir temizler.',
  fa: 'چراغ‌ها هنگام غروب روشن و در سپیده‌دم خاموش می‌شوند. روغن در بهار خریداری و در جای خنک نگهداری می‌شود. هر صاحب خانه شیشه چراغ خود را پاک می‌کند.',
  uk: 'Ліхтарі запалюють увечері й гасять на світанку. Олію купують навесні та зберігають у прохолодному місці. Кожен господар чистить скло свого ліхтаря раз на тиждень.',
  pl: 'Latarnie zapala się o zmierzchu i gasi o świcie. Olej kupuje się wiosną i przechowuje w chłodnym miejscu. Każdy mieszkaniec czyści szkło swojej latarni raz w tygodniu.',
  ro: 'Felinarele se aprind la amurg și se sting în zori. Uleiul se cumpără primăvara și se păstrează la loc răcoros. Fiecare locuitor curăță sticla felinarului său.',
  my: 'မီးအိမ်များကို ညနေတွင် ထွန်းပြီး အရုဏ်တက်ချိန်တွင် ငြိမ်းသည်။ ဆီကို နွေဦးတွင် ဝယ်ပြီး အေးသောနေရာတွင် ထားသည်။ အိမ်ရှင်တိုင်းသည် မိမိမီးအိမ်၏ မှန်ကို သန့်ရှင်းရမည်။',
  hi: 'दीपक शाम को जलाए जाते हैं और भोर में बुझाए जाते हैं। तेल वसंत में खरीदा जाता है और ठंडी जगह पर रखा जाता है। हर निवासी अपने दीपक का काँच साफ करेगा।',
  ja: '灯籠は日暮れにともし、夜明けに消す。油は春に買い、涼しい場所に保管する。各戸は毎週ガラスを磨かなければならない。',
  ko: '등불은 해 질 녘에 켜고 새벽에 끈다. 기름은 봄에 사서 서늘한 곳에 보관한다. 모든 집주인은 매주 유리를 닦아야 한다.',
  vi: 'Đèn lồng được thắp lúc hoàng hôn và tắt lúc bình minh. Dầu được mua vào mùa xuân và cất giữ ở nơi mát mẻ. Mỗi chủ nhà phải lau kính đèn của mình mỗi tuần một lần.',
  ka: 'ფარნებს საღამოს ანთებენ და გამთენიისას აქრობენ. ზეთს გაზაფხულზე ყიდულობენ და გრილ ადგილას ინახავენ.'
}

for (const [code, text] of Object.entries(samples)) {
  t.test(`${code} is told`, async (t) => {
    const once = detectLanguage(text)!
    t.equal(once.code, code)
    const long = detectLanguage(`${text} `.repeat(6))!
    t.ok(long.confidence >= 0.75, `sure of much text: ${long.confidence}`)
    t.ok(once.confidence < long.confidence, 'less sure of little')
  })
}

t.test('a language that is not expected is told where the text is long', async (t) => {
  const bulgarian = 'Фенерите се палят вечер и се гасят на зазоряване. Маслото се купува през пролетта и се пази на хладно място. Всеки собственик почиства стъклото. '
  t.ok(detectLanguage(bulgarian)!.confidence < 0.5)
  t.match(detectLanguage(bulgarian.repeat(5)), { code: 'bg', confidence: 0.6 })
})

t.test('a mostly Chinese Japanese law, and a Chinese one with a Latin name in it', async (t) => {
  t.equal(detectLanguage('第一条 この法律は、灯籠の管理に関し必要な事項を定めることを目的とする。')?.code, 'ja')
  t.equal(detectLanguage('第一条 灯笼（Lantern）由各户管理，具体办法由市人民政府规定。')?.code, 'zh')
})

t.test('short texts are not sure, and follow what the file says', async (t) => {
  t.ok(detectLanguage('Lamps and oil')!.confidence < 0.5)
  t.match(detectLanguage('Article 5', 'fr-FR'), { code: 'fr-FR', declared: 'fr-FR', confidence: 0.3 })
  t.match(detectLanguage('12', 'ar'), { code: 'ar', confidence: 0.1 })
  t.equal(detectLanguage('12 — 13'), null)
})

t.test('what the file says of itself is told beside, and no tag is told as none', async (t) => {
  t.match(detectLanguage(samples.en!, 'fr'), { code: 'en', declared: 'fr' })
  t.match(detectLanguage(samples.en!, 'EN_us'), { code: 'en', declared: 'en-us' })
  t.match(detectLanguage(samples.en!, 'English!'), { code: 'en', declared: null })
})

t.test('what the reader is warned of', async (t) => {
  const long = `${samples.en} `.repeat(5)
  t.strictSame(languageWarnings(detectLanguage(long, 'en-GB')), [])
  t.match(languageWarnings(detectLanguage(long, 'fr')), [{ code: 'language_mismatch', detail: 'fr' }])
  t.match(languageWarnings(detectLanguage('Lamps and oil')), [{ code: 'language_uncertain' }])
  t.match(languageWarnings(null), [{ code: 'language_uncertain' }])
})

t.test('tags of one language', async (t) => {
  t.ok(sameLanguage('zh-Hant', 'zh'))
  t.notOk(sameLanguage('fil', 'fi'))
})

t.test('a very long text takes no long time', async (t) => {
  const start = Date.now()
  detectLanguage(samples.en!.repeat(20_000))
  t.ok(Date.now() - start < 1500)
})
