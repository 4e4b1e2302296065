// How a decision is told: only what the sheet does not know yet.
import type { Decision, Incoming, Standing } from '../../shared/merge/facts.ts'
import { differing } from '../../shared/merge/three-way.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type { Known, RowResult } from '../../shared/protocol/push.ts'
import { figureWarnings, withFigures } from '../../shared/tier/figured.ts'
import { customerToSheet } from '../../shared/sheet/lead.ts'
import type { Actor } from '../auth/actor.ts'
import {
  isSeenWhole,
  isTold,
  seenComputed,
  seenCrev,
  seenValue,
  seenValues,
} from './field-sight.ts'
import type { PlannedWrite, PushFacts, StoredConflict } from './store.ts'

interface Sheet {
  readonly table: TableName
  readonly fields: readonly string[]
}

/** A row as it was read, and all that its cells say: see read-rows.ts. */
export interface SentRow {
  readonly incoming: Incoming
  readonly sent: WireValues
}

interface Teller {
  readonly actor: Actor
  readonly sheet: Sheet
  readonly row: SentRow
}

const changedValues = ({ actor, sheet, row }: Teller, now: WireValues): Partial<RowResult> => {
  const { table } = sheet
  const shown = table === 'customer' ? customerToSheet(now, sheet.fields) : now
  const values = differing(row.sent, seenValues(actor, table, shown))
  return values ? { values } : {}
}

/** Do the cells say just what these values would show in them? */
export const saysSo = (actor: Actor, sheet: Sheet, row: SentRow, values: WireValues): boolean =>
  changedValues({ actor, sheet, row }, values).values === undefined

const warnings = (row: Incoming, standing: Standing | null): Partial<RowResult> => {
  const problems = [
    ...row.problems.filter((p) => p.level === 'warning'),
    ...figureWarnings(row.values, standing?.values ?? {}, standing?.figured),
  ]
  return problems.length > 0 ? { problems: [...problems] } : {}
}

const byField = (a: StoredConflict, b: StoredConflict): number => (a.field < b.field ? -1 : 1)

const told = (
  { actor, sheet: { table } }: Teller,
  conflicts: readonly StoredConflict[],
): Partial<RowResult> => {
  const seen = conflicts.filter(({ field }) => isTold(actor, table, field))
  if (seen.length === 0) return {}
  return {
    conflicts: seen.toSorted(byField).map(({ id, field, mine, theirs, by, at }) => ({
      id,
      field,
      mine: seenValue(actor, table, field, mine),
      theirs: seenValue(actor, table, field, theirs),
      at,
      by: actor.users.find((u) => u.id === by)?.name ?? '',
    })),
  }
}

/** What a new customer's computed cells say; the store's insert says the same. */
const firstComputed = (table: TableName, values: WireValues): WireValues =>
  table === 'customer' && values['profit_12m'] === undefined && values['sales_12m'] === undefined
    ? { tier: 'N', tier_next: 'N', tier_why: '{"k":"none"}' }
    : {}

/** Which fields differ says something of those that the caller does not see whole. */
const toldKnown = ({ actor, sheet }: Teller, known: Known): Known => {
  const { differ, fills, ...rest } = known
  const whole = (keys: readonly string[]) =>
    keys.filter((key) => isSeenWhole(actor, sheet.table, key))
  return {
    ...rest,
    ...(differ === undefined ? {} : { differ: whole(differ) }),
    ...(fills === undefined ? {} : { fills: whole(fills) }),
  }
}

const survivor = (into: string | null): Partial<RowResult> => (into === null ? {} : { into })

/** Values and what is computed beside them, as the caller sees both. */
const contentOf = (
  teller: Teller,
  values: WireValues,
  computed: WireValues,
): Partial<RowResult> => ({
  computed: seenComputed(teller.actor, teller.sheet.table, values, computed),
  ...changedValues(teller, values),
})

const whole = (teller: Teller, standing: Standing): Partial<RowResult> => ({
  rev: standing.rev,
  crev: seenCrev(teller.actor, standing.crev),
  ...contentOf(
    teller,
    withFigures(standing.values, standing.figured),
    withFigures(standing.computed, standing.figured),
  ),
  ...warnings(teller.row.incoming, standing),
})

/** The answer to one row; `write` is what was stored of it. */
export const toResult = (
  actor: Actor,
  sheet: Sheet,
  row: SentRow,
  decision: Decision,
  facts: PushFacts,
  write: PlannedWrite | undefined,
): RowResult => {
  const { id } = row.incoming
  const teller = { actor, sheet, row }
  switch (decision.outcome) {
    case 'done': {
      const conflicts = told(teller, facts.conflicts.get(id) ?? [])
      return { id, outcome: 'done', ...whole(teller, decision.row), ...conflicts }
    }
    case 'adopted':
      return { id, outcome: 'adopted', as: decision.row.id, ...whole(teller, decision.row) }
    case 'known':
      return { id, outcome: 'known', known: toldKnown(teller, decision.known) }
    case 'invalid':
      return { id, outcome: 'invalid', problems: [...decision.problems] }
    case 'gone':
      return { id, outcome: 'gone', reason: decision.reason, ...survivor(decision.into) }
    case 'changed_identity':
      return { id, outcome: 'changed_identity', ...changedValues(teller, decision.row.values) }
    case 'forbidden':
    case 'retry':
      return { id, outcome: decision.outcome }
    case 'applied':
    case 'merged':
    case 'conflict': {
      const { outcome, row: standing } = decision
      if (!write) return { id, outcome, ...(standing ? whole(teller, standing) : {}) }
      return {
        id,
        outcome,
        rev: write.rev,
        crev: seenCrev(actor, standing?.crev ?? 1),
        ...contentOf(
          teller,
          withFigures(write.values, standing?.figured),
          standing
            ? withFigures(standing.computed, standing.figured)
            : firstComputed(sheet.table, write.values),
        ),
        ...warnings(row.incoming, standing),
        ...told(teller, write.conflictRows),
      }
    }
  }
}
