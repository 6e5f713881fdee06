import PDFDocument from 'pdfkit'

/** PDFs for tests: Latin ones drawn with pdfkit, and tiny ones made by hand whose font says itself what its signs mean. */

/** Text as drawn: signs from left to right, each a letter or a ligature's letters, at a place in points from the left below. */
export type Drawn = {
  signs: string[], x: number, y: number, size?: number, bold?: boolean
  /** 3 is invisible */
  mode?: number
  matrix?: [number, number, number, number]
}
/** `picture`: one fills the page, under the text. `raw`: further operators. */
export type HandPage = { drawn: Drawn[], picture?: boolean, width?: number, height?: number, raw?: string }

/** How wide every sign of a handmade font is, in ems. */
export const signWidth = 0.5

/** A PDF with text in any script. `meaning` changes what the font says of its signs: by default the truth. */
export function handPdf (pages: HandPage[], { meaning = (sign: string): string | null => sign, signWidths = {} as Record<string, number> } = {}): Buffer {
  const signs = [...new Set(pages.flatMap((page) => page.drawn.flatMap((d) => d.signs)))]
  const code = (sign: string) => (signs.indexOf(sign) + 1).toString(16).padStart(4, '0')
  const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex')
  const mapped = signs.filter((sign) => meaning(sign) !== null)
  const toUnicode = ['/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...mapped.map((sign) => `1 beginbfchar <${code(sign)}> <${utf16(meaning(sign)!)}> endbfchar`), 'endcmap'].join('\n')
  const widths = signs.map((sign) => Math.round((signWidths[sign] ?? signWidth) * 1000)).join(' ')
  const objects: string[] = ['', '', // the catalogue and the pages, written last
    font('Plain', 5), font('Plain-Bold', 5),
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 8 0 R/DW 500/W[1[${widths}]]>>`,
    stream('', toUnicode),
    stream('/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray', 'abcd'),
    '<</Type/FontDescriptor/FontName/Plain/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>']
  const kids = pages.map((page) => {
    objects.push(stream('', `${page.picture ? `q ${page.width ?? 595} 0 0 ${page.height ?? 842} 0 0 cm /I Do Q\n` : ''}${page.drawn.map((d) => draw(d, code)).join('\n')}\n${page.raw ?? ''}`))
    objects.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${page.width ?? 595} ${page.height ?? 842}]/Contents ${objects.length} 0 R` +
      '/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</I 7 0 R>>>>>>')
    return `${objects.length} 0 R`
  })
  objects[0] = '<</Type/Catalog/Pages 2 0 R>>'
  objects[1] = `<</Type/Pages/Kids[${kids.join(' ')}]/Count ${kids.length}>>`
  return assemble(objects)
}

const font = (name: string, descendant: number) =>
  `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode 6 0 R>>`
const stream = (entries: string, content: string) => `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`

function draw ({ signs, x, y, size = 12, bold = false, mode = 0, matrix = [1, 0, 0, 1] }: Drawn, code: (sign: string) => string): string {
  return `BT /${bold ? 'F2' : 'F1'} ${size} Tf ${mode} Tr ${matrix.join(' ')} ${x} ${y} Tm <${signs.map(code).join('')}> Tj ET`
}

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
export function assemble (objects: string[]): Buffer {
  let file = '%PDF-1.7\n'
  const offsets = objects.map((body, i) => {
    const at = file.length
    file += `${i + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`, 'latin1')
}

/** Lines of left-to-right text one below the other. */
export const lines = (texts: string[], { x = 72, y = 760, size = 12, step = 16, bold = false } = {}): Drawn[] =>
  texts.map((text, i) => ({ signs: [...text], x, y: y - i * step, size, bold }))

/** Lines as Arabic is drawn: the signs of each in the order in which they are seen, ending at the right edge. */
export const linesFromRight = (texts: string[][], { right = 523, y = 760, size = 12, step = 20, bold = false } = {}): Drawn[] =>
  texts.map((signs, i) => ({ signs, x: right - signs.length * signWidth * size, y: y - i * step, size, bold }))

/** What pdfkit draws. */
export async function kitPdf (drawing: (pdf: PDFKit.PDFDocument) => void, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 72, compress: true, ...options })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => pdf.once('end', resolve))
  drawing(pdf)
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}
