// Free text, short and long. Kept as typed apart from outer space and line ends; its cells are text cells.
import * as z from 'zod'

import type { Cell, Kind, Reading } from '../kind.ts'
import { canonText, plainText, readCommon, said, wrong } from './cell-text.ts'

const readText =
  (max: number) =>
  (cell: Cell): Reading<string> => {
    const text = plainText(cell)
    const common = readCommon(text)
    if (common) return common
    return text.length > max ? wrong('text.long', { max, length: text.length }) : said(text)
  }

/** Text of at most `max` UTF-16 units. */
export const text = (max: number): Kind<string, 'text'> => ({
  name: 'text',
  storage: 'text',
  numberFormat: '@',
  schema: z.string().min(1).max(max),
  read: readText(max),
  write: (value) => value,
  canon: canonText,
  isUsable: () => true,
  offers: () => [],
  refersTo: null,
})

/** Text of several lines. Notes are united below each other, if all of them find room. */
export const note = (max: number): Kind<string, 'text'> => ({
  ...text(max),
  name: 'note',
  several: {
    unite: (values) => {
      const isSaid = (value: string, i: number) =>
        values.some((other, k) => other.includes(value) && (other !== value || k < i))
      const united = values.filter((value, i) => !isSaid(value, i)).join('\n')
      return united.length <= max ? united : null
    },
    has: (whole, value) => whole.includes(value),
  },
})
