// Two rows of a sheet that became one customer on the server: the survivor is updated, the other row leaves.
import { expect, test } from 'vitest'

import { decidedValues, survive } from '../../../shared/merge/survive.ts'
import type { WireValues } from '../../../shared/protocol/cell.ts'
import type { Cell } from '../../../shared/schema/kind.ts'
import { customer } from '../../../shared/schema/customer.ts'
import type { Team } from '../../support/team.ts'
import { saveFile } from '../../../workbench/model/file.ts'
import { unwrap } from '../support/desk.ts'
import { idsOf, opened, reopened, withList } from '../support/seated.ts'

const list = [
  ['公司', '城市', '手机', '地址'],
  ['华达', '苏州', '13915628371', ''],
  ['苏州华达机械有限公司', '', '', '人民路8号'],
  ['盛丰物流有限公司', '杭州', '13764829315', '解放路3号'],
]

const asCells = (values: WireValues): Readonly<Record<string, Cell>> =>
  Object.fromEntries(Object.entries(values).flatMap(([key, v]) => (v === null ? [] : [[key, v]])))

/** The manager merges the second into the first, by the rules, somewhere else. */
const mergeElsewhere = async (team: Team, winner: string, loser: string) => {
  const rows = [winner, loser].map((id) => {
    const row = team.state().rows.customer.get(id)
    return { id, values: row?.values ?? {}, updatedAt: 0 }
  })
  const { owner: _, ...values } = decidedValues(survive(customer.fields, rows, new Map()))
  await team.change('manager', winner, asCells(values))
  team.merge(loser, winner)
}

const merged = async () => {
  const { team, desk } = await withList(list)
  const [winner = '', loser = ''] = idsOf(desk)
  return { team, desk, winner, loser }
}

const filled = (column: readonly unknown[]) => column.filter((cell) => cell !== '')

test('[R33] an old sheet with both rows ends with one: the survivor has the values of both', async () => {
  const { team, desk, winner, loser } = await merged()
  await mergeElsewhere(team, winner, loser)
  const summary = unwrap(await desk.engine.sync())
  expect(summary.held).toBe(0)
  expect(desk.column('公司')).toEqual(['苏州华达机械有限公司', '', '盛丰物流有限公司'])
  expect(desk.column('地址')).toEqual(['人民路8号', '', '解放路3号'])
  expect(desk.column('同步状态')[1]).toBe('已并入另一客户')
  expect(team.customers().filter(({ mergedInto }) => mergedInto === null)).toHaveLength(2)
  expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, held: 0, cellsWritten: 0 })
})

test('[R33] so does a file from before the merge that is opened weeks later', async () => {
  const { team, desk, winner, loser } = await merged()
  const old = saveFile(desk.excel.workbook)
  await mergeElsewhere(team, winner, loser)
  unwrap(await desk.engine.sync())
  const later = opened(team, old)
  unwrap(await later.engine.sync())
  expect(filled(later.column('公司'))).toEqual(['苏州华达机械有限公司', '盛丰物流有限公司'])
  expect(filled(later.column('_sync')).length).toBeGreaterThan(0)
  expect(team.customers()).toHaveLength(3)
})

test('[R33] what was typed in the survivor meanwhile is merged with what the merge made of him', async () => {
  const { team, desk, winner, loser } = await merged()
  await mergeElsewhere(team, winner, loser)
  desk.excel.user.type(desk.at('城市', 0), '昆山')
  unwrap(await desk.engine.sync())
  expect(team.state().rows.customer.get(winner)?.values).toMatchObject({
    city: '昆山',
    address: '人民路8号',
  })
  expect(desk.column('公司')[0]).toBe('苏州华达机械有限公司')
  expect(filled(desk.column('公司'))).toHaveLength(2)
  const pane = reopened(team, desk)
  expect(unwrap(await pane.sync())).toMatchObject({ saved: 0, held: 0 })
})
