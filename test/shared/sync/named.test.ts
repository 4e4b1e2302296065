// Cells that name another row, which has a new name by now: when they say it, and when they are left alone.
import { describe, expect, test } from 'vitest'

import type { RowResult } from '../../../shared/protocol/push.ts'
import type { PulledRow } from '../../../shared/protocol/pull.ts'
import type { RefBook } from '../../../shared/schema/kind.ts'
import type { SheetRow } from '../../../shared/sync/classify.ts'
import type { PlanContext } from '../../../shared/sync/deliver.ts'
import { planResult } from '../../../shared/sync/outcome.ts'
import { planPulled, saysOther } from '../../../shared/sync/pulled.ts'
import { aRow, column, context as plain, id, layout, sentOf, stateAfter } from './plan-rows.ts'

const keys = ['city', 'name', 'referred_by', 'owner', 'phone']
const [him, owner] = ['01HF7YAT000000000000000007', 'u1']
const book = (names: Readonly<Record<string, string>>): RefBook => ({
  find: (_, label) => Object.keys(names).filter((one) => names[one] === label),
  label: (_, one) => names[one] ?? null,
})
const among = (names: Readonly<Record<string, string>>): PlanContext => ({
  ...plain,
  layout: { ...layout, entered: keys.map(column), computed: [column('tier', 4)] },
  setting: { ...plain.setting, refs: book(names) },
})
const context = among({ [him]: '新名机械', [owner]: '李雷' })

const typed = ['苏州', '华达', '旧名机械', '小李', '']
const hash = context.hashOf(typed)
const values = { city: '苏州', name: '华达', referred_by: him, owner }
const pulled: PulledRow = { id, rev: 2, crev: 5, values, computed: {} }
const stamp = { rev: 2, crev: 4, hash }
const planOf = (row: SheetRow, more: Partial<PulledRow> = {}, other = context) =>
  planPulled(row, { ...pulled, ...more }, other)

describe('an untouched row', () => {
  test('[R27] says the new name, and is no edit', () => {
    const row = aRow(typed, stamp)
    const plan = planOf(row)
    expect(plan?.entered).toEqual(['苏州', '华达', '新名机械', '小李', ''])
    expect(plan?.stamp).toMatchObject({ rev: 2, crev: 5 })
    expect(stateAfter(row, plan)).toBe('clean')
  })

  test('stays as it was typed where nothing was worked out anew', () => {
    expect(planOf(aRow(typed, { ...stamp, crev: 5 }))?.entered).toEqual(typed)
  })

  test('shows a name where an id had to stand for it, as soon as there is one', () => {
    const bare = ['苏州', '华达', him, '小李', '']
    const row = aRow(bare, { ...stamp, crev: 5, hash: context.hashOf(bare) })
    const plan = planOf(row)
    expect(plan?.entered).toEqual(['苏州', '华达', '新名机械', '小李', ''])
    expect(stateAfter(row, plan)).toBe('clean')
    expect(planOf(row, {}, among({}))?.entered).toEqual(bare)
    const whole = planOf(aRow(bare, { rev: 1, hash: context.hashOf(bare) }))
    expect(whole?.entered[2]).toBe('新名机械')
  })

  test('stays where nobody names to us whom it means, or it means nobody', () => {
    expect(planOf(aRow(typed, stamp), {}, among({}))?.entered).toEqual(typed)
    const unread = { ...context, setting: { ...context.setting, refs: null } }
    expect(planOf(aRow(typed, stamp), {}, unread)?.entered).toEqual(typed)
    const { referred_by: _, ...nobody } = values
    expect(planOf(aRow(typed, stamp), { values: nobody })?.entered).toEqual(typed)
  })
})

describe('an edited row', () => {
  const edited = aRow(['杭州', ...typed.slice(1)], stamp)

  test('keeps its names, and is behind until it is stored', () => {
    expect(planOf(edited)).toMatchObject({ entered: edited.entered, stamp: { crev: 4 } })
    expect(planPulled(edited, pulled, plain)?.stamp.crev).toBe(5)
  })

  test('[R27] stays behind when it is stored, so that what others are called comes with the next pull', () => {
    const stored: RowResult = { id, outcome: 'applied', rev: 3, crev: 5, computed: {} }
    const after = (one: RowResult, row = edited, other = context) =>
      planResult(row, sentOf(row.entered), one, other)?.stamp.crev
    expect(after(stored)).toBe(4)
    expect(after({ ...stored, crev: 3 })).toBe(3)
    expect(after(stored, edited, plain)).toBe(5)
    expect(after({ ...stored, outcome: 'adopted', as: him })).toBe(5)
    expect(after(stored, aRow(typed))).toBe(5)
  })
})

describe('[R28] what an untouched row says is something else than the server has', () => {
  const says = (cells: readonly string[], more: PulledRow['values'] = {}) =>
    saysOther(aRow([...cells]), { ...pulled, values: { ...values, ...more } }, context)
  const [city = '', name = '', old = '', rep = ''] = typed

  test('where a cell says so, and where it names another row', () => {
    expect(says(typed)).toBe(false)
    expect(says(['杭州', name, old, rep])).toBe(true)
    // It cannot be read either.
    expect(says([city, name, old, rep, '#REF!'], { phone: '+8651261234567' })).toBe(true)
    expect(says([city, name, '李雷', rep])).toBe(true)
    expect(says([city, name, '', rep])).toBe(true)
    expect(says(typed, { referred_by: null })).toBe(true)
  })

  test('not where nobody is known by that name: it may be an earlier one, or another spelling', () => {
    expect(says([city, name, '新名', rep])).toBe(false)
  })
})
