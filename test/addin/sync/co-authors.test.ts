// A co-author types in the same file: Excel tells a pane that is open, and where.
import { expect, test } from 'vitest'

import { writeValues } from '../../../workbench/model/edit.ts'
import { parseAddress } from '../../../workbench/model/rect.ts'
import { createCoAuthors } from '../../../addin/sync/co-authors.ts'
import { aTeam } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import { header, hengyuan, huada, idAt } from '../support/seated.ts'

/** A list of two, synced and watched, with a clock of its own. */
const watched = async () => {
  const team = aTeam()
  const time = { now: 0 }
  const desk = sitAt(team.seat('rep1'), { list: [header, huada, hengyuan], now: () => time.now })
  unwrap(await desk.engine.bringInList())
  unwrap(await desk.engine.sync())
  unwrap(await desk.engine.watchEdits(() => undefined))
  const [sheet] = desk.excel.workbook.sheets
  if (sheet === undefined) throw new Error('no sheet')
  const coAuthorTypes = (row: number, text: string) => {
    const cell = parseAddress(desk.at('公司', row)).rect
    writeValues(desk.excel.workbook, sheet, cell, [[text]], 'remote')
  }
  const names = () => team.customers().map(({ values }) => values['name'])
  return { team, desk, time, coAuthorTypes, names }
}

test('[R19] a row that a co-author has just begun gets its id a minute later, mine at once', async () => {
  const { team, desk, time, coAuthorTypes, names } = await watched()
  desk.excel.user.insertRows(desk.tableName(), 2, 2)
  coAuthorTypes(2, '润联塑')
  desk.excel.user.type(desk.at('公司', 3), '盛丰物流有限公司')
  await desk.excel.settle()
  unwrap(await desk.engine.sync())
  expect(names()).toEqual([huada[0], hengyuan[0], '盛丰物流有限公司'])
  expect(idAt(desk, 2)).toBe('')
  coAuthorTypes(2, '润联塑胶有限公司')
  await desk.excel.settle()
  time.now += 60_000
  unwrap(await desk.engine.sync())
  const begun = team.customer('润联塑胶有限公司')
  expect(idAt(desk, 2)).toBe(begun.id)
  expect(team.state().history.find(({ row }) => row === begun.id)).toMatchObject({
    prior: 0,
    hint: 'remote',
  })
  expect(names()).toHaveLength(4)
})

test('[R19] what a co-author changes in a row that has an id does not wait', async () => {
  const { desk, coAuthorTypes, names } = await watched()
  coAuthorTypes(0, '华达精密机械有限公司')
  await desk.excel.settle()
  unwrap(await desk.engine.sync())
  expect(names()).toEqual(['华达精密机械有限公司', hengyuan[0]])
})

test('[R19] after the minute the pane is told again, once for all that was typed meanwhile', async () => {
  const time = { now: 0 }
  const asleep: (() => void)[] = []
  const sleep = (ms: number) =>
    new Promise<void>((wake) => {
      asleep.push(() => {
        time.now += ms
        wake()
      })
    })
  const coAuthors = createCoAuthors({ now: () => time.now, sleep })
  const hints: number[] = []
  const types = (row: number) => {
    coAuthors.touched('customer', { headerRow: 0 }, { top: row + 1, left: 0, rows: 1, columns: 1 })
    return coAuthors.whenOver('customer', () => hints.push(time.now))
  }
  const waits = [types(2)]
  time.now = 30_000
  waits.push(types(2))
  expect(asleep).toHaveLength(1)
  asleep[0]?.()
  await waits[1]
  expect(coAuthors.fresh('customer')).toEqual([])
  await waits[0]
  expect(hints).toEqual([90_000])
  expect(coAuthors.rows('customer')).toEqual([
    [2, 2],
    [2, 2],
  ])
})
