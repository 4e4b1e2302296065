import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { jsonBytesAtMost, toChunks } from '../../../shared/sync/chunks.ts'
import type { ChunkLimits } from '../../../shared/sync/chunks.ts'

describe('cutting rows into pushes', () => {
  test('every row goes out once, in order, within the limits', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 300 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 50 }), (items, rows) => {
        const limits = { rows, bytes: 40_000, firstRows: 20 }
        const chunks = [...toChunks(items, (size) => size, limits)]
        expect(chunks.flat()).toEqual(items)
        for (const [at, chunk] of chunks.entries()) {
          expect(chunk.length).toBeLessThanOrEqual(at === 0 ? Math.min(20, rows) : rows)
          const bytes = chunk.reduce((sum, size) => sum + size + 1, 10_000)
          expect(chunk.length === 1 || bytes <= 40_000).toBe(true)
        }
      }),
    )
  })

  test('the first push is small, so that the first answer comes early', () => {
    const items = Array.from({ length: 2_600 }, (_, at) => at)
    const limits = { rows: 1_000, bytes: 1_000_000, firstRows: 500 }
    expect([...toChunks(items, () => 10, limits)].map((chunk) => chunk.length)).toEqual([
      500, 1_000, 1_000, 100,
    ])
  })

  test('the bytes of a text as JSON are never underrated', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const bytes = new TextEncoder().encode(JSON.stringify(text)).length
        expect(jsonBytesAtMost(text)).toBeGreaterThanOrEqual(bytes)
      }),
    )
  })

  test('a push is filled to the last byte and the last row, and no further', () => {
    const cut = (sizes: readonly number[], limits: Partial<ChunkLimits>) =>
      [...toChunks(sizes, (size) => size, { rows: 9, bytes: 10_100, firstRows: 9, ...limits })].map(
        (chunk) => chunk.length,
      )
    expect(cut([49, 49], {})).toEqual([2])
    expect(cut([49, 50], {})).toEqual([1, 1])
    expect(cut([49, 49, 49, 49, 49], {})).toEqual([2, 2, 1])
    expect(cut([1, 1, 1, 1], { rows: 2 })).toEqual([2, 2])
    expect(cut([1, 1, 1, 1], { rows: 3, firstRows: 1 })).toEqual([1, 3])
    expect(cut([1, 1, 1], { rows: 1, firstRows: 3 })).toEqual([1, 1, 1])
  })

  test('a row over the limit travels alone, and no push is empty', () => {
    const limits = { rows: 9, bytes: 10_100, firstRows: 9 }
    const cut = (sizes: readonly number[]) => [...toChunks(sizes, (size) => size, limits)]
    expect(cut([500])).toEqual([[500]])
    expect(cut([1, 500, 1])).toEqual([[1], [500], [1]])
    expect(cut([])).toEqual([])
  })

  test.each([
    ['nothing but its quotes', '', 2],
    ['a control', '\u0000', 8],
    ['the last control', '\u001f', 8],
    ['a space', ' ', 3],
    ['a quote', '"', 4],
    ['a backslash', '\\', 4],
    ['the last of ASCII', '\u007f', 3],
    ['a letter with an accent', '\u0080', 5],
    ['a character', '华', 5],
    ['the last before the halves', '\ud7ff', 5],
    ['the first half of a pair', '\ud800', 8],
    ['the last half of a pair', '\udfff', 8],
    ['the first after the halves', '\ue000', 5],
    ['two letters', 'ab', 4],
  ])('the bytes of %s are counted', (_, text, bytes) => {
    expect(jsonBytesAtMost(text)).toBe(bytes)
  })
})
