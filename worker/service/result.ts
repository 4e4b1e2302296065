// How a decision is told: only what the sheet does not know yet.
import type { Decision, Incoming, Standing } from '../../shared/merge/facts.ts'
import { differing } from '../../shared/merge/three-way.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type { RowResult } from '../../shared/protocol/push.ts'
import { figureWarnings, withFigures } from '../../shared/tier/figured.ts'
import { customerToSheet } from '../../shared/sheet/lead.ts'
import type { Actor } from '../auth/actor.ts'
import type { PlannedWrite, PushFacts, StoredConflict } from './store.ts'

interface Sheet {
  readonly table: TableName
  readonly fields: readonly string[]
}

const changedValues = (sheet: Sheet, row: Incoming, now: WireValues): Partial<RowResult> => {
  const shown = sheet.table === 'customer' ? customerToSheet(now, sheet.fields) : now
  const values = differing(row.values, shown)
  return values ? { values } : {}
}

const warnings = (row: Incoming, standing: Standing | null): Partial<RowResult> => {
  const problems = [
    ...row.problems.filter((p) => p.level === 'warning'),
    ...figureWarnings(row.values, standing?.values ?? {}, standing?.figured),
  ]
  return problems.length > 0 ? { problems: [...problems] } : {}
}

const byField = (a: StoredConflict, b: StoredConflict): number => (a.field < b.field ? -1 : 1)

const told = (actor: Actor, conflicts: readonly StoredConflict[]): Partial<RowResult> =>
  conflicts.length === 0
    ? {}
    : {
        conflicts: conflicts.toSorted(byField).map(({ id, field, mine, theirs, by, at }) => ({
          id,
          field,
          mine,
          theirs,
          at,
          by: actor.users.find((u) => u.id === by)?.name ?? '',
        })),
      }

/** What a new customer's computed cells say; the store's insert says the same. */
const firstComputed = (table: TableName, values: WireValues): WireValues =>
  table === 'customer' && values['profit_12m'] === undefined && values['sales_12m'] === undefined
    ? { tier: 'N', tier_next: 'N', tier_why: '{"k":"none"}' }
    : {}

const survivor = (into: string | null): Partial<RowResult> => (into === null ? {} : { into })

const whole = (sheet: Sheet, row: Incoming, standing: Standing): Partial<RowResult> => ({
  rev: standing.rev,
  crev: standing.crev,
  computed: withFigures(standing.computed, standing.figured),
  ...changedValues(sheet, row, withFigures(standing.values, standing.figured)),
  ...warnings(row, standing),
})

/** The answer to one row; `write` is what was stored of it. */
export const toResult = (
  actor: Actor,
  sheet: Sheet,
  row: Incoming,
  decision: Decision,
  facts: PushFacts,
  write: PlannedWrite | undefined,
): RowResult => {
  const { id } = row
  switch (decision.outcome) {
    case 'done': {
      const conflicts = told(actor, facts.conflicts.get(id) ?? [])
      return { id, outcome: 'done', ...whole(sheet, row, decision.row), ...conflicts }
    }
    case 'adopted':
      return { id, outcome: 'adopted', as: decision.row.id, ...whole(sheet, row, decision.row) }
    case 'known':
      return { id, outcome: 'known', known: decision.known }
    case 'invalid':
      return { id, outcome: 'invalid', problems: [...decision.problems] }
    case 'gone':
      return { id, outcome: 'gone', reason: decision.reason, ...survivor(decision.into) }
    case 'changed_identity':
      return { id, outcome: 'changed_identity', ...changedValues(sheet, row, decision.row.values) }
    case 'forbidden':
    case 'retry':
      return { id, outcome: decision.outcome }
    case 'applied':
    case 'merged':
    case 'conflict': {
      const { outcome, row: standing } = decision
      if (!write) return { id, outcome, ...(standing ? whole(sheet, row, standing) : {}) }
      return {
        id,
        outcome,
        rev: write.expected + 1,
        crev: standing?.crev ?? 1,
        computed: standing
          ? withFigures(standing.computed, standing.figured)
          : firstComputed(sheet.table, write.values),
        ...changedValues(sheet, row, withFigures(write.values, standing?.figured)),
        ...warnings(row, standing),
        ...told(actor, write.conflictRows),
      }
    }
  }
}
