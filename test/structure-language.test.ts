import t from 'tap'
import { heads, outline, structure } from './support/outline.js'

t.test('French: sections hold articles, and a line that cites an article is no article', async (t) => {
  t.strictSame(outline(`
    LIVRE Ier : Des fontaines
    TITRE PREMIER
    DE L'EAU
    Section 1 : Du débit
    Article 1er
    L'eau coule le matin.
    Article 2
    Elle coule selon
    Article 1er du présent code ou autrement.
    Section 2 : Du repos
    Article 2-1
    L'eau dort le soir.`, 'fr'), [
    'book_I | book | Ier | Des fontaines | - | -',
    'title_1 | title | PREMIER | DE L\'EAU | book_I | -',
    'sec_1 | section | 1 | Du débit | title_1 | -',
    'art_1 | article | 1er | - | sec_1 | L\'eau coule le matin.',
    'art_2 | article | 2 | - | sec_1 | Elle coule selon\nArticle 1er du présent code ou autrement.',
    'sec_2 | section | 2 | Du repos | title_1 | -',
    'art_2-1 | article | 2-1 | - | sec_2 | L\'eau dort le soir.'
  ])
})

t.test('containers whose numbers repeat are named after what they stand in', async (t) => {
  const text = 'TÍTULO I\nDE LAS FUENTES\nCAPÍTULO I\nDEL AGUA\nArtículo 1.- Corre.\nTÍTULO II\nDE LOS POZOS\nCAPÍTULO I\nDEL CUBO\nArtículo 2.- Sube.\nArtículo 3.- Baja.'
  t.strictSame(structure(text, 'es').provisions.map((p) => `${p.eId} < ${p.parent}`), [
    'title_I < null', 'title_I__chp_I < title_I', 'art_1 < title_I__chp_I', 'title_II < null', 'title_II__chp_I < title_II', 'art_2 < title_II__chp_I', 'art_3 < title_II__chp_I'
  ])
})

t.test('Spanish: headings before the first sentence, and transitory articles that begin anew', async (t) => {
  t.strictSame(outline(`
    ARTÍCULO 1. OBJETO. Esta ley cuida las campanas.
    ARTÍCULO 2. TOQUES. Suenan al alba.
    Suenan también a mediodía.
    ARTÍCULO 2 BIS. SILENCIO. De noche callan.
    DISPOSICIONES TRANSITORIAS
    Artículo primero.- Las campanas rotas se funden.
    Artículo segundo.- Las nuevas se bendicen.`, 'es'), [
    'art_1 | article | 1 | OBJETO | - | Esta ley cuida las campanas.',
    'art_2 | article | 2 | TOQUES | - | Suenan al alba.\nSuenan también a mediodía.',
    'art_2-bis | article | 2 BIS | SILENCIO | - | De noche callan.',
    'part_1 | part | DISPOSICIONES TRANSITORIAS | - | - | -',
    'part_1__art_1 | article | primero | - | part_1 | Las campanas rotas se funden.',
    'part_1__art_2 | article | segundo | - | part_1 | Las nuevas se bendicen.'
  ])
  const sentences = 'Artículo 1°.- Campana mayor. Suena al alba.\nArtículo 2°.- Campana menor. Suena después.\nArtículo 3°.- Silencio. De noche callan.'
  t.strictSame(structure(sentences, 'es').provisions.map((p) => p.heading), ['Campana mayor', 'Campana menor', 'Silencio'])
})

t.test('Arabic: ordinals in words, chapters, headings on the line of the number', async (t) => {
  t.strictSame(outline(`
    نظام المصابيح
    الفصل الأول أحكام عامة
    المادة الأولى: التعريفات
    المصباح ما يضيء الدار.
    المادة الثانية
    تضاء المصابيح عند الغروب وفق
    المادة الأولى من هذا النظام.
    الفصل الثاني الزيت
    المادة الثالثة: الشراء
    يشترى الزيت في الربيع.`, 'ar'), [
    'chp_1 | chapter | الأول | أحكام عامة | - | -',
    'art_1 | article | الأولى | التعريفات | chp_1 | المصباح ما يضيء الدار.',
    'art_2 | article | الثانية | - | chp_1 | تضاء المصابيح عند الغروب وفق\nالمادة الأولى من هذا النظام.',
    'chp_2 | chapter | الثاني | الزيت | - | -',
    'art_3 | article | الثالثة | الشراء | chp_2 | يشترى الزيت في الربيع.'
  ])
})

t.test('Chinese: text on the line of the number, a list of chapters before it, inserted articles, headings in brackets', async (t) => {
  t.strictSame(outline(`
    # 灯笼条例
    目\u3000录
    第一章\u3000总则
    第二章\u3000点灯
    第三章\u3000附则
    第一章\u3000总则
    第一条\u3000为了照明，制定本条例。
    第二条【含义】灯笼是指发光之物。
    第二章\u3000点灯
    第三条\u3000日落点灯。
    第三条之一\u3000雨天免点。
    第三章\u3000附则
    第四条\u3000本条例自立春起施行。`, 'zh'), [
    'chp_1 | chapter | 第一章 | 总则 | - | -',
    'art_1 | article | 第一条 | - | chp_1 | 为了照明，制定本条例。',
    'art_2 | article | 第二条 | 含义 | chp_1 | 灯笼是指发光之物。',
    'chp_2 | chapter | 第二章 | 点灯 | - | -',
    'art_3 | article | 第三条 | - | chp_2 | 日落点灯。',
    'art_3-1 | article | 第三条之一 | - | chp_2 | 雨天免点。',
    'chp_3 | chapter | 第三章 | 附则 | - | -',
    'art_4 | article | 第四条 | - | chp_3 | 本条例自立春起施行。'
  ])
})

t.test('Russian: sections, chapters, inserted articles', async (t) => {
  t.strictSame(heads(`
    ОБЩАЯ ЧАСТЬ
    Раздел I. Фонари
    Глава 1. Свет
    Статья 1. Вечер
    Фонари зажигают вечером.
    Статья 1.1. Туман
    В туман их зажигают раньше.
    ОСОБЕННАЯ ЧАСТЬ
    Раздел II. Масло
    Глава 2. Покупка
    Статья 2. Весна
    Масло покупают весной.`, 'ru'), [
    'part_1 | part | ОБЩАЯ ЧАСТЬ | - | -', 'title_I | title | I | Фонари | part_1', 'chp_1 | chapter | 1 | Свет | title_I', 'art_1 | article | 1 | Вечер | chp_1',
    'art_1.1 | article | 1.1 | Туман | chp_1', 'part_2 | part | ОСОБЕННАЯ ЧАСТЬ | - | -', 'title_II | title | II | Масло | part_2', 'chp_2 | chapter | 2 | Покупка | title_II',
    'art_2 | article | 2 | Весна | chp_2'
  ])
})

t.test('German: marked headings, a part without number, annexes; a line that cites a section is none', async (t) => {
  const text = `
    # Laternengesetz
    ## Allgemeiner Teil
    ### Erster Abschnitt - Licht
    #### § 1 Abend
    Laternen brennen am Abend. Näheres regelt
    § 2 Abs. 1 dieses Gesetzes.
    #### § 1a (weggefallen)
    #### § 2 Öl
    Öl wird im Frühjahr gekauft.
    ## Anlage 1 Dochte
    Dochte sind weiß.`
  t.strictSame(outline(text, 'de'), [
    'part_1 | part | Allgemeiner Teil | - | - | -',
    'dvs_1 | division | Erster | Licht | part_1 | -',
    'sec_1 | section | 1 | Abend | dvs_1 | Laternen brennen am Abend. Näheres regelt\n§ 2 Abs. 1 dieses Gesetzes.',
    'sec_1a | section | 1a | - | dvs_1 | (weggefallen)',
    'sec_2 | section | 2 | Öl | dvs_1 | Öl wird im Frühjahr gekauft.',
    'sched_1 | schedule | 1 | Dochte | - | Dochte sind weiß.'
  ])
  t.equal(structure(text, 'de').structure, 'headings')
})

t.test('Portuguese and Swahili', async (t) => {
  t.strictSame(outline('CAPÍTULO I\nDas lanternas\nArtigo 1.º\nLuz\nAs lanternas acendem-se à tarde.\nArtigo 2.º\nAzeite\nCompra-se na primavera.', 'pt'), [
    'chp_I | chapter | I | Das lanternas | - | -',
    'art_1 | article | 1.º | Luz | chp_I | As lanternas acendem-se à tarde.',
    'art_2 | article | 2.º | Azeite | chp_I | Compra-se na primavera.'
  ])
  t.strictSame(outline('SEHEMU YA KWANZA\nUTANGULIZI\nIbara ya 1\nTaa huwashwa jioni.\nIbara ya 2\nMafuta hununuliwa masika.', 'sw'), [
    'part_1 | part | KWANZA | UTANGULIZI | - | -',
    'art_1 | article | 1 | - | part_1 | Taa huwashwa jioni.',
    'art_2 | article | 2 | - | part_1 | Mafuta hununuliwa masika.'
  ])
})
