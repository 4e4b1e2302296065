// What the server forgot or no longer shows: nothing that only the sheet has is taken for the server's.
import { describe, expect, test } from 'vitest'

import type { Verbs } from '../../../shared/sync/session/effect.ts'
import { aTeam, lost } from '../../support/team.ts'
import type { Team } from '../../support/team.ts'
import { unwrap } from '../support/desk.ts'
import {
  decide,
  forgetTold,
  idAt,
  onFile,
  reopened,
  withList,
  withSheet,
} from '../support/seated.ts'
import type { Seated } from '../support/seated.ts'

const answer = (what: 'recover' | 'accept') => ({ decisions: [{ id: '', answer: what }] })
const newcomer = ['润联塑胶有限公司', '宁波', '13905741826', '中山路7号']

const addNewcomer = (desk: Seated) => {
  desk.excel.user.insertRows(desk.tableName(), 3)
  desk.excel.user.paste(desk.at('公司', 3), [newcomer])
}

/** An edit and a whole row are stored, the pane dies before the session's end, and the server is set back. */
const cutOff = async () => {
  const { team, desk } = await withList()
  const restore = team.keep()
  team.now += 1_000
  desk.excel.user.type(desk.at('地址', 0), '人民路80号')
  addNewcomer(desk)
  team.before = async ({ verb }) => (verb === 'pull' ? lost : null)
  expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
  team.before = null
  team.now += 3_600_000
  restore()
  forgetTold(desk)
  return { team, desk, first: idAt(desk, 0) }
}

const shown = (desk: Seated, row: number) => desk.values()[row + 1]?.slice(0, 4)

describe('a server that was set back while a session was cut off', () => {
  test('[R28] is noticed by the rows that it stored, in a pane that compares nothing else', async () => {
    const { desk } = await cutOff()
    const { board } = unwrap(await desk.engine.sync())
    expect(shown(desk, 3)).toEqual(newcomer)
    expect(board.waiting).toMatchObject([{ row: 3, why: 'gone' }])
  })

  test('[R28] an edit that it lost is held where the row is put away before its user has answered', async () => {
    const { team, desk, first } = await cutOff()
    const pane = reopened(team, desk)
    expect(unwrap(await pane.sync()).board.lost).toHaveLength(1)
    await team.archive(first)
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(desk.column('地址')[0]).toBe('人民路80号')
    expect(board.waiting).toMatchObject([{ row: 0 }, { row: 3 }])
  })

  test('[R28] an edit that it lost waits where the same revision was given out again', async () => {
    const { team, desk, first } = await cutOff()
    expect(unwrap(await reopened(team, desk).sync()).board.lost).toHaveLength(1)
    await team.change('manager', first, { address: '中山北路1号' })
    const pane = reopened(team, desk)
    expect(unwrap(await pane.sync()).board.lost).toHaveLength(1)
    expect(desk.column('地址')[0]).toBe('人民路80号')
    unwrap(await pane.sync(answer('recover')))
    expect(team.state().conflicts).toMatchObject([{ field: 'address', mine: '人民路80号' }])
    expect(onFile(team, first)).toMatchObject({ address: '中山北路1号' })
  })
})

test('[R28] a row that the server lost and meanwhile knows under another id is new to it, and no link', async () => {
  const { team, desk } = await withList()
  const restore = team.keep()
  team.now += 1_000
  addNewcomer(desk)
  unwrap(await desk.engine.sync())
  team.now += 3_600_000
  restore()
  const [name = '', city = '', mobile = ''] = newcomer
  await team.create('rep1', { name, city, 'contact.mobile': mobile })
  unwrap(await desk.engine.sync())
  const { board } = unwrap(await desk.engine.sync(answer('recover')))
  expect(board.known).toMatchObject([{ row: 3, isLinked: false }])
  const after = unwrap(
    await desk.engine.sync({ decisions: [{ id: idAt(desk, 3), answer: 'link' }] }),
  )
  expect(after.board.known).toEqual([])
  expect(team.customers()).toHaveLength(4)
})

test('[R17] whoever pushed before his first pull came to its end is told what was put away since', async () => {
  const { team, desk } = await withList()
  await team.archive(idAt(desk, 0))
  const all: Verbs['pull'][0] = {
    table: 'customer',
    workbook: idAt(desk, 1),
    epoch: 'e1',
    cursor: '',
    limit: 100,
    own: [],
    holds: 'put',
    only: null,
  }
  const reply = await team.deliver({ user: 'rep1', verb: 'pull', body: all })
  expect(reply).toMatchObject({ value: { gone: [{ id: idAt(desk, 0), reason: 'archived' }] } })
})

/** The answer of a replica that does not know the row yet. */
const unknownAsYet = (team: Team, id: string) => {
  team.edit = ({ verb, body }, value) => {
    const { only = null } = body as Partial<Verbs['pull'][0]>
    if (verb !== 'pull' || only?.includes(id) !== true) return value
    return { ...value, rows: [], gone: [{ id, reason: 'scope', into: null }] }
  }
}

test('[R7] a removed row is still asked about after an answer that did not know it', async () => {
  const { team, desk } = await withList()
  const id = idAt(desk, 1)
  desk.excel.user.deleteRows(desk.tableName(), 1)
  unknownAsYet(team, id)
  expect(unwrap(await desk.engine.sync()).board.removed.count).toBe(0)
  team.edit = null
  expect(unwrap(await desk.engine.sync()).board.removed).toMatchObject({ count: 1, rows: [{ id }] })
})

test('[R23] a row under another mapping that left its user’s sight is held, and settles', async () => {
  const team = aTeam()
  await team.create('rep1', { name: '华达机械有限公司', city: '苏州' })
  const { desk } = await withSheet(team, 'all')
  await team.change('manager', idAt(desk, 0), { owner: 'rep2' })
  desk.excel.user.type(desk.at('_sync', 0), String(desk.column('_sync')[0]).replace('1.', '0.'))
  const { board } = unwrap(await desk.engine.sync())
  expect(desk.column('客户名称')[0]).toBe('华达机械有限公司')
  expect(board.waiting).toMatchObject([{ row: 0, why: 'gone' }])
  unwrap(await desk.engine.sync({ decisions: decide(board, 'gone', 'give-up') }))
  expect(desk.column('客户名称')[0]).toBe('')
})

test('[R23] typed back to what it was, a row that is out of sight does not count as saved', async () => {
  const { team, desk } = await withList()
  await team.change('manager', idAt(desk, 0), { owner: 'rep2' })
  desk.excel.user.type(desk.at('地址', 0), '人民路80号')
  unwrap(await desk.engine.sync())
  desk.excel.user.type(desk.at('地址', 0), '人民路8号')
  const { board } = unwrap(await desk.engine.sync())
  expect(board.waiting).toMatchObject([{ row: 0 }])
  expect(desk.column('地址')[0]).toBe('人民路8号')
})

test('[R18] typed on while others’ older content is asked about, a row goes out after its own', async () => {
  const { team, desk } = await withList()
  desk.excel.user.type(desk.at('地址', 0), '人民路80号')
  desk.excel.user.type(desk.at('地址', 1), '淮海路2号')
  team.after = async ({ verb }) => (verb === 'push' ? lost : null)
  expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
  team.after = null
  desk.excel.user.type(desk.at('地址', 1), '淮海路3号')
  team.before = async ({ verb }) => {
    if (verb === 'outcome') desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    return null
  }
  unwrap(await desk.engine.sync())
  team.before = null
  unwrap(await desk.engine.sync())
  expect(team.state().conflicts).toEqual([])
  expect(onFile(team, idAt(desk, 0))).toMatchObject({ address: '人民路88号' })
  expect(onFile(team, idAt(desk, 1))).toMatchObject({ address: '淮海路3号' })
})
