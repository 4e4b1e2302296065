// Rights on fields in the sheet: a mask stands in the cell and is no edit, what is typed over it is one, and a right
// that changes reaches rows at the revision that they have.
import { describe, expect, test } from 'vitest'

import type { FieldSight } from '../../../shared/protocol/fields.ts'
import { withChange } from '../../../shared/privacy/change.ts'
import { standardFields } from '../../../shared/protocol/fields.ts'
import { groundOf } from '../../../worker/service/field-sight.ts'
import type { Member, Team } from '../../support/team.ts'
import { unwrap } from '../support/desk.ts'
import { idAt, onFile, sent, withList, withSheet } from '../support/seated.ts'

const MOBILE = '手机'

let version = 0
/** A manager decides what reps see of a contact's mobile. */
const decree = (team: Team, user: Member, rep: FieldSight): void => {
  version += 1
  const change = { seen: 0, table: 'contact', key: 'mobile', sight: { rep } } as const
  const policy = withChange(standardFields, change, version)
  const turns = { ...policy.turns, rep: version }
  team.rights = { ...team.rights, [user]: { fields: groundOf('rep', { ...policy, turns }, 0) } }
}

describe.each(['put', 'own'] as const)('in a sheet that holds %s rows', (holds) => {
  const scene = async () => {
    const listed = await withList()
    if (holds === 'put') return listed
    return { team: listed.team, ...(await withSheet(listed.team, 'own')) }
  }

  test('a mask takes the value’s place, is no edit, and goes again', async () => {
    const { team, desk } = await scene()
    const before = desk.column(MOBILE)
    decree(team, 'rep1', 'masked')
    unwrap(await desk.engine.sync())
    expect(desk.column(MOBILE)).toEqual(['••••8371', '••••3746', '••••9315'])
    const pushes = team.pushes().length
    expect(unwrap(await desk.engine.sync())).toMatchObject({ unchanged: 3, cellsWritten: 0 })
    expect(team.pushes()).toHaveLength(pushes)
    decree(team, 'rep1', 'full')
    unwrap(await desk.engine.sync())
    expect(desk.column(MOBILE).map((cell) => String(cell).replaceAll(' ', ''))).toEqual(
      before.map((cell) => String(cell).replaceAll(' ', '')),
    )
    expect(unwrap(await desk.engine.sync())).toMatchObject({ unchanged: 3, cellsWritten: 0 })
  })

  test('an edit beside a mask leaves the value alone, one over it is stored and masked', async () => {
    const { team, desk } = await scene()
    const { user } = desk.excel
    const first = idAt(desk, 0)
    decree(team, 'rep1', 'masked')
    unwrap(await desk.engine.sync())
    user.type(desk.at('地址', 0), '人民路9号')
    unwrap(await desk.engine.sync())
    expect(onFile(team, first)).toMatchObject({
      address: '人民路9号',
      'contact.mobile': '+8613915628371',
    })
    user.type(desk.at(MOBILE, 0), '13700001234')
    unwrap(await desk.engine.sync())
    expect(onFile(team, first)).toMatchObject({ 'contact.mobile': '+8613700001234' })
    expect(desk.column(MOBILE)[0]).toBe('••••1234')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ unchanged: 3, cellsWritten: 0 })
  })

  test('what was typed before the right was lost is not lost', async () => {
    const { team, desk } = await scene()
    const first = idAt(desk, 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路9号')
    desk.excel.user.type(desk.at(MOBILE, 0), '13700005678')
    decree(team, 'rep1', 'masked')
    unwrap(await desk.engine.sync())
    expect(onFile(team, first)).toMatchObject({ 'contact.mobile': '+8613700005678' })
    expect(desk.column(MOBILE)[0]).toBe('••••5678')
  })

  test('a field out of sight is blanked, is not sent, and comes back', async () => {
    const { team, desk } = await scene()
    const first = idAt(desk, 0)
    decree(team, 'rep1', 'none')
    unwrap(await desk.engine.sync())
    expect(desk.column(MOBILE)).toEqual(['', '', ''])
    desk.excel.user.type(desk.at('地址', 0), '人民路9号')
    const before = team.calls.length
    unwrap(await desk.engine.sync())
    expect(JSON.stringify(team.calls.slice(before))).not.toContain('mobile')
    expect(onFile(team, first)).toMatchObject({
      address: '人民路9号',
      'contact.mobile': '+8613915628371',
    })
    decree(team, 'rep1', 'full')
    unwrap(await desk.engine.sync())
    expect(String(desk.column(MOBILE)[0]).replaceAll(' ', '')).toBe('13915628371')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ unchanged: 3, cellsWritten: 0 })
    expect(sent(team)).not.toContain('"recover"')
  })
})
