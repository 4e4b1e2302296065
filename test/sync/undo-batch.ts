// The history's undo as a deed: an author, or a manager, takes a batch back with the production service, all of it in
// one request or together with whatever else goes on at the server.
import { deskAt, pickAt } from './deed.ts'
import type { Numbers } from './deed.ts'
import { serveOnce } from './network.ts'
import type { Call } from './network.ts'
import type { World } from './world.ts'

const MANAGER = 2
const AWAITS_MAX = 60
/** Of the newest batches: what everybody has left behind long ago is seldom taken back. */
const NEWEST = 12
const ROWS_MAX = 500

interface Undone {
  readonly by: string
  readonly batch: string
}

const newestBatches = (world: World): readonly Undone[] => {
  const names = new Map<string, Undone>()
  for (const { by, batch } of world.server.state().history)
    if (batch !== null) names.set(`${by} ${batch}`, { by, batch })
  return [...names.values()].slice(-NEWEST)
}

export const undoBatch = async (world: World, { who, a, b, c }: Numbers): Promise<boolean> => {
  const undoes = pickAt(newestBatches(world), a)
  const desk = deskAt(world, who)
  if (undoes === null || desk === null) return false
  const author = world.server.people.findIndex(({ id }) => id === undoes.by)
  const call: Call = {
    id: -world.tick,
    desk,
    life: desk.life,
    user: b % 3 === 0 ? MANAGER : author,
    verb: 'undo',
    body: {
      workbook: world.newId(),
      epoch: 'e1',
      ...undoes,
      as: world.newId(),
      cursor: '',
      limit: ROWS_MAX,
    },
    pushed: null,
    undoes,
    answer: null,
    stage: 'up',
    wait: null,
    reply: null,
    repliedAt: 0,
    actor: null,
    isStale: false,
    since: world.tick,
  }
  world.calls.push(call)
  // Left on its way, it meets the pushes of others.
  if (c % 2 === 0) return true
  for (let time = 0; time < AWAITS_MAX && world.calls.includes(call); time++)
    await serveOnce(world, call)
  return true
}
