// Look-up keys: which a change adds and drops, whom they find, and whether they tell of another customer.
import { describe, expect, test } from 'vitest'

import type { RowKey, TableRules } from '../../shared/merge/facts.ts'
import { isOtherCustomer } from '../../shared/merge/identity.ts'
import { keyChange } from '../../shared/merge/key-change.ts'
import { findKnown } from '../../shared/merge/known.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { key, match, rules } from './merge-rows.ts'

describe('the keys that a change adds and drops', () => {
  const person = (values: WireValues) => (values['person'] === undefined ? null : '彭飞')
  const labelled = (kind: 'label' | 'first'): TableRules => ({
    ...rules,
    keysOf: (values) =>
      ['phone', 'mobile'].flatMap((field): readonly RowKey[] => {
        const k = values[field]
        const name = typeof values['name'] === 'string' ? values['name'] : null
        return typeof k === 'number' ? [{ ...key(k, 'phone'), name, person: person(values) }] : []
      }),
    firstKey: ({ label }, first) => ({ ...key(Number(label ?? 0), kind), person: first }),
  })
  const change = (before: WireValues, after: WireValues, kind: 'label' | 'first' = 'label') =>
    keyChange(before, after, labelled(kind))

  test('are none where nothing changed', () => {
    expect(change({ phone: 5, label: 1 }, { phone: 5, label: 1 })).toEqual({
      addedKeys: [],
      droppedKeys: [],
    })
  })

  test('are the new phone and the old one', () => {
    expect(change({ phone: 5, mobile: 6 }, { phone: 7, mobile: 6 })).toEqual({
      addedKeys: [key(7, 'phone')],
      droppedKeys: [5],
    })
  })

  test('a key that moves to another cell is neither added nor dropped', () => {
    expect(change({ phone: 5 }, { mobile: 5 })).toEqual({ addedKeys: [], droppedKeys: [] })
  })

  test('a key stands under the new name or person, and is not dropped', () => {
    const renamed = change({ phone: 5, name: '甲' }, { phone: 5, name: '乙' })
    expect(renamed).toEqual({ addedKeys: [{ ...key(5, 'phone'), name: '乙' }], droppedKeys: [] })
    const met = change({ phone: 5 }, { phone: 5, person: '彭飞' })
    expect(met).toEqual({ addedKeys: [{ ...key(5, 'phone'), person: '彭飞' }], droppedKeys: [] })
  })

  test('a new label is added, the former one stays: cells that show it keep their meaning', () => {
    expect(change({ label: 1 }, { label: 2 })).toEqual({
      addedKeys: [key(2, 'label')],
      droppedKeys: [],
    })
  })

  test('a table without labels has no label key', () => {
    expect(change({ label: 1 }, { label: 2 }, 'first')).toEqual({ addedKeys: [], droppedKeys: [] })
  })
})

describe('the customer that a new row equals', () => {
  const known = (
    keys: readonly RowKey[],
    found: Readonly<Record<number, readonly ReturnType<typeof match>[]>>,
    agrees: TableRules['agrees'] = () => true,
  ) =>
    findKnown(
      keys,
      (k) => found[k] ?? [],
      (id) => id === 'here',
      { ...rules, agrees },
    )

  test('is nobody without a key in common', () => {
    expect(known([], {})).toBeNull()
    expect(known([key(5)], {})).toBeNull()
  })

  test('is told with its reason and its label, and whether it stands in the same paste', () => {
    const told = { by: 'mobile', id: 'here', label: 'here', here: true }
    expect(known([key(5)], { 5: [match('here', key(5))] })).toEqual(told)
    expect(known([key(5)], { 5: [match('a', key(5))] })).toMatchObject({ id: 'a', here: false })
  })

  test('is told neither by id nor by name to whom may not see it', () => {
    const told = { by: 'credit', id: null, label: null, here: false }
    expect(known([key(5, 'credit')], { 5: [match('a', key(5, 'credit'), false)] })).toEqual(told)
  })

  test('has the same kind of key: a phone is no credit code', () => {
    expect(known([key(5, 'phone')], { 5: [match('a', key(5, 'credit'))] })).toBeNull()
  })

  test('agrees with it: a phone alone never does', () => {
    const sameName: TableRules['agrees'] = (a, b) => a.name === b.name
    const [mine, other] = [
      { ...key(5), name: '甲' },
      { ...key(5), name: '乙' },
    ]
    expect(known([mine], { 5: [match('a', other)] }, sameName)).toBeNull()
    expect(known([mine], { 5: [match('a', other), match('b', mine)] }, sameName)?.id).toBe('b')
  })

  test.each(['label', 'first'] as const)('is not found by a %s', (kind) => {
    expect(known([key(5, kind)], { 5: [match('a', key(5, kind))] })).toBeNull()
  })

  test('is found by a later key when an earlier one is no reason', () => {
    const found = { 5: [match('b', key(5, 'label'))], 6: [match('a', key(6))] }
    expect(known([key(5, 'label'), key(6)], found)?.id).toBe('a')
  })

  const reasons = ['credit', 'name', 'mobile', 'phone', 'email'] as const
  test.each(reasons.slice(1).map((kind, at) => [reasons[at] ?? 'credit', kind] as const))(
    'is found by its %s before its %s, in whatever order they come',
    (better, worse) => {
      const found = { 5: [match('b', key(5, better))], 6: [match('a', key(6, worse))] }
      const keys = [key(5, better), key(6, worse)]
      expect(known(keys, found)).toMatchObject({ by: better, id: 'b' })
      expect(known(keys.toReversed(), found)).toMatchObject({ by: better, id: 'b' })
    },
  )

  test.each(reasons)('is found by its %s alone', (by) => {
    expect(known([key(5, by)], { 5: [match('a', key(5, by))] })).toMatchObject({ by, id: 'a' })
  })

  test('is the better reason even where only the other may be seen', () => {
    const found = {
      5: [match('b', key(5, 'credit'), false)],
      6: [match('a', key(6, 'phone'))],
    }
    expect(known([key(5, 'credit'), key(6, 'phone')], found)?.by).toBe('credit')
    expect(known([key(6, 'phone'), key(5, 'credit')], found)?.by).toBe('credit')
  })

  test('is one that may be seen, be it younger', () => {
    const [hidden, seen] = [match('a', key(5), false), match('b', key(5))]
    expect(known([key(5)], { 5: [hidden, seen] })?.id).toBe('b')
    expect(known([key(5)], { 5: [seen, hidden] })?.id).toBe('b')
  })

  test('is the oldest of equals', () => {
    const [old, young] = [match('a', key(5)), match('b', key(5))]
    expect(known([key(5)], { 5: [old, young] })?.id).toBe('a')
    expect(known([key(5)], { 5: [young, old] })?.id).toBe('a')
  })
})

describe('a row became another customer', () => {
  const isOther = (before: WireValues, after: WireValues, more: Partial<TableRules> = {}) =>
    isOtherCustomer(before, after, { ...rules, ...more }, after)

  test('when the name and all strong keys are others', () => {
    expect(isOther({ name: '甲', phone: 5 }, { name: '乙', phone: 6 })).toBe(true)
  })

  test('when the name is another and the keys went, or came', () => {
    expect(isOther({ name: '甲', phone: 5 }, { name: '乙' })).toBe(true)
    expect(isOther({ name: '甲' }, { name: '乙', phone: 6 })).toBe(true)
  })

  test('not when it keeps its name, or one of its keys', () => {
    expect(isOther({ name: '甲', phone: 5 }, { name: '甲', phone: 6 })).toBe(false)
    const twoPhones = {
      keysOf: ({ phone, mobile }: WireValues) => [key(Number(phone)), key(Number(mobile))],
    }
    const before = { name: '甲', phone: 5, mobile: 6 }
    expect(isOther(before, { name: '乙', phone: 7, mobile: 6 }, twoPhones)).toBe(false)
    expect(isOther(before, { name: '乙', phone: 7, mobile: 8 }, twoPhones)).toBe(true)
  })

  test('not when it never had a key: it was renamed', () => {
    expect(isOther({ name: '甲' }, { name: '乙' })).toBe(false)
  })

  test('a key made of the name is not one that it could have kept', () => {
    const byAlias = { keysOf: ({ name }: WireValues) => [key(name === '甲' ? 1 : 2, 'alias')] }
    expect(isOther({ name: '甲' }, { name: '乙' }, byAlias)).toBe(false)
    const byName = { keysOf: ({ name }: WireValues) => [key(name === '甲' ? 1 : 2, 'name')] }
    expect(isOther({ name: '甲' }, { name: '乙' }, byName)).toBe(false)
    const both = {
      keysOf: ({ phone }: WireValues) => [key(1, 'name'), key(Number(phone), 'phone')],
    }
    expect(isOther({ name: '甲', phone: 5 }, { name: '乙', phone: 6 }, both)).toBe(true)
  })

  test('[R37] in a sheet without names: when all that it shows is other, one cell at most excepted', () => {
    const before = { name: '甲', phone: 5, city: '苏州', note: '旧', sales: 1 }
    const after = { ...before, phone: 6, city: '上海', note: '新', sales: 2 }
    const shows = (...keys: readonly string[]) => {
      const sent = Object.fromEntries(Object.entries(after).filter(([key]) => keys.includes(key)))
      return isOtherCustomer(before, after, rules, sent)
    }
    expect(shows('phone', 'city', 'note', 'sales')).toBe(true)
    expect(shows('name', 'phone', 'city', 'note', 'sales')).toBe(false)
    expect(shows('phone', 'city')).toBe(false)
    const sameCity = { ...after, city: '苏州' }
    const sent = { phone: 6, city: '苏州', note: '新', sales: 2 }
    expect(isOtherCustomer(before, sameCity, rules, sent)).toBe(true)
    const sameNote = { ...sent, note: '旧' }
    expect(isOtherCustomer(before, { ...after, ...sameNote }, rules, sameNote)).toBe(false)
    const more = { ...sameNote, street: '新', post: 3, web: '新' }
    expect(isOtherCustomer(before, { ...after, ...more }, rules, more)).toBe(false)
    const few = { phone: 6, city: '苏州', note: '新' }
    expect(isOtherCustomer(before, { ...before, ...few }, rules, few)).toBe(false)
    const cleared = { phone: null, city: null, note: null, sales: 1 }
    expect(isOtherCustomer(before, { name: '甲', sales: 1 }, rules, cleared)).toBe(false)
  })

  test('[R37] in a sheet without names an edit that leaves a strong key is an edit', () => {
    const before = { name: '甲', phone: 5, city: '苏州', note: '旧', sales: 1 }
    const sent = { phone: 5, city: '上海', note: '新', sales: 2 }
    expect(isOtherCustomer(before, { ...before, ...sent }, rules, sent)).toBe(false)
  })

  test('[R37] in a sheet that shows none of his strong keys: when all that it said of him is other, one cell at most excepted', () => {
    const before = { name: '甲', phone: 5, city: '苏州', note: '旧', sales: 1, web: null }
    const says = (sent: WireValues, was: WireValues = before) =>
      isOtherCustomer(was, { ...was, ...sent }, rules, sent)
    const other = { name: '乙', city: '上海', note: '新' }
    expect(says(other)).toBe(true)
    expect(says({ ...other, sales: 1 })).toBe(true)
    expect(says({ ...other, name: '甲' })).toBe(false)
    expect(says({ ...other, note: '旧' })).toBe(false)
    expect(says({ ...other, sales: 1, street: '新' })).toBe(true)
    const more = { ...before, street: '旧' }
    expect(says({ ...other, sales: 1, street: '旧' }, more)).toBe(false)
    expect(says({ ...other, phone: 5 })).toBe(false)
    const { phone: _, ...keyless } = before
    expect(says(other, keyless)).toBe(true)
  })

  test('[R37] in such a sheet one who gets another name, and what was blank, is renamed', () => {
    const before = { name: '甲', phone: 5, city: '苏州', web: null }
    const sent = { name: '乙', city: '上海', web: '新', street: '新', sales: 2 }
    expect(isOtherCustomer(before, { ...before, ...sent }, rules, sent)).toBe(false)
    const gone = { name: '乙', city: null, note: null }
    const was = { ...before, note: '旧' }
    expect(isOtherCustomer(was, { ...was, ...gone }, rules, gone)).toBe(false)
  })

  test('never where the table has no names that tell', () => {
    const nameless = { nameOf: () => null }
    expect(isOther({ name: '甲', phone: 5 }, { name: '乙', phone: 6 }, nameless)).toBe(false)
    const lost = { nameOf: ({ name }: WireValues) => (name === '甲' ? null : '乙') }
    expect(isOther({ name: '甲', phone: 5 }, { name: '乙', phone: 6 }, lost)).toBe(false)
  })
})
