/** Items by key, in the order they come. (`Map.groupBy` is there from Node 21 on; delete this when 20 is left behind.) */
export function groupBy<K, T> (items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
