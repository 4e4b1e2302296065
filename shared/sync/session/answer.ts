// The user's answers to the server's questions: carried out at the beginning of a session, so that what they change
// goes out with it and one account tells of all.
import type { PulledRow } from '../../protocol/pull.ts'
import type { Cell } from '../../schema/kind.ts'
import type { SheetRow } from '../classify.ts'
import { planArrival, planWhole } from '../outcome.ts'
import { newStamp } from '../stamp.ts'
import type { Stamp } from '../stamp.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import { addArrivals } from './arrive.ts'
import { linkRows } from './link.ts'
import { recall } from './memory.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import { fetchRows } from './pull.ts'
import { rowById } from './session.ts'
import type { Session } from './session.ts'
import { statusOfCells } from './status.ts'

export const answerKinds = [
  /** A known one: link the row to the customer that it equals. */
  'link',
  /** A known one: create it anyway. */
  'create',
  /** A recycled row: the same customer, really renamed. */
  'renamed',
  /** A recycled row: another customer, who is new. */
  'separate',
  /** A conflict, or a linked row that differs: what I wrote. */
  'mine',
  /** The same: what is on file. */
  'theirs',
] as const
type AnswerKind = (typeof answerKinds)[number]

export interface Decision {
  /** The row's id in the sheet. */
  readonly id: string
  readonly answer: AnswerKind
}

const withoutMarks = (row: SheetRow, stamp: Stamp, entered: readonly Cell[]) => ({
  stamp: { ...stamp, answer: null, marks: [] },
  entered,
  computed: row.computed,
  isRewritten: false,
})

/** A row's cells with the values that its user wrote before the server put others there. */
const myCells = (session: Session, row: SheetRow): readonly Cell[] => {
  const { layout, setting } = session
  const conflicts = recall(session, row)?.result.conflicts ?? []
  return layout.entered.map(({ key, field }, at) => {
    const conflict = conflicts.find((one) => one.field === key)
    if (conflict === undefined) return row.entered[at] ?? ''
    return conflict.mine === null ? '' : field.kind.write(conflict.mine, setting)
  })
}

/** Linked and held back: neither his nor mine is decided. */
const isUndecidedLink = (row: SheetRow): boolean =>
  row.state === 'answered' && row.stamp?.answer?.outcome === 'known' && row.stamp.rev > 0

const planMine =
  (session: Session): Planner =>
  (row) => {
    const { stamp } = row
    if (stamp === null) return null
    const entered = isUndecidedLink(row) ? row.entered : myCells(session, row)
    return { plan: withoutMarks(row, stamp, entered), status: null }
  }

/** Nothing to fetch: the sheet shows what the server holds already. */
const planLeave =
  (session: Session): Planner =>
  (row) => {
    const { stamp } = row
    if (stamp === null || row.state !== 'clean') return null
    return {
      plan: withoutMarks(row, stamp, row.entered),
      status: statusOfCells(session, row.entered),
    }
  }

const planTheirs =
  (session: Session, pulled: PulledRow): Planner =>
  (row) => {
    if (!isUndecidedLink(row)) return null
    const plan = planWhole(row, pulled, session.plan)
    return {
      plan: { ...plan, stamp: { ...plan.stamp, marks: [] } },
      status: statusOfCells(session, plan.entered),
    }
  }

const planSeparate =
  (session: Session, id: string): Planner =>
  (row) => ({
    plan: {
      stamp: newStamp(session.layout.version, id),
      entered: row.entered,
      computed: row.computed.map(() => ''),
      isRewritten: false,
    },
    status: null,
  })

const byAnswer = (decisions: readonly Decision[], kind: AnswerKind): readonly string[] =>
  decisions.filter(({ answer }) => answer === kind).map(({ id }) => id)

function* theirs(session: Session, ids: readonly string[]): Proc<Map<string, Planner>> {
  const undecided = ids.filter((id) => {
    const row = rowById(session, id)
    return row !== null && isUndecidedLink(row)
  })
  const pulled = yield* fetchRows(session, undecided)
  return new Map(
    ids.flatMap((id): readonly (readonly [string, Planner])[] => {
      const row = pulled.get(id)
      if (row !== undefined) return [[id, planTheirs(session, row)]]
      return undecided.includes(id) ? [] : [[id, planLeave(session)]]
    }),
  )
}

/** The customer whose row was taken for another one comes back, where the sheet holds all that its user may see. */
function* bringBack(session: Session, ids: readonly string[]): Proc<void> {
  if (session.binding.holds === 'put' || ids.length === 0) return
  const found = yield* fetchRows(session, ids)
  yield* addArrivals(
    session,
    [...found.values()].map((row) => {
      const plan = planArrival(row, session.plan)
      return { plan, status: statusOfCells(session, plan.entered) }
    }),
  )
}

const isWith = (row: SheetRow | null, outcome: string): boolean =>
  row?.state === 'answered' && row.stamp?.answer?.outcome === outcome

/** Carries out what can be done in the sheet; the rest goes out with the push. */
export function* carryOut(session: Session, decisions: readonly Decision[]): Proc<void> {
  const still = (kind: AnswerKind, outcome: string) =>
    byAnswer(decisions, kind).filter((id) => isWith(rowById(session, id), outcome))
  for (const id of still('create', 'known')) session.answers.set(id, 'new')
  for (const id of still('renamed', 'changed_identity')) session.answers.set(id, 'renamed')
  const links = still('link', 'known')
  if (links.length > 0) yield* linkRows(session, links)
  const separate = still('separate', 'changed_identity')
  const fresh = yield* perform({ do: 'ids', count: separate.length })
  const planners = new Map([
    ...separate.map((id, at) => [id, planSeparate(session, fresh[at] ?? '')] as const),
    ...byAnswer(decisions, 'mine').map((id) => [id, planMine(session)] as const),
    ...(yield* theirs(session, byAnswer(decisions, 'theirs'))),
  ])
  if (planners.size > 0) yield* applyPlans(session, planners)
  for (const id of separate) session.indexById.delete(id)
  yield* bringBack(session, separate)
  for (const { id, answer } of decisions) if (answer === 'theirs') session.memory.delete(id)
}
