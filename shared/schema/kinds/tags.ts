// A short list of words in one cell, stored and shown as "a; b". Commas and 、 separate as well when read.
import * as z from 'zod'

import type { Kind } from '../kind.ts'
import { listOf } from './several.ts'
import { canonText, isNothing, plainText, readCommon, said, wrong } from './cell-text.ts'

const TAG_MAX = 60

const isWord = (word: string): boolean => word.length <= TAG_MAX && !/[;；,，、\n|]/u.test(word)

/** At most `max` different words of at most 60 characters. */
export const tags = (max: number): Kind<string, 'text'> => ({
  name: 'tags',
  storage: 'text',
  numberFormat: '@',
  schema: z
    .string()
    .min(1)
    .max(max * (TAG_MAX + 2)),
  read: (cell) => {
    const text = plainText(cell)
    const common = readCommon(text)
    if (common) return common
    const words = text
      .split(/[;；,，、\n|]+/u)
      .map((word) => plainText(word))
      .filter((word) => !isNothing(word))
    const different = [...new Set(words)]
    if (different.length === 0) return { value: null, flaw: null }
    if (different.length > max) return wrong('tags.many', { max, count: different.length })
    const longest = Math.max(...different.map((word) => word.length))
    if (longest > TAG_MAX) return wrong('text.long', { max: TAG_MAX, length: longest })
    return said(different.join('; '))
  },
  write: (value) => value,
  canon: canonText,
  isUsable: () => true,
  offers: () => [],
  refersTo: null,
  several: listOf(max, isWord),
})
