import { describe, expect, test } from 'vitest'

import { hash64 } from '../../../shared/sync/hash.ts'
import { computedHash, rowHash } from '../../../shared/sync/row-hash.ts'

const keys = ['phone', 'name', null, 'tier', 'city']
const cells = ['1', '华达', '自己的', 'A', '苏州']

describe('the hash of a row', () => {
  test('is over its entered cells by key, in the order of the schema', () => {
    const text = ['name=华达', 'city=苏州', 'phone=1']
    const orders = [text, [text[0], text[2], text[1]]].map((parts) => hash64(parts.join('\u001e')))
    expect(orders).toContain(rowHash('customer', keys, cells))
  })

  test('does not ask how its user arranged the columns, or what is in his own', () => {
    const turned = rowHash('customer', keys.toReversed(), cells.toReversed())
    expect(turned).toBe(rowHash('customer', keys, cells))
    const own = rowHash('customer', keys, ['1', '华达', '另外', 'B', '苏州'])
    expect(own).toBe(rowHash('customer', keys, cells))
  })

  test('is empty for an empty row, and blank cells are as if they were not there', () => {
    expect(rowHash('customer', keys, ['', ' ', 'x', 'A', ''])).toBe('')
    expect(rowHash('customer', keys, [])).toBe('')
    const without = rowHash('customer', ['name', 'city'], ['华达', '苏州'])
    expect(rowHash('customer', keys, ['', '华达', '', '', '苏州'])).toBe(without)
  })

  test('tells a value in one column from the same in another', () => {
    const inName = rowHash('customer', keys, ['', '苏州', '', '', ''])
    expect(rowHash('customer', keys, ['', '', '', '', '苏州'])).not.toBe(inName)
  })

  test('of what is computed is over the computed cells alone', () => {
    expect(computedHash('customer', keys, cells)).toBe(hash64('tier=A'))
    expect(computedHash('customer', keys, ['2', '恒源', '', 'A', ''])).toBe(hash64('tier=A'))
    expect(computedHash('customer', ['name'], ['华达'])).toBe('')
  })
})
