// What a sheet has shown of its own, where its answer was lost: that, and nothing of anybody else's.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { seenAfter } from '../../shared/merge/own-edit.ts'
import type { MadeRevision } from '../../shared/merge/own-edit.ts'
import { mergeRow } from '../../shared/merge/three-way.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'

const base = { name: '华达', city: '苏州' }
const theirs = { ...base, city: '南京' }
const merged = { ...theirs, note: '要样品' }
const past: readonly MadeRevision[] = [
  { rev: 3, prior: 2, base: 1, hash: 'mine', values: merged },
  { rev: 2, prior: 1, base: 1, hash: 'his', values: theirs },
  { rev: 1, prior: 0, base: 0, hash: 'first', values: base },
]

describe('what a sheet had shown when its row was edited again', () => {
  test('is its base with what its own older edit set', () => {
    expect(seenAfter(base, { base: 1, after: ['mine'] }, past)).toEqual({ ...base, note: '要样品' })
  })

  test('a field that it emptied is empty there', () => {
    const emptied = [
      { rev: 3, prior: 2, base: 1, hash: 'mine', values: { city: '南京' } },
      ...past.slice(1),
    ]
    expect(seenAfter(base, { base: 1, after: ['mine'] }, emptied)).toEqual({ ...base, name: null })
  })

  test('of a row that stood on nothing, all that its first content set', () => {
    expect(seenAfter({}, { base: 0, after: ['first'] }, past)).toEqual(base)
  })

  test('of several that were stored, what each of them set, the newer over the older', () => {
    const again = {
      rev: 4,
      prior: 3,
      base: 1,
      hash: 'again',
      values: { ...merged, note: '要目录', name: '华达机械' },
    }
    const seen = { ...base, name: '华达机械', note: '要目录' }
    const after = ['again', 'never', 'mine']
    expect(seenAfter(base, { base: 1, after }, [again, ...past])).toEqual(seen)
  })

  test.each([
    ['was never stored', { base: 1, after: ['never'] }, past],
    ['was made on another base', { base: 2, after: ['mine'] }, past],
    ['is older than what is known', { base: 1, after: ['mine'] }, past.slice(0, 1)],
  ])('nobody knows where it %s', (_, ground, known) => {
    expect(seenAfter(base, ground, known)).toBeNull()
  })
})

const value = fc.constantFrom('', 'a', 'b', 'c')
const row = fc.record({ x: value, y: value, z: value })
const filled = (values: Record<string, string>): WireValues =>
  Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''))

describe('on any three edits of a row, mine, a colleague’s, and mine again unheard', () => {
  test('mine is no conflict with my own, and what he set is replaced only where I had not touched it, never unseen', () => {
    fc.assert(
      fc.property(row, row, row, row, (first, his, mine, again) => {
        const start = filled(first)
        const stood = mergeRow(start, { ...his }, start).values
        const own = mergeRow(start, mine, stood)
        const known = [
          { rev: 2, prior: 1, base: 1, hash: 'his', values: stood },
          { rev: 3, prior: 2, base: 1, hash: 'mine', values: own.values },
        ]
        const seen = seenAfter(start, { base: 1, after: ['mine'] }, known)
        const merge = mergeRow(seen, again, own.values)
        for (const field of Object.keys(again)) {
          const isMine = own.changed.includes(field)
          const isHis = (stood[field] ?? null) !== (start[field] ?? null)
          const isConflict = merge.conflicts.some((one) => one.field === field)
          if (isMine) expect(isConflict).toBe(false)
          if (isHis && !isMine) expect(merge.changed).not.toContain(field)
        }
      }),
    )
  })
})
