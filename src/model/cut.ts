/** The beginning of a text, at most so many UTF-16 units, never ending in half a character. */
export const cut = (text: string, units: number): string => text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '')
