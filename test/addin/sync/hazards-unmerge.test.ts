// A merge taken back, seen from sheets that hold only what their users put there: the row of the customer that is back
// has its place, its values and what was typed in it meanwhile.
import { describe, expect, test } from 'vitest'

import { saveFile } from '../../../workbench/model/file.ts'
import { unwrap } from '../support/desk.ts'
import { hengyuan, huada, idAt, onFile, opened, shengfeng, withList } from '../support/seated.ts'

/** A list of three; the second customer is merged into the first, here or in another workbook. */
const withMerged = async () => {
  const { team, desk } = await withList()
  const [winner, loser] = [idAt(desk, 0), idAt(desk, 1)]
  const merge = async () => {
    team.merge(loser, winner)
    return unwrap(await desk.engine.sync())
  }
  const unmerge = async () => {
    team.unmerge(loser)
    return unwrap(await desk.engine.sync())
  }
  return { team, desk, winner, loser, merge, unmerge }
}

const names = [huada[0], hengyuan[0], shengfeng[0]]

describe('a merge that was taken back', () => {
  test('[R33] gives the customer back in his own row, with his values; the user’s own columns never left', async () => {
    const { desk, loser, merge, unmerge } = await withMerged()
    await merge()
    expect(desk.column('公司')).toEqual([huada[0], '', shengfeng[0]])
    await unmerge()
    expect(desk.column('公司')).toEqual(names)
    expect(desk.column('地址')[1]).toBe(hengyuan[3])
    expect(desk.column('同步状态')[1]).toBe('已同步')
    expect(idAt(desk, 1)).toBe(loser)
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, held: 0, cellsWritten: 0 })
  })

  test('[R33] frees what was typed into his row and held: it is stored with him, and nobody else', async () => {
    const { team, desk, winner, loser, merge, unmerge } = await withMerged()
    desk.excel.user.type(desk.at('地址', 1), '淮海路2号')
    expect(await merge()).toMatchObject({ held: 1 })
    expect(desk.column('地址')[1]).toBe('淮海路2号')
    await unmerge()
    const { board } = unwrap(await desk.engine.sync())
    expect(board.waiting).toEqual([])
    expect(onFile(team, loser)).toMatchObject({ name: hengyuan[0], address: '淮海路2号' })
    expect(onFile(team, winner)).toMatchObject({ address: huada[3] })
    expect(desk.column('公司')).toEqual(names)
    expect(desk.column('地址')[1]).toBe('淮海路2号')
    expect(desk.column('同步状态')[1]).toBe('已同步，已与他人的修改合并')
    expect(team.customers()).toHaveLength(3)
  })

  test('[R33] what was held and is what the server has by now is simply as synced', async () => {
    const { team, desk, loser, merge } = await withMerged()
    desk.excel.user.type(desk.at('地址', 1), '淮海路2号')
    await merge()
    team.unmerge(loser)
    await team.change('rep1', loser, { address: '淮海路2号' })
    const pushed = team.pushes().length
    unwrap(await desk.engine.sync())
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, held: 0 })
    expect(team.pushes()).toHaveLength(pushed)
    expect(desk.column('同步状态')[1]).toBe('已同步')
  })

  test('[R33] merged in one workbook, taken back in a second, edited in a third all the while: the edit arrives', async () => {
    const { team, desk, winner, loser } = await withMerged()
    const third = opened(team, saveFile(desk.excel.workbook), { name: '我的客户.xlsx' })
    unwrap(await third.engine.sync())
    third.excel.user.type(third.at('地址', 1), '淮海路3号')
    team.merge(loser, winner)
    team.unmerge(loser)
    const { board, held } = unwrap(await third.engine.sync())
    expect({ held, waiting: board.waiting, conflicts: board.conflicts }).toEqual({
      held: 0,
      waiting: [],
      conflicts: [],
    })
    expect(onFile(team, loser)).toMatchObject({ name: hengyuan[0], address: '淮海路3号' })
    expect(onFile(team, winner)).toMatchObject({ address: huada[3] })
    expect(third.column('公司')).toEqual(names)
  })

  test('[R33] somebody else changed him since: what was held is a conflict where both wrote, and an edit elsewhere', async () => {
    const { team, desk, loser, merge } = await withMerged()
    desk.excel.user.type(desk.at('地址', 1), '淮海路2号')
    desk.excel.user.type(desk.at('城市', 1), '昆山')
    await merge()
    team.unmerge(loser)
    await team.change('manager', loser, { address: '淮海路9号' })
    unwrap(await desk.engine.sync())
    const { board } = unwrap(await desk.engine.sync())
    expect(board.conflicts).toMatchObject([{ fields: [{ field: 'address' }] }])
    expect(onFile(team, loser)).toMatchObject({ city: '昆山', address: '淮海路9号' })
  })

  test('[R33] a row typed in his place stays what it is; he comes to the end when his user says so, once', async () => {
    const { team, desk, loser, merge, unmerge } = await withMerged()
    await merge()
    desk.excel.user.type(desk.at('公司', 1), '新来贸易有限公司')
    desk.excel.user.type(desk.at('城市', 1), '无锡')
    unwrap(await desk.engine.sync())
    await unmerge()
    const now = [huada[0], '新来贸易有限公司', shengfeng[0]]
    expect(desk.column('公司')).toEqual(now)
    const decisions = [{ id: loser, answer: 'put-back' as const }]
    unwrap(await desk.engine.sync({ decisions }))
    unwrap(await desk.engine.sync({ decisions }))
    expect(desk.column('公司')).toEqual([...now, hengyuan[0]])
    expect(idAt(desk, 3)).toBe(loser)
    expect(team.customers()).toHaveLength(4)
  })

  test('[R33] the emptied row was deleted: nobody is asked about it, and he comes when his user says so', async () => {
    const { desk, loser, merge, unmerge } = await withMerged()
    await merge()
    desk.excel.user.deleteRows(desk.tableName(), 1)
    const { board } = unwrap(await desk.engine.sync())
    expect(board.removed.count).toBe(0)
    await unmerge()
    expect(desk.column('公司')).toEqual([huada[0], shengfeng[0]])
    const decisions = [{ id: loser, answer: 'put-back' as const }]
    unwrap(await desk.engine.sync({ decisions }))
    expect(desk.column('公司')).toEqual([huada[0], shengfeng[0], hengyuan[0]])
  })
})
