// What the engine keeps between two pieces of work; all of it can be had again from the workbook and the server.
import type { OpenConflict } from '../../shared/protocol/conflicts.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { WorkbookState } from '../../shared/sync/binding.ts'
import type { Memory } from '../../shared/sync/session/memory.ts'
import type { Session } from '../../shared/sync/session/session.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import type { CoAuthors } from './co-authors.ts'
import type { Cost } from './summary.ts'

export interface Between {
  locale: Locale
  counted: Cost
  bindMs: number
  /** The state sheet as a binding just left it: the first sync after it need not read it. */
  justLeft: WorkbookState | null
  readonly pane: string
  readonly kept: Map<TableKey, Kept>
  readonly shapes: Map<string, TableShape>
  readonly coAuthors: CoAuthors
}

/** What the last session of a table left. */
interface Kept {
  readonly memory: Memory
  conflicts: readonly OpenConflict[]
  revs: ReadonlyMap<string, number>
  /** When all revisions were last compared; null: not yet. */
  comparedAt: number | null
}

export const keptOf = ({ kept }: Between, table: TableKey): Kept => {
  const found = kept.get(table) ?? {
    memory: new Map(),
    conflicts: [],
    revs: new Map(),
    comparedAt: null,
  }
  kept.set(table, found)
  return found
}

const COMPARE_MS = 3_600_000

/** All revisions are compared when a workbook was opened, and every hour; a sheet just bound has nothing old. */
export const isDue = (between: Between, { comparedAt }: Kept, now: number): boolean =>
  between.justLeft === null && (comparedAt === null || now - comparedAt >= COMPARE_MS)

export const keep = (kept: Kept, { rows, conflicts }: Session, comparedAt: number): void => {
  kept.revs = new Map(rows.flatMap(({ stamp }) => (stamp === null ? [] : [[stamp.id, stamp.rev]])))
  kept.conflicts = conflicts ?? kept.conflicts
  kept.comparedAt = comparedAt
}
