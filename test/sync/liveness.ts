// The end of every history: no more faults, everybody syncs in turn and answers his questions, and within a few
// rounds nothing is left to do (I10); a round in which nobody did anything moves nothing (I13).
import { LEASE_MS } from '../../shared/protocol/hello.ts'
import { change } from './book.ts'
import { isTooOld } from './deploy.ts'
import { closePane, isOwing, startSync } from './desk.ts'
import type { Desk } from './desk.ts'
import { serveOnce } from './network.ts'
import { decide, goOn, questionsOf } from './pane-deeds.ts'
import { drain } from './drain.ts'
import type { World } from './world.ts'

export const ROUNDS_MAX = 8
const ROUNDS_OF_QUESTIONS = 3
const AWAITS_MAX = 4_000

/** Stops that a user brought about, or that are no business of a sync. */
const lastingStops: ReadonlySet<string> = new Set([
  'not_bound',
  'table_lost',
  'sync_column_lost',
  'other_owner',
  'other_org',
])
export const isShut = (desk: Desk): boolean => lastingStops.has(desk.stopped ?? '')

const endFaults = async (world: World): Promise<void> => {
  for (const person of world.server.people) person.isSignedOut = false
  world.skews.clear()
  for (const book of world.books) {
    book.refusals = 0
    if (book.content.isFiltered) change(book, { ...book.content, isFiltered: false })
  }
  for (let time = 0; world.calls.length > 0 && time < AWAITS_MAX; time++) {
    const [call] = world.calls
    if (call !== undefined) await serveOnce(world, call)
  }
}

const runToEnd = async (world: World, desk: Desk): Promise<void> => {
  await goOn(world, desk, AWAITS_MAX)
  if (desk.run === null) return
  world.oracle.violate('I10', `the session of pane ${desk.id} never ends`)
  closePane(world, desk)
}

const answerAll = (world: World, desk: Desk, round: number): void => {
  if (desk.last === null) return
  questionsOf(desk.last.board).forEach((question, at) => {
    const decision = question[(at + round) % question.length]
    if (decision !== undefined) decide(world, desk, decision)
  })
}

/** @returns whether anything was sent or written */
const syncAll = async (world: World): Promise<boolean> => {
  let isBusy = false
  for (const desk of world.desks) {
    // Whoever had the lease of this workbook has it no longer.
    world.clock += 2 * LEASE_MS
    startSync(world, desk, true)
    await drain()
    await runToEnd(world, desk)
    isBusy ||= desk.work.pushed > 0 || desk.work.written > 0
    if (world.oracle.violations.length > 0) return false
  }
  return isBusy
}

const nothingAsked = (world: World): boolean =>
  world.desks.every(({ last }) => last === null || questionsOf(last.board).length === 0)

/** Everybody syncs and answers, a few times over, then only syncs, until nobody has anything left to do. */
export const settleDown = async (world: World): Promise<void> => {
  await endFaults(world)
  // What is owed comes first: another pane on that file would read what is misplaced (README).
  const owing = world.desks.filter(isOwing)
  for (const desk of new Set([...owing, ...world.desks])) await runToEnd(world, desk)
  // Who is told that his pane is too old loads it again.
  for (const desk of world.desks) if (isTooOld(world, desk)) closePane(world, desk)
  for (let round = 0; round < ROUNDS_OF_QUESTIONS; round++) {
    const isBusy = await syncAll(world)
    if (world.oracle.violations.length > 0) return
    if (nothingAsked(world)) {
      if (isBusy) break
      return
    }
    for (const desk of world.desks) answerAll(world, desk, round)
  }
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const isBusy = await syncAll(world)
    if (!isBusy || world.oracle.violations.length > 0) return
  }
  const busy = world.desks.filter(({ work }) => work.pushed > 0 || work.written > 0)
  const told = busy.map(({ id, work }) => `pane ${id} sends ${work.pushed}, writes ${work.written}`)
  world.oracle.violate('I13', `nobody does anything, and still ${told.join('; ')}`)
}
