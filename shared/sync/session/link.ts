// Linking: a row of the sheet becomes the customer that it equals. Its blanks are filled; where both say something
// else nothing is overwritten on either side, and the row waits until its user has chosen.
import type { PulledRow } from '../../protocol/pull.ts'
import type { RowResult } from '../../protocol/push.ts'
import type { Cell, Value } from '../../schema/kind.ts'
import type { SheetRow } from '../classify.ts'
import { isSameValue, valueToCell } from '../deliver.ts'
import type { PlanContext, RowPlan } from '../deliver.ts'
import type { LayoutColumn } from '../layout.ts'
import { isUndecided } from '../stamp.ts'
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

/** What the row then says, and what is not decided of it. */
interface LinkedCells extends Pick<RowPlan, 'entered'> {
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

const compare = (row: SheetRow, pulled: PulledRow, context: PlanContext): readonly CellPlan[] => {
  const values = context.toSheet(pulled.values)
  return context.layout.entered.map((column, at): CellPlan => {
    const mine = row.entered[at] ?? ''
    const value = values[column.key] ?? null
    const isSame = isSameValue(mine, value, column.field, context.setting)
    const base = isSame ? mine : valueToCell(value, column.field, context.setting)
    return { column, mine, value, base, isSame }
  })
}

/** The row stands on what the customer's file says; what it says beyond that is an edit like any other. */
const planOn = (
  pulled: PulledRow,
  cells: readonly CellPlan[],
  { entered, differing }: LinkedCells,
  context: PlanContext,
): RowPlan => {
  const { layout, setting } = context
  const computed = layout.computed.map(({ key, field }) =>
    valueToCell(pulled.computed[key] ?? null, field, setting),
  )
  return {
    stamp: {
      version: layout.version,
      id: pulled.id,
      rev: pulled.rev,
      crev: pulled.crev,
      hash: context.hashOf(cells.map(({ base }) => base)),
      ohash: context.computedHashOf(computed),
      // Held as it is: it goes out only when its user says so.
      answer: differing.length > 0 ? { outcome: 'known', hash: context.hashOf(entered) } : null,
      older: [],
      marks: differing.map(({ header }) => header),
    },
    entered,
    computed,
    isRewritten: true,
  }
}

/** Blanks are filled; where both say something else, nothing is overwritten. */
export const planLink = (row: SheetRow, pulled: PulledRow, context: PlanContext): LinkPlan => {
  const cells = compare(row, pulled, context)
  const entered = cells.map(({ mine, base }) => (mine === '' ? base : mine))
  const differing = cells.filter(({ mine, isSame }) => mine !== '' && !isSame).flatMap(toDifference)
  return { plan: planOn(pulled, cells, { entered, differing }, context), differing }
}

/**
 * What is on file takes the place of what its user was shown; all else that the row says stays, and goes out on the
 * base that it was linked on: what differs there by now, a colleague has changed since.
 */
export const planFile = (
  row: SheetRow,
  pulled: PulledRow,
  shown: readonly Difference[],
  context: PlanContext,
): RowPlan => {
  const cells = compare(row, pulled, context)
  const given = new Set(shown.map(({ field }) => field))
  const entered = cells.map(({ column, mine, value, base }) =>
    value !== null && given.has(column.key) ? base : mine,
  )
  const plan = planOn(pulled, cells, { entered, differing: [] }, context)
  const linked = row.stamp?.rev ?? pulled.rev
  return linked === pulled.rev ? plan : { ...plan, stamp: { ...plan.stamp, rev: linked, hash: '' } }
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

/** A cell that was marked counts also when it is blank by now: what is on file was never shown in it. */
const stillDiffering = (row: SheetRow, pulled: PulledRow, context: PlanContext) => {
  const marks = new Set(row.stamp?.marks)
  return compare(row, pulled, context)
    .filter(({ mine, isSame, column }) => !isSame && (mine !== '' || marks.has(column.header)))
    .flatMap(toDifference)
}

const planHeld =
  (session: Session, differing: readonly Difference[]): Planner =>
  (row) => {
    const { stamp, entered, computed, hash } = row
    if (stamp === null || !isUndecided(stamp)) return null
    const answer = differing.length > 0 ? ({ outcome: 'known', hash } as const) : null
    const held = { ...stamp, answer, marks: differing.map(({ header }) => header) }
    const plan: RowPlan = { stamp: held, entered, computed, isRewritten: false }
    return { plan, status: statusOfLink(session, { plan, differing }) }
  }

/**
 * Linked rows that nobody has decided, and that were edited since, or of which nobody knows any more what differs:
 * compared anew. Where nothing differs any longer, the row goes out like any other.
 */
export function* lookAtLinks(session: Session): Proc<void> {
  const open = session.rows.flatMap((row) => {
    const { stamp } = row
    const isHeld = row.state === 'answered' && stamp !== null && isUndecided(stamp)
    const isAsked = isHeld && !session.lost.has(stamp.id) && recall(session, row) === null
    return isAsked ? [stamp.id] : []
  })
  if (open.length === 0) return
  const found = yield* fetchRows(session, open)
  const compared = new Map(
    [...found].flatMap(([id, pulled]): readonly [string, readonly Difference[]][] => {
      const row = rowById(session, id)
      return row === null ? [] : [[id, stillDiffering(row, pulled, session.plan)]]
    }),
  )
  const planners = [...compared].map(
    ([id, differing]) => [id, planHeld(session, differing)] as const,
  )
  yield* applyPlans(session, new Map(planners))
  for (const [id, differing] of compared) {
    const hash = rowById(session, id)?.hash ?? ''
    if (differing.length > 0)
      session.memory.set(id, { hash, result: { id, outcome: 'known' }, differing, failure: null })
  }
}
