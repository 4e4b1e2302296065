import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { AFTER_MAX } from '../../../shared/protocol/push.ts'
import {
  columnLetters,
  MARK,
  markFormula,
  marksToText,
  textToMarks,
} from '../../../shared/sync/marks.ts'
import { idInText, newStamp, stampToText, textToStamp } from '../../../shared/sync/stamp.ts'
import type { Stamp } from '../../../shared/sync/stamp.ts'
import { ulid } from '../../../shared/sync/ulid.ts'

const home = { org: 'o1', table: 'customer' }
const hex16 = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 16, maxLength: 16 })
  .map((digits) => digits.join(''))
const anId = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 47 }), fc.uint8Array({ minLength: 10, maxLength: 10 }))
  .map(([time, random]) => ulid(time, random))
const aHeader = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((header) => !header.includes(MARK))
const aStamp: fc.Arbitrary<Stamp> = fc.record({
  version: fc.constantFrom('1', '1.a3f09c', '2.000000'),
  id: anId,
  rev: fc.nat(),
  crev: fc.nat(),
  hash: fc.oneof(hex16, fc.constant('')),
  ohash: fc.oneof(hex16, fc.constant('')),
  answer: fc.option(
    fc.record({
      outcome: fc.constantFrom('invalid', 'known', 'changed_identity', 'forbidden', 'gone'),
      hash: hex16,
    }),
  ),
  older: fc.array(hex16, { maxLength: AFTER_MAX }),
  marks: fc.array(aHeader, { maxLength: 4 }),
})

describe('the _sync cell', () => {
  test('a stamp reads as it was written', () => {
    fc.assert(
      fc.property(aStamp, (stamp) => {
        expect(textToStamp(stampToText(stamp, home), home)).toEqual(stamp)
      }),
    )
  })

  test('any text reads as a stamp or as null, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(textToStamp(text, home)).toBeNull()
      }),
    )
  })

  test('[R6] a cell with a character changed in version, id or check is damaged, never another row', () => {
    const ids = fc.tuple(aStamp, fc.nat(), fc.constantFrom('0', 'Z', 'x', '|', ''))
    fc.assert(
      fc.property(ids, ([stamp, place, letter]) => {
        const text = stampToText(stamp, home)
        const at = place % (stamp.version.length + 28)
        const damaged = text.slice(0, at) + letter + text.slice(at + 1)
        const read = textToStamp(damaged, home)
        expect(read === null || read.id === stamp.id).toBe(true)
      }),
    )
  })

  test('[R5] a row of another table or organisation is not taken for one of ours', () => {
    const text = stampToText(newStamp('1', ulid(1, new Uint8Array(10))), home)
    expect(textToStamp(text, home)).not.toBeNull()
    expect(textToStamp(text, { ...home, table: 'contact' })).toBeNull()
    expect(textToStamp(text, { ...home, org: 'o2' })).toBeNull()
  })

  test('a saved row with nothing to say has no tail', () => {
    const stamp = { ...newStamp('1', ulid(1, new Uint8Array(10))), rev: 3, hash: 'a'.repeat(16) }
    expect(stampToText(stamp, home).split('|')).toHaveLength(7)
  })
})

test('whom a text of the cell names can be told wherever it is from; what is damaged names nobody', () => {
  fc.assert(
    fc.property(aStamp, (stamp) => {
      const text = stampToText(stamp, { org: 'another', table: 'visit' })
      expect(idInText(text)).toBe(stamp.id)
      expect(idInText(text.replace(stamp.id, stamp.id.slice(1)))).toBe('')
    }),
  )
  expect(idInText('')).toBe('')
})

describe('the hidden mark of faulty columns', () => {
  const isMarked = (header: string, text: string) => text.includes(MARK + header + MARK)

  test('a header is found in the mark exactly when it was marked', () => {
    fc.assert(
      fc.property(fc.uniqueArray(aHeader, { maxLength: 8 }), fc.nat(), (headers, cut) => {
        const marked = headers.slice(0, cut % (headers.length + 1))
        const text = marksToText(marked)
        for (const header of headers) expect(isMarked(header, text)).toBe(marked.includes(header))
        expect(textToMarks(text)).toEqual(marked)
      }),
    )
  })

  test('is the headers between separators, and no text at all for none', () => {
    expect(marksToText(['手机', '邮箱'])).toBe('␟手机␟邮箱␟')
    expect(marksToText([])).toBe('')
    expect(marksToText(['', '手机'])).toBe('␟手机␟')
    expect(textToMarks('')).toEqual([])
  })

  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('the column %i is %s to Excel', (index, letters) => {
    expect(columnLetters(index)).toBe(letters)
  })

  test('a header that has the separator is left out rather than colouring another column', () => {
    expect(marksToText([`手机${MARK}邮箱`])).toBe('')
  })

  test('the formula names the header of its own column and the _sync cell of its own row', () => {
    expect(markFormula(0, 0, 25)).toBe('=ISNUMBER(FIND("␟"&A$1&"␟",$Z2))')
    expect(markFormula(3, 1, 27)).toBe('=ISNUMBER(FIND("␟"&B$4&"␟",$AB5))')
  })
})
