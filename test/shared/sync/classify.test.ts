import { describe, expect, test } from 'vitest'

import { classifyRows } from '../../../shared/sync/classify.ts'
import type { ScannedRow } from '../../../shared/sync/classify.ts'
import { hash64 } from '../../../shared/sync/hash.ts'
import { newStamp } from '../../../shared/sync/stamp.ts'
import type { Stamp } from '../../../shared/sync/stamp.ts'
import { ulid } from '../../../shared/sync/ulid.ts'

const options = { version: '1', hashOf: (cells: readonly unknown[]) => hash64(cells.join('|')) }
const idOf = (n: number) => ulid(n, new Uint8Array(10))
const hashOf = (name: string) => options.hashOf([name, '苏州'])

const aStamp = (n: number, over: Partial<Stamp> = {}): Stamp => ({
  ...newStamp('1', idOf(n)),
  ...over,
})
const aRow = (index: number, name: string, stamp: Stamp | null): ScannedRow => ({
  index,
  entered: name === '' ? ['', ''] : [name, '苏州'],
  computed: [],
  status: '',
  stampText: stamp === null ? '' : 'text',
  stamp,
})
const synced = (index: number, name: string, n: number, over: Partial<Stamp> = {}) =>
  aRow(index, name, aStamp(n, { rev: 2, hash: hashOf(name), ...over }))
const states = (...rows: ScannedRow[]) => classifyRows(rows, options).map(({ state }) => state)

describe('what a row is', () => {
  test('[R31] a blank row is empty, a filled one without an id is new', () => {
    expect(states(aRow(0, '', null), aRow(1, '华达', null))).toEqual(['empty', 'new'])
  })

  test('a row that equals its hash is clean, an edited one is dirty', () => {
    expect(states(synced(0, '华达', 1), synced(1, '恒源', 2, { hash: hashOf('旧') }))).toEqual([
      'clean',
      'dirty',
    ])
  })

  test('[R1] identity comes from the stamp: the order of rows changes nothing', () => {
    const rows = [synced(0, '华达', 1), synced(1, '恒源', 2), aRow(2, '盛丰', aStamp(3))]
    const turned = rows.toReversed().map((row, index) => ({ ...row, index }))
    expect(states(...turned)).toEqual(states(...rows).toReversed())
  })

  test('a row that was refused is not sent again until it is edited', () => {
    const answer = { outcome: 'invalid' as const, hash: hashOf('华达') }
    const refused = aStamp(1, { answer })
    expect(states(aRow(0, '华达', refused))).toEqual(['answered'])
    expect(states(aRow(0, '华达机械', refused))).toEqual(['dirty'])
  })

  test('[R6] a stamp that cannot be read is damaged, whatever stands beside it', () => {
    expect(states({ ...aRow(0, '华达', null), stampText: '1|01H' })).toEqual(['damaged'])
  })

  test('[R38] a row whose entered cells were all emptied is a question, not an edit', () => {
    expect(states(aRow(0, '', aStamp(1, { rev: 2, hash: hashOf('华达') })))).toEqual(['cleared'])
  })

  test('[R26] a stored row under another canon or mapping is stale; one never stored is just dirty', () => {
    expect(states(synced(0, '华达', 1, { version: '0' }))).toEqual(['stale'])
    expect(states(aRow(0, '华达', aStamp(1, { version: '0' })))).toEqual(['dirty'])
  })
})

describe('[R2] rows that share an id', () => {
  test('the first untouched one keeps it, another untouched one is an inert copy', () => {
    expect(states(synced(0, '华达', 1), synced(1, '华达', 1))).toEqual(['clean', 'copy'])
  })

  test('an edited copy becomes a row of its own', () => {
    const edited = synced(0, '恒源', 1, { hash: hashOf('华达') })
    expect(states(edited, synced(1, '华达', 1))).toEqual(['new', 'clean'])
  })

  test('where all are edited, all are held', () => {
    const edited = (index: number, name: string) => synced(index, name, 1, { hash: hashOf('旧') })
    expect(states(edited(0, '华达'), edited(1, '恒源'))).toEqual(['twin', 'twin'])
  })

  test('the keeper is one with the highest revision', () => {
    expect(states(synced(0, '华达', 1, { rev: 1 }), synced(1, '恒源', 1, { rev: 2 }))).toEqual([
      'copy',
      'clean',
    ])
  })

  test('a refused row that was copied and corrected leaves the refused one in place', () => {
    const refused = aStamp(1, { answer: { outcome: 'invalid', hash: hashOf('华达') } })
    expect(states(aRow(0, '华达', refused), aRow(1, '华达机械', refused))).toEqual([
      'answered',
      'new',
    ])
  })
})
