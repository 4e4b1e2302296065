// The laws of the three-way merge, and the pure decision about a chunk.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { createdOf } from '../../shared/merge/created.ts'
import { derivedId } from '../../shared/merge/derived-id.ts'
import { contactOfCustomer, customerOfContact } from '../../shared/merge/side.ts'
import { differing, mergeRow, sparse, valueAt } from '../../shared/merge/three-way.ts'
import { ulid } from '../../shared/protocol/cell.ts'
import { decide, incoming, key, match, rules, standing } from './merge-rows.ts'

const fields = ['a', 'b', 'c', 'd'] as const
const value = fc.constantFrom<string | number | null>(null, 1, 2, 'x', 'y')
const row = fc.record({ a: value, b: value, c: value, d: value }, { requiredKeys: [] })

describe('the three-way merge', () => {
  test('of what nobody changed changes nothing', () => {
    fc.assert(
      fc.property(row, row, (base, theirs) => {
        expect(mergeRow(base, base, theirs)).toEqual({
          values: sparse(theirs),
          changed: [],
          conflicts: [],
        })
      }),
    )
  })

  test('takes my row whole when only I changed it', () => {
    fc.assert(
      fc.property(row, row, (base, mine) => {
        const { values, conflicts } = mergeRow(base, mine, base)
        expect(conflicts).toEqual([])
        for (const field of Object.keys(mine))
          expect(valueAt(values, field)).toBe(valueAt(mine, field))
      }),
    )
  })

  test('loses no value of either side: each is in the row or in a conflict', () => {
    fc.assert(
      fc.property(row, row, row, (base, mine, theirs) => {
        const { values, conflicts } = mergeRow(base, mine, theirs)
        for (const field of fields) {
          const conflict = conflicts.find((c) => c.field === field)
          const my = field in mine ? valueAt(mine, field) : valueAt(base, field)
          const isMineNew = my !== valueAt(base, field)
          const isTheirsNew = valueAt(theirs, field) !== valueAt(base, field)
          if (isTheirsNew) expect(valueAt(values, field)).toBe(valueAt(theirs, field))
          if (isMineNew && my !== valueAt(values, field))
            expect(conflict).toEqual({ field, mine: my, theirs: valueAt(theirs, field) })
          if (!isMineNew) expect(conflict).toBeUndefined()
        }
      }),
    )
  })

  test('done again on its own result changes nothing', () => {
    fc.assert(
      fc.property(row, row, row, (base, mine, theirs) => {
        const once = mergeRow(base, mine, theirs).values
        const again = mergeRow(base, once, once)
        expect([again.values, again.changed, again.conflicts]).toEqual([once, [], []])
      }),
    )
  })

  test('of different fields comes out the same in either order', () => {
    fc.assert(
      fc.property(row, value, value, (base, first, second) => {
        const [left, right] = [{ a: first }, { b: second }]
        const one = mergeRow(base, right, mergeRow(base, left, base).values).values
        const other = mergeRow(base, left, mergeRow(base, right, base).values).values
        expect(one).toEqual(other)
      }),
    )
  })

  test('without a base overwrites nothing', () => {
    fc.assert(
      fc.property(row, row, (mine, theirs) => {
        const { values, changed } = mergeRow(null, mine, theirs)
        expect([values, changed]).toEqual([sparse(theirs), []])
      }),
    )
  })

  test('names the fields that it takes from me, and no other', () => {
    const base = { a: 1, b: 2, c: 3 }
    expect(mergeRow(base, { a: 9, b: 2, c: null }, base)).toEqual({
      values: { a: 9, b: 2 },
      changed: ['a', 'c'],
      conflicts: [],
    })
  })

  test('stores no empty field, and takes no 0 for one', () => {
    expect(sparse({ a: null, b: 0, c: '' })).toEqual({ b: 0, c: '' })
  })

  test('what differs is told, and only that', () => {
    expect(differing({ a: 1, b: null }, { a: 1 })).toBeNull()
    expect(differing({ a: 1, b: 2 }, { a: 1, c: 3 })).toEqual({ b: null })
  })
})

describe('the decision about a chunk', () => {
  test('stores new rows with what the server adds, guarded by their keys', () => {
    const [decision] = decide([incoming('1', { name: '甲', phone: 5, note: null })])
    expect(decision).toMatchObject({
      outcome: 'applied',
      write: { expected: 0, values: { name: '甲', phone: 5, owner: 'me' }, guard: [5, 999] },
    })
  })

  test('keeps the first of equal rows and knows the others, whatever stands between', () => {
    const rows = ['1', '2', '3'].map((id) => incoming(id, { name: id, phone: id === '2' ? 6 : 5 }))
    expect(decide(rows).map((d) => d.outcome)).toEqual(['applied', 'applied', 'known'])
  })

  test('an invalid row is nobody’s twin', () => {
    const rows = [incoming('1', { name: null, phone: 5 }), incoming('2', { name: '乙', phone: 5 })]
    expect(decide(rows).map((d) => d.outcome)).toEqual(['invalid', 'applied'])
  })

  test('prefers the better reason, then whom the reader may see, then the oldest', () => {
    const matches = new Map([
      [5, [match('c', key(5), false), match('b', key(5)), match('a', key(5))]],
    ])
    const [decision] = decide([incoming('1', { name: '甲', phone: 5 })], { matches })
    expect(decision).toMatchObject({ known: { by: 'mobile', id: 'a', here: false } })
  })

  test('names a credit code before a phone as the reason', () => {
    const twoKeys = { keysOf: () => [key(5, 'phone'), key(6, 'credit')] }
    const matches = new Map([
      [5, [match('a', key(5, 'phone'))]],
      [6, [match('b', key(6, 'credit'))]],
    ])
    const [decision] = decide([incoming('1', { name: '甲' })], { matches }, { rules: twoKeys })
    expect(decision).toMatchObject({ known: { by: 'credit', id: 'b' } })
  })

  test('asks before another customer takes a row’s place', () => {
    const facts = { standing: new Map([['1', standing('1', 1, { name: '甲', phone: 5 })]]) }
    const other = incoming('1', { name: '乙', phone: 6 }, { base: 1 })
    expect(decide([other], facts)[0]?.outcome).toBe('changed_identity')
    expect(decide([{ ...other, answer: 'renamed' }], facts)[0]?.outcome).toBe('applied')
    const sameKey = incoming('1', { name: '乙', phone: 5 }, { base: 1 })
    expect(decide([sameKey], facts)[0]?.outcome).toBe('applied')
  })

  test.each([
    ['unknown', 3, new Map()],
    ['from a revision that never was', 9, new Map([['1', standing('1', 2, { name: '甲' })]])],
  ])('forbids a row that is %s', (_, base, rows) => {
    expect(decide([incoming('1', { name: '甲' }, { base })], { standing: rows })).toEqual([
      { outcome: 'forbidden' },
    ])
  })

  test('makes a conflict, not an overwrite, of an id that stands with other content', () => {
    const facts = { standing: new Map([['1', standing('1', 1, { name: '甲', owner: 'me' })]]) }
    const [decision] = decide([incoming('1', { name: '乙' })], facts)
    expect(decision).toMatchObject({
      outcome: 'conflict',
      write: { values: { name: '甲' }, conflicts: [{ field: 'name', mine: '乙', theirs: '甲' }] },
    })
  })

  test('is the same for the same facts, and looks at a row’s keys once', () => {
    const one = incoming('1', { name: '甲', phone: 5 })
    expect(createdOf(one, rules)).toBe(createdOf(one, rules))
    expect(decide([one])).toEqual(decide([incoming('1', { name: '甲', phone: 5 })]))
  })
})

describe('the row in the other table', () => {
  const write = {
    id: '01JXXXXXXX0000000000000001',
    base: 0,
    hash: 'h',
    expected: 0,
    values: { name: '公司', 'contact.name': '彭飞' },
    changed: ['name', 'contact.name'],
    addedKeys: [],
    droppedKeys: [],
    guard: [],
    conflicts: [],
  }
  test('is made for a customer that names a person, and not for one that does not', () => {
    expect(contactOfCustomer(write, null)).toMatchObject({
      table: 'contact',
      expected: 0,
      values: { customer_id: write.id, name: '彭飞' },
    })
    expect(contactOfCustomer({ ...write, changed: ['name'] }, null)).toBeNull()
  })

  test('keeps what the contact sheet knows beside the borrowed fields', () => {
    const side = {
      id: 'c',
      rev: 4,
      values: { customer_id: write.id, name: '旧', wechat: 'w' },
      primary: null,
    }
    const made = contactOfCustomer(write, { ...standing(write.id, 1, {}), side })
    expect(made).toMatchObject({ id: 'c', expected: 4, values: { name: '彭飞', wechat: 'w' } })
  })

  test('is the customer, when his primary contact changes or he gets his first', () => {
    const contact = { ...write, values: { name: '新' }, changed: ['name'] }
    const customer = { id: 'k', rev: 2, values: { name: '公司' }, primary: null }
    expect(customerOfContact(contact, customer, rules)).toMatchObject({
      table: 'customer',
      expected: 2,
      values: { name: '公司', 'contact.name': '新' },
      primary: write.id,
    })
    expect(customerOfContact(contact, { ...customer, primary: 'other' }, rules)).toBeNull()
    const known = { ...customer, primary: write.id }
    expect(
      customerOfContact({ ...contact, expected: 1, changed: ['wechat'] }, known, rules),
    ).toBeNull()
  })

  test('has an id that follows from its parent', () => {
    const id = derivedId(write.id, 'contact')
    expect(ulid.safeParse(id).success).toBe(true)
    expect(id).toBe(derivedId(write.id, 'contact'))
    expect(id).not.toBe(derivedId(write.id, 'conflict'))
  })
})
