// A desk: Excel with a list in it, the engine, and a server: a small one, or a seat in a team (test/support/team.ts).
// Sleeps and the clock are the test's.
import type { Api } from '../../../addin/api/api.ts'
import type { WorkbookPort } from '../../../addin/excel/port.ts'
import { createWorkbook } from '../../../addin/excel/workbook.ts'
import { createEngine } from '../../../addin/sync/engine.ts'
import type { Engine } from '../../../addin/sync/engine.ts'
import type { Result } from '../../../shared/result.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import { ulid } from '../../../shared/sync/ulid.ts'
import type { ExcelOptions } from '../../../workbench/host/node.ts'
import { freshExcel } from '../../support/excel.ts'
import type { FreshExcel } from '../../support/excel.ts'
import { fakeServer } from './fake-server.ts'
import type { FakeServer } from './fake-server.ts'

type Cell = string | number | boolean

/** ULIDs that count up: the same in every run. */
const countingIds = (): (() => string) => {
  let n = 0
  return () => {
    n++
    const random = new Uint8Array(10)
    new DataView(random.buffer).setUint32(6, n)
    return ulid(1_700_000_000_000, random)
  }
}

export const unwrap = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(`stopped: ${JSON.stringify(result.error)}`)
  return result.value
}

/** What a desk needs of its server. */
export interface DeskServer {
  readonly api: Api
  /** Where several desks share a server, no two of them mint the same id. */
  readonly ids?: () => string
}

export interface DeskAt<S extends DeskServer> {
  readonly excel: FreshExcel
  readonly server: S
  readonly port: WorkbookPort
  readonly engine: Engine
  readonly sleeps: number[]
  /** The values of the sheet in view (or another), from its first used cell. */
  readonly values: (sheet?: string) => Cell[][]
  /** Cells of a column of the table by its header, top to bottom. */
  readonly column: (header: string) => Cell[]
  /** The A1 address of a cell of the table: header, row from 0. */
  readonly at: (header: string, row: number) => string
  readonly tableName: () => string
  /** Called after each read of the table's body. */
  onRead: (() => void) | null
  /** Called after each look at the table, before anything of it is read. */
  onLook: (() => void) | null
  /** The pane is closed and opened again: what the engine remembered is forgotten. */
  readonly reopen: (server?: DeskServer) => Engine
}

export type Desk = DeskAt<FakeServer>

interface SeatOptions {
  /** Typed into Sheet1 from A1 on, as a paste does. */
  readonly list?: readonly (readonly string[])[]
  readonly corner?: string
  readonly locale?: Locale
  readonly excel?: ExcelOptions
  /** Milliseconds, by the clock of this computer. */
  readonly now?: () => number
}

export interface DeskOptions extends SeatOptions {
  readonly server?: FakeServer
}

const letters = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : letters(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26))

export const aDesk = (options: DeskOptions = {}): Desk =>
  sitAt(options.server ?? fakeServer(), options)

export const sitAt = <S extends DeskServer>(server: S, options: SeatOptions = {}): DeskAt<S> => {
  const excel = freshExcel(options.excel)
  if (options.list) excel.user.paste(options.corner ?? 'A1', options.list)
  const sleeps: number[] = []
  const sleep = async (ms: number) => {
    sleeps.push(ms)
  }
  const workbook = createWorkbook({ excel: excel.Excel, sleep })
  const port: WorkbookPort = {
    ...workbook,
    readRows: async (...asked) => {
      const lines = await workbook.readRows(...asked)
      desk.onRead?.()
      return lines
    },
    shape: async (tableId) => {
      const shape = await workbook.shape(tableId)
      desk.onLook?.()
      return shape
    },
  }
  const ids = server.ids ?? countingIds()
  const open = ({ api }: DeskServer) =>
    createEngine({
      workbook: port,
      api,
      ids,
      now: options.now ?? (() => performance.now()),
      sleep,
      locale: options.locale ?? 'zh-Hans',
    })
  const sheetOf = (name?: string) => {
    const sheet = name === undefined ? excel.workbook.active : excel.workbook.findSheet(name)
    if (!sheet) throw new Error(`no sheet ${name}`)
    return sheet
  }
  const table = () => {
    const found = excel.workbook.tables[0]
    if (!found) throw new Error('no table')
    return found
  }
  const place = (header: string) => {
    const { headerRect, bodyRect } = table()
    const names = excel.workbook.sheetOf(table()).grid.values(headerRect)[0] ?? []
    const at = names.indexOf(header)
    if (at < 0) throw new Error(`no column ${header} in ${names.join()}`)
    return { ...bodyRect, column: bodyRect.column + at, columns: 1 }
  }
  const desk: DeskAt<S> = {
    onRead: null,
    onLook: null,
    reopen: (other = server) => open(other),
    excel,
    server,
    port,
    engine: open(server),
    sleeps,
    values: (name) => {
      const sheet = sheetOf(name)
      const used = sheet.grid.usedRect(true)
      return used ? sheet.grid.values(used) : []
    },
    column: (header) =>
      excel.workbook
        .sheetOf(table())
        .grid.values(place(header))
        .map((line) => line[0] ?? ''),
    at: (header, row) => {
      const { row: top, column } = place(header)
      return `${letters(column)}${top + row + 1}`
    },
    tableName: () => table().name,
  }
  return desk
}
