/** The list of States is long: what is typed above it leaves those whose name holds it. Nothing is sent for that. */
const filter = document.querySelector<HTMLInputElement>('input[data-filter]')
const list = filter && document.getElementById(filter.dataset.filter!)

filter?.addEventListener('change', (event) => event.stopPropagation())
filter?.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault() })
filter?.addEventListener('input', (event) => {
  event.stopPropagation()
  const wanted = plain(filter.value)
  for (const item of list!.children) (item as HTMLElement).hidden = !plain(item.textContent ?? '').includes(wanted)
})

// How many are chosen stands above the list, which itself stays as it is.
const count = document.querySelector('.compare-states .count')
list?.addEventListener('change', () => {
  if (count) count.textContent = count.textContent!.replace(/[\d٠-٩]+/, String(list.querySelectorAll('input:checked').length))
})

// A row, or the table, is unfolded as one; where all of it is open, it is folded. The table is replaced when something else is chosen: its form stays.
document.querySelector('form.compare')?.addEventListener('click', ({ target }) => {
  const button = (target as Element).closest<HTMLButtonElement>('button[data-unfold]')
  const within = button?.dataset.unfold === 'tr' ? button.closest('tr') : button && document.querySelector('.compare-table')
  const texts = [...within?.querySelectorAll('details') ?? []]
  const open = texts.some((details) => !details.open)
  for (const details of texts) details.open = open
})

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
