// What only a person at the keyboard can bring about: a cell in edit, undo. Left out unless the desk has hands.
import type { Json } from '../../selftest/answer.ts'
import { answerOf } from '../../selftest/run-cases.ts'
import { addCities, cellsOf, onOwnSheet, OWN_SHEET, type Desk, type ExcelCase } from './desk.ts'

const readBody = (desk: Desk, address: string): Promise<Json> =>
  desk.excel.run(async (context) => {
    const range = context.workbook.worksheets.getItem(OWN_SHEET).getRange(address)
    range.load('values')
    await context.sync()
    return cellsOf(range)
  })

/** Two requests write, then the person undoes once. */
const undoCase = (
  id: string,
  write: (sheet: Excel.Worksheet, step: 1 | 2) => void,
  address: string,
): ExcelCase => ({
  id,
  isManual: true,
  run: (desk) =>
    onOwnSheet(desk, async (context, sheet) => {
      addCities(sheet)
      sheet.activate()
      await context.sync()
      write(sheet, 1)
      await context.sync()
      write(sheet, 2)
      await context.sync()
      await desk.hands?.('undo')
      const once = await readBody(desk, address)
      await desk.hands?.('undo')
      return { once, twice: await readBody(desk, address) }
    }),
})

export const manualCases: readonly ExcelCase[] = [
  {
    id: 'manual.cell-in-edit',
    isManual: true,
    run: (desk) =>
      onOwnSheet(desk, async (context, sheet) => {
        sheet.activate()
        await context.sync()
        await desk.hands?.('startEdit')
        const during = await answerOf(readBody(desk, 'A1'))
        await desk.hands?.('endEdit')
        return { during, after: await answerOf(readBody(desk, 'A1')) }
      }),
  },
  undoCase(
    'manual.undo-of-values',
    (sheet, step) => {
      sheet.getRange('A2:C2').values = [[`写${step}`, '上海', step]]
    },
    'A2:C2',
  ),
  undoCase(
    'manual.undo-of-two-writes-in-a-request',
    (sheet, step) => {
      sheet.getRange('A2').values = [[`写${step}`]]
      sheet.getRange('A3').values = [[`写${step}`]]
    },
    'A2:A3',
  ),
  undoCase(
    'manual.undo-of-growth',
    (sheet, step) => {
      sheet.getRange(`A${4 + step}:C${4 + step}`).values = [[`写${step}`, '北京', step]]
    },
    'A4:C6',
  ),
]
