/**
 * The place in a list of suggestions that an arrow key leads to; -1 is the box itself, which is one of the places, so that one comes
 * back to what was typed. A closed list is entered from the side that the arrow points from.
 */
export function nextPlace ({ active, count, open }: { active: number, count: number, open: boolean }, step: 1 | -1): number {
  const places = count + 1
  return open ? (active + 1 + step + places) % places - 1 : step === 1 ? 0 : count - 1
}
