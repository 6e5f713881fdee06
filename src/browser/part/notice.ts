/** The one line in which a page tells that something is slow, off or refused; its texts come with the page, in its language. */
const line = () => document.getElementById('notice')!
let waiting: ReturnType<typeof setTimeout> | undefined

export const notice = {
  clear (): void {
    clearTimeout(waiting)
    line().textContent = ''
  },
  /** Tells that too much was asked for, and asks again when it may. */
  wait ({ headers }: Response, again: () => void): void {
    const seconds = Math.max(1, Number(headers.get('retry-after') ?? 5))
    line().textContent = line().dataset.tooMany!.replace(/[0٠]/, String(seconds))
    clearTimeout(waiting)
    waiting = setTimeout(again, seconds * 1000)
  },
  /** Tells that the network or the service failed, and why if the browser knows; what is shown stays. */
  failed (again: () => void): void {
    clearTimeout(waiting)
    line().textContent = navigator.onLine ? line().dataset.failed! : line().dataset.offline!
    addEventListener('online', again, { once: true })
  }
}
