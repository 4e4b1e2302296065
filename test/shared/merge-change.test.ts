// The decision about rows that the server has.
import { describe, expect, test, vi } from 'vitest'

import type { Facts } from '../../shared/merge/facts.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { byId, decide, incoming, key, rules, standing } from './merge-rows.ts'

const now = standing('1', 3, { name: '甲', city: '苏州', phone: 5 })
const edited = (values: WireValues, base = 3) => incoming('1', values, { base })
const decideOne = (row: ReturnType<typeof incoming>, facts: Partial<Facts> = {}) =>
  decide([row], { standing: byId(now), ...facts })[0]

describe('a change', () => {
  test('of what stands is written on it, with the keys that come and go', () => {
    expect(decideOne(edited({ name: '甲', phone: 6, city: null }))).toEqual({
      outcome: 'applied',
      row: now,
      write: {
        id: '1',
        base: 3,
        hash: 'h',
        expected: 3,
        values: { name: '甲', phone: 6 },
        changed: ['phone', 'city'],
        addedKeys: [key(6)],
        droppedKeys: [5],
        guard: [],
        conflicts: [],
      },
    })
  })

  test('that changes nothing is applied, and nothing is written', () => {
    expect(decideOne(edited({ name: '甲', city: '苏州' }))).toEqual({
      outcome: 'applied',
      row: now,
      write: null,
    })
  })

  test('of an older revision is merged into what stands', () => {
    const bases = new Map([['1', { name: '甲', city: '上海', phone: 5 }]])
    const row = edited({ name: '甲方', city: '上海', phone: 5 }, 2)
    expect(decideOne(row, { bases })).toMatchObject({
      outcome: 'merged',
      row: now,
      write: { base: 2, expected: 3, values: { name: '甲方', city: '苏州' }, changed: ['name'] },
    })
  })

  test('of an older revision that brings nothing new is merged, and nothing is written', () => {
    const bases = new Map([['1', { name: '甲', city: '上海' }]])
    const row = edited({ name: '甲', city: '上海' }, 2)
    expect(decideOne(row, { bases })).toEqual({ outcome: 'merged', row: now, write: null })
  })

  test('that clashes in one field is a conflict there; the others are written', () => {
    const bases = new Map([['1', { name: '甲', city: '上海', phone: 5 }]])
    const row = edited({ name: '甲方', city: '杭州', phone: 5 }, 2)
    expect(decideOne(row, { bases })).toMatchObject({
      outcome: 'conflict',
      write: {
        values: { name: '甲方', city: '苏州' },
        changed: ['name'],
        conflicts: [{ field: 'city', mine: '杭州', theirs: '苏州' }],
      },
    })
  })

  test('that only clashes is written too: the conflict has to be stored', () => {
    const bases = new Map([['1', { city: '上海' }]])
    const decision = decideOne(edited({ city: '杭州' }, 2), { bases })
    expect(decision).toMatchObject({ outcome: 'conflict', write: { changed: [] } })
  })

  test('without a base that anybody knows overwrites nothing', () => {
    expect(decideOne(edited({ city: '杭州' }, 2))).toMatchObject({
      outcome: 'conflict',
      write: { values: now.values, changed: [] },
    })
  })

  test('is what its cells mean to one who had seen its base', () => {
    const meant = vi.fn(rules.meant)
    decide([edited({ city: '杭州' })], { standing: byId(now) }, { rules: { meant } })
    expect(meant).toHaveBeenCalledWith({ city: '杭州' }, now.values)
  })

  test('that leaves the row without what it needs is invalid; it is judged after the merge', () => {
    expect(decideOne(edited({ name: null }))).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'name', code: 'required.empty' }],
    })
    expect(decideOne(edited({ city: '杭州' }))?.outcome).toBe('applied')
    const faults = vi.fn(() => [])
    decide([edited({ city: '杭州' })], { standing: byId(now) }, { rules: { faults } })
    expect(faults).toHaveBeenCalledWith({ name: '甲', city: '杭州', phone: 5 }, now)
  })

  test('makes the row known, under the name that it then has, to new rows behind it', () => {
    const behind = incoming('2', { name: '乙', phone: 6 })
    const facts = { standing: byId(now) }
    expect(decide([edited({ phone: 6 }), behind], facts)[1]).toEqual({
      outcome: 'known',
      known: { by: 'mobile', id: '1', label: '甲', here: true },
    })
    expect(decide([edited({ name: '甲方', phone: 6 }), behind], facts)).toMatchObject([
      { outcome: 'changed_identity' },
      { outcome: 'applied' },
    ])
    const renamed = { ...edited({ name: '甲方', phone: 6 }), answer: 'renamed' as const }
    expect(decide([renamed, behind], facts)[1]).toMatchObject({ known: { label: '甲方' } })
    const nameless = decide(
      [{ ...edited({ name: null, phone: 6 }), answer: 'renamed' }, behind],
      facts,
      {
        rules: { faults: () => [] },
      },
    )
    expect(nameless[1]).toMatchObject({ known: { label: '' } })
  })
})

describe('a row that became another customer', () => {
  test('is asked about with what stands, and not where nobody knows the base', () => {
    const row = edited({ name: '乙', phone: 6 })
    expect(decideOne(row)).toEqual({ outcome: 'changed_identity', row: now })
    expect(decideOne({ ...row, base: 2 })?.outcome).toBe('conflict')
  })

  test('keeps the keys of the columns that were not sent', () => {
    expect(decideOne(edited({ name: '乙' }))?.outcome).toBe('applied')
  })

  test('may have lost its phone', () => {
    expect(decideOne(edited({ name: '乙', phone: null }))?.outcome).toBe('changed_identity')
  })

  test('is not taken for renamed because it is to be new', () => {
    const row = incoming('1', { name: '乙', phone: 6 }, { base: 3, answer: 'new' })
    expect(decideOne(row)?.outcome).toBe('changed_identity')
  })
})

describe('a row', () => {
  test('that comes twice in a chunk is decided once, the other later', () => {
    const rows = [edited({ city: '杭州' }), edited({ city: '无锡' })]
    expect(decide(rows, { standing: byId(now) }).slice(1)).toEqual([{ outcome: 'retry' }])
  })

  test('that another may see, but not its writer, is answered like one that is not there', () => {
    const foreign = new Set(['1', '2'])
    const rows = [incoming('1', { name: '甲' }), incoming('2', { name: '甲' }, { base: 1 })]
    expect(decide(rows, { foreign })).toEqual([{ outcome: 'forbidden' }, { outcome: 'forbidden' }])
  })

  test('of the very revision that stands is no row that never was', () => {
    expect(decideOne(edited({ city: '苏州' }, 4))).toEqual({ outcome: 'forbidden' })
    expect(decideOne(edited({ city: '苏州' }, 3))?.outcome).toBe('applied')
  })

  test('that is gone says why and into whom, whatever was applied of it before', () => {
    const gone = { reason: 'merged', into: 'k' } as const
    const facts = {
      standing: byId(standing('1', 3, {}, { gone })),
      applied: new Set(['1']),
    }
    expect(decideOne(edited({ city: '杭州' }), facts)).toEqual({ outcome: 'gone', ...gone })
  })

  test('whose very intention was applied is done', () => {
    const applied = new Set(['1'])
    expect(decideOne(edited({ city: '杭州' }, 2), { applied })).toEqual({
      outcome: 'done',
      row: now,
    })
  })
})
