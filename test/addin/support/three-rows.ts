// A table of three rows with their identities, and an Excel whose user does something right after a batch, before its
// answer is looked at.
import type { ExcelApi } from '../../../addin/excel/run.ts'
import { noDrawer } from '../../../addin/excel/memory.ts'
import type { Drawer } from '../../../addin/excel/memory.ts'
import { createWorkbook } from '../../../addin/excel/workbook.ts'
import type { CellWrite } from '../../../shared/sync/sheet.ts'
import { freshExcel } from '../../support/excel.ts'

export const textOf = (n: number, rev = 1): string =>
  `1|01HF7YAT00000000000000000${n}|${rev}|1|00000000000000a${n}||0fd397`

export const three = [
  ['华达', '苏州', textOf(0)],
  ['恒源', '上海', textOf(1)],
  ['盛丰', '杭州', textOf(2)],
]

export const write = (column: number, value: string, before: string | null): CellWrite => ({
  column,
  value,
  before,
  format: null,
})

/** The namespace; what its user does right after a batch, by the batch's number from 1. */
const acting = (excel: ExcelApi, deeds: Map<number, () => void>): ExcelApi => {
  let batches = 0
  return Object.create(excel, {
    run: {
      value: async (...asked: Parameters<typeof excel.run>) => {
        const answer = await excel.run(...asked)
        deeds.get(++batches)?.()
        return answer
      },
    },
  }) as ExcelApi
}

/** What the pane's tab keeps. */
export const aDrawer = (text: string | null = null) => {
  let kept = text
  const left: string[] = []
  return {
    look: () => kept,
    put: (more: string) => (kept = more),
    takeLeft: () => left.splice(0),
    /** The pane's tab is closed. */
    close: () => {
      left.push(kept ?? '')
      kept = null
    },
  }
}

/** The table is looked at already: its next batch is the third one. */
export const stageThree = async (drawer: Drawer = noDrawer) => {
  const excel = freshExcel()
  const deeds = new Map<number, () => void>()
  excel.user.paste('A1', [['公司', '城市', '_sync'], ...three])
  excel.user.makeTable('A1:C4')
  const open = (after: Map<number, () => void>) =>
    createWorkbook({ excel: acting(excel.Excel, after), sleep: () => Promise.resolve(), drawer })
  const port = open(deeds)
  const look = await port.look(null)
  const shape = await port.shape(look.tableIds[0] ?? '')
  const [table] = excel.workbook.tables
  if (shape === null || table === undefined) throw new Error('no table')
  const body = () => excel.workbook.active.grid.values(table.bodyRect)
  const read = () => port.readRows(shape, [0, 1, 2], 0, 3)
  /** Right after the next batch, or the one after so many others. */
  const afterNext = (deed: () => void, others = 0) => deeds.set(3 + others, deed)
  /** The port of a pane that is loaded anew, whose user does something right after a batch. */
  const reload = (after: Map<number, () => void> = new Map()) => open(after)
  return { port, reload, shape, body, read, afterNext, user: excel.user }
}
