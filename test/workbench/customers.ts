// A small customer table for the workbench's tests: four columns, three rows, on Sheet1 from A1.
import type { FreshExcel } from '../support/excel.ts'

export const HEADERS = ['编号', '名称', '电话', '等级']
export const ROWS = [
  ['C1', '甲公司', '13800138001', 'A'],
  ['C2', '乙公司', '13800138002', 'B'],
  ['C3', '丙公司', '13800138003', 'C'],
]

/** Makes the table "客户" as a person would: paste, then Ctrl+T. Phones are text. */
export function addCustomers({ user }: FreshExcel): void {
  user.formatCells('C:C', '@')
  user.paste('A1', [HEADERS, ...ROWS])
  const table = user.makeTable('A1:D4')
  table.name = '客户'
}

/** The table's body as the API reads it. */
export async function readBody({ Excel }: FreshExcel): Promise<unknown[][]> {
  return Excel.run(async (context) => {
    const body = context.workbook.tables.getItem('客户').getDataBodyRange()
    body.load('values')
    await context.sync()
    return body.values
  })
}
