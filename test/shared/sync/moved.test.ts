import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { classifyRows } from '../../../shared/sync/classify.ts'
import type { ScannedRow, SheetRow } from '../../../shared/sync/classify.ts'
import { hash64 } from '../../../shared/sync/hash.ts'
import { findMoved } from '../../../shared/sync/moved.ts'
import type { MovedOptions, Moves } from '../../../shared/sync/moved.ts'
import { newStamp } from '../../../shared/sync/stamp.ts'
import type { Stamp } from '../../../shared/sync/stamp.ts'
import { ulid } from '../../../shared/sync/ulid.ts'

const hashOf = (cells: readonly unknown[]) => hash64(cells.join('|'))
const cellsOf = (name: string) => (name === '' ? ['', ''] : [name, '苏州'])
const said = (name: string) => hashOf(cellsOf(name))

/** A row that says `name`, with the stamp of one that was synced as `was`; '' has none, or says nothing. */
interface Told {
  readonly name: string
  readonly was: string
  readonly stamp?: Partial<Stamp>
}

const names = ['', '甲', '乙', '丙', '丁', '戊']
const idOf = (was: string) => ulid(names.indexOf(was) + 1, new Uint8Array(10))

const toRow = ({ name, was, stamp }: Told, index: number): ScannedRow => ({
  index,
  entered: cellsOf(name),
  computed: [],
  status: '',
  stampText: was,
  stamp: was === '' ? null : { ...newStamp('1', idOf(was)), rev: 2, hash: said(was), ...stamp },
})

const sheet = (...told: readonly (Told | readonly [name: string, was: string])[]) =>
  classifyRows(
    told.map((one, at) => toRow('name' in one ? one : { name: one[0], was: one[1] }, at)),
    { version: '1', hashOf },
  )

const options: MovedOptions = { version: '1', isTelling: () => true, adrift: [] }

const movedIn = (rows: readonly SheetRow[], more: Partial<MovedOptions> = {}): Moves => {
  const steps = findMoved(rows, { ...options, ...more })
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** Rows by what their stamps say after the moves; '' for none. */
const settled = (rows: readonly SheetRow[], more: Partial<MovedOptions> = {}) => {
  const { moves, bare } = movedIn(rows, more)
  const texts = rows.map(({ stampText }) => stampText)
  for (const { index } of bare) texts[index] = ''
  for (const { from, to } of moves) texts[to.index] = from.stampText
  return texts
}

describe('[R4] whose content a row says', () => {
  test('cells that were cut take their identity to the blank row where they are pasted', () => {
    expect(settled(sheet(['', '甲'], ['乙', '乙'], ['甲', '']))).toEqual(['', '乙', '甲'])
  })

  test('pasted over another row, its identity is gone', () => {
    expect(settled(sheet(['', '甲'], ['甲', '乙']))).toEqual(['', '甲'])
  })

  test('rows that changed places change their identities', () => {
    expect(settled(sheet(['乙', '甲'], ['甲', '乙']))).toEqual(['乙', '甲'])
    expect(settled(sheet(['丙', '甲'], ['甲', '乙'], ['乙', '丙']))).toEqual(['丙', '甲', '乙'])
  })

  test('of rows that were shifted what says something new is nobody: the last one was pasted over', () => {
    expect(settled(sheet(['新', '甲'], ['甲', '乙'], ['乙', '丙']))).toEqual(['', '甲', '乙'])
  })

  test('shifted down by a new row, the new one has none', () => {
    expect(settled(sheet(['新', '甲'], ['甲', '乙'], ['乙', '']))).toEqual(['', '甲', '乙'])
  })

  test('of two rows alone nothing moves where the other one says something new: it may be a copy', () => {
    expect(settled(sheet(['新', '甲'], ['甲', '']))).toEqual(['甲', ''])
    expect(settled(sheet(['新', '甲'], ['甲', '乙']))).toEqual(['甲', '乙'])
  })

  test('a copy of a row that still says so moves nothing', () => {
    expect(settled(sheet(['甲', '甲'], ['甲', '']))).toEqual(['甲', ''])
    expect(settled(sheet(['甲', '甲'], ['甲', '乙']))).toEqual(['甲', '乙'])
  })

  test('of equal rows the first one gets it', () => {
    expect(settled(sheet(['', '甲'], ['甲', ''], ['甲', '']))).toEqual(['', '甲', ''])
  })

  test('of customers who said the same each takes one of the rows that say it now', () => {
    const other = { name: '', was: '乙', stamp: { hash: said('甲') } }
    expect(settled(sheet(['', '甲'], other, ['甲', ''], ['甲', '']))).toEqual(['', '', '甲', '乙'])
  })

  test('what is under way is content of the row, too', () => {
    const answer = { outcome: 'sent' as const, hash: said('乙') }
    const sent = { name: '', was: '甲', stamp: { answer } }
    expect(settled(sheet(sent, ['乙', '']))).toEqual(['', '甲'])
    expect(settled(sheet({ ...sent, name: '乙' }, ['甲', '']))).toEqual(['甲', ''])
  })

  test.each([
    ['was never sent', { rev: 0, hash: '' }],
    ['is of another mapping', { version: '2' }],
    ['has left its user’s sight', { answer: { outcome: 'gone' as const, hash: '' } }],
    ['was linked and is not decided', { answer: { outcome: 'known' as const, hash: said('甲') } }],
  ])('nothing follows a row that %s', (_, stamp) => {
    expect(settled(sheet({ name: '', was: '甲', stamp }, ['甲', '']))).toEqual(['甲', ''])
  })

  test('what says too little follows nothing', () => {
    const rows = sheet(['乙', '甲'], ['甲', '乙'])
    expect(settled(rows, { isTelling: ({ entered }) => entered[0] !== '甲' })).toEqual(['甲', '乙'])
  })

  test.each(['invalid', 'known', 'changed_identity'] as const)(
    'a row that was refused as %s for what another one says has changed places with it',
    (outcome) => {
      const answer = { outcome, hash: said('乙') }
      const refused = { name: '乙', was: '甲', stamp: { rev: 0, hash: said('甲'), answer } }
      const rows = sheet(refused, ['甲', '乙'])
      expect(rows[0]?.state).toBe('answered')
      expect(settled(rows)).toEqual(['甲', '乙'])
      const stored = { ...refused, stamp: { hash: said('甲'), answer } }
      const isLinked = outcome === 'known'
      expect(settled(sheet(stored, ['甲', '乙']))).toEqual(isLinked ? ['甲', '乙'] : ['乙', '甲'])
    },
  )

  test.each(['forbidden', 'gone'] as const)('one that was refused as %s has not', (outcome) => {
    const answer = { outcome, hash: said('乙') }
    expect(settled(sheet({ name: '乙', was: '甲', stamp: { answer } }, ['甲', '乙']))).toEqual([
      '甲',
      '乙',
    ])
  })

  test('edited twins wait for their user’s word, whatever the others say', () => {
    const answer = { outcome: 'invalid' as const, hash: said('戊') }
    const twin = { name: '丙', was: '甲', stamp: { answer } }
    const rows = sheet(twin, { ...twin, name: '丁' }, ['甲', ''])
    expect(rows.map(({ state }) => state)).toEqual(['twin', 'twin', 'new'])
    expect(settled(rows)).toEqual(['甲', '甲', ''])
  })

  test('many rows are looked at in turns, and found like few', () => {
    const many = Array.from({ length: 25_000 }, (): Told => ({ name: '', was: '' }))
    const rows = sheet(...many, { name: '', was: '甲' }, { name: '甲', was: '' })
    const steps = findMoved(rows, options)
    let turns = 0
    for (let next = steps.next(); next.done !== true; next = steps.next()) turns++
    expect(turns).toBe(2)
    expect(settled(rows).at(-1)).toBe('甲')
  })

  test('a refusal of the wrong customer was of the row that it stood in', () => {
    const answer = { outcome: 'changed_identity' as const, hash: said('乙') }
    const refused = { name: '乙', was: '甲', stamp: { answer } }
    expect(settled(sheet(refused, ['甲', '乙']))).toEqual(['乙', '甲'])
  })

  test('a lead that was refused moves with what was said of it', () => {
    const answer = { outcome: 'known' as const, hash: said('甲') }
    const lead = { name: '', was: '甲', stamp: { rev: 0, hash: '', answer } }
    expect(settled(sheet(lead, ['甲', '']))).toEqual(['', '甲'])
    expect(settled(sheet({ ...lead, name: '乙' }, ['甲', '乙']))).toEqual(['乙', '甲'])
    expect(settled(sheet({ ...lead, name: '甲' }, ['甲', '']))).toEqual(['甲', ''])
  })

  test('an identity that stands nowhere any more goes to the row that says it', () => {
    const [adrift] = sheet(['乙', '甲'])
    if (adrift === undefined) throw new Error('one row')
    const rows = sheet(['乙', '乙'], ['甲', '乙'])
    expect(movedIn(rows, { adrift: [adrift] })).toMatchObject({
      moves: [{ from: { stampText: '甲' }, to: { index: 1 } }],
      bare: [],
    })
  })
})

describe('[R4] whatever was pasted where', () => {
  const shuffled = fc.shuffledSubarray(names.slice(1), { minLength: 5 })

  test('rows in any other order say again what their stamps say', () => {
    fc.assert(
      fc.property(shuffled, (order) => {
        const rows = sheet(...order.map((name, at) => [name, names[at + 1] ?? ''] as const))
        expect(settled(rows)).toEqual(order)
      }),
    )
  })

  const anySheet = fc
    .tuple(
      fc.array(fc.constantFrom(...names, '新'), { minLength: 8, maxLength: 8 }),
      fc.shuffledSubarray([...names.slice(1), '', '', '']),
    )
    .map(([says, were]) => were.map((was, at): readonly [string, string] => [says[at] ?? '', was]))

  test('no identity comes to two rows, no row gets two, and none that still says its own is touched', () => {
    fc.assert(
      fc.property(anySheet, (told) => {
        const rows = sheet(...told)
        const { moves, bare } = movedIn(rows)
        const to = moves.map((move) => move.to.index)
        expect(new Set(to).size).toBe(to.length)
        expect(new Set(moves.map(({ from }) => from.index)).size).toBe(moves.length)
        expect(bare.filter(({ index }) => to.includes(index))).toEqual([])
        const kept = rows.filter(({ state }) => state === 'clean')
        expect(kept.filter(({ index }) => to.includes(index))).toEqual([])
        const texts = settled(rows).filter((text) => text !== '')
        expect(new Set(texts).size).toBe(texts.length)
      }),
    )
  })

  test('what was settled moves no further', () => {
    fc.assert(
      fc.property(anySheet, (told) => {
        const texts = settled(sheet(...told))
        const after = sheet(...told.map(([name], at) => [name, texts[at] ?? ''] as const))
        expect(settled(after)).toEqual(texts)
      }),
    )
  })
})
