// The user's answers to the server's questions: carried out at the beginning of a session, so that what they change
// goes out with it and one account tells of all.
import type { PulledRow } from '../../protocol/pull.ts'
import type { Resolution } from '../../protocol/resolve.ts'
import type { SheetRow } from '../classify.ts'
import { emptyComputed } from '../deliver.ts'
import { planArrival } from '../pulled.ts'
import { isUndecided, newStamp } from '../stamp.ts'
import type { Stamp } from '../stamp.ts'
import { applyPlans } from './apply.ts'
import type { Planner } from './apply.ts'
import { addArrivals } from './arrive.ts'
import { resolve } from './conflicts.ts'
import { linkRows, planFile } from './link.ts'
import { isHere } from './manifest.ts'
import { recall } from './memory.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import { fetchRows } from './pull.ts'
import { archive, forget, putBack } from './removal.ts'
import { rescan, rowById } from './session.ts'
import type { Session } from './session.ts'
import { statusOfCells } from './status.ts'
import { giveUp, keepOriginal, separate } from './whose.ts'
import type { RowPlace } from './whose.ts'

export const answerKinds = [
  /** A known one: link the row to the customer that it equals. */
  'link',
  /** A known one: create it anyway. */
  'create',
  /** A recycled row: the same customer, really renamed. */
  'renamed',
  /** A recycled row: another customer, who is new. */
  'separate',
  /** A linked row that differs: what I wrote. */
  'mine',
  /** The same: what is on file. */
  'theirs',
  /** A conflict: see `resolution`. */
  'resolve',
  /** A removed or emptied row: only from this sheet. */
  'forget',
  /** The same: put away for everybody. */
  'archive',
  /** The same: a slip, it shall come back. */
  'put-back',
  /** Of twins that were all edited: this one is the original. See `place`. */
  'original',
  /** A copy, a row not recognised, or one that left my sight: a row of its own. See `place`. */
  'own',
  /** Typed in a row that left my sight: it may go. See `place`. */
  'give-up',
  /** Rows that the server lost: it may have them back from here. */
  'recover',
  /** The same: what it has now may stand. Rows that were edited since wait on. */
  'accept',
] as const
type AnswerKind = (typeof answerKinds)[number]

export interface Decision {
  /** The row's id in the sheet; '' where `place` or `resolution` says it. */
  readonly id: string
  readonly answer: AnswerKind
  readonly place?: RowPlace
  readonly resolution?: Resolution
  /** What its row said when its user was asked: of another content he has said nothing. */
  readonly shown?: string
  /** Of `recover` and `accept`: where the server stood when its user was asked. Set back since, it has lost others. */
  readonly seen?: string
  /** The rows that he was asked about: of those that are lost since he has said nothing. */
  readonly lost?: readonly string[]
}

const withoutMarks = (row: SheetRow, stamp: Stamp) => ({
  stamp: { ...stamp, answer: null, marks: [] },
  entered: row.entered,
  computed: row.computed,
  isRewritten: false,
})

/** Linked and held back: neither his nor mine is decided. */
const isUndecidedLink = (row: SheetRow): boolean =>
  row.state === 'answered' && row.stamp !== null && isUndecided(row.stamp)

const planMine: Planner = (row) => {
  const { stamp } = row
  if (stamp === null || !isUndecidedLink(row)) return null
  return { plan: withoutMarks(row, stamp), status: null }
}

const planTheirs =
  (session: Session, pulled: PulledRow): Planner =>
  (row) => {
    // Edited since its user was asked: he is asked about that, too.
    const told = recall(session, row)
    if (!isUndecidedLink(row) || told === null) return null
    const plan = planFile(row, pulled, told.differing, session.plan)
    return { plan, status: statusOfCells(session, plan.entered) }
  }

const planSeparate =
  (session: Session, id: string): Planner =>
  (row) => ({
    plan: {
      stamp: newStamp(session.layout.version, id),
      entered: row.entered,
      computed: emptyComputed(session.layout, row.computed),
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
      return row === undefined ? [] : [[id, planTheirs(session, row)]]
    }),
  )
}

/**
 * The customer whose row was taken for another one comes back, where the sheet holds all that its user may see. So does
 * what a copy of the file has stored under the id of a row that became another customer here: the cursor has passed it.
 */
function* bringBack(session: Session, ids: readonly string[]): Proc<void> {
  const missing = ids.filter((id) => !isHere(session, id))
  if (session.binding.holds === 'put' || missing.length === 0) return
  const found = yield* fetchRows(session, missing)
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

/** Typed on since its user was asked, or while a session asked anew, he is asked about that, too. */
const isStillShown = (session: Session, { id, shown }: Decision): boolean =>
  shown === undefined || rowById(session, id)?.hash === shown

/** Answers to what the server said of a row. */
function* answerServer(session: Session, all: readonly Decision[]): Proc<void> {
  const decisions = all.filter((one) => isStillShown(session, one))
  const still = (kind: AnswerKind, outcome: string) =>
    byAnswer(decisions, kind).filter((id) => isWith(rowById(session, id), outcome))
  for (const id of still('create', 'known')) session.answers.set(id, 'new')
  for (const id of still('renamed', 'changed_identity')) session.answers.set(id, 'renamed')
  const links = still('link', 'known')
  if (links.length > 0) yield* linkRows(session, links)
  const others = still('separate', 'changed_identity')
  const fresh = yield* perform({ do: 'ids', count: others.length })
  const planners = new Map([
    ...others.map((id, at) => [id, planSeparate(session, fresh[at] ?? '')] as const),
    ...byAnswer(decisions, 'mine').map((id) => [id, planMine] as const),
    ...(yield* theirs(session, byAnswer(decisions, 'theirs'))),
  ])
  if (planners.size > 0) yield* applyPlans(session, planners)
  // In a sheet of one's own rows the old customer has left it by his user's word.
  if (session.binding.holds === 'put') for (const id of others) session.delivered.delete(id)
  if (others.length > 0) yield* rescan(session)
  yield* bringBack(session, [...links, ...others])
  for (const { id, answer } of decisions) if (answer === 'theirs') session.memory.delete(id)
}

const placesOf = (decisions: readonly Decision[], kind: AnswerKind): readonly RowPlace[] =>
  decisions.flatMap(({ answer, place }) => (answer === kind && place !== undefined ? [place] : []))

export const resolutionsOf = (decisions: readonly Decision[]): readonly Resolution[] =>
  decisions.flatMap(({ answer, resolution }) =>
    answer === 'resolve' && resolution !== undefined ? [resolution] : [],
  )

/**
 * Carries out what can be done in the sheet; the rest goes out with the push.
 * @param confirm what the user typed, where the server asked for words
 */
export function* carryOut(
  session: Session,
  decisions: readonly Decision[],
  confirm: string | null,
): Proc<void> {
  yield* keepOriginal(session, placesOf(decisions, 'original'))
  yield* separate(session, placesOf(decisions, 'own'))
  yield* giveUp(session, placesOf(decisions, 'give-up'))
  yield* forget(session, byAnswer(decisions, 'forget'))
  yield* archive(session, byAnswer(decisions, 'archive'), confirm)
  yield* putBack(session, byAnswer(decisions, 'put-back'))
  yield* answerServer(session, decisions)
  yield* resolve(session, resolutionsOf(decisions))
}
