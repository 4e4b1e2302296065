// One of a list, stored as a code and shown by its label. Codes and labels of all three languages are read,
// whatever their case, width or script. A closed list refuses other words, an open one keeps them as typed.
import * as z from 'zod'

import { foldWord } from '../../normalize/fold.ts'
import { flaw } from '../../problem.ts'
import type { Cell, Kind, Label, Locale, Reading } from '../kind.ts'
import { asTyped, canonText, plainText, readCommon, said, TYPED_MAX, tooLong } from './cell-text.ts'

/** [en, zh-Hans, zh-Hant, other words for it …] by code. */
type Choices<C extends string> = Readonly<
  Record<C, readonly [en: string, zhHans: string, zhHant: string, ...others: string[]]>
>

const codesOf = <C extends string>(choices: Choices<C>): readonly [C, ...C[]] =>
  // Object.keys forgets the type of the keys; each list here has at least one.
  Object.keys(choices) as [C, ...C[]]

const labelsOf = <C extends string>(choices: Choices<C>, code: C): Label => {
  const [en, zhHans, zhHant] = choices[code]
  return { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }
}

const codeByWord = <C extends string>(choices: Choices<C>): ReadonlyMap<string, C> =>
  new Map(
    codesOf(choices)
      .toReversed()
      .flatMap((code) => [code, ...choices[code]].map((word) => [foldWord(word), code] as const)),
  )

const offersOf =
  <C extends string>(choices: Choices<C>) =>
  (locale: Locale): string[] =>
    codesOf(choices).map((code) => labelsOf(choices, code)[locale])

/** The code that a word names, and what to say where it names none. */
const reader = <C extends string>(choices: Choices<C>) => {
  const codes = codeByWord(choices)
  const offered = offersOf(choices)
  return {
    codeOf: (text: string): C | null => codes.get(foldWord(text)) ?? null,
    unknown: (text: string, locale: Locale) => ({
      shown: text.slice(0, 40),
      offered: offered(locale).join(' / '),
    }),
  }
}

/**
 * A closed list: another word is an error, because rules depend on the answer. `wins` are codes that no merge of rows
 * takes back.
 */
export const choice = <const C extends string>(
  choices: Choices<C>,
  wins: readonly NoInfer<C>[] = [],
): Kind<C, 'text'> => {
  const { codeOf, unknown } = reader(choices)
  return {
    name: 'choice',
    storage: 'text',
    numberFormat: '@',
    schema: z.enum(codesOf(choices)),
    read: (cell: Cell, setting): Reading<C> => {
      const text = plainText(cell)
      const long = tooLong(text)
      if (long) return long
      const code = codeOf(text)
      if (code !== null) return said(code)
      const common = readCommon(text)
      if (common) return common
      return {
        value: null,
        flaw: flaw('choice.unknown', 'error', unknown(text, setting.locale)),
      }
    },
    write: (value, setting) => labelsOf(choices, value)[setting.locale],
    canon: canonText,
    isUsable: () => true,
    offers: offersOf(choices),
    refersTo: null,
    wins,
  }
}

/** An open list: another word is stored as typed and marked, because it only describes. */
export const openChoice = <const C extends string>(choices: Choices<C>): Kind<string, 'text'> => {
  const { codeOf, unknown } = reader(choices)
  const isCode = (value: string): value is C => Object.hasOwn(choices, value)
  return {
    name: 'open choice',
    storage: 'text',
    numberFormat: '@',
    schema: z.string().min(1).max(TYPED_MAX),
    read: (cell, setting) => {
      const text = plainText(cell)
      const long = tooLong(text)
      if (long) return long
      const code = codeOf(text)
      if (code !== null) return said<string>(code)
      return readCommon(text) ?? asTyped(text, 'choice.unknown', unknown(text, setting.locale))
    },
    write: (value, setting) => (isCode(value) ? labelsOf(choices, value)[setting.locale] : value),
    canon: canonText,
    isUsable: isCode,
    offers: offersOf(choices),
    refersTo: null,
  }
}
