import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { medianOf, percentileOf } from '../../bench/figure.ts'

describe('figures', () => {
  test('so large a share of the values is at most the percentile', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const bound = percentileOf(values, share)
          const below = values.filter((value) => value <= bound).length
          const under = values.filter((value) => value < bound).length
          expect(below).toBeGreaterThanOrEqual(share * values.length - 1e-9)
          expect(under).toBeLessThan(share * values.length)
        },
      ),
    )
  })

  test('the median of five is the third', () => {
    expect(medianOf([5, 1, 4, 2, 3])).toBe(3)
  })
})
