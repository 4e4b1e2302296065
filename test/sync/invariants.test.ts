// Promises of the server that need no fault to be seen: each on a small team with the production services.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { RowResult } from '../../shared/protocol/push.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { aTeam } from '../support/team.ts'
import type { Member, Team, TeamCall } from '../support/team.ts'

const WORKBOOK = '01JXWRKBK00000000000000001'
const fields = ['name', 'city', 'note']

type Row = readonly [id: string, base: number, ...cells: readonly Cell[]]

const pushOf = (user: Member, rows: readonly Row[]): TeamCall => ({
  user,
  verb: 'push',
  body: {
    table: 'customer',
    workbook: WORKBOOK,
    epoch: 'e1',
    fields,
    rows: rows.map(([id, base, ...cells]) => [id, base, rowHash('customer', fields, cells), cells]),
  },
})

const valueOf = async <T>(team: Team, call: TeamCall): Promise<T> => {
  const reply = await team.deliver(call)
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  // The server's own answer to the verb that was called.
  return reply.value as T
}

const push = async (
  team: Team,
  user: Member,
  ...rows: readonly Row[]
): Promise<readonly RowResult[]> =>
  (await valueOf<{ results: readonly RowResult[] }>(team, pushOf(user, rows))).results

interface Pulled {
  readonly rows: readonly { readonly id: string; readonly values: Record<string, unknown> }[]
  readonly cursor: string
}

const pull = (team: Team, user: Member, cursor: string): Promise<Pulled> =>
  valueOf(team, {
    user,
    verb: 'pull',
    body: {
      table: 'customer',
      workbook: WORKBOOK,
      epoch: 'e1',
      cursor,
      limit: 100,
      own: [],
      holds: 'all',
      only: null,
    },
  })

describe('one row', () => {
  test('[I8] is changed once by an intention, however often and late it comes', async () => {
    const team = aTeam()
    const id = team.seat('rep1').ids()
    const rev = () => team.state().rows.customer.get(id)?.rev ?? 0
    await push(team, 'rep1', [id, 0, '苏州华达', '苏州', ''])
    const late = pushOf('rep1', [[id, rev(), '苏州华达', '昆山', '']])
    await team.deliver(late)
    await push(team, 'rep1', [id, rev(), '苏州华达', '上海', ''])
    for (let time = 0; time < 3; time++) await team.deliver(late)
    expect(team.customer('苏州华达').values).toMatchObject({ city: '上海' })
    expect(team.state().history).toHaveLength(3)
    expect(team.state().conflicts).toEqual([])
  })

  test('[I9] has revisions that only rise, each by the clock or one further, and no seq is given out twice', async () => {
    const team = aTeam()
    const id = team.seat('rep1').ids()
    const revs: number[] = []
    let base = 0
    for (const [city, wait] of [
      ['苏州', 0],
      ['昆山', 0],
      ['上海', 60_000],
    ] as const) {
      team.now += wait
      for (const { rev } of await push(team, 'rep1', [id, base, '苏州华达', city, ''])) {
        base = rev ?? 0
        revs.push(base)
      }
    }
    const [first = 0] = revs
    expect(first).toBeGreaterThan(1)
    expect(revs).toEqual([first, first + 1, first + 60])
    const seqs = team.state().history.map(({ seq }) => seq)
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b))
  })

  test('[I15] that cannot be stored holds up none of the others', async () => {
    const team = aTeam()
    const { ids } = team.seat('rep1')
    const foreign = await team.create('rep2', { name: '无锡东方', city: '无锡' })
    const [good, bad, better] = [ids(), ids(), ids()]
    const results = await push(
      team,
      'rep1',
      [good, 0, '苏州华达', '苏州', ''],
      [bad, 0, '', '苏州', ''],
      [foreign, 1, '无锡东方', '苏州', ''],
      [better, 0, '昆山精工', '昆山', '长'.repeat(2_001)],
      [ids(), 0, '常熟新达', '常熟', ''],
    )
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'applied',
      'invalid',
      'forbidden',
      'invalid',
      'applied',
    ])
  })
})

describe('a team', () => {
  test('[I17] pulls what it has just pushed, by the old cursor as by none', async () => {
    const team = aTeam()
    const id = team.seat('rep1').ids()
    const { cursor } = await pull(team, 'rep1', '')
    const [first] = await push(team, 'rep1', [id, 0, '苏州华达', '苏州', ''])
    const made = await push(team, 'rep1', [id, first?.rev ?? 0, '苏州华达', '昆山', '要报价'])
    for (const from of ['', cursor]) {
      const { rows } = await pull(team, 'rep1', from)
      expect(rows).toMatchObject([
        { id, rev: made[0]?.rev, values: { city: '昆山', note: '要报价' } },
      ])
    }
  })

  const members: readonly Member[] = ['rep1', 'rep2', 'manager']
  const step = fc.record({
    user: fc.constantFrom(...members),
    row: fc.nat(3),
    base: fc.nat(3),
    city: fc.constantFrom('苏州', '昆山', ''),
    note: fc.constantFrom('甲', '乙', ''),
    isArchived: fc.boolean(),
  })

  test('[I18] that asks the same on an empty database ends in the same state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const [first, second] = [aTeam(), aTeam()]
        const { ids } = first.seat('rep1')
        const rows = Array.from({ length: 4 }, ids)
        const names = ['苏州华达', '昆山精工', '常熟新达', '苏州华达']
        const calls = steps.map(({ user, row, base, city, note, isArchived }): TeamCall => {
          const id = rows[row] ?? ''
          if (!isArchived || base === 0)
            return pushOf(user, [[id, base, names[row] ?? '', city, note]])
          const put = { table: 'customer', workbook: WORKBOOK, epoch: 'e1' }
          const body = { ...put, rows: [[id, base]], restore: note === '乙' }
          return { user, verb: 'archive', body }
        })
        for (const team of [first, second]) for (const call of calls) await team.deliver(call)
        expect(second.state()).toEqual(first.state())
      }),
      { numRuns: 60 },
    )
  })
})
