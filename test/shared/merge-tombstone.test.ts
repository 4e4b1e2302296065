// What stands where a name was erased.
import { expect, test } from 'vitest'

import { isTombstone, tombstoneOf } from '../../shared/merge/tombstone.ts'

test('an erased value is known by its mark, names its row and nothing else', () => {
  expect(tombstoneOf('01HZX')).toBe('erased:01HZX')
  expect(isTombstone(tombstoneOf('01HZX'))).toBe(true)
})

test('a name, a number and nothing are no erased values', () => {
  for (const value of ['华达机械', '', 'not erased:', 7, null, undefined])
    expect(isTombstone(value)).toBe(false)
})
