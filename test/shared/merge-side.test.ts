// A customer's row and his primary contact's move together.
import { describe, expect, test } from 'vitest'

import { derivedId } from '../../shared/merge/derived-id.ts'
import type { Write } from '../../shared/merge/facts.ts'
import { contactOfCustomer, customerOfContact } from '../../shared/merge/side.ts'
import { key, rules, side, standing } from './merge-rows.ts'

const id = '01JXXXXXXX0000000000000001'
const aWrite = (more: Partial<Write>): Write => ({
  id,
  base: 0,
  hash: 'h',
  expected: 0,
  values: {},
  changed: [],
  addedKeys: [],
  droppedKeys: [],
  guard: [],
  conflicts: [],
  ...more,
})

describe('the contact of a customer’s row', () => {
  const write = aWrite({
    values: { name: '公司', 'contact.name': '彭飞' },
    changed: ['name', 'contact.name'],
  })

  test('is made under an id that follows from the customer’s, and is the primary one', () => {
    const contact = derivedId(id, 'contact')
    for (const row of [null, standing(id, 1, {})])
      expect(contactOfCustomer(write, row)).toEqual({
        table: 'contact',
        id: contact,
        hash: '~h',
        expected: 0,
        values: { customer_id: id, name: '彭飞' },
        primary: contact,
        addedKeys: [],
        droppedKeys: [],
      })
  })

  test('loses what was emptied in the customer’s row, and keeps the rest', () => {
    const values = { customer_id: id, name: '彭飞', mobile: '+8613912345678', wechat: 'w' }
    const row = standing(id, 1, {}, { side: side('c', { rev: 4, values }) })
    const emptied = { ...write, changed: ['contact.mobile'] }
    expect(contactOfCustomer(emptied, row)).toMatchObject({
      id: 'c',
      expected: 4,
      primary: 'c',
      values: { customer_id: id, name: '彭飞', wechat: 'w' },
    })
    expect(contactOfCustomer(emptied, row)?.values).not.toHaveProperty('mobile')
  })

  test('stays out of a change that says nothing of a person', () => {
    const row = standing(id, 1, {}, { side: side('c') })
    expect(contactOfCustomer({ ...write, changed: ['name', 'city'] }, row)).toBeNull()
  })
})

describe('the customer of a contact’s row', () => {
  const write = aWrite({ values: { name: '彭飞', wechat: 'w' }, changed: ['name', 'wechat'] })
  const customer = side('k', { values: { name: '公司', phone: 5 } })

  test('gets his first contact as the primary one, with the borrowed fields', () => {
    const labelled = { ...rules, firstKey: () => key(1, 'label') }
    expect(customerOfContact(write, customer, labelled)).toEqual({
      table: 'customer',
      id: 'k',
      hash: `~${id}h`,
      expected: 2,
      values: { name: '公司', phone: 5, 'contact.name': '彭飞' },
      primary: id,
      addedKeys: [],
      droppedKeys: [],
    })
  })

  test('has other keys where the person’s are his', () => {
    const byPerson = {
      ...rules,
      keysOf: (values: object) => [key('contact.name' in values ? 2 : 1)],
    }
    expect(customerOfContact(write, customer, byPerson)).toMatchObject({
      addedKeys: [key(2)],
      droppedKeys: [1],
    })
  })

  test('is nobody for a contact without one', () => {
    expect(customerOfContact(write, null, rules)).toBeNull()
  })

  test('does not take a contact as his first that was there before', () => {
    expect(customerOfContact({ ...write, expected: 1 }, customer, rules)).toBeNull()
  })

  test('moves with his primary contact when a borrowed field changes, and only then', () => {
    const his = { ...customer, primary: id }
    const changed = { ...write, expected: 1 }
    expect(customerOfContact(changed, his, rules)).toMatchObject({ expected: 2, primary: id })
    expect(customerOfContact({ ...changed, changed: ['wechat'] }, his, rules)).toBeNull()
    expect(customerOfContact(changed, { ...his, primary: 'other' }, rules)).toBeNull()
    expect(customerOfContact({ ...write, expected: 0 }, { ...his, primary: 'x' }, rules)).toBeNull()
  })
})
