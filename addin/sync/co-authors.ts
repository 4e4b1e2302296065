// Which rows a co-author of the file typed in, as far as Excel told: for the audit, and because a row that he has just
// begun waits for a minute before it gets an id. Rows are remembered by their place.
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { isWithin } from '../../shared/sync/sheet.ts'
import type { RowRange, TableShape } from '../../shared/sync/sheet.ts'
import type { Area } from '../excel/port.ts'

/** Of more touches than this between two syncs the oldest are forgotten. */
const RANGES_MAX = 500
/** He may be typing still, or a pane in his own Excel may be giving the row its id. */
const FRESH_MS = 60_000
/** A co-author who types on and on is waited for so many minutes. */
const WAITS_MAX = 10

interface Touch {
  readonly range: RowRange
  /** Milliseconds, by this computer's clock. */
  readonly at: number
  /** A sync has told of it. */
  readonly isTold: boolean
}

export interface CoAuthors {
  readonly touched: (table: TableKey, shape: Pick<TableShape, 'headerRow'>, area: Area) => void
  /** Ranges of rows of the table's body, as they were touched, that no sync has told of yet. */
  readonly rows: (table: TableKey) => readonly RowRange[]
  /** Ranges that were touched within the last minute. */
  readonly fresh: (table: TableKey) => readonly RowRange[]
  /** A sync that was given these went through. @param waiting rows that it has not told of: they got no id yet */
  readonly told: (table: TableKey, taken: readonly RowRange[], waiting: readonly number[]) => void
  /** Calls back once nothing is fresh in the table any more; one call for all that ask meanwhile. */
  readonly whenOver: (table: TableKey, hint: () => void) => Promise<void>
}

interface CoAuthorTools {
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
}

export const createCoAuthors = ({ now, sleep }: CoAuthorTools): CoAuthors => {
  const byTable = new Map<TableKey, readonly Touch[]>()
  const waitedFor = new Set<TableKey>()
  const touches = (table: TableKey): readonly Touch[] => byTable.get(table) ?? []
  const isFresh = ({ at }: Touch) => now() - at < FRESH_MS
  return {
    rows: (table) => touches(table).flatMap(({ range, isTold }) => (isTold ? [] : [range])),
    fresh: (table) =>
      touches(table)
        .filter(isFresh)
        .map(({ range }) => range),
    // Rows that came since the last look are below those that were known then.
    touched: (table, { headerRow }, { top, rows: count }) => {
      const first = Math.max(0, top - headerRow - 1)
      const last = top - headerRow - 2 + count
      if (last < first) return
      const touch = { range: [first, last], at: now(), isTold: false } as const
      byTable.set(table, [...touches(table), touch].slice(-RANGES_MAX))
    },
    told: (table, taken, waiting) => {
      const after = touches(table).map((touch) => {
        const isWaiting = waiting.some((row) => isWithin([touch.range], row))
        return taken.includes(touch.range) && !isWaiting ? { ...touch, isTold: true } : touch
      })
      byTable.set(
        table,
        after.filter((touch) => !touch.isTold || isFresh(touch)),
      )
    },
    whenOver: async (table, hint) => {
      if (waitedFor.has(table) || !touches(table).some(isFresh)) return
      waitedFor.add(table)
      for (let times = 0; times < WAITS_MAX && touches(table).some(isFresh); times++)
        await sleep(FRESH_MS)
      waitedFor.delete(table)
      hint()
    },
  }
}
