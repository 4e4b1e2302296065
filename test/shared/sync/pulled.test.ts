// What the server's row makes of each state of the sheet's, and what of the sheet's stays.
import { describe, expect, test } from 'vitest'

import type { PulledRow } from '../../../shared/protocol/pull.ts'
import type { RowState, SheetRow } from '../../../shared/sync/classify.ts'
import { planArrival, planPulled, planWhole } from '../../../shared/sync/pulled.ts'
import { aRow, context, id, layout, stateAfter, typed } from './plan-rows.ts'

const hash = context.hashOf(typed)
const values = { city: '苏州', name: '华达机械', phone: '+8651261234567' }
const pulled: PulledRow = { id, rev: 2, crev: 5, values, computed: { tier: 'A' } }
const old = { version: '0.aaaaaa', hash: 'b'.repeat(16) }

describe('a row that comes whole', () => {
  test('has the stamp of what the server holds', () => {
    const row = aRow(typed, { version: '0', rev: 1, hash, answer: { outcome: 'known', hash } })
    expect(planWhole(row, pulled, context)).toEqual({
      stamp: {
        version: '1',
        id,
        rev: 2,
        crev: 5,
        hash,
        ohash: context.computedHashOf(['A']),
        answer: null,
        older: [],
        marks: [],
      },
      entered: typed,
      computed: ['A'],
      isRewritten: false,
    })
  })

  test('keeps the marks of cells that stay, and loses them where cells are replaced', () => {
    const row = aRow(typed, { rev: 1, hash, marks: ['城市'] })
    expect(planWhole(row, pulled, context).stamp.marks).toEqual(['城市'])
    const moved = planWhole(row, { ...pulled, values: { ...values, city: '杭州' } }, context)
    expect(moved).toMatchObject({ isRewritten: true, stamp: { marks: [] } })
    expect(planWhole({ ...row, stamp: null }, pulled, context).stamp.marks).toEqual([])
  })

  test('empties what the server has empty, and is hashed as it then stands', () => {
    const row = aRow(typed, { rev: 1, hash })
    const plan = planWhole(row, { ...pulled, values: { city: '苏州', name: '华达机械' } }, context)
    expect(plan.entered).toEqual(['苏州', '华达机械', ''])
    expect(plan.stamp.hash).toBe(context.hashOf(['苏州', '华达机械', '']))
  })

  test('is shown as this sheet shows it', () => {
    const toSheet = () => ({ ...values, name: '华达（苏州）' })
    const plan = planWhole(aRow(typed), pulled, { ...context, toSheet })
    expect(plan.entered[1]).toBe('华达（苏州）')
  })
})

describe('a row that arrives', () => {
  test('is written the local way, under the id of the server', () => {
    const plan = planArrival(pulled, context)
    expect(plan).toEqual({
      stamp: {
        version: '1',
        id,
        rev: 2,
        crev: 5,
        hash: context.hashOf(plan.entered),
        ohash: context.computedHashOf(['A']),
        answer: null,
        older: [],
        marks: [],
      },
      entered: ['苏州', '华达机械', '0512 6123 4567'],
      computed: ['A'],
      isRewritten: true,
    })
  })

  test('has blank cells where the server has nothing', () => {
    const plan = planArrival({ ...pulled, values: { name: '甲' }, computed: {} }, context)
    expect([plan.entered, plan.computed]).toEqual([['', '甲', ''], ['']])
  })

  test('is not rewritten where nothing of it is shown', () => {
    const plan = planArrival({ ...pulled, values: {} }, context)
    expect(plan).toMatchObject({ entered: ['', '', ''], isRewritten: false })
  })
})

describe('what is pulled of a row', () => {
  const inState = (state: RowState): SheetRow => ({ ...aRow(typed, { rev: 1, hash }), state })

  test('of the very revision that stands changes only what is computed', () => {
    const row = aRow(typed, { rev: 2, crev: 3, hash, marks: ['城市'] }, 'N')
    const other = { ...pulled, values: { ...values, city: '杭州' } }
    expect(planPulled(row, other, context)).toEqual({
      stamp: { ...row.stamp, crev: 5, ohash: context.computedHashOf(['A']) },
      entered: typed,
      computed: ['A'],
      isRewritten: false,
    })
  })

  test('never takes the revision of what is computed back', () => {
    const row = aRow(typed, { rev: 2, crev: 9, hash })
    expect(planPulled(row, pulled, context)?.stamp.crev).toBe(9)
  })

  test.each(['dirty', 'answered'] as const)(
    'leaves a row that is %s its cells and base',
    (state) => {
      const row = inState(state)
      const plan = planPulled(row, { ...pulled, values: { name: '乙' } }, context)
      expect(plan).toMatchObject({ entered: typed, computed: ['A'], stamp: { rev: 1, hash } })
    },
  )

  test('of the very revision that stands brings a cell that the server works out itself by now', () => {
    const row = aRow(typed, { rev: 2, crev: 3, hash })
    const plan = planPulled(row, { ...pulled, computed: { tier: 'A', city: '杭州' } }, context)
    const entered = ['杭州', '华达机械', '0512-6123 4567']
    expect(plan).toEqual({
      stamp: {
        ...row.stamp,
        crev: 5,
        hash: context.hashOf(entered),
        ohash: context.computedHashOf(['A']),
      },
      entered,
      computed: ['A'],
      isRewritten: true,
    })
  })

  test('of a row that was edited says nothing of its cells, and keeps its base', () => {
    const row = aRow(['南京', ...typed.slice(1)], { rev: 1, crev: 1, hash })
    expect(row.state).toBe('dirty')
    expect(planPulled(row, pulled, context)).toEqual({
      stamp: { ...row.stamp, crev: 5, ohash: context.computedHashOf(['A']) },
      entered: row.entered,
      computed: ['A'],
      isRewritten: false,
    })
  })

  describe('of a row that had left, and that its user has typed in', () => {
    const left = (cells: readonly string[]) => {
      const answer = { outcome: 'gone', hash: context.hashOf(cells) } as const
      return aRow(cells, { rev: 1, crev: 1, hash: '', answer })
    }

    test('makes an edit of its old base, which names what was held', () => {
      const row = left(['南京', ...typed.slice(1)])
      expect(row.state).toBe('answered')
      const plan = planPulled(row, pulled, context)
      expect(plan?.stamp).toMatchObject({ rev: 1, hash: '', answer: null, older: [row.hash] })
      expect(plan).toMatchObject({ entered: row.entered, isRewritten: false })
      expect(stateAfter(row, plan)).toBe('dirty')
    })

    test('is the whole row where it says what the server has', () => {
      const row = left(typed)
      const plan = planPulled(row, pulled, context)
      expect(plan?.stamp).toMatchObject({ rev: 2, hash, answer: null, older: [] })
      expect(stateAfter(row, plan)).toBe('clean')
    })

    test.each(['known', 'invalid', 'forbidden'] as const)(
      'changes nothing but what is computed where it was %s instead',
      (outcome) => {
        const answer = { outcome, hash } as const
        const row = aRow(typed, { rev: 1, hash: '', answer })
        expect(planPulled(row, pulled, context)?.stamp).toMatchObject({ rev: 1, answer })
      },
    )
  })

  test('brings a departed row back whole', () => {
    const stamp = { rev: 1, answer: { outcome: 'gone', hash: '' } } as const
    const plan = planPulled(aRow(['', '', ''], stamp), pulled, context)
    expect(plan?.entered).toEqual(['苏州', '华达机械', '0512 6123 4567'])
    expect(plan?.stamp.answer).toBeNull()
  })

  test.each(['empty', 'new', 'cleared', 'damaged', 'copy', 'twin'] as const)(
    'is nothing for a row that is %s',
    (state) => {
      expect(planPulled(inState(state), pulled, context)).toBeNull()
    },
  )

  test('is nothing for a row without a stamp, or of an older revision', () => {
    expect(planPulled({ ...inState('clean'), stamp: null }, pulled, context)).toBeNull()
    expect(planPulled(inState('clean'), { ...pulled, rev: 0 }, context)).toBeNull()
  })
})

describe('[R26] a row under another canon', () => {
  test('equal to the server’s is stamped anew, whole', () => {
    const plan = planPulled(aRow(typed, { ...old, rev: 2 }), pulled, context)
    expect(plan).toMatchObject({ entered: typed, stamp: { version: '1', rev: 2, hash } })
  })

  test('that says something else is an edit of its old base, under the new canon', () => {
    const row = aRow(typed, { ...old, rev: 1, crev: 1 })
    const plan = planPulled(row, { ...pulled, values: { ...values, name: '乙' } }, context)
    expect(plan).toEqual({
      stamp: {
        ...row.stamp,
        version: '1',
        hash: '',
        crev: 5,
        ohash: context.computedHashOf(['A']),
      },
      entered: typed,
      computed: ['A'],
      isRewritten: false,
    })
  })

  test('is compared with what this sheet shows', () => {
    const shown = { ...context, toSheet: () => values }
    const row = aRow(typed, { ...old, rev: 1 })
    expect(stateAfter(row, planPulled(row, { ...pulled, values: {} }, shown))).toBe('clean')
  })
})

describe('[R13] a row under another mapping', () => {
  const blank = ['', '华达机械', '']
  const stale = (version: string) => aRow(blank, { ...old, version, rev: 1 })
  const at = (version: string, isRemapped = false) => ({
    ...context,
    layout: { ...layout, version, isRemapped },
  })

  test('is filled where it is blank: nobody emptied a column that was not there', () => {
    const plan = planPulled(stale('1.aaaaaa'), pulled, at('1.bbbbbb'))
    expect(plan?.entered).toEqual(['苏州', '华达机械', '0512 6123 4567'])
    expect(plan?.stamp).toMatchObject({ version: '1.bbbbbb', rev: 2 })
  })

  test('under the same columns and another canon a blank cell is one that was emptied', () => {
    const plan = planPulled(stale('0.aaaaaa'), pulled, at('1.aaaaaa'))
    expect(plan).toMatchObject({ entered: blank, isRewritten: false, stamp: { rev: 1, hash: '' } })
  })

  test('a column that was found by its header only counts as one that was not there', () => {
    const plan = planPulled(stale('0.aaaaaa'), pulled, at('1.aaaaaa', true))
    expect(plan?.entered).toEqual(['苏州', '华达机械', '0512 6123 4567'])
  })

  test('that differs elsewhere is filled too, and stays an edit', () => {
    const row = aRow(['', '华达精密', '0512-6123 4567'], { ...old, version: '1.aaaaaa', rev: 1 })
    const plan = planPulled(row, pulled, at('1.bbbbbb'))
    expect(plan).toMatchObject({
      entered: ['苏州', '华达精密', '0512-6123 4567'],
      isRewritten: true,
      stamp: { rev: 1, hash: '' },
    })
    const full = aRow(['苏州', '华达精密', '1'], { ...old, version: '1.aaaaaa', rev: 1 })
    const kept = planPulled(full, pulled, at('1.bbbbbb'))
    expect(kept?.entered).toBe(full.entered)
    expect(kept?.isRewritten).toBe(false)
  })

  test('stays blank where the server has nothing either', () => {
    const plan = planPulled(
      stale('1.aaaaaa'),
      { ...pulled, values: { name: '华达机械' } },
      at('1.bbbbbb'),
    )
    expect(plan).toMatchObject({ entered: blank, isRewritten: false, stamp: { rev: 2 } })
  })

  test('is filled where it is shorter than the columns, and compared as blank there', () => {
    const short = (version: string) => aRow(['苏州', '华达机械'], { ...old, version, rev: 1 })
    const filled = planPulled(short('1.aaaaaa'), pulled, at('1.bbbbbb'))
    expect(filled?.entered).toEqual(['苏州', '华达机械', '0512 6123 4567'])
    const noPhone = { ...pulled, values: { city: '苏州', name: '华达精密' } }
    expect(planPulled(short('1.aaaaaa'), noPhone, at('1.bbbbbb'))?.entered).toEqual([
      '苏州',
      '华达机械',
      '',
    ])
    const same = { ...pulled, values: { city: '苏州', name: '华达机械' } }
    expect(planPulled(short('0.aaaaaa'), same, at('1.aaaaaa'))?.stamp.rev).toBe(2)
  })
})
