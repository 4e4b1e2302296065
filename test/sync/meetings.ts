// Deeds that bring two things together which seldom meet by chance. They are done only in histories that are about
// them, for a planted bug; a seed's own dice know nothing of them.
import { pickAt } from './deed.ts'
import type { Deed } from './deed.ts'
import { actOnce, closePane, isOwing, startSync } from './desk.ts'
import type { Desk } from './desk.ts'
import { drain } from './drain.ts'
import { remove, serveOnce } from './network.ts'
import type { Call } from './network.ts'
import type { World } from './world.ts'

const AWAITS_MAX = 300

const callOf = (world: World, desk: Desk): Call | null =>
  world.calls.find((call) => call.desk === desk && call.answer !== null) ?? null

/** The pane goes on until one of its calls stands where it shall. */
const goOnUntil = async (
  world: World,
  desk: Desk,
  isThere: (call: Call) => boolean,
): Promise<Call | null> => {
  if (desk.run === null) startSync(world, desk, false)
  await drain()
  for (let time = 0; time < AWAITS_MAX && desk.run !== null; time++) {
    const call = callOf(world, desk)
    if (call !== null && isThere(call)) return call
    if (call !== null) await serveOnce(world, call)
    else if (actOnce(world, desk, 0)) await drain()
    else return null
  }
  return null
}

const isBeforeWrite = (call: Call): boolean => call.wait?.name === 'writePush'
const isPushUp = ({ verb, stage }: Call): boolean => verb === 'push' && stage === 'up'

export const meetings: readonly Deed[] = [
  {
    name: 'two pushes have both read and not yet written',
    family: 'server',
    weight: 0,
    act: async (world, { who, a }) => {
      const desk = pickAt(world.desks, who)
      const other = pickAt(
        world.desks.filter((one) => one !== desk && one.book !== desk?.book),
        a,
      )
      if (desk === null || other === null) return false
      const first = await goOnUntil(world, desk, isBeforeWrite)
      const second = await goOnUntil(world, other, isBeforeWrite)
      return first !== null && second !== null
    },
  },
  {
    name: 'loaded anew while a push is on its way',
    family: 'fault',
    weight: 0,
    act: async (world, { who, a }) => {
      const desk = pickAt(world.desks, who)
      const call = desk === null ? null : await goOnUntil(world, desk, isPushUp)
      if (desk === null || call === null || isOwing(desk)) return false
      call.answer = null
      // It is lost, or comes late.
      if (a % 2 === 0) remove(world, call)
      const { pane } = desk.kept
      closePane(world, desk)
      // Loaded anew it is the same pane (R19): what comes late is not refused as another one's.
      desk.kept = { ...desk.kept, pane }
      return true
    },
  },
]
