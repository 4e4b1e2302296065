// What becomes of texts and numbers that an add-in writes, under General, Text and number formats.
import type { Json } from '../../selftest/answer.ts'
import { numbers, texts } from '../../selftest/inputs.ts'
import { answerOf } from '../../selftest/run-cases.ts'
import { asCells } from '../cells.ts'
import { cellsOf, onOwnSheet, sheetCase, type Desk, type ExcelCase } from './desk.ts'

/** Type, value and number format of a cell in one text, and its formula where it has one. */
const readCell = async (context: Excel.RequestContext, cell: Excel.Range): Promise<string> => {
  cell.load('values,formulas,numberFormat,valueTypes')
  await context.sync()
  const [value = ''] = asCells(cell.values)[0] ?? []
  const [formula = ''] = asCells(cell.formulas)[0] ?? []
  const type = cell.valueTypes[0]?.[0] ?? ''
  const format = String(cell.numberFormat[0]?.[0] ?? '')
  const tail = formula === value ? '' : ` formula ${String(formula)}`
  return `${type} ${JSON.stringify(value)} format ${format}${tail}`
}

/** One request for each input: where Excel refuses one, the others are still answered. */
const writeEach = async (
  desk: Desk,
  inputs: readonly (string | number)[],
  format: string | null,
): Promise<Json> => {
  const write = (input: string | number): Promise<Json> =>
    desk.excel.run(async (context) => {
      const cell = context.workbook.worksheets.getItem('kehu selftest').getRange('B2')
      cell.clear()
      if (format !== null) cell.numberFormat = [[format]]
      cell.values = [[input]]
      return readCell(context, cell)
    })
  const answers: Record<string, Json> = {}
  for (const input of inputs) answers[String(input)] = await answerOf(write(input))
  return answers
}

const writeCase = (
  id: string,
  inputs: readonly (string | number)[],
  format: string | null,
): ExcelCase => ({
  id,
  run: (desk) =>
    onOwnSheet(desk, async (context) => {
      await context.sync()
      return writeEach(desk, inputs, format)
    }),
})

export const coercionCases: readonly ExcelCase[] = [
  writeCase('coercion.texts.general', texts, null),
  writeCase('coercion.texts.text', texts, '@'),
  writeCase('coercion.texts.date', ['2026-03-05', '2026/3/5', '46086', '无'], 'yyyy-mm-dd'),
  writeCase('coercion.numbers.general', numbers, null),
  writeCase('coercion.numbers.text', numbers, '@'),
  sheetCase('coercion.blanks', async (context, sheet) => {
    const range = sheet.getRange('A1:C1')
    range.values = [['a', 'b', 'c']]
    range.values = [[null, '', 'd']]
    range.load('values,valueTypes')
    await context.sync()
    return { values: cellsOf(range), types: range.valueTypes }
  }),
  sheetCase('coercion.one-value-for-all', async (context, sheet) => {
    const range = sheet.getRange('A1:B2')
    range.values = [['007']]
    range.load('values')
    await context.sync()
    return cellsOf(range)
  }),
  sheetCase('coercion.text-format-afterwards', async (context, sheet) => {
    const cell = sheet.getRange('A1')
    cell.values = [['013912345678']]
    cell.numberFormat = [['@']]
    return readCell(context, cell)
  }),
  sheetCase('coercion.text-then-general', async (context, sheet) => {
    const cell = sheet.getRange('A1')
    cell.numberFormat = [['@']]
    cell.values = [['013912345678']]
    cell.numberFormat = [['General']]
    return readCell(context, cell)
  }),
  sheetCase('coercion.formulas-written-back', async (context, sheet) => {
    const cell = sheet.getRange('A1')
    cell.values = [["'0139"]]
    cell.load('formulas')
    await context.sync()
    const first = asCells(cell.formulas)
    cell.formulas = first
    return { first: String(first[0]?.[0]), again: await readCell(context, cell) }
  }),
]
