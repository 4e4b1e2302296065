// Turns what the model tells into the events of Office.js: their numbers, targets and texts.
import type { Changed, ModelEvent } from '../model/events.ts'
import type { CellValue } from '../model/grid.ts'
import { intersect, type Rect, rectToAddress } from '../model/rect.ts'

export interface WireEvent {
  readonly type: number
  /** A sheet's or table's id, or "Workbook" for whoever listens to all of them. */
  readonly target: string
  readonly message: Readonly<Record<string, unknown>>
}

const TYPE = {
  sheetChanged: 10,
  sheetActivated: 11,
  sheetDeactivated: 12,
  sheetAdded: 13,
  sheetSelection: 14,
  sheetDeleted: 15,
  rowsSorted: 19,
  rowsHidden: 22,
  tableSelection: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
}

const SHIFT = {
  down: 'ShiftCellDown',
  right: 'ShiftCellRight',
  up: 'ShiftCellUp',
  left: 'ShiftCellLeft',
}

/** @param tellsTrigger whether the host's requirement sets know triggerSource (ExcelApi 1.14) */
export function toWireEvents(event: ModelEvent, tellsTrigger: boolean): readonly WireEvent[] {
  switch (event.kind) {
    case 'changed':
      return changedEvents(event, tellsTrigger)
    case 'rowsSorted':
      return forSheet(TYPE.rowsSorted, event.sheet.id, {
        address: rectToAddress(event.rect),
        source: sourceOf(event.origin),
      })
    case 'rowsHidden':
      return forSheet(TYPE.rowsHidden, event.sheet.id, {
        address: rectToAddress(event.rect),
        changeType: event.hidden ? 'Hidden' : 'Unhidden',
        source: sourceOf(event.origin),
      })
    case 'selected':
      return selectedEvents(event)
    case 'sheetActivated':
    case 'sheetDeactivated':
    case 'sheetAdded':
    case 'sheetDeleted':
      return forSheet(TYPE[event.kind], event.sheet.id, { source: sourceOf(event.origin) })
    case 'tableAdded':
    case 'tableDeleted':
      return [
        {
          type: TYPE[event.kind],
          target: 'Workbook',
          message: {
            source: sourceOf(event.origin),
            tableId: event.table.id,
            tableName: event.table.name,
            worksheetId: event.sheet.id,
          },
        },
      ]
    case 'moved':
    case 'editEnded':
    case 'drawn':
      return []
  }
}

function sourceOf(origin: string): string {
  return origin === 'remote' ? 'Remote' : 'Local'
}

function forSheet(type: number, sheetId: string, message: WireEvent['message']): WireEvent[] {
  const full = { ...message, worksheetId: sheetId }
  return [
    { type, target: sheetId, message: full },
    { type, target: 'Workbook', message: full },
  ]
}

/** Tables get the event when the change touches them; triggerSource exists for sheets only. */
function changedEvents(event: Changed, tellsTrigger: boolean): readonly WireEvent[] {
  const { sheet, rect, origin } = event
  const address = rectToAddress(rect)
  const message = {
    address,
    changeType: event.changeType,
    source: sourceOf(origin),
    worksheetId: sheet.id,
    shiftDirection: event.direction === undefined ? 'None' : SHIFT[event.direction],
    referenceId: `event:${sheet.id}!${address}`,
    ...details(event.before, event.after),
  }
  const trigger = tellsTrigger
    ? { triggerSource: origin === 'addin' ? 'ThisLocalAddin' : 'Unknown' }
    : {}
  const events: WireEvent[] = forSheet(TYPE.sheetChanged, sheet.id, { ...message, ...trigger })
  for (const table of sheet.tables) {
    if (!touches(table.rect, event)) continue
    const told = { ...message, tableId: table.id }
    events.push({ type: TYPE.tableChanged, target: table.id, message: told })
    events.push({ type: TYPE.tableChanged, target: 'Workbook', message: told })
  }
  return events
}

/** Deleted rows may have been the table's last: they lie just below it now. */
function touches(table: Rect, { rect, direction }: Changed): boolean {
  const reach = {
    ...table,
    rows: table.rows + (direction === 'up' ? 1 : 0),
    columns: table.columns + (direction === 'left' ? 1 : 0),
  }
  return intersect(reach, rect) !== undefined
}

function details(before: CellValue | undefined, after: CellValue | undefined) {
  if (before === undefined || after === undefined) return {}
  return {
    valueBefore: before,
    valueAfter: after,
    valueTypeBefore: typeName(before),
    valueTypeAfter: typeName(after),
  }
}

function typeName(value: CellValue): string {
  if (value === '') return 'Empty'
  if (typeof value === 'number') return 'Double'
  return typeof value === 'boolean' ? 'Boolean' : 'String'
}

function selectedEvents(event: Extract<ModelEvent, { kind: 'selected' }>): readonly WireEvent[] {
  const { sheet, rect } = event
  const events = forSheet(TYPE.sheetSelection, sheet.id, { address: rectToAddress(rect) })
  for (const table of sheet.tables) {
    const inside = intersect(table.rect, rect)
    const address = inside === undefined ? '' : rectToAddress(inside)
    events.push({
      type: TYPE.tableSelection,
      target: table.id,
      message: { address, worksheetId: sheet.id },
    })
  }
  return events
}
