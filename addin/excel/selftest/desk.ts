// What a case has at hand, and the sheet of its own that it works on and that is gone afterwards.
import type { Cell } from '../../../shared/schema/kind.ts'
import type { Json } from '../../selftest/answer.ts'
import type { SelftestCase } from '../../selftest/run-cases.ts'
import { asCells } from '../cells.ts'
import type { ExcelApi } from '../run.ts'

/** What only a person can do. */
export type HandsStep = 'startEdit' | 'endEdit' | 'undo'

export interface Desk {
  readonly excel: ExcelApi
  /** Long enough for events to arrive. */
  readonly pause: () => Promise<void>
  readonly hands: ((step: HandsStep) => Promise<void>) | null
}

export type ExcelCase = SelftestCase<Desk>
type OnSheet<T> = (context: Excel.RequestContext, sheet: Excel.Worksheet) => Promise<T>

export const OWN_SHEET = 'kehu selftest'

const removeSheet = (excel: ExcelApi): Promise<void> =>
  excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(OWN_SHEET)
    sheet.load('visibility')
    await context.sync()
    if (sheet.isNullObject) return
    sheet.visibility = 'Visible'
    sheet.delete()
    await context.sync()
  })

/** A fresh sheet for the time of `body`. One that a broken run left behind is removed first. */
export const onOwnSheet = async <T>({ excel }: Desk, body: OnSheet<T>): Promise<T> => {
  await removeSheet(excel)
  try {
    return await excel.run(async (context) =>
      body(context, context.workbook.worksheets.add(OWN_SHEET)),
    )
  } finally {
    await removeSheet(excel)
  }
}

/** A case that works on one sheet of its own. */
export const sheetCase = (
  id: string,
  body: (context: Excel.RequestContext, sheet: Excel.Worksheet, desk: Desk) => Promise<Json>,
): ExcelCase => ({
  id,
  run: (desk) => onOwnSheet(desk, (context, sheet) => body(context, sheet, desk)),
})

/** Texts stand bare, unless they could be taken for a number, a logical value or nothing. */
const shown = (value: Cell): string =>
  typeof value === 'string' && /^\s*$|^\s*[\d.+-]|^(?:true|false)$/iu.test(value)
    ? JSON.stringify(value)
    : String(value)

const linesOf = (range: Excel.Range): readonly (readonly Cell[])[] => asCells(range.values)

/** The loaded values as an answer: one text a row, so that two results are easy to compare by eye. */
export const cellsOf = (range: Excel.Range): Json =>
  linesOf(range).map((line) => line.map(shown).join(' | '))

export const lineCount = (range: Excel.Range): number => linesOf(range).length

export const textLength = (range: Excel.Range): number => String(linesOf(range)[0]?.[0]).length

/** A table of three columns and three rows from A1 on. */
export const CITIES: readonly (readonly (string | number)[])[] = [
  ['名称', '城市', '金额'],
  ['甲', '上海', 30],
  ['乙', '苏州', 10],
  ['丙', '上海', 20],
]

export const addCities = (sheet: Excel.Worksheet): Excel.Table => {
  sheet.getRange('A1:C4').values = CITIES.map((line) => [...line])
  return sheet.tables.add('A1:C4', true)
}
