import { describe, expect, test } from 'vitest'

import { emptiesMore } from '../../shared/merge/same-hash.ts'

describe('a row with the hash of one that was applied', () => {
  const base = { name: '华达', city: '苏州' }

  test('[R29] means something else where it empties what that one left as it was', () => {
    expect(emptiesMore({ name: '华达', city: null }, base, { name: '华达', city: '苏州' })).toBe(
      true,
    )
  })

  test.each([
    ['emptied it, too', { name: '华达', city: null }, { name: '华达' }],
    ['met what a colleague had written there', { city: null }, { name: '华达', city: '上海' }],
    ['left as it was what this one does not name', { name: '华达' }, base],
    ['left as it was what both say', { name: '华达', city: '苏州' }, base],
    ['found it blank already', { phone: null }, { ...base, note: '要样品' }],
  ])('[R29] means the same where that one %s', (_, row, made) => {
    expect(emptiesMore(row, base, made)).toBe(false)
  })
})
