import mammoth from 'mammoth/mammoth.browser.min.js'

/** A Word document as plain HTML: what is written, not how it looks; pictures are left out. */
export async function wordToHtml (bytes: ArrayBuffer): Promise<string> {
  const { value } = await mammoth.convertToHtml({ arrayBuffer: bytes }, { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) })
  return value
}
