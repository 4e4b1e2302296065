// A sensitive field is switched off while sheets have its column: what the server told goes, what their user types there
// is his own from then on. It is not sent, and neither a sync nor the loss of a row or of all rights takes it.
import { expect, test } from 'vitest'

import { createBlankBook } from '../../../addin/excel/blank-book.ts'
import { blankWorkbook } from '../../../addin/pane/blank/blank-workbook.ts'
import { withChange } from '../../../shared/privacy/change.ts'
import type { FieldChange } from '../../../shared/protocol/fields.ts'
import { standardFields } from '../../../shared/protocol/fields.ts'
import { groundOf } from '../../../worker/service/field-sight.ts'
import type { Team } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import type { Seated } from '../support/seated.ts'
import { withList } from '../support/seated.ts'

const NUMBER = '证件号码'
const ID_NO = '11010519491231002X'
const OWN = '放在保险柜第二格'

const decree = (team: Team, version: number, change: Partial<FieldChange>): void => {
  const order = { seen: 0, table: 'contact', key: 'id_no', ...change } as const
  const on = { isOn: true, purpose: '按合同要求核对签约人身份', days: 90 }
  const first = withChange(standardFields, { ...order, ...on }, 1)
  const policy = withChange(first, { ...order, ...change }, version)
  const turns = { ...policy.turns, rep: version }
  team.rights = { rep1: { fields: groundOf('rep', { ...policy, turns }, 0) } }
}

/** Contacts of two customers, one with a number that was stored. */
const scene = async () => {
  const { team } = await withList()
  decree(team, 1, {})
  const desk = sitAt(team.seat('rep1'), {
    list: [
      ['客户', '姓名', NUMBER, '部门', '职务'],
      ['华达机械有限公司', '赵敏', ID_NO, '采购部', '经理'],
      ['恒源贸易有限公司', '钱伟', '', '行政部', '主管'],
    ],
  })
  unwrap(await desk.engine.bringInList({ table: 'contact' }))
  unwrap(await desk.engine.sync({ table: 'contact' }))
  expect(desk.column(NUMBER)).toEqual(['••••002X', ''])
  decree(team, 2, { isOn: false })
  unwrap(await desk.engine.sync({ table: 'contact' }))
  expect(desk.column(NUMBER)).toEqual(['', ''])
  desk.excel.user.type(desk.at(NUMBER, 0), OWN)
  return { team, desk }
}

const settle = async (desk: Seated) => {
  unwrap(await desk.engine.sync({ table: 'contact' }))
  unwrap(await desk.engine.sync({ table: 'contact' }))
}

test('a sync leaves it, whatever else changes in its row, and does not send it', async () => {
  const { team, desk } = await scene()
  const before = team.calls.length
  await settle(desk)
  desk.excel.user.type(desk.at('职务', 0), '总监')
  await settle(desk)
  decree(team, 3, { isOn: false })
  await settle(desk)
  expect(desk.column(NUMBER)).toEqual([OWN, ''])
  expect(desk.column('职务')).toEqual(['总监', '主管'])
  expect(JSON.stringify(team.calls.slice(before))).not.toContain(OWN)
})

test('a row that leaves its sight leaves it', async () => {
  const { team, desk } = await scene()
  for (const id of team.state().rows.customer.keys())
    await team.change('manager', id, { owner: 'rep2' })
  await settle(desk)
  expect(desk.column('姓名')).toEqual(['', ''])
  expect(desk.column(NUMBER)[0]).toBe(OWN)
})

test('the end of all rights leaves it, takes the masks, and ends the same done twice', async () => {
  const { desk } = await scene()
  const sleep = async () => undefined
  const book = createBlankBook({ excel: desk.excel.Excel, sleep, hasApi: () => false })
  const tools = { workbook: desk.port, book, locale: 'zh-Hans' } as const
  const wish = { why: 'out', isMeant: () => true, isAll: false } as const
  expect(await blankWorkbook(tools, wish)).toMatchObject({ rows: 2, kept: [] })
  expect(desk.column('姓名')).toEqual(['', ''])
  expect(desk.column(NUMBER)).toEqual([OWN, ''])
  expect(await blankWorkbook(tools, { ...wish, isAll: true })).toMatchObject({ rows: 0, kept: [] })
  expect(desk.column(NUMBER)).toEqual([OWN, ''])
})
