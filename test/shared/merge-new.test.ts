// The decision about rows that the server has not stored yet.
import { describe, expect, test, vi } from 'vitest'

import { createdOf } from '../../shared/merge/created.ts'
import type { Problem } from '../../shared/problem.ts'
import { byId, decide, FIRST, incoming, key, match, rules, standing } from './merge-rows.ts'

const begun = (person = 'mark') => ({ ...key(FIRST, 'label'), person })
const beganLike = (...ids: readonly string[]) =>
  new Map([[FIRST, ids.map((id) => match(id, begun()))]])

describe('a new row', () => {
  test('is written whole, with the keys that it is found by', () => {
    expect(decide([incoming('1', { name: '甲', phone: 5, note: null })])).toEqual([
      {
        outcome: 'applied',
        row: null,
        write: {
          id: '1',
          base: 0,
          hash: 'h',
          expected: 0,
          values: { name: '甲', phone: 5, owner: 'me' },
          changed: ['name', 'phone', 'owner'],
          addedKeys: [key(5), begun()],
          droppedKeys: [],
          guard: [5, FIRST],
          conflicts: [],
        },
      },
    ])
  })

  test('is what its cells mean to one who had seen nothing', () => {
    const meant = vi.fn(rules.meant)
    createdOf(incoming('1', { name: '甲' }), { ...rules, meant })
    expect(meant).toHaveBeenCalledWith({ name: '甲' }, null)
  })

  test('with an error is not stored, and says all that is wrong with it', () => {
    const wrong: Problem = { field: 'phone', code: 'digits.lost', level: 'error', params: {} }
    const [decision] = decide([incoming('1', { city: '苏州' }, { problems: [wrong] })])
    const empty = { field: 'name', code: 'required.empty', level: 'error', params: {} }
    expect(decision).toEqual({ outcome: 'invalid', problems: [wrong, empty] })
  })

  test('does not call a cell empty that could not be read', () => {
    const unread: Problem = { field: 'name', code: 'formula.error', level: 'error', params: {} }
    const [decision] = decide([incoming('1', { name: null }, { problems: [unread] })])
    expect(decision).toEqual({ outcome: 'invalid', problems: [unread] })
  })

  test('with a warning is stored; a warning hides no error of the same field', () => {
    const warning: Problem = { field: 'name', code: 'text.long', level: 'warning', params: {} }
    expect(decide([incoming('1', { name: '甲' }, { problems: [warning] })])).toMatchObject([
      { outcome: 'applied' },
    ])
    const [decision] = decide([incoming('1', { name: null }, { problems: [warning] })])
    expect(decision).toMatchObject({ outcome: 'invalid', problems: [warning, { field: 'name' }] })
  })

  test('is judged as a row that nothing stands for', () => {
    const faults = vi.fn(() => [])
    decide([incoming('1', { name: '甲' })], {}, { rules: { faults } })
    expect(faults).toHaveBeenCalledWith({ name: '甲', owner: 'me' }, null)
  })
})

describe('of equal new rows', () => {
  test('the second is told the first, by its name, as one that stands in the same paste', () => {
    const rows = [incoming('1', { name: '甲', phone: 5 }), incoming('2', { name: '乙', phone: 5 })]
    expect(decide(rows)[1]).toEqual({
      outcome: 'known',
      known: { by: 'mobile', id: '1', label: '甲', here: true },
    })
  })

  test('each later one is told the first, though one between was created anyway', () => {
    const rows = [
      incoming('1', { name: '甲', phone: 5 }),
      incoming('2', { name: '乙', phone: 5 }, { answer: 'new' }),
      incoming('3', { name: '丙', phone: 5 }),
    ]
    expect(decide(rows).map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'known'])
    expect(decide(rows)[2]).toMatchObject({ known: { id: '1' } })
  })

  test('one without a name has an empty label', () => {
    const rows = [incoming('1', { phone: 5 }), incoming('2', { phone: 5 })]
    const decisions = decide(rows, {}, { rules: { faults: () => [] } })
    expect(decisions[1]).toMatchObject({ known: { label: '' } })
  })

  test('the older customer of the server goes before the row of the paste', () => {
    const matches = new Map([[5, [match('0', key(5))]]])
    const row = incoming('1', { name: '甲', phone: 5 })
    expect(decide([row], { matches })[0]).toMatchObject({ known: { id: '0', here: false } })
  })
})

describe('create anyway', () => {
  test('stores a row that equals a customer, and asks nobody to hold its keys', () => {
    const matches = new Map([
      [5, [match('k', key(5))]],
      [FIRST, [match('0', begun())]],
    ])
    const facts = { matches, standing: byId(standing('0', 1, {})) }
    const row = incoming('1', { name: '甲', phone: 5 }, { answer: 'new' })
    const [decision] = decide([row], facts)
    expect(decision).toMatchObject({ outcome: 'applied', write: { id: '1', guard: [] } })
  })

  test('is not what "renamed" says: such a row is looked up as ever', () => {
    const matches = new Map([[5, [match('k', key(5))]]])
    const row = incoming('1', { name: '甲', phone: 5 }, { answer: 'renamed' })
    expect(decide([row], { matches })[0]?.outcome).toBe('known')
  })
})

describe('[R35] a row that comes back without its id', () => {
  const row = incoming('9', { name: '甲' })
  const two = byId(standing('1', 1, { name: '甲' }), standing('2', 1, { name: '甲' }))

  test('adopts the oldest row that began with the same content', () => {
    for (const order of [
      ['1', '2'],
      ['2', '1'],
    ])
      expect(decide([row], { standing: two, matches: beganLike(...order) })).toEqual([
        { outcome: 'adopted', row: two.get('1') },
      ])
  })

  test('k equal rows adopt k ids at most, each once, also when some are decided again', () => {
    const rows = ['7', '8', '9'].map((id) => incoming(id, { name: '甲' }))
    const facts = { standing: two, matches: beganLike('1', '2') }
    const decisions = decide(rows, facts)
    expect(decisions.map(({ outcome }) => outcome)).toEqual(['adopted', 'adopted', 'applied'])
    expect(decisions.slice(0, 2)).toMatchObject([{ row: { id: '1' } }, { row: { id: '2' } }])
    const adopted = new Set(['1'])
    expect(decide([row], facts, { adopted })).toMatchObject([{ row: { id: '2' } }])
    expect([...adopted]).toEqual(['1', '2'])
  })

  test('adopts none that stands in the sheet already', () => {
    const rows = [incoming('1', { name: '乙' }, { base: 1 }), row]
    const decisions = decide(rows, { standing: two, matches: beganLike('1', '2') })
    expect(decisions[1]).toMatchObject({ outcome: 'adopted', row: { id: '2' } })
  })

  test('adopts none that is gone, or that its user may not see', () => {
    const gone = { reason: 'archived', into: null } as const
    const facts = { standing: byId(standing('1', 1, {}, { gone })), matches: beganLike('1', '2') }
    expect(decide([row], facts)[0]?.outcome).toBe('applied')
  })

  test.each([
    ['with other content', { ...begun('another') }],
    ['as the row of another table', { ...begun(), kind: 'first' as const }],
  ])('adopts none that began %s', (_, other) => {
    const facts = { standing: two, matches: new Map([[FIRST, [match('1', other)]]]) }
    expect(decide([row], facts)[0]?.outcome).toBe('applied')
  })
})
