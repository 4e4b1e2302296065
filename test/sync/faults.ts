// Everything that goes wrong by itself: on the network, at the server, in its storage, in Excel and in the pane.
import { Refusal } from '../../worker/refusal.ts'
import { callAt, deskAt, pickAt } from './deed.ts'
import type { Deed, Numbers } from './deed.ts'
import { closePane, closeTab, isOwing } from './desk.ts'
import { handOver } from './handover.ts'
import { giveUp, remove, serveOnce } from './network.ts'
import type { Call } from './network.ts'
import { StorageError } from './server.ts'
import { drain } from './drain.ts'
import type { World } from './world.ts'

type Fault = (world: World, numbers: Numbers, name: string) => boolean | Promise<boolean>

const fault = (name: string, weight: number, act: Fault): Deed => ({
  name,
  family: 'fault',
  weight,
  act: (world, numbers) => act(world, numbers, name),
})

/** What met what: see goals.ts. */
export const pairOf = (fault: string, verb: string): string => `${fault} × ${verb}`

const onCall =
  (
    isMeant: (call: Call) => boolean,
    act: (world: World, call: Call, numbers: Numbers) => unknown,
  ): Fault =>
  async (world, numbers, name) => {
    const call = callAt(world.calls.filter(isMeant), numbers.who)
    if (call === null) return false
    world.reached(pairOf(name, call.verb))
    await act(world, call, numbers)
    await drain()
    return true
  }

const lose = (world: World, call: Call) => {
  remove(world, call)
  giveUp(call)
}

const storageError = ({ a }: Numbers): Error =>
  a % 3 === 0
    ? new StorageError('the storage failed')
    : new Refusal('unavailable', 'The database did not answer.')

const isWaiting = (call: Call): boolean => call.stage === 'open' && call.wait !== null
const isWriting = (call: Call): boolean => isWaiting(call) && call.wait?.isWrite === true

const failStorage = (isDone: boolean): Fault =>
  onCall(isDone ? isWriting : isWaiting, async (world, call, numbers) => {
    await world.server.fail(call, storageError(numbers), isDone)
    await serveOnce(world, call)
  })

export const serverDeeds: readonly Deed[] = [
  {
    name: 'serve by one await',
    family: 'server',
    weight: 24,
    isNeeded: true,
    act: async (world, { who }) => {
      const call = callAt(world.calls, who)
      if (call === null) return false
      await serveOnce(world, call)
      return true
    },
  },
  {
    name: 'hand a customer over',
    family: 'server',
    weight: 2,
    act: handOver,
  },
]

/** No restore is done within the second by which revisions are counted. */
const RESTORE_MS = 10_000

export const faults: readonly Deed[] = [
  fault(
    'drop a request',
    3,
    onCall(({ stage }) => stage === 'up', lose),
  ),
  fault(
    'drop a reply',
    4,
    onCall(({ stage }) => stage === 'answered', lose),
  ),
  fault(
    'late zombie',
    3,
    onCall(
      ({ answer }) => answer !== null,
      (_, call) => giveUp(call),
    ),
  ),
  fault(
    'duplicate a request',
    3,
    onCall(
      ({ stage }) => stage === 'up',
      (world, call) => world.calls.push({ ...call, answer: null }),
    ),
  ),
  fault('storage error before the commit', 2, failStorage(false)),
  fault('storage error after the commit', 3, failStorage(true)),
  fault(
    'the database repeats a batch',
    2,
    onCall(isWriting, async (world, call) => {
      await world.server.goOn(call, 2)
      await serveOnce(world, call)
    }),
  ),
  fault(
    'stale replica',
    8,
    onCall(
      ({ stage, verb, isStale }) =>
        stage === 'up' && !isStale && (verb === 'pull' || verb === 'digest'),
      (_, call) => {
        call.isStale = true
      },
    ),
  ),
  fault('Excel refuses', 1, (world, { who, a }) => {
    const desk = deskAt(world, who)
    if (desk === null || desk.run === null || desk.book.refusals > 0) return false
    desk.book.refusals = a % 4 === 0 ? 5 : 1
    desk.book.refusal =
      a % 3 === 0 ? 'RequestPayloadSizeLimitExceeded' : 'InvalidOperationInCellEditMode'
    return true
  }),
  fault('crash of the pane', 2, (world, { who, a }, name) => {
    const desk = pickAt(
      world.desks.filter(({ run }) => run !== null),
      who,
    )
    if (desk === null || isOwing(desk)) return false
    for (const { verb, desk: by, answer } of world.calls)
      if (by === desk && answer !== null) world.reached(pairOf(name, verb))
    closePane(world, desk)
    // Loaded anew it finds what its tab kept; closed and opened anew it is another one, that finds what was left.
    if (a % 2 === 0) closeTab(desk)
    return true
  }),
  fault('sign-in expires', 0.2, (world, { who }) => {
    const person = pickAt(world.server.people, who)
    if (person === null) return false
    person.isSignedOut = !person.isSignedOut
    return true
  }),
  fault('a role changes', 0.15, (world, { a }) => {
    const [, second] = world.server.people
    if (second === undefined) return false
    if (a % 2 === 0) second.team = second.team === 'east' ? 'west' : 'east'
    else second.role = second.role === 'rep' ? 'manager' : 'rep'
    return true
  }),
  fault('clock skew', 0.2, (world, { who, a }) => {
    const desk = deskAt(world, who)
    if (desk === null) return false
    world.skews.set(desk.id, ((a % 3) - 1) * 365 * 86_400_000)
    return true
  }),
  fault('Time Travel', 0.06, async (world, { a }) => {
    const { marks } = world.oracle
    const before = marks.durable
    if (!world.server.rollBack(a % 4)) return false
    world.clock += RESTORE_MS
    // "In-flight queries and transactions will be cancelled": wrangler d1 time-travel restore.
    for (const call of world.calls.filter(isWaiting)) {
      await world.server.fail(call, new StorageError('the query was cancelled'), false)
      await serveOnce(world, call)
    }
    const cut = new Set([...before].filter((mark) => !marks.durable.has(mark)))
    for (const { run, watch } of world.desks) {
      if (run === null) continue
      // Set back twice before it heard anything newer, it has lost both.
      watch.cut = new Set([...watch.cut, ...cut])
      watch.cutAt = world.tally.steps
    }
    return true
  }),
]
