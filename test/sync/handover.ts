// A manager at the server's own page: hands a customer to somebody else, and has put those on file whose contacts and
// visits are typed. The production push, in one go.
import { rowHash } from '../../shared/sync/row-hash.ts'
import { pickAt } from './deed.ts'
import type { Numbers } from './deed.ts'
import { customerNames } from './fields.ts'
import { serveOnce } from './network.ts'
import type { Call } from './network.ts'
import type { World } from './world.ts'

const MANAGER = 2
const AWAITS_MAX = 20

interface Customer {
  readonly id: string
  readonly rev: number
  readonly cells: readonly string[]
}

/** @param customers each with a cell for each of `fields` */
export const pushCustomers = async (
  world: World,
  fields: readonly string[],
  customers: readonly Customer[],
): Promise<boolean> => {
  const desk = world.desks[0]
  if (desk === undefined) return false
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
      rows: customers.map(({ id, rev, cells }) => [
        id,
        rev,
        rowHash('customer', fields, cells),
        cells,
      ]),
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

export const handOver = async (world: World, { who, a }: Numbers): Promise<boolean> => {
  const row = pickAt([...world.server.state().rows.customer.values()], who)
  const to = pickAt(world.server.people, a)
  if (row === null || to === null || row.values['owner'] === to.id) return false
  return pushCustomers(world, ['owner'], [{ id: row.id, rev: row.rev, cells: [to.name] }])
}

/** Of the firm's customers everybody may see one; of the others each rep has his own. */
export const fileCustomers = async (world: World): Promise<void> => {
  const owners = world.server.people.slice(0, 2)
  const customers = customerNames.map((name, at) => ({
    id: world.newId(),
    rev: 0,
    cells: [name, owners[at % owners.length]?.name ?? '', at === 0 ? '全公司' : '仅负责人'],
  }))
  await pushCustomers(world, ['name', 'owner', 'visibility'], customers)
}
