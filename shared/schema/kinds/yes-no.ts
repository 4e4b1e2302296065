// A yes or a no, stored as 1 or 0; its cell shows the word of the reader's language.
import * as z from 'zod'

import { foldWord } from '../../normalize/fold.ts'
import type { Kind, Locale } from '../kind.ts'
import { canonText, foldWidth, plainText, readCommon, said, wrong, tooLong } from './cell-text.ts'

const words: Readonly<Record<Locale, readonly [no: string, yes: string]>> = {
  'zh-Hans': ['否', '是'],
  'zh-Hant': ['否', '是'],
  en: ['No', 'Yes'],
}
const yesWords = new Set('是 有 对 true yes y 1 ok'.split(' '))
const noWords = new Set('否 不 不是 没有 false no n 0'.split(' '))
const yesMarks = new Set('√✓✔☑●'.split(''))
const noMarks = new Set('×✗✘☐○'.split(''))

export const yesNo: Kind<0 | 1, 'integer'> = {
  name: 'yes/no',
  storage: 'integer',
  numberFormat: '@',
  schema: z.union([z.literal(0), z.literal(1)]),
  read: (cell) => {
    const text = plainText(cell)
    const long = tooLong(text)
    if (long) return long
    const mark = foldWidth(text)
    const word = foldWord(text)
    if (yesWords.has(word) || yesMarks.has(mark)) return said<0 | 1>(1)
    if (noWords.has(word) || noMarks.has(mark)) return said<0 | 1>(0)
    return (
      readCommon(text) ?? wrong('choice.unknown', { shown: text.slice(0, 40), offered: '是 / 否' })
    )
  },
  write: (value, setting) => words[setting.locale][value],
  canon: canonText,
  isUsable: () => true,
  offers: (locale) => words[locale].toReversed(),
  refersTo: null,
}
