// What a paste came to: the JSON line of `npm run paste`, the same in words, and the columns of the sheet afterwards.
import type { RowOutcome, SyncSummary } from '../../addin/sync/summary.ts'
import { knownText } from '../../addin/text/sentences.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import type { Pasted } from './paste-list.ts'

export interface PasteJson {
  readonly rows: number
  readonly saved: number
  readonly toCorrect: number
  readonly known: number
  readonly held: number
  readonly warnings: number
  readonly problems: Readonly<Record<string, number>>
  readonly tiers: Readonly<Record<string, number>>
  readonly requests: number
  readonly syncs: number
  readonly cellsRead: number
  readonly cellsWritten: number
  readonly bytesUp: number
  readonly bytesDown: number
  readonly d1: { readonly read: number; readonly written: number }
  readonly ms: Readonly<Record<string, number>>
  readonly again: {
    readonly saved: number
    readonly cellsWritten: number
    readonly syncs: number
    readonly ms: number
  } | null
}

const roundedMs = (ms: SyncSummary['ms']): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(ms).map(([phase, value]) => [phase, Math.round(value)]))

/** The figures, and what does not add up: then the command exits with 1. */
export const pasteReport = ({ first, again, d1 }: Pasted) => {
  const { rows, saved, toCorrect, known, held } = first
  const json: PasteJson = {
    rows,
    saved,
    toCorrect,
    known,
    held,
    warnings: first.warnings,
    problems: first.problems,
    tiers: first.tiers,
    requests: first.requests,
    syncs: first.syncs,
    cellsRead: first.cellsRead,
    cellsWritten: first.cellsWritten,
    bytesUp: first.bytesUp,
    bytesDown: first.bytesDown,
    d1,
    ms: roundedMs(first.ms),
    again: again && {
      saved: again.saved,
      cellsWritten: again.cellsWritten,
      syncs: again.syncs,
      ms: Math.round(again.ms.total),
    },
  }
  const faults: string[] = []
  if (rows !== saved + toCorrect + known + held)
    faults.push(
      `${rows} rows are not ${saved} saved + ${toCorrect} to correct + ${known} known + ${held} held.`,
    )
  if (again && (again.saved > 0 || again.cellsWritten > 0))
    faults.push(
      `The second sync saved ${again.saved} rows and wrote ${again.cellsWritten} cells; nothing had changed.`,
    )
  return { json, faults }
}

/** For people: one sentence, then what was wrong how often, tiers, and what it cost. */
export const reportText = (json: PasteJson): string => {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .filter(([, n]) => n > 0)
      .map(([name, n]) => `${name || '–'} ${n}`)
      .join(', ') || 'none'
  const lines = [
    `${json.rows} rows: ${json.saved} saved, ${json.toCorrect} to correct, ${json.known} already known, ${json.held} held; ${json.warnings} warnings.`,
    `problems: ${list(json.problems)}`,
    `tiers: ${list(json.tiers)}`,
    `cost: ${json.requests} requests (${json.bytesUp} bytes up, ${json.bytesDown} down), ${json.syncs} round trips to Excel, ${json.cellsRead} cells read, ${json.cellsWritten} written, D1 ${json.d1.read} rows read, ${json.d1.written} written`,
    `ms: ${list(json.ms)}`,
  ]
  if (json.again)
    lines.push(
      `again: ${json.again.saved} saved, ${json.again.cellsWritten} cells written, ${json.again.syncs} round trips, ${json.again.ms} ms`,
    )
  return lines.join('\n')
}

const outNames = ['status', 'outcome', 'known', 'tier', 'tier_next', 'tier_why', 'problems']

const outCells = (outcome: RowOutcome, locale: Locale): readonly string[] => [
  outcome.status,
  outcome.outcome,
  outcome.known ? knownText(locale, outcome.known) : '',
  String(outcome.computed['tier'] ?? ''),
  String(outcome.computed['tier_next'] ?? ''),
  String(outcome.computed['tier_why'] ?? ''),
  outcome.problems.map((p) => `${p.field} ${p.code}`).join('; '),
]

/** The columns that stand beside the original ones afterwards; a row that says nothing has empty cells. */
export const sheetColumns = ({ first }: Pasted, rowCount: number, locale: Locale) => {
  const cells: (readonly string[])[] = Array.from({ length: rowCount }, () =>
    outNames.map(() => ''),
  )
  for (const outcome of first.outcomes) cells[outcome.row] = outCells(outcome, locale)
  return { names: outNames, cells }
}
