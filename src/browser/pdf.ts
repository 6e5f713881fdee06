import * as pdfjs from 'pdfjs-dist/build/pdf.min.mjs'

/** Twice the points of the screen would be sharper, and too much for a long law. */
const sharpness = Math.min(2, devicePixelRatio)

/** Draws the pages of a PDF below each other, each when it comes into view. */
export async function openPdf (bytes: ArrayBuffer, box: HTMLElement, workerAddress: string) {
  pdfjs.GlobalWorkerOptions.workerSrc = workerAddress
  const task = pdfjs.getDocument({ data: bytes, isEvalSupported: false, useWasm: false })
  const document = await task.promise
  const first = (await document.getPage(1)).getViewport({ scale: 1 })
  box.replaceChildren()
  const scale = Math.max(0.5, (box.clientWidth - 16) / first.width)
  const canvases = Array.from({ length: document.numPages }, (_, i) => {
    const canvas = box.ownerDocument.createElement('canvas')
    canvas.width = Math.round(first.width * scale)
    canvas.height = Math.round(first.height * scale)
    canvas.dataset.page = String(i + 1)
    box.append(canvas)
    return canvas
  })
  const draw = async (canvas: HTMLCanvasElement) => {
    const page = await document.getPage(Number(canvas.dataset.page))
    const viewport = page.getViewport({ scale: scale * sharpness })
    canvas.width = viewport.width
    canvas.height = viewport.height
    await page.render({ canvas, viewport }).promise
    canvas.dataset.drawn = ''
  }
  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      watcher.unobserve(target)
      draw(target as HTMLCanvasElement)
    }
  }, { root: box, rootMargin: '300px' })
  for (const canvas of canvases) watcher.observe(canvas)
  return {
    show: (page: number) => box.scrollTo({ top: (canvases[page - 1]?.offsetTop ?? 0) - box.offsetTop }),
    close: () => {
      watcher.disconnect()
      task.destroy()
    }
  }
}
