// The host: takes requests of the Office.js client as they come over any of its channels, runs them
// on a workbook and sends events back. It holds the limits that Excel on the web has.
import type { ModelEvent } from '../model/events.ts'
import type { Workbook } from '../model/workbook.ts'
import { type BatchRequest, runBatch } from './batch.ts'
import { toWireEvents, type WireEvent } from './events.ts'
import { QUIRKS, type Quirks } from './quirks.ts'
import { Session } from './session.ts'
import { wire, type WireObject } from './wire.ts'

/** Either the text of a response's body, or the code under which the whole request failed. */
export type HostReply = { readonly body: string } | { readonly failure: string }

/** Set by {delayForCellEdit: true} on a request. */
const DELAY_FOR_CELL_EDIT = 64

/** What a run cost, for tests that count. */
export interface HostCounts {
  batches: number
  requestBytes: number
  responseBytes: number
}

export interface HostOptions {
  readonly quirks?: Partial<Quirks>
  /** Versions of requirement sets by name, such as { ExcelApi: '1.13' }. */
  readonly sets: Readonly<Record<string, string>>
}

export class Host {
  readonly book: Workbook
  readonly quirks: Quirks
  readonly counts: HostCounts = { batches: 0, requestBytes: 0, responseBytes: 0 }
  /** Awaited before each batch runs: a test lets the person act just then. */
  beforeBatch: ((number: number) => void | Promise<void>) | undefined
  private readonly session: Session
  private readonly root: WireObject
  private readonly tellsTrigger: boolean
  private readonly waiting = new Set<() => void>()
  private readonly stopListening: () => void
  private send: ((event: WireEvent) => void) | undefined

  constructor(book: Workbook, options: HostOptions) {
    this.book = book
    this.quirks = { ...QUIRKS, ...book.quirks, ...options.quirks }
    const [, minor = '0'] = (options.sets['ExcelApi'] ?? '1.0').split('.')
    this.session = new Session(book, this.quirks, Number(minor))
    this.root = wire('Workbook', book)
    this.tellsTrigger = Number(minor) >= 14
    this.stopListening = book.listen((event) => this.hear(event))
  }

  /** Members that were asked for and that the host does not play. A test ends with none. */
  get unknown(): readonly string[] {
    return this.session.unknown
  }

  /** How many cells add-ins have written through Range.values and Range.formulas. */
  get cellsWritten(): number {
    return this.session.cellsWritten
  }

  /** Ranges that the client keeps and has not let go. */
  get keptReferences(): number {
    return this.session.references.size
  }

  /** Where events go; one channel at a time. */
  connect(send: (event: WireEvent) => void): void {
    this.send = send
  }

  /** The pane is closed: nothing is heard or sent any more. */
  close(): void {
    this.stopListening()
    this.session.close()
    this.send = undefined
  }

  /** Runs one request. @param bytes size of the request as it came, in UTF-8 */
  async process(request: BatchRequest, bytes: number, flags: number): Promise<HostReply> {
    if (bytes > this.quirks.requestLimit) return { failure: 'RequestPayloadSizeLimitExceeded' }
    this.counts.batches += 1
    this.counts.requestBytes += bytes
    await this.beforeBatch?.(this.counts.batches)
    if (this.book.isEditing && this.quirks.editModeRefuses) {
      if ((flags & DELAY_FOR_CELL_EDIT) === 0) return { failure: 'InvalidOperationInCellEditMode' }
      await this.editEnd()
    }
    const answer = this.session.requestStep(() => runBatch(this.session, this.root, request))
    const body = JSON.stringify(answer)
    const size = utf8Length(body)
    this.counts.responseBytes += size
    return size > this.quirks.responseLimit
      ? { failure: 'ResponsePayloadSizeLimitExceeded' }
      : { body }
  }

  private async editEnd(): Promise<void> {
    while (this.book.isEditing) {
      await new Promise<void>((resolve) => this.waiting.add(resolve))
    }
  }

  private hear(event: ModelEvent): void {
    if (event.kind === 'editEnded') {
      for (const resume of this.waiting) resume()
      this.waiting.clear()
    }
    if (!this.session.eventsEnabled || this.quirks.loseEvents) return
    for (const wireEvent of toWireEvents(event, this.tellsTrigger)) {
      if (this.session.isSubscribed(wireEvent.type, wireEvent.target)) this.send?.(wireEvent)
    }
  }
}

const encoder = new TextEncoder()

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length
}
