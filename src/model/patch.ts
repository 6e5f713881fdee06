type Fields = Record<string, unknown>

/** What a merge patch makes of a value (RFC 7396): objects are merged, null removes, everything else takes the place of what was there. */
export function mergePatch (target: Fields, patch: Fields): Fields {
  const merged = { ...target }
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else merged[name] = isFields(value) ? mergePatch(isFields(merged[name]) ? merged[name] : {}, value) : value
  }
  return merged
}

const isFields = (value: unknown): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value)
