// What an answer changes of a row: its stamp field by field, and the cells that were typed over meanwhile.
import { describe, expect, test } from 'vitest'

import type { RowResult } from '../../../shared/protocol/push.ts'
import { collisions, planResult } from '../../../shared/sync/outcome.ts'
import { answerLetters, newStamp } from '../../../shared/sync/stamp.ts'
import type { Refused, Stamp } from '../../../shared/sync/stamp.ts'
import { aRow, context, id, layout, sentOf, stateAfter, typed } from './plan-rows.ts'

const applied: RowResult = { id, outcome: 'applied', rev: 4, crev: 7 }
const hash = context.hashOf(typed)
const headers = Object.fromEntries(layout.entered.map(({ key, header }) => [key, header]))
const isRefused = (outcome: string): outcome is Refused => outcome in answerLetters
const refusals = Object.keys(answerLetters).filter(isRefused)

describe('a stored row', () => {
  test('has the stamp of what was stored, and nothing open', () => {
    const row = aRow(typed, { version: '0', answer: { outcome: 'sent', hash }, marks: ['电话'] })
    expect(planResult(row, sentOf(typed), applied, context)).toEqual({
      stamp: {
        version: '1',
        id,
        rev: 4,
        crev: 7,
        hash,
        ohash: '',
        answer: null,
        older: [],
        marks: [],
      },
      entered: typed,
      computed: [''],
      isRewritten: false,
    })
  })

  test('keeps revisions that the answer does not name', () => {
    const row = aRow(typed, { rev: 2, crev: 3 })
    const plan = planResult(row, sentOf(typed), { id, outcome: 'done' }, context)
    expect(plan?.stamp).toMatchObject({ rev: 2, crev: 3 })
  })

  test('is hashed over its computed cells only when some were sent', () => {
    const row = aRow(typed, { ohash: 'c'.repeat(16) }, 'N')
    const plan = planResult(row, sentOf(typed), applied, context)
    expect(plan).toMatchObject({ stamp: { ohash: 'c'.repeat(16) }, computed: ['N'] })
    const told = planResult(row, sentOf(typed), { ...applied, computed: { tier: 'A' } }, context)
    expect(told?.stamp.ohash).toBe(context.computedHashOf(['A']))
  })

  test('is hashed as it was delivered where the server replaced a cell, else as it was sent', () => {
    const sent = { cells: typed, hash: 'd'.repeat(16) }
    const row = aRow(typed)
    expect(planResult(row, sent, applied, context)?.stamp.hash).toBe('d'.repeat(16))
    const plan = planResult(row, sent, { ...applied, values: { city: '杭州' } }, context)
    expect(plan).toMatchObject({ entered: ['杭州', ...typed.slice(1)], isRewritten: true })
    expect(plan?.stamp.hash).toBe(context.hashOf(['杭州', ...typed.slice(1)]))
    expect(stateAfter(row, plan)).toBe('clean')
  })

  test('is marked where it was stored with a warning or a conflict, in the order of the headers', () => {
    const problem = { field: 'phone', code: 'phone.form', level: 'warning', params: {} } as const
    const conflict = { id: 'c', field: 'city', mine: '1', theirs: '2', by: 'u', at: 1 }
    const result: RowResult = { ...applied, problems: [problem], conflicts: [conflict] }
    const noted = new Map([['name', '华达']])
    const entered = layout.entered.map((column, at) => ({
      ...column,
      header: ['甲', '丙', '乙'][at] ?? '',
    }))
    const renamed = { ...context, layout: { ...layout, entered } }
    const plan = planResult(aRow(typed), sentOf(typed), result, renamed, noted)
    expect(plan?.stamp.marks).toEqual(['丙', '乙', '甲'])
  })

  test('marks nothing for a column that the sheet does not have', () => {
    const problem = { field: 'email', code: 'email.form', level: 'warning', params: {} } as const
    const result: RowResult = { ...applied, problems: [problem] }
    expect(planResult(aRow(typed), sentOf(typed), result, context)?.stamp.marks).toEqual([])
  })
})

describe('a refused row', () => {
  const before = { rev: 2, crev: 3, hash: 'a'.repeat(16), ohash: 'b'.repeat(16), marks: ['旧'] }
  const stood = aRow(typed, before, 'N').stamp
  const stands: Readonly<Record<Refused, Partial<Stamp>>> = {
    invalid: { ...stood },
    changed_identity: { ...stood },
    // Out of sight: typed back to what it was it is no more as on the server than before.
    forbidden: { ...stood, hash: '' },
    gone: { ...stood, hash: '' },
    // Said of new rows only: the server has nothing of it any more.
    known: newStamp('1', id),
  }
  test.each(refusals)(
    'that is %s says so of what was sent, stays as typed, and is marked anew',
    (o) => {
      const sent = { cells: typed, hash: 'e'.repeat(16) }
      const result: RowResult = { id, outcome: o, computed: { tier: 'A' } }
      expect(planResult(aRow(typed, before, 'N'), sent, result, context)).toEqual({
        stamp: { ...stands[o], answer: { outcome: o, hash: 'e'.repeat(16) }, marks: [] },
        entered: typed,
        computed: ['N'],
        isRewritten: false,
      })
    },
  )

  test('that is to be tried again stays as it is, and so does one without a stamp', () => {
    const row = aRow(typed)
    expect(planResult(row, sentOf(typed), { id, outcome: 'retry' }, context)).toBeNull()
    expect(planResult({ ...row, stamp: null }, sentOf(typed), applied, context)).toBeNull()
  })
})

describe('[R9] cells that were typed over during the push', () => {
  const now = ['上海', '华达精密', typed[2] ?? '']
  const merged: RowResult = { ...applied, outcome: 'merged', values: { city: '杭州' } }

  test('collide where the server wants to change them too', () => {
    expect(collisions(aRow(now), typed, merged, layout)).toEqual([0])
    expect(collisions(aRow(now), typed, { ...merged, values: { phone: null } }, layout)).toEqual([])
    const all = { ...merged, values: { city: null, name: '华达' } }
    expect(collisions(aRow(now), typed, all, layout)).toEqual([0, 1])
  })

  test('never collide with an answer that changes none', () => {
    expect(collisions(aRow(now), typed, applied, layout)).toEqual([])
  })

  test('give way to the server where they are kept there, as long as they say the same', () => {
    const row = aRow(now)
    const noted = new Map([['city', '上海']])
    const plan = planResult(row, sentOf(typed), merged, context, noted)
    // The name is not the server's to change: what was typed stays.
    expect(plan?.entered).toEqual(['杭州', '华达精密', typed[2]])
    expect(plan?.stamp.marks).toEqual([headers['city']])
    expect(planResult(row, sentOf(typed), merged, context, new Map([['city', '南京']]))).toBeNull()
    expect(planResult(row, sentOf(typed), merged, context, new Map([['name', '上海']]))).toBeNull()
  })

  test('stay, and an untouched cell takes the value of the server', () => {
    const row = aRow([typed[0] ?? '', '华达精密', ''])
    const result = { ...merged, values: { city: '杭州', phone: '+8613923456701' } }
    expect(planResult(row, sentOf(typed), result, context)).toBeNull()
    const plan = planResult(row, sentOf(typed), merged, context)
    expect(plan).toMatchObject({ entered: ['杭州', '华达精密', ''], isRewritten: true })
  })

  test('that the row as it was read does not have count as empty, and as typed over', () => {
    const row = aRow(typed.slice(0, 2))
    expect(planResult(row, sentOf(typed), merged, context)?.entered).toEqual([
      '杭州',
      '华达机械',
      '',
    ])
    const phone = { ...merged, values: { phone: '+8613923456701' } }
    expect(planResult(row, sentOf(typed), phone, context)).toBeNull()
  })
})
