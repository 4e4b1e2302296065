// Lines that break, panes that close, and colleagues who are quicker.
import { describe, expect, test } from 'vitest'

import type { Decision } from '../../../shared/sync/session/answer.ts'
import type { Board } from '../../../shared/sync/session/board.ts'
import type { Verb } from '../../../shared/sync/session/effect.ts'
import { aTeam, lost } from '../../support/team.ts'
import type { Team, TeamCall } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import {
  header,
  huada,
  idAt,
  leads,
  onFile,
  reopened,
  revisionsOf,
  withList,
} from '../support/seated.ts'

const many = (count: number) => [
  header,
  ...Array.from({ length: count }, (_, at) => [
    `第${at}商贸有限公司`,
    '苏州',
    '',
    `人民路${at + 1}号`,
  ]),
]

describe('a long list', () => {
  test('[R17] cut off amid it, the next sync sends the rows that are not stored yet', async () => {
    const team = aTeam()
    const desk = sitAt(team.seat('rep1'), { list: many(620) })
    unwrap(await desk.engine.bringInList())
    team.before = async ({ verb }) => (verb === 'push' && team.pushes().length > 1 ? lost : null)
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    expect(team.customers()).toHaveLength(500)
    team.before = null
    const from = team.pushes().length
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 120, unchanged: 500 })
    expect(
      team
        .pushes()
        .slice(from)
        .map((rows) => rows.length),
    ).toEqual([120])
    expect(team.customers()).toHaveLength(620)
  })

  test('[R17] ended by its user, what was answered stays answered, and the next sync goes on', async () => {
    const team = aTeam()
    const desk = sitAt(team.seat('rep1'), { list: many(620) })
    unwrap(await desk.engine.bringInList())
    const stop = new AbortController()
    team.after = async ({ verb }) => {
      if (verb === 'push') stop.abort()
      return null
    }
    const first = unwrap(await desk.engine.sync({ signal: stop.signal }))
    expect(first).toMatchObject({ saved: 500, isCancelled: true })
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 120, unchanged: 500 })
  })
})

/** The answer to the next push is lost, and all five times that it is asked for. */
const losePush = (team: Team, how: 'before' | 'after') => {
  const calls: TeamCall[] = []
  team[how] = async (call) => {
    if (call.verb !== 'push') return null
    calls.push(call)
    return lost
  }
  return calls
}

describe('an answer that never came', () => {
  test('[R18] the row is edited again and sent: nobody is in conflict with himself', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    losePush(team, 'after')
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    team.after = null
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    const next = unwrap(await reopened(team, desk).sync())
    expect(next).toMatchObject({ saved: 1, held: 0 })
    expect(next.board.conflicts).toEqual([])
    expect(team.customer('华达机械有限公司').id).toBe(id)
    expect(revisionsOf(team, id)).toBe(3)
    expect(onFile(team, id)).toMatchObject({ address: '人民路88号' })
    expect(team.state().conflicts).toEqual([])
  })

  test('[R18] what arrives long after finds the fence: newer content is not overwritten', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    const late = losePush(team, 'before')
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    team.before = null
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    unwrap(await desk.engine.sync())
    for (const call of late) await team.deliver(call)
    expect(onFile(team, id)).toMatchObject({ address: '人民路88号' })
    expect(team.state().conflicts).toEqual([])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
  })

  test('[R18] typed back to what it was, the late request does not bring the edit back', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    const late = losePush(team, 'before')
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    team.before = null
    desk.excel.user.type(desk.at('地址', 0), huada[3] ?? '')
    unwrap(await desk.engine.sync())
    for (const call of late) await team.deliver(call)
    expect(onFile(team, id)).toMatchObject({ address: huada[3] })
    unwrap(await desk.engine.sync())
    expect(desk.column('地址')[0]).toBe(huada[3])
  })

  test('[R18] of new rows whose answer was lost none is stored twice, though they are edited before the next sync', async () => {
    const team = aTeam()
    const desk = sitAt(team.seat('rep1'), { list: leads })
    unwrap(await desk.engine.bringInList())
    const late = losePush(team, 'after')
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    team.after = null
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    unwrap(await reopened(team, desk).sync())
    for (const call of late) await team.deliver(call)
    expect(team.customers()).toHaveLength(3)
    expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路88号' })
  })
})

const takeMine = ({ conflicts }: Board): readonly Decision[] =>
  conflicts.flatMap(({ fields }) =>
    fields.map(({ conflict, rev }) => ({
      id: '',
      answer: 'resolve',
      resolution: { conflict, rev, take: 'mine' },
    })),
  )

describe('typed while the row was under way', () => {
  test('[R9] a cell that a colleague changed too shows his value; what was typed is kept as a conflict', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('城市', 0), '无锡')
    team.before = async ({ verb }) => {
      if (verb !== 'push') return null
      team.before = null
      await team.change('manager', id, { address: '干将路1号' })
      desk.excel.user.type(desk.at('地址', 0), '人民路88号')
      return null
    }
    const { board } = unwrap(await desk.engine.sync())
    expect(desk.column('地址')[0]).toBe('干将路1号')
    expect(onFile(team, id)).toMatchObject({ city: '无锡', address: '干将路1号' })
    expect(board.conflicts).toMatchObject([
      { row: 0, fields: [{ header: '地址', mine: '人民路88号', theirs: '干将路1号' }] },
    ])
    const decisions = takeMine(board)
    const after = unwrap(await desk.engine.sync({ decisions }))
    expect(after.board.conflicts).toEqual([])
    expect(desk.column('地址')[0]).toBe('人民路88号')
    expect(onFile(team, id)).toMatchObject({ address: '人民路88号' })
  })

  test('[R9] another cell than the colleague’s is sent on the new base, without a conflict', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.type(desk.at('城市', 0), '无锡')
    team.before = async ({ verb }) => {
      if (verb !== 'push') return null
      team.before = null
      await team.change('manager', id, { address: '干将路1号' })
      desk.excel.user.type(desk.at('手机', 0), '13602817394')
      return null
    }
    unwrap(await desk.engine.sync())
    const next = unwrap(await desk.engine.sync())
    expect(next.board.conflicts).toEqual([])
    expect(onFile(team, id)).toMatchObject({
      city: '无锡',
      address: '干将路1号',
      'contact.mobile': '+8613602817394',
    })
    expect(desk.column('地址')[0]).toBe('干将路1号')
  })
})

describe('an answer that was lost, of whatever was asked', () => {
  /** The first two answers to this are lost; each is asked for again. */
  const loseTwo = (team: Team, verb: Verb) => {
    let left = 2
    team.after = async (call) => (call.verb === verb && left-- > 0 ? lost : null)
    return () => left
  }

  test('[R29] archive: the row is put away once, and is no longer asked about', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    desk.excel.user.deleteRows(desk.tableName(), 0)
    unwrap(await desk.engine.sync())
    const left = loseTwo(team, 'archive')
    const { board } = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'archive' }] }))
    expect(left()).toBeLessThan(1)
    expect(board.removed.count).toBe(0)
    expect(team.customers()).toHaveLength(2)
  })

  test('[R16] a third value that cannot be stored: the conflict stays open and says why', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    await team.change('manager', id, { address: '干将路1号' })
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    const { board } = unwrap(await desk.engine.sync())
    const decisions = takeMine(board).map((one): Decision => {
      const { resolution } = one
      return resolution === undefined
        ? one
        : { ...one, resolution: { ...resolution, take: 'value', value: '路'.repeat(5_000) } }
    })
    const after = unwrap(await desk.engine.sync({ decisions }))
    const [open] = after.board.conflicts.flatMap(({ fields }) => fields)
    expect(open).toMatchObject({ header: '地址', mine: '人民路88号' })
    expect(open?.why).toContain('5000')
    expect(onFile(team, id)).toMatchObject({ address: '干将路1号' })
  })

  test('[R29] note and resolve: one conflict, settled once', async () => {
    const { team, desk } = await withList()
    const id = idAt(desk, 0)
    const leftOfNote = loseTwo(team, 'note')
    desk.excel.user.type(desk.at('城市', 0), '无锡')
    team.before = async ({ verb }) => {
      if (verb !== 'push') return null
      team.before = null
      await team.change('manager', id, { address: '干将路1号' })
      desk.excel.user.type(desk.at('地址', 0), '人民路88号')
      return null
    }
    const { board } = unwrap(await desk.engine.sync())
    expect(leftOfNote()).toBeLessThan(1)
    expect(team.state().conflicts).toHaveLength(1)
    const left = loseTwo(team, 'resolve')
    const decisions = takeMine(board)
    expect(unwrap(await desk.engine.sync({ decisions })).board.conflicts).toEqual([])
    expect(left()).toBeLessThan(1)
    expect(onFile(team, id)).toMatchObject({ city: '无锡', address: '人民路88号' })
  })

  test('[R29] outcome: the older content is resolved before the newer goes out', async () => {
    const { team, desk } = await withList()
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    losePush(team, 'after')
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    const left = loseTwo(team, 'outcome')
    unwrap(await desk.engine.sync())
    expect(left()).toBeLessThan(1)
    expect(revisionsOf(team, idAt(desk, 0))).toBe(3)
    expect(team.state().conflicts).toEqual([])
  })
})
