// What every kind needs to know of a cell's text: what says nothing, what a failed formula shows, and the
// canonical text. `plainText` and `canonText` decide hashes: changing them means a new CANON_VERSION.
import { flaw } from '../../problem.ts'
import type { Flaw, Level } from '../../problem.ts'
import type { Cell, Reading, Value } from '../kind.ts'

/** Names the rules of `canon`; it travels in the identity of each row (design §6). */
export const CANON_VERSION = 1

/** Text stored as typed is kept up to this length, whatever its kind. */
export const TYPED_MAX = 200

const nothingWords = new Set(
  (
    '无 無 没有 沒有 暂无 暫無 未知 不详 不詳 不明 待定 待补 待補 空 未填 略 n/a na nil none null undefined ' +
    'unknown tbd - -- --- — —— – _ / \\ . 。 ? ?? 、 ×'
  ).split(' '),
)
const formulaErrors = new Set(
  (
    '#n/a #name? #value! #ref! #div/0! #num! #null! #spill! #calc! #getting_data #busy! #field! #blocked! ' +
    '#connect! #unknown! #external! #python!'
  ).split(' '),
)

/** A number as Excel writes it as text: 15 significant digits, the shortest form. */
export const numberText = (n: number): string => String(Number(n.toPrecision(15)) + 0).toUpperCase()

/** What is typed, apart from what Excel drops by itself: outer space, CR, the leading apostrophe. NFC. */
export const plainText = (cell: Cell): string => {
  if (typeof cell === 'number') return numberText(cell)
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return cell
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/^[\s']+/u, '')
    .trimEnd()
}

/** Full-width forms and odd spaces made ordinary; the text is still the user's own, for reading only. */
export const foldWidth = (text: string): string => text.normalize('NFKC').trim()

const plainNumber = /^[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[-+]?\d{1,3})?$/iu
const hasFewDigits = (text: string): boolean =>
  text.replace(/e.*$/iu, '').replace(/\D/gu, '').length <= 15

/** The canonical text of a cell: the same before and after Excel took a number, a TRUE for what it is. */
export const canonText = (cell: Cell): string => {
  const text = plainText(cell)
  if (typeof cell !== 'string') return text
  if (/^(?:true|false)$/iu.test(text)) return text.toUpperCase()
  if (!plainNumber.test(text) || !hasFewDigits(text)) return text
  const n = Number(text)
  return Number.isFinite(n) ? numberText(n) : text
}

export const isNothing = (text: string): boolean => {
  const folded = foldWidth(text).toLowerCase()
  return folded === '' || nothingWords.has(folded)
}

export const nothing: Reading<never> = { value: null, flaw: null }
export const said = <V extends Value>(value: V): Reading<V> => ({ value, flaw: null })
export const wrong = (
  code: Flaw['code'],
  params: Flaw['params'] = {},
  level: Level = 'error',
): Reading<never> => ({ value: null, flaw: flaw(code, level, params) })

/** A warning: what was typed is stored; text beyond all measure is an error. */
export const asTyped = (
  text: string,
  code: Flaw['code'],
  params: Flaw['params'] = {},
): Reading<string> =>
  text.length > TYPED_MAX
    ? wrong('text.long', { max: TYPED_MAX, length: text.length })
    : { value: text, flaw: flaw(code, 'warning', params) }

// Controls but tab and line feed, and halves of surrogate pairs, which UTF-8 cannot carry.
const unstorable = /[\p{Cc}\p{Surrogate}]/u

/**
 * The first questions to any cell: does it say nothing, is it a failed formula, can it be stored at all?
 * null: the kind itself has to read it.
 */
export const readCommon = (text: string): Reading<never> | null => {
  if (isNothing(text)) return nothing
  if (formulaErrors.has(text.toLowerCase())) return wrong('formula.error', { shown: text })
  if (unstorable.test(text.replace(/[\t\n]/gu, ''))) return wrong('text.control')
  return null
}

/** Longer than any number, date, phone or list of three addresses. */
const SHORT_MAX = 400

/**
 * For kinds that look for a word or a pattern: what is longer than all that they know, as typed or once its signs are
 * folded (one may become eighteen), is not searched, for that takes time by the square of its length. null: it is not.
 */
export const tooLong = (text: string): Reading<never> | null =>
  text.length > SHORT_MAX || foldWidth(text).length > SHORT_MAX
    ? wrong('text.long', { max: TYPED_MAX, length: text.length })
    : null

/** The first questions to a cell that is no free text. */
export const readShort = (text: string): Reading<never> | null => tooLong(text) ?? readCommon(text)
