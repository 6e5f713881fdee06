import type { Block } from '../../model/parsed.js'
import type { Mark } from './numbering.js'

/** One line of the text; `accepted` lines begin a provision, `dropped` ones repeat others as a table of contents does. */
export type Line = Block & { mark: Mark | null, quoted: boolean, accepted: boolean, dropped: boolean }

/** Whether four in five of a list, at least one, pass a test. */
export const mostly = <T>(list: T[], test: (item: T) => boolean): boolean => list.length > 0 && list.filter(test).length >= list.length * 0.8

/** Whether the format itself marks a line as a heading; from level 7 on it only looks like one. */
export const isMarked = ({ level }: Line): boolean => level !== undefined && level <= 6
