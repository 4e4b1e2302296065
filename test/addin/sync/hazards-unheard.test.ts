// A row whose answer was lost, and that is out of its user's sight when it is asked about: nobody tells him that it is
// stored. What he types over it, again and again, in a pane loaded anew too, is his own all the same.
import { describe, expect, test } from 'vitest'

import { aTeam, lost } from '../../support/team.ts'
import { unwrap } from '../support/desk.ts'
import { onFile, reopened, withSheet } from '../support/seated.ts'

describe('a new row that was stored unheard, and is a colleague’s by now', () => {
  /** What its user types over it, sync by sync, is refused each time; each pane is loaded anew. */
  const typedOver = async (...notes: readonly string[]) => {
    const team = aTeam()
    const { desk } = await withSheet(team, 'all')
    desk.excel.user.type(desk.at('客户名称', 0), '润联塑胶有限公司')
    desk.excel.user.type(desk.at('地址', 0), '人民路80号')
    team.after = async (call) => (call.verb === 'push' ? lost : null)
    expect(await desk.engine.sync()).toMatchObject({ ok: false })
    team.after = null
    const { id } = team.customer('润联塑胶有限公司')
    await team.handOver(id, 'rep2')
    for (const note of notes) {
      desk.excel.user.type(desk.at('地址', 0), note)
      const pane = reopened(team, desk)
      unwrap(await pane.sync())
      expect(desk.column('同步状态')[0]).toBe('无权修改')
    }
    await team.handOver(id, 'rep1')
    return { team, desk, id }
  }

  test('[R18] once it is back, nothing that he has typed since is in conflict with himself', async () => {
    const { team, desk, id } = await typedOver('人民路82号', '人民路84号')
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(board.conflicts).toEqual([])
    expect(onFile(team, id)).toMatchObject({ address: '人民路88号' })
    expect(desk.column('地址')[0]).toBe('人民路88号')
  })

  test('[R18] what the colleague has changed meanwhile is one', async () => {
    const { team, desk, id } = await typedOver('人民路82号', '人民路84号')
    await team.change('manager', id, { address: '解放路1号' })
    desk.excel.user.type(desk.at('地址', 0), '人民路88号')
    const { board } = unwrap(await reopened(team, desk).sync())
    expect(board.conflicts).toMatchObject([{ fields: [{ field: 'address', mine: '人民路88号' }] }])
    expect(onFile(team, id)).toMatchObject({ address: '解放路1号' })
  })
})
