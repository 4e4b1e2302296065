// The account of a session: every row once, and what it cost.
import type { Problem } from '../../shared/problem.ts'
import type { HelloReply } from '../../shared/protocol/hello.ts'
import type { Known, Outcome, RowResult } from '../../shared/protocol/push.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { refusedBefore } from '../../shared/sync/classify.ts'
import type { SheetRow } from '../../shared/sync/classify.ts'
import type { Board } from '../../shared/sync/session/board.ts'
import { isCancelled } from '../../shared/sync/session/session.ts'
import type { Session } from '../../shared/sync/session/session.ts'
import type { Traffic } from '../api/call.ts'
import type { Counters } from '../excel/port.ts'
import type { Timings } from './stopwatch.ts'

/**
 * saved: stored in this session. unchanged: as it was. toCorrect: refused for its problems. known: equals a
 * customer that exists. held: waits for a decision, or could not be sent.
 */
type RowFate = 'saved' | 'unchanged' | 'toCorrect' | 'known' | 'held'

export interface RowOutcome {
  /** Zero-based in the table's body at the end of the session. */
  readonly row: number
  readonly id: string | null
  readonly fate: RowFate
  /** The server's word in this session, or how the row stood without one. */
  readonly outcome: Outcome | SheetRow['state']
  /** The text of the status column. */
  readonly status: string
  readonly known: Known | null
  readonly problems: readonly Problem[]
  /** Computed cells by field key, as they stand in the sheet. */
  readonly computed: Readonly<Record<string, Cell>>
}

/** Columns of a sheet, by field key, that its user does not see whole; see shared/protocol/hello.ts. */
export interface Withheld {
  readonly masked: readonly string[]
  readonly off: readonly string[]
  readonly hidden: readonly string[]
}

export interface Cost extends Traffic, Counters {}

export interface SyncSummary extends Cost {
  /** Rows that are neither empty nor emptied because they left their user's sight: saved + unchanged + toCorrect + known + held. */
  readonly rows: number
  readonly saved: number
  readonly unchanged: number
  readonly toCorrect: number
  readonly known: number
  readonly held: number
  /** Problems of level warning. */
  readonly warnings: number
  /** How often each problem code was met. */
  readonly problems: Readonly<Record<string, number>>
  /** Rows by the letter in their tier cell; '' where there is none. */
  readonly tiers: Readonly<Record<string, number>>
  readonly ms: Readonly<Timings>
  readonly outcomes: readonly RowOutcome[]
  /** Rows that were emptied because they left their user's sight, in this session or before. */
  readonly departed: number
  readonly withheld: Withheld
  /** Ended by its user before the end. */
  readonly isCancelled: boolean
  /** What is left to look at or to decide. */
  readonly board: Board
}

const fateOfAnswer = (outcome: string): RowFate => {
  switch (outcome) {
    case 'applied':
    case 'merged':
    case 'done':
    case 'adopted':
    case 'conflict':
      return 'saved'
    case 'invalid':
      return 'toCorrect'
    case 'known':
      return 'known'
    default:
      return 'held'
  }
}

const fateOf = (row: SheetRow, result: RowResult | null): RowFate => {
  if (result !== null) return fateOfAnswer(result.outcome)
  if (row.state === 'clean') return 'unchanged'
  return fateOfAnswer(refusedBefore(row) ?? 'held')
}

const toOutcome = (session: Session, row: SheetRow): RowOutcome => {
  const id = row.stamp?.id ?? null
  const isCopy = row.state === 'copy' || row.state === 'twin'
  const result = id === null || isCopy ? null : (session.results.get(id) ?? null)
  return {
    row: row.index,
    id,
    fate: fateOf(row, result),
    outcome: result?.outcome ?? row.state,
    status: String(row.status),
    known: result?.known ?? null,
    problems: result?.problems ?? [],
    computed: Object.fromEntries(
      session.layout.computed.map(({ key }, at) => [key, row.computed[at] ?? '']),
    ),
  }
}

const countBy = <T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}

const noTiers = { A: 0, B: 0, C: 0, N: 0, '': 0 }

export const costBetween = (before: Cost, after: Cost): Cost => ({
  requests: after.requests - before.requests,
  bytesUp: after.bytesUp - before.bytesUp,
  bytesDown: after.bytesDown - before.bytesDown,
  syncs: after.syncs - before.syncs,
  cellsRead: after.cellsRead - before.cellsRead,
  cellsWritten: after.cellsWritten - before.cellsWritten,
})

const withheldOf = ({ hello, binding, layout }: Session): Withheld => {
  const bound = new Set([...layout.entered, ...layout.computed].map(({ key }) => key))
  const here = (keys: HelloReply['off']) =>
    (keys?.[binding.table] ?? []).filter((key) => bound.has(key))
  return { masked: here(hello.masked), off: here(hello.off), hidden: here(hello.hidden) }
}

export const summarize = (session: Session, cost: Cost, board: Board, ms: Timings): SyncSummary => {
  const outcomes = session.rows
    .filter(({ state }) => state !== 'empty' && state !== 'departed')
    .map((row) => toOutcome(session, row))
  const problems = outcomes.flatMap((outcome) => outcome.problems)
  const fates = countBy(outcomes, ({ fate }) => fate)
  return {
    rows: outcomes.length,
    saved: fates['saved'] ?? 0,
    unchanged: fates['unchanged'] ?? 0,
    toCorrect: fates['toCorrect'] ?? 0,
    known: fates['known'] ?? 0,
    held: fates['held'] ?? 0,
    warnings: problems.filter(({ level }) => level === 'warning').length,
    problems: countBy(problems, ({ code }) => code),
    tiers: { ...noTiers, ...countBy(outcomes, ({ computed }) => String(computed['tier'] ?? '')) },
    ...cost,
    ms,
    outcomes,
    departed: session.rows.filter(({ state }) => state === 'departed').length,
    withheld: withheldOf(session),
    isCancelled: isCancelled(session),
    board,
  }
}
