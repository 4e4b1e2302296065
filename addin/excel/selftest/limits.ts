// Limits: 5 MB a request and a response in Excel on the web, the longest text of a cell.
import { answerOf } from '../../selftest/run-cases.ts'
import { lineCount, sheetCase, textLength, type ExcelCase } from './desk.ts'

const CELL_TEXT_MAX = 32_767
const LONG_TEXT = 'x'.repeat(30_000)
/** Of 30,000 characters each: 3 MB and 6 MB. */
const ROWS_3_MB = 100
const ROWS_6_MB = 200

const longLines = (rows: number): string[][] => Array.from({ length: rows }, () => [LONG_TEXT])

export const limitCases: readonly ExcelCase[] = [
  sheetCase('limits.request-of-6-mb', async (context, sheet) => {
    await context.sync()
    sheet.getRange(`A1:A${ROWS_6_MB}`).values = longLines(ROWS_6_MB)
    return answerOf(context.sync().then(() => 'accepted'))
  }),
  sheetCase('limits.response-of-6-mb', async (context, sheet) => {
    sheet.getRange(`A1:A${ROWS_3_MB}`).values = longLines(ROWS_3_MB)
    await context.sync()
    sheet.getRange(`A${ROWS_3_MB + 1}:A${ROWS_6_MB}`).values = longLines(ROWS_3_MB)
    await context.sync()
    const range = sheet.getRange(`A1:A${ROWS_6_MB}`)
    range.load('values')
    return answerOf(context.sync().then(() => lineCount(range)))
  }),
  sheetCase('limits.longest-text', async (context, sheet) => {
    const cell = sheet.getRange('A1')
    cell.values = [['x'.repeat(CELL_TEXT_MAX)]]
    cell.load('values')
    await context.sync()
    return textLength(cell)
  }),
  sheetCase('limits.text-too-long', async (context, sheet) => {
    await context.sync()
    const cell = sheet.getRange('A1')
    cell.values = [['x'.repeat(CELL_TEXT_MAX + 1)]]
    cell.load('values')
    return answerOf(context.sync().then(() => ({ length: textLength(cell) })))
  }),
  sheetCase('limits.wrong-shape', async (context, sheet) => {
    await context.sync()
    return answerOf(
      (async () => {
        sheet.getRange('A1:B2').values = [['only one row', '']]
        await context.sync()
        return 'accepted'
      })(),
    )
  }),
]
