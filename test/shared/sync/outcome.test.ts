import { describe, expect, test } from 'vitest'

import type { RowResult } from '../../../shared/protocol/push.ts'
import { planResult } from '../../../shared/sync/outcome.ts'
import { planPulled } from '../../../shared/sync/pulled.ts'
import { ulid } from '../../../shared/sync/ulid.ts'
import { aRow, context, id, sentOf, stateAfter, typed } from './plan-rows.ts'

const applied: RowResult = { id, outcome: 'applied', rev: 1, crev: 1, computed: { tier: 'N' } }

describe('what an answer does to a row', () => {
  test('a stored row is clean, its cells stay as typed, its tier is written', () => {
    const row = aRow(typed)
    const plan = planResult(row, sentOf(typed), applied, context)
    expect(plan).toMatchObject({ entered: typed, computed: ['N'], isRewritten: false })
    expect(stateAfter(row, plan)).toBe('clean')
  })

  test('[R9] a cell typed during the push stays, and the row stays dirty on the new revision', () => {
    const now = ['上海', '华达机械', '0512-6123 4567']
    const row = aRow(now)
    const plan = planResult(row, sentOf(typed), applied, context)
    expect(plan?.entered).toEqual(now)
    expect(plan?.stamp.rev).toBe(1)
    expect(stateAfter(row, plan)).toBe('dirty')
  })

  test('[R9] where the server changed a cell and another was typed during the push, both stand', () => {
    const result: RowResult = { ...applied, outcome: 'merged', rev: 5, values: { city: '杭州' } }
    const row = aRow(['苏州', '华达精密', '0512-6123 4567'], { rev: 3 })
    const plan = planResult(row, sentOf(typed), result, context)
    expect(plan?.entered).toEqual(['杭州', '华达精密', '0512-6123 4567'])
    expect(plan?.stamp.rev).toBe(5)
    expect(stateAfter(row, plan)).toBe('dirty')
  })

  test('[R9] where both changed the same cell, nothing is written and the old base is pushed again', () => {
    const result: RowResult = { ...applied, outcome: 'merged', rev: 5, values: { city: '杭州' } }
    const row = aRow(['上海', '华达机械', '0512-6123 4567'], { rev: 3 })
    expect(planResult(row, sentOf(typed), result, context)).toBeNull()
  })

  test('[R16] a refused row keeps base and text, marks its columns and is not sent again', () => {
    const result: RowResult = {
      id,
      outcome: 'invalid',
      problems: [{ field: 'name', code: 'required.empty', level: 'error', params: {} }],
    }
    const cells = ['苏州', '', '1']
    const row = aRow(cells, { rev: 2, hash: 'a'.repeat(16) })
    const plan = planResult(row, sentOf(cells), result, context)
    expect(plan?.entered).toEqual(cells)
    expect(plan?.stamp).toMatchObject({ rev: 2, hash: 'a'.repeat(16), marks: ['客户名称'] })
    expect(stateAfter(row, plan)).toBe('answered')
  })

  test('[R35] an adopted row takes the id that the server had for it', () => {
    const as = ulid(2, new Uint8Array(10))
    const row = aRow(typed)
    const plan = planResult(row, sentOf(typed), { ...applied, outcome: 'adopted', as }, context)
    expect(plan?.stamp.id).toBe(as)
  })
})

describe('what a pull does to a row', () => {
  const clean = (tier = '') => aRow(typed, { rev: 1, crev: 1, hash: context.hashOf(typed) }, tier)
  const pulled = { id, rev: 1, crev: 2, values: {}, computed: { tier: 'A' } }

  test('[R27] a new tier changes the tier and leaves the row clean', () => {
    const row = clean('N')
    const plan = planPulled(row, pulled, context)
    expect(plan).toMatchObject({ computed: ['A'], isRewritten: false })
    expect(stateAfter(row, plan)).toBe('clean')
  })

  test('a delivered value that reads the same leaves the cell as it was typed', () => {
    const values = { city: '苏州', name: '华达机械', phone: '+8651261234567' }
    const plan = planPulled(clean(), { ...pulled, rev: 2, values }, context)
    expect(plan?.entered).toEqual(typed)
    expect(plan?.isRewritten).toBe(false)
  })

  test('another value replaces the cell, written the local way', () => {
    const values = { city: '上海', name: '华达机械', phone: '+8613923456701' }
    const row = clean()
    const plan = planPulled(row, { ...pulled, rev: 2, values }, context)
    expect(plan?.entered).toEqual(['上海', '华达机械', '139 2345 6701'])
    expect(stateAfter(row, plan)).toBe('clean')
  })

  test('an edited row keeps its cells and its base: the next push will merge', () => {
    const row = aRow(['上海', '华达机械', ''], { rev: 1, hash: context.hashOf(typed) })
    const values = { city: '杭州', name: '华达机械', phone: null }
    const plan = planPulled(row, { ...pulled, rev: 2, values }, context)
    expect(plan?.entered).toBe(row.entered)
    expect(plan?.stamp).toMatchObject({ rev: 1, hash: context.hashOf(typed) })
    expect(plan?.computed).toEqual(['A'])
  })

  test('an older answer than the sheet has is passed over', () => {
    const row = aRow(typed, { rev: 3, hash: context.hashOf(typed) })
    expect(planPulled(row, pulled, context)).toBeNull()
  })

  test('[R26] a row under another mapping is stamped anew where it equals the server, else it is an edit', () => {
    const values = { city: '苏州', name: '华达机械', phone: '+8651261234567' }
    const stale = aRow(typed, { rev: 1, version: '0', hash: 'b'.repeat(16) })
    const same = planPulled(stale, { ...pulled, values }, context)
    expect(stateAfter(stale, same)).toBe('clean')
    const other = planPulled(stale, { ...pulled, values: { ...values, city: '杭州' } }, context)
    expect(other?.entered).toBe(stale.entered)
    expect(stateAfter(stale, other)).toBe('dirty')
  })
})
