// A manager at the server's own page hands a customer to somebody else: the production push, in one go.
import { rowHash } from '../../shared/sync/row-hash.ts'
import { pickAt } from './deed.ts'
import type { Numbers } from './deed.ts'
import { serveOnce } from './network.ts'
import type { Call } from './network.ts'
import type { World } from './world.ts'

const MANAGER = 2
const AWAITS_MAX = 20

export const handOver = async (world: World, { who, a }: Numbers): Promise<boolean> => {
  const desk = world.desks[0]
  const row = pickAt([...world.server.state().rows.customer.values()], who)
  const to = pickAt(world.server.people, a)
  if (row === null || to === null || desk === undefined || row.values['owner'] === to.id)
    return false
  const fields = ['owner']
  const call: Call = {
    id: -world.tick,
    desk,
    life: desk.life,
    user: MANAGER,
    verb: 'push',
    body: {
      table: 'customer',
      workbook: world.newId(),
      epoch: 'e1',
      fields,
      rows: [[row.id, row.rev, rowHash('customer', fields, [to.name]), [to.name]]],
    },
    pushed: null,
    undoes: null,
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
  for (let time = 0; time < AWAITS_MAX && world.calls.includes(call); time++)
    await serveOnce(world, call)
  return true
}
