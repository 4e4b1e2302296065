// Linking: a row of the sheet becomes the customer that it equals. Its blanks are filled; where both say something
// else nothing is overwritten on either side, and the row waits until its user has chosen.
import type { PulledRow } from '../../protocol/pull.ts'
import type { RowResult } from '../../protocol/push.ts'
import type { Cell, Value } from '../../schema/kind.ts'
import type { SheetRow } from '../classify.ts'
import { isSameValue, valueToCell } from '../deliver.ts'
import type { PlanContext, RowPlan } from '../deliver.ts'
import type { LayoutColumn } from '../layout.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import type { Difference, LinkFailure } from './memory.ts'
import { recall } from './memory.ts'
import type { Proc } from './process.ts'
import { fetchRows } from './pull.ts'
import { pushRows } from './push.ts'
import { rowById } from './session.ts'
import type { Session } from './session.ts'
import { cellText } from './shown.ts'
import { statusOfCells } from './status.ts'

interface LinkPlan {
  readonly plan: RowPlan
  readonly differing: readonly Difference[]
}

interface CellPlan {
  readonly column: LayoutColumn
  readonly mine: Cell
  readonly value: Value | null
  /** What the cell would be if it said what the server holds. */
  readonly base: Cell
  readonly isSame: boolean
}

const toDifference = ({ column, mine, value, base }: CellPlan): readonly Difference[] =>
  value === null
    ? []
    : [
        {
          field: column.key,
          header: column.header,
          column: column.index,
          mine: cellText(mine, column.field),
          theirs: cellText(base, column.field),
        },
      ]

/** What the customer's file lacks and the row has is an edit like any other; it is pushed with the row. */
export const planLink = (row: SheetRow, pulled: PulledRow, context: PlanContext): LinkPlan => {
  const { layout, setting } = context
  const values = context.toSheet(pulled.values)
  const cells = layout.entered.map((column, at): CellPlan => {
    const mine = row.entered[at] ?? ''
    const value = values[column.key] ?? null
    const isSame = isSameValue(mine, value, column.field, setting)
    const base = isSame ? mine : valueToCell(value, column.field, setting)
    return { column, mine, value, base, isSame }
  })
  const entered = cells.map(({ mine, base }) => (mine === '' ? base : mine))
  const differing = cells.filter(({ mine, isSame }) => mine !== '' && !isSame).flatMap(toDifference)
  const computed = layout.computed.map(({ key, field }) =>
    valueToCell(pulled.computed[key] ?? null, field, setting),
  )
  const plan: RowPlan = {
    stamp: {
      version: layout.version,
      id: pulled.id,
      rev: pulled.rev,
      crev: pulled.crev,
      hash: context.hashOf(cells.map(({ base }) => base)),
      ohash: context.computedHashOf(computed),
      // Held as it is: the same content goes out only when its user says so.
      answer: differing.length > 0 ? { outcome: 'known', hash: context.hashOf(entered) } : null,
      marks: differing.map(({ header }) => header),
    },
    entered,
    computed,
    isRewritten: true,
  }
  return { plan, differing }
}

const statusOfLink = (session: Session, { plan, differing }: LinkPlan): string => {
  if (differing.length === 0) return statusOfCells(session, plan.entered)
  const speak = session.words.say(session.setting.locale)
  const fields = differing.map(({ header }) => header).join(speak('list.separator'))
  return speak('status.differs', { fields })
}

/** The customer that each row equals; asked anew where that is no longer known. */
function* customersOf(
  session: Session,
  ids: readonly string[],
): Proc<ReadonlyMap<string, RowResult>> {
  const knownOf = (id: string): RowResult | null => {
    const row = rowById(session, id)
    const told = row === null ? null : recall(session, row)
    return told?.result.known === undefined ? null : told.result
  }
  const forgotten = ids.filter((id) => knownOf(id) === null)
  const rows = forgotten.flatMap((id) => rowById(session, id) ?? [])
  yield* pushRows(
    session,
    rows.filter((row) => row.state === 'answered'),
  )
  const results = ids.flatMap((id) => knownOf(id) ?? [])
  return new Map(results.map((result) => [result.id, result]))
}

const fail = (session: Session, id: string, result: RowResult, failure: LinkFailure): void => {
  const hash = rowById(session, id)?.hash ?? ''
  session.memory.set(id, { hash, result, differing: [], failure })
}

/** @param ids rows that the server said are known */
export function* linkRows(session: Session, ids: readonly string[]): Proc<void> {
  const results = yield* customersOf(session, ids)
  const wanted = [...results.values()].flatMap(({ known }) => known?.id ?? [])
  const found = yield* fetchRows(session, [...new Set(wanted)])
  const planners = new Map<string, Planner>()
  const linked = new Map<string, { readonly target: string; readonly plan: LinkPlan }>()
  /** Of two rows that equal one customer the first becomes him. */
  const taken = new Map<string, number>()
  for (const [id, result] of results) {
    const target = result.known?.id ?? ''
    const pulled = found.get(target)
    const row = taken.get(target) ?? rowById(session, target)?.index
    if (row !== undefined) fail(session, id, result, { kind: 'here', row })
    else if (pulled === undefined) fail(session, id, result, { kind: 'hidden' })
    else {
      taken.set(target, rowById(session, id)?.index ?? 0)
      planners.set(id, (now) => {
        const plan = planLink(now, pulled, session.plan)
        linked.set(id, { target, plan })
        return { plan: plan.plan, status: statusOfLink(session, plan) }
      })
    }
  }
  yield* applyPlans(session, planners)
  for (const [id, { target, plan }] of linked)
    keepDifferences(session, results.get(id), target, plan)
}

const keepDifferences = (
  session: Session,
  result: RowResult | undefined,
  id: string,
  { differing }: LinkPlan,
): void => {
  const row = rowById(session, id)
  if (row === null || result === undefined || differing.length === 0) return
  session.memory.set(id, { hash: row.hash, result: { ...result, id }, differing, failure: null })
}
