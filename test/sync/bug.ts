// A planted bug: a patch of the ports between the production code and its world. Shipped code knows none of them.
import type { Api } from '../../addin/api/api.ts'
import type { WorkbookPort } from '../../addin/excel/port.ts'
import type { SessionOptions } from '../../shared/sync/session/run.ts'
import type { Store } from '../../worker/service/store.ts'
import type { Book } from './book.ts'

/** Where a bug may keep what the product would have kept in the wrong place. */
export interface Wrong {
  readonly book: Book
  readonly kept: Map<string, unknown>
}

export interface Bug {
  readonly name: string
  /** What somebody did wrong, in one line. */
  readonly says: string
  /** Deeds that bring about the situation that it is wrong in: histories are about them when it is searched for. */
  readonly likely?: readonly string[]
  readonly store?: (store: Store) => Store
  readonly api?: (api: Api, wrong: Wrong) => Api
  readonly workbook?: (port: WorkbookPort, wrong: Wrong) => WorkbookPort
  readonly options?: (options: SessionOptions, wrong: Wrong) => SessionOptions
  /** Does the server stay up to the truth where a bug lies in the file? Called when a file is opened anew. */
  readonly reopened?: (wrong: Wrong) => void
}
