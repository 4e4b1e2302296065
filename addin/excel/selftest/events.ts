// Which events come for what, and what they say. Each answer lists them as text, in no particular order: Excel does
// not promise one.
import type { Json } from '../../selftest/answer.ts'
import { addCities, sheetCase, type Desk, type ExcelCase } from './desk.ts'

type Heard = string[]

interface Told {
  readonly address: string
  readonly changeType?: string
  readonly source?: string
  readonly details?: Excel.ChangedEventDetail
}

const describe = (on: string, told: Told): string =>
  [
    on,
    told.changeType ?? '',
    told.address,
    told.source ?? '',
    told.details === undefined
      ? ''
      : `${String(told.details.valueBefore)} to ${String(told.details.valueAfter)}`,
  ]
    .filter((part) => part !== '')
    .join(' ')

const listen = (sheet: Excel.Worksheet, table: Excel.Table, heard: Heard) => {
  const hear = (on: string) => async (told: Told) => {
    heard.push(describe(on, told))
  }
  return [
    table.onChanged.add(hear('table changed')),
    sheet.onChanged.add(hear('sheet changed')),
    sheet.onRowSorted.add(hear('rows sorted')),
    sheet.onRowHiddenChanged.add(hear('rows hidden')),
  ]
}

/** The table of cities, listened to; then one change, and what is heard within the pause. */
const eventCase = (
  id: string,
  change: (sheet: Excel.Worksheet, table: Excel.Table) => void,
): ExcelCase =>
  sheetCase(id, async (context, sheet, desk) => {
    const table = addCities(sheet)
    await context.sync()
    const heard: Heard = []
    const handlers = listen(sheet, table, heard)
    await context.sync()
    change(sheet, table)
    await context.sync()
    await desk.pause()
    for (const handler of handlers) handler.remove()
    await context.sync()
    return heard.toSorted()
  })

const whileOff = async (
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  desk: Desk,
): Promise<Json> => {
  const table = addCities(sheet)
  await context.sync()
  const heard: Heard = []
  const handlers = listen(sheet, table, heard)
  await context.sync()
  context.runtime.enableEvents = false
  sheet.getRange('A2').values = [['子']]
  await context.sync()
  await desk.pause()
  context.runtime.enableEvents = true
  await context.sync()
  await desk.pause()
  for (const handler of handlers) handler.remove()
  await context.sync()
  return heard.toSorted()
}

export const eventCases: readonly ExcelCase[] = [
  eventCase('events.cell-written', (sheet) => {
    sheet.getRange('A2').values = [['子']]
  }),
  eventCase('events.same-value-written', (sheet) => {
    sheet.getRange('A2').values = [['甲']]
  }),
  eventCase('events.block-written', (sheet) => {
    sheet.getRange('A2:C3').values = [
      ['子', '上海', 1],
      ['丑', '苏州', 2],
    ]
  }),
  eventCase('events.row-written-beneath', (sheet) => {
    sheet.getRange('A5:C5').values = [['丁', '北京', 5]]
  }),
  eventCase('events.format-changed', (sheet) => {
    sheet.getRange('C2:C4').numberFormat = [['0.00'], ['0.00'], ['0.00']]
  }),
  eventCase('events.filled-with-colour', (sheet) => {
    sheet.getRange('A2').format.fill.color = '#FFF2CC'
  }),
  eventCase('events.cleared', (sheet) => {
    sheet.getRange('A2:B2').clear('Contents')
  }),
  eventCase('events.header-renamed', (sheet) => {
    sheet.getRange('B1').values = [['地区']]
  }),
  eventCase('events.rows-inserted', (sheet) => {
    sheet.getRange('A3:C3').insert('Down')
  }),
  eventCase('events.rows-deleted', (sheet) => {
    sheet.getRange('A3:C3').delete('Up')
  }),
  eventCase('events.resized', (_sheet, table) => {
    table.resize('A1:C6')
  }),
  eventCase('events.sorted', (_sheet, table) => {
    table.sort.apply([{ key: 2, ascending: true }])
  }),
  eventCase('events.filtered', (_sheet, table) => {
    table.columns.getItem('城市').filter.applyValuesFilter(['上海'])
  }),
  sheetCase('events.written-while-events-are-off', whileOff),
]
