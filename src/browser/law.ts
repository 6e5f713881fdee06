/** The slider over the days of a law: it tells the day, and gives it to the address in place of its own number. */
const slider = document.querySelector<HTMLInputElement>('input[type=range][name=step]')
if (slider?.form) dateSlider(slider, slider.form)

function dateSlider (slider: HTMLInputElement, form: HTMLFormElement): void {
  const days = slider.dataset.days!.split(' ')
  const labels = slider.dataset.labels!.split('|')
  let chosen = slider.dataset.chosen!
  slider.addEventListener('input', () => {
    // The last is the current wording, whatever day it is.
    chosen = slider.valueAsNumber === days.length - 1 ? '' : days[slider.valueAsNumber]!
    for (const select of form.querySelectorAll('select')) select.value = ''
    const told = labels[slider.valueAsNumber]!
    slider.setAttribute('aria-valuetext', told)
    slider.labels?.[0]?.querySelector('output')?.replaceChildren(told)
  })
  form.addEventListener('formdata', ({ formData }) => {
    formData.delete('step')
    if (chosen !== '') formData.set('asOf', chosen)
    const [from, to] = [formData.get('from'), formData.get('to')]
    formData.delete('from')
    formData.delete('to')
    if (from && to) formData.set('compare', `${from}..${to}`)
  })
}
