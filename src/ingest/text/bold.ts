import { readMark } from '../structure/numbering.js'

const boldMax = 300
const lowest = 9

/** The level of a paragraph in bold type: it is a heading, of the lowest level, where it is short and begins with a number. */
export const boldLevel = (text: string): number | undefined => text.length <= boldMax && readMark(text) ? lowest : undefined
