import { describe, expect, test } from 'vitest'

import { reverse } from '../../shared/merge/undo.ts'

describe('taking a change back', () => {
  test('puts back what it set, and empties what it filled', () => {
    const before = { name: '甲', city: '苏州', phone: 5 }
    const after = { name: '乙', phone: 5, email: 'a@b.cn' }
    expect(reverse(before, after, after)).toEqual({
      values: { name: '甲', city: '苏州', email: null },
      kept: [],
    })
  })

  test('names what somebody set since', () => {
    const [before, after] = [{ name: '甲' }, { name: '乙', city: '苏州' }]
    expect(reverse(before, after, { name: '丙', city: '苏州' }).kept).toEqual(['name'])
    expect(reverse(before, after, { name: '乙' }).kept).toEqual([])
  })

  test('has nothing to say of a field that it did not touch, whoever changed that since', () => {
    expect(
      reverse({ name: '甲', city: '苏州' }, { name: '乙', city: '苏州' }, { name: '乙' }),
    ).toEqual({ values: { name: '甲' }, kept: [] })
  })

  test('calls nothing kept that is back already', () => {
    expect(reverse({ name: '甲' }, { name: '乙' }, { name: '甲' }).kept).toEqual([])
  })
})
