// Where rows and columns stand in a window of pixels.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { columnAxis, rowAxis } from '../../workbench/grid/axis.ts'
import {
  offsetToShow,
  screenSpan,
  scrollScale,
  trackAtScreen,
  tracksInView,
} from '../../workbench/grid/viewport.ts'

const rows = (hidden: readonly number[] = [], frozenRows = 0) =>
  rowAxis({
    total: 1000,
    height: 20,
    known: 100,
    isHidden: (row) => hidden.includes(row),
    frozenRows,
  })

describe('hidden rows take no room', () => {
  test('the row after hidden ones stands where they would', () => {
    const axis = rows([2, 3, 4])
    expect(axis.indexOf(2)).toBe(5)
    expect(axis.start(axis.trackOf(5))).toBe(40)
    expect(axis.count).toBe(997)
  })
  test('a hidden row is found at the next one in sight', () => {
    expect(rows([2, 3, 4]).trackOf(3)).toBe(2)
  })
  test('rows beyond the known ones count on', () => {
    const axis = rows([2, 3, 4])
    expect(axis.indexOf(axis.trackOf(500))).toBe(500)
  })
  test('every track leads back to itself, whatever is hidden', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99)), fc.nat(900), (hidden, track) => {
        const axis = rows(hidden)
        expect(axis.trackOf(axis.indexOf(track))).toBe(track)
        expect(axis.trackAt(axis.start(track))).toBe(track)
      }),
    )
  })
})

describe('columns of any width', () => {
  const axis = columnAxis([50, 0, 30, 100], 0)
  test('a hidden column is passed over', () => {
    expect([0, 49, 50, 79, 80, 999].map((pixel) => axis.indexOf(axis.trackAt(pixel)))).toEqual([
      0, 0, 2, 2, 3, 3,
    ])
  })
})

describe('a window', () => {
  test('shows the rows that lie in it at least in part', () => {
    expect(tracksInView(rows(), 30, 60)).toEqual([1, 2, 3, 4])
  })
  test('keeps frozen rows and shows what is scrolled to below them', () => {
    expect(tracksInView(rows([], 1), 200, 60)).toEqual([0, 11, 12])
    expect(trackAtScreen(rows([], 1), 10, 200)).toBe(0)
    expect(trackAtScreen(rows([], 1), 25, 200)).toBe(11)
  })
  test('cuts off what has scrolled under the frozen rows', () => {
    expect(screenSpan(rows([], 1), 10, 12, 200)).toEqual({ start: 20, size: 40 })
  })
  test('scrolls no further than needed to show a row', () => {
    expect(offsetToShow(rows(), 5, 0, 100)).toBe(20)
    expect(offsetToShow(rows(), 5, 110, 100)).toBe(100)
    expect(offsetToShow(rows(), 5, 60, 100)).toBe(60)
  })
  test('never leaves the row it was asked to show outside', () => {
    fc.assert(
      fc.property(fc.nat(900), fc.nat(18_000), fc.nat(3), (track, offset, frozen) => {
        const axis = rows([], frozen)
        const shown = tracksInView(axis, offsetToShow(axis, track, offset, 200), 200)
        expect(shown).toContain(track)
      }),
    )
  })
})

describe('the scroll bar', () => {
  test('is as long as the sheet where a browser can count so far', () => {
    const scale = scrollScale(5000, 500)
    expect([scale.barSize, scale.toOffset(123), scale.toScroll(123)]).toEqual([5000, 123, 123])
  })
  test('of a sheet too high to count reaches both ends all the same', () => {
    const scale = scrollScale(23_068_672, 600, 10_000_000)
    expect(scale.barSize).toBe(10_000_000)
    expect(scale.toOffset(0)).toBe(0)
    expect(scale.toOffset(10_000_000 - 600)).toBeCloseTo(23_068_672 - 600)
    expect(scale.toScroll(scale.toOffset(4_000_000))).toBeCloseTo(4_000_000)
  })
})
