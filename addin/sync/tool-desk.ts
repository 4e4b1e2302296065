// What the pane's tools work with beside a sync: the API, the signed-in session, Excel's reports. A tool is a screen
// that is loaded when it is opened (duplicates, tiers, people, …); it asks for what it needs and keeps nothing here.
import type { HelloReply } from '../../shared/protocol/hello.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import type { Result } from '../../shared/result.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { PaneApi } from '../api/api.ts'
import type { BodyPlace } from '../excel/port.ts'
import type { ReportPort } from '../excel/report-port.ts'
import type { SheetView } from './sheet-view.ts'

/** The workbook's id, and what the server says to whoever opens it. */
export interface Greeting {
  readonly workbook: string
  readonly hello: HelloReply
}

export interface ToolDesk {
  readonly api: PaneApi
  /** The workbook's id and the server's greeting: who I am, which epoch the messages name. */
  readonly greet: () => Promise<Result<Greeting, Stop>>
  /** An API call, tried again as a sync does; a failure as the code that the pane has words for. */
  readonly ask: <T>(call: () => Promise<Result<T, ApiFailure>>) => Promise<Result<T, Stop>>
  /** A bound sheet as it stands: its columns by field and a way to read them; Stop not_bound where there is none. */
  readonly sheet: (table: TableKey) => Promise<Result<SheetView, Stop>>
  /** Leads the user to a cell of a bound sheet. */
  readonly select: (tableId: string, place: BodyPlace) => Promise<Result<void, Stop>>
  /** Pivots, charts, receipts and reports in this workbook; null: not inside Excel. */
  readonly reports: () => Promise<ReportPort | null>
  /** UTC, milliseconds. */
  readonly now: () => number
  /** A new ULID. */
  readonly ids: () => string
}
