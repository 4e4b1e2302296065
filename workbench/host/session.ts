// What the wire classes share while a workbook is open: the workbook, the client's kept references,
// its event subscriptions, and the record of what was asked for and is not there.
import type { ModelEvent } from '../model/events.ts'
import { ExcelFailure } from '../model/failure.ts'
import { rectAfterShift } from '../model/span.ts'
import type { Workbook } from '../model/workbook.ts'
import type { HostQuirks } from './quirks.ts'
import { RangeSpot } from './range-spot.ts'
import type { WireObject } from './wire.ts'

export class Session {
  readonly book: Workbook
  readonly quirks: HostQuirks
  /** 13 where this Excel has ExcelApi 1.13. The client in a browser does not look before it asks. */
  readonly apiMinor: number
  readonly references = new Map<string, WireObject>()
  /** Members that were asked for and that this host does not play; a test that ends with any fails. */
  readonly unknown: string[] = []
  /** How often each (type, target) was subscribed to. */
  readonly subscriptions = new Map<string, number>()
  eventsEnabled = true
  /** Cells that add-ins wrote, for tests that count. */
  cellsWritten = 0
  /** Stops following the workbook. */
  readonly close: () => void
  private issued = 0

  constructor(book: Workbook, quirks: HostQuirks, apiMinor: number) {
    this.book = book
    this.quirks = quirks
    this.apiMinor = apiMinor
    this.close = book.listen((event) => this.follow(event))
  }

  /** Records a member that is not played. @returns the failure to throw: ApiNotFound */
  missing(member: string): ExcelFailure {
    this.unknown.push(member)
    return new ExcelFailure('ApiNotFound', `The workbench does not play ${member}.`)
  }

  /** @throws ExcelFailure ApiNotFound where this Excel is older than the member */
  requireApi(minor: number): void {
    if (this.apiMinor < minor) {
      throw new ExcelFailure('ApiNotFound', `ExcelApi 1.${minor} is not supported.`)
    }
  }

  keep(object: WireObject): void {
    if (object.referenceId !== undefined) return
    this.issued += 1
    object.referenceId = `${object.name}:${this.issued}`
    this.references.set(object.referenceId, object)
  }

  subscribe(type: number, target: string, by: 1 | -1): void {
    const key = `${type} ${target}`
    this.subscriptions.set(key, Math.max(0, (this.subscriptions.get(key) ?? 0) + by))
  }

  isSubscribed(type: number, target: string): boolean {
    return (this.subscriptions.get(`${type} ${target}`) ?? 0) > 0
  }

  /** One undo step a request, or one a write, as the quirk says; "clears" empties the stack. */
  requestStep<T>(work: () => T): T {
    const { undoStack, quirks } = this.book
    if (quirks.addinUndo === 'write') return work()
    const depth = undoStack.steps
    const result = undoStack.step('addin', work)
    if (quirks.addinUndo === 'clears' && undoStack.steps !== depth) undoStack.clear()
    return result
  }

  actionStep<T>(work: () => T): T {
    return this.book.undoStack.step('addin', work)
  }

  /** Kept ranges move with their cells; one whose cells were deleted is invalid from then on. */
  private follow(event: ModelEvent): void {
    if (event.kind !== 'moved') return
    for (const { self } of this.references.values()) {
      if (self instanceof RangeSpot && self.sheet === event.sheet && !self.isLost) {
        const rect = rectAfterShift(self.rect, event.band, event.direction)
        self.moveTo(rect)
      }
    }
  }
}
