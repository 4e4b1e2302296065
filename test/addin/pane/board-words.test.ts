// What the board says so that a user can answer: which rows are gone, what tells twins apart, dates as dates.
import { describe, expect, test } from 'vitest'

import { cellText, valueText } from '../../../shared/sync/session/shown.ts'
import { tellTwinsApart } from '../../../shared/sync/session/twins.ts'
import { sheetFields } from '../../../shared/schema/tables.ts'
import { aSetting } from '../../support/setting.ts'
import { unwrap } from '../support/desk.ts'
import { idAt, withList } from '../support/seated.ts'

describe('rows that were removed', () => {
  test('all are named by their id, so that one answer is for all', async () => {
    const { desk } = await withList()
    const ids = [0, 1].map((row) => idAt(desk, row))
    desk.excel.user.deleteRows(desk.tableName(), 0, 2)
    const { board } = unwrap(await desk.engine.sync())
    expect(board.removed).toMatchObject({ count: 2, ids })
  })
})

describe('twins', () => {
  test('say what each says where the other says something else, in the order of the sheet', async () => {
    const { desk } = await withList()
    desk.excel.user.duplicateRow(desk.tableName(), 0)
    desk.excel.user.type(desk.at('地址', 0), '人民路 9 号')
    desk.excel.user.type(desk.at('城市', 1), '昆山')
    const { board } = unwrap(await desk.engine.sync())
    expect(board.waiting.map(({ why, row, differing }) => ({ why, row, differing }))).toEqual([
      {
        why: 'twin',
        row: 0,
        differing: [
          { header: '城市', text: '苏州' },
          { header: '地址', text: '人民路 9 号' },
        ],
      },
      {
        why: 'twin',
        row: 1,
        differing: [
          { header: '城市', text: '昆山' },
          { header: '地址', text: '人民路8号' },
        ],
      },
    ])
  })

  test('are told of twins only', () => {
    expect(tellTwinsApart([], []).size).toBe(0)
  })
})

test('a date is shown as a date, also where its cell holds a number', () => {
  const field = Object.values(sheetFields('customer')).find(({ kind }) => kind.name === 'day')
  if (field === undefined) throw new Error('a customer has a date')
  expect(cellText(46_086, field)).toBe('2026-03-05')
  expect(valueText('2026-03-05', field, aSetting())).toBe('2026-03-05')
  expect(valueText(null, field, aSetting())).toBe('')
})
