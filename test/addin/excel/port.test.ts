import { createWorkbook } from '../../../addin/excel/workbook.ts'
import { freshExcel } from '../../support/excel.ts'
import { memoryPort } from '../support/memory-port.ts'
import { portContract } from './port-contract.ts'

portContract('in memory', (list) => {
  const port = memoryPort(list)
  const line = (row: number) => port.cells[row + 1] ?? []
  return {
    port,
    type: (row, column, text) => {
      while (port.cells.length <= row + 1) port.cells.push([])
      line(row)[column] = text
    },
    swap: (a, b) => {
      const [first, second] = [[...line(a)], [...line(b)]]
      port.cells[a + 1] = second
      port.cells[b + 1] = first
    },
  }
})

portContract('the real client over the host', (list) => {
  const { Excel, user, workbook } = freshExcel()
  if (list.length > 0) user.paste('A1', list)
  const port = createWorkbook({ excel: Excel, sleep: async () => undefined })
  const grid = () => workbook.active.grid
  const rect = (row: number) => ({ row: row + 1, column: 0, rows: 1, columns: 4 })
  return {
    port,
    type: (row, column, text) => user.type(`${String.fromCharCode(65 + column)}${row + 2}`, text),
    swap: (a, b) => {
      const [first, second] = [grid().cells(rect(a)), grid().cells(rect(b))]
      grid().putCells(a + 1, 0, second)
      grid().putCells(b + 1, 0, first)
    },
  }
})
