import { describe, expect, test } from 'vitest'

import type { Cell } from '../../../shared/schema/kind.ts'
import {
  classifyRow,
  classifyRows,
  refusedBefore,
  settleCopies,
} from '../../../shared/sync/classify.ts'
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

  test('a linked row that was typed in since is no untouched one: its copies are told apart like any edited', () => {
    const answer = { outcome: 'known' as const, hash: hashOf('华达') }
    const linked = aStamp(1, { rev: 2, hash: hashOf('旧'), answer })
    expect(states(aRow(0, '华达', linked), aRow(1, '恒源', linked))).toEqual(['answered', 'new'])
    expect(states(aRow(0, '恒源', linked), aRow(1, '盛丰', linked))).toEqual(['twin', 'twin'])
  })

  test('copies of a row that is under way are edited ones, though they say what was sent', () => {
    const answer = { outcome: 'sent' as const, hash: hashOf('华达') }
    const sent = aStamp(1, { rev: 2, hash: hashOf('旧'), answer })
    expect(states(aRow(0, '华达', sent), aRow(1, '华达', sent))).toEqual(['twin', 'twin'])
  })

  test('an edit that was refused is an edited copy beside a row that still says what it was made on', () => {
    const answer = { outcome: 'changed_identity' as const, hash: hashOf('恒源') }
    const refused = (index: number) =>
      aRow(index, '恒源', aStamp(1, { rev: 2, hash: hashOf('华达'), answer }))
    expect(states(refused(0), synced(1, '华达', 1, { rev: 2 }))).toEqual(['new', 'clean'])
    expect(states(refused(0), synced(1, '华达', 1, { rev: 1 }))).toEqual(['answered', 'copy'])
    expect(states(refused(0), refused(1))).toEqual(['answered', 'copy'])
  })

  test('a refused row that was copied and corrected leaves the refused one in place', () => {
    const refused = aStamp(1, { answer: { outcome: 'invalid', hash: hashOf('华达') } })
    expect(states(aRow(0, '华达', refused), aRow(1, '华达机械', refused))).toEqual([
      'answered',
      'new',
    ])
  })
})

describe('an answer in a row’s stamp', () => {
  const hash = hashOf('华达')
  const state = (name: string, over: Partial<Stamp>) => states(aRow(0, name, aStamp(1, over)))[0]

  test('holds a linked row whose differences are not decided, whatever is typed in it', () => {
    const over = { rev: 2, hash: hashOf('旧'), answer: { outcome: 'known' as const, hash } }
    for (const name of ['华达', '恒源', '旧']) expect(state(name, over)).toBe('answered')
  })

  test('holds a stored row that was refused, until it is edited', () => {
    const over = { rev: 2, hash: hashOf('旧'), answer: { outcome: 'invalid' as const, hash } }
    expect(state('华达', over)).toBe('answered')
    expect(state('恒源', over)).toBe('dirty')
    expect(state('旧', over)).toBe('clean')
  })

  test('is none as long as the content is only under way', () => {
    expect(state('华达', { answer: { outcome: 'sent', hash } })).toBe('dirty')
    expect(state('华达', { rev: 2, hash, answer: { outcome: 'sent', hash } })).toBe('clean')
  })

  test('holds a row as last synced too: a server that was set back may refuse what it had', () => {
    expect(state('华达', { rev: 2, hash, answer: { outcome: 'forbidden', hash } })).toBe('answered')
  })

  test('gone without content: the row departed, and what is typed there is another', () => {
    const answer = { outcome: 'gone' as const, hash: '' }
    expect(state('', { rev: 2, answer })).toBe('departed')
    expect(state('华达', { rev: 2, answer })).toBe('new')
    expect(state('华达', { rev: 2, answer: { outcome: 'gone', hash } })).toBe('answered')
    expect(state('', { rev: 2, answer: { outcome: 'known', hash: '' } })).toBe('cleared')
  })

  test('is told of an answered row, and of no other', () => {
    const told = (name: string, over: Partial<Stamp>) =>
      refusedBefore(classifyRow(aRow(0, name, aStamp(1, over)), options))
    expect(told('华达', { answer: { outcome: 'known', hash } })).toBe('known')
    expect(told('恒源', { answer: { outcome: 'known', hash } })).toBeNull()
    expect(told('华达', { answer: { outcome: 'sent', hash } })).toBeNull()
    expect(told('华达', {})).toBeNull()
    const sent = aStamp(1, { answer: { outcome: 'sent', hash } })
    expect(refusedBefore({ ...aRow(0, '华达', sent), hash, state: 'answered' })).toBeNull()
    expect(refusedBefore({ ...aRow(0, '华达', null), hash, state: 'answered' })).toBeNull()
    expect(refusedBefore({ ...aRow(0, '华达', aStamp(1)), hash, state: 'answered' })).toBeNull()
  })
})

describe('a row that says nothing', () => {
  const cells = (...entered: Cell[]) => states({ ...aRow(0, '', null), entered })[0]
  test('is empty: blanks, and the words for nothing', () => {
    expect(cells('', '')).toBe('empty')
    expect(cells(' ', '无')).toBe('empty')
    expect(cells('', '-')).toBe('empty')
  })
  test('is not empty for a 0, a FALSE, or one cell that says something', () => {
    expect(cells('', 0)).toBe('new')
    expect(cells(false, '')).toBe('new')
    expect(cells('无', '苏州')).toBe('new')
  })
  test('is empty also where the canon leaves nothing of what stands there', () => {
    const row = { ...aRow(0, '华达', null) }
    expect(classifyRow(row, { ...options, hashOf: () => hash64('') })).toMatchObject({
      state: 'empty',
      hash: '',
    })
  })
  test('with an id that the server never had is not asked about', () => {
    expect(states(aRow(0, '', aStamp(1)))).toEqual(['empty'])
    expect(states(aRow(0, '', aStamp(1, { version: '0', rev: 1 })))).toEqual(['cleared'])
  })
  test('has no hash, a filled one has that of its cells', () => {
    expect(classifyRow(aRow(0, '', null), options).hash).toBe('')
    expect(classifyRow(aRow(0, '华达', null), options).hash).toBe(hashOf('华达'))
  })
})

test('a row is hashed again only when its cells were read again', () => {
  const row = aRow(0, '华达', null)
  const before = { ...classifyRow(row, options), hash: 'known' }
  expect(classifyRow(row, options, before).hash).toBe('known')
  expect(classifyRow({ ...row, entered: [...row.entered] }, options, before).hash).toBe(
    hashOf('华达'),
  )
})

test('a row that was never stored is not clean, though it has no hash', () => {
  const row = { ...aRow(0, '华达', aStamp(1, { hash: hashOf('华达') })) }
  expect(states(row)).toEqual(['dirty'])
})

describe('[R2] copies of a row', () => {
  test('that were cleared or refused are inert beside an untouched one', () => {
    const cleared = aRow(1, '', aStamp(1, { rev: 2, hash: hashOf('华达') }))
    expect(states(synced(0, '华达', 1), cleared)).toEqual(['clean', 'copy'])
    const answer = { outcome: 'known' as const, hash: hashOf('恒源') }
    const refused = synced(1, '恒源', 1, { hash: hashOf('华达'), answer })
    expect(states(synced(0, '华达', 1), refused)).toEqual(['clean', 'copy'])
    expect(states(refused, synced(2, '恒源', 1))).toEqual(['answered', 'copy'])
  })

  test('in which only an older one is untouched are all held', () => {
    const edited = synced(1, '恒源', 1, { rev: 3, hash: hashOf('旧') })
    expect(states(synced(0, '华达', 1), edited)).toEqual(['twin', 'twin'])
  })

  test('of another row have nothing to do with these', () => {
    const rows = [synced(0, '华达', 1), synced(1, '恒源', 2), synced(2, '华达', 1)]
    expect(states(...rows)).toEqual(['clean', 'clean', 'copy'])
  })

  test('do not count that are blank, departed, or typed into a departed row', () => {
    const answer = { outcome: 'gone' as const, hash: '' }
    const departed = aRow(1, '', aStamp(1, { rev: 2, answer }))
    const another = aRow(2, '恒源', aStamp(1, { rev: 2, answer }))
    const blank = aRow(3, '', aStamp(1))
    expect(states(synced(0, '华达', 1), departed, another, blank)).toEqual([
      'clean',
      'departed',
      'new',
      'empty',
    ])
  })

  test('are not made by typing into a departed row: the edited original is no twin of it', () => {
    const answer = { outcome: 'gone' as const, hash: '' }
    const another = aRow(1, '恒源', aStamp(1, { rev: 2, answer }))
    expect(states(synced(0, '华达', 1, { hash: hashOf('旧') }), another)).toEqual(['dirty', 'new'])
  })

  test('leave the list as it is where no row shares an id', () => {
    const alone = [synced(0, '华达', 1), aRow(1, '恒源', null), aRow(2, '盛丰', null)].map((row) =>
      classifyRow(row, options),
    )
    expect(settleCopies(alone)).toBe(alone)
  })
})
