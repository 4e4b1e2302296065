import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { jsonBytesAtMost, toChunks } from '../../../shared/sync/chunks.ts'

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
})
