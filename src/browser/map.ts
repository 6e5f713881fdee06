import { notice } from './part/notice.js'

/** Twice as many points as the drawing has units would be more than some canvases hold. */
const pixelsPerUnit = 1.5
const zooms = ['1', '2', '4', '8']

const form = document.querySelector<HTMLFormElement>('form.map')!
// The map is replaced when another subject is chosen; its form stays, and hears of clicks for it.
form.addEventListener('click', ({ target }) => {
  const button = (target as Element).closest('button')
  if (button?.dataset.zoom) zoom(button.dataset.zoom === 'in' ? 1 : -1)
  if (button?.dataset.png) savePicture(button, button.dataset.png)
})

/** Makes the map larger or smaller; what was in the middle stays there, and the rest is reached by scrolling. */
function zoom (by: 1 | -1): void {
  const next = zooms[zooms.indexOf(form.dataset.zoom ?? '1') + by]
  const box = document.querySelector('.map-scroll')
  if (!next || !box) return
  const middle = [(box.scrollLeft + box.clientWidth / 2) / box.scrollWidth, (box.scrollTop + box.clientHeight / 2) / box.scrollHeight]
  form.dataset.zoom = next
  box.scrollTo({ left: middle[0]! * box.scrollWidth - box.clientWidth / 2, top: middle[1]! * box.scrollHeight - box.clientHeight / 2, behavior: 'instant' })
}

/** Draws the SVG that one may download, on a canvas, and saves that as PNG. */
async function savePicture (button: HTMLButtonElement, name: string): Promise<void> {
  button.disabled = true
  try {
    const response = await fetch(form.querySelector<HTMLAnchorElement>('a[data-map]')!.href)
    if (response.status === 429) return notice.wait(response, () => { savePicture(button, name) })
    if (!response.ok) throw new Error(`The map answered with ${response.status}.`)
    save(await pictureOf(await response.blob()), name)
    notice.clear()
  } catch (error) {
    notice.failed(() => { savePicture(button, name) })
    throw error
  } finally {
    button.disabled = false
  }
}

async function pictureOf (svg: Blob): Promise<Blob> {
  const image = new Image()
  image.src = URL.createObjectURL(svg)
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * pixelsPerUnit
  canvas.height = image.naturalHeight * pixelsPerUnit
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  return new Promise((resolve, reject) => canvas.toBlob((png) => png ? resolve(png) : reject(new Error('The picture is too large.')), 'image/png'))
}

function save (content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
