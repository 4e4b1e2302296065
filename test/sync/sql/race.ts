// Three races that histories rarely meet, run on purpose at the end of each: between the read and the write of a push
// somebody else changes its row, makes the same customer, or fences what is being sent. The gate must stop it.
import type { Cell } from '../../../shared/schema/kind.ts'
import { rowHash } from '../../../shared/sync/row-hash.ts'
import type { Actor } from '../../../worker/auth/actor.ts'
import { push } from '../../../worker/service/push.ts'
import type { PushOrder } from '../../../worker/service/push.ts'
import type { Store } from '../../../worker/service/store.ts'
import type { FakeState } from '../../support/store-state.ts'

export interface Race {
  readonly store: Store
  /** Who may change every row. */
  readonly actor: Actor
  readonly newId: () => string
  /** UTC, milliseconds. */
  readonly now: number
}

type Cells = Readonly<Record<string, Cell>>

const rowOf = (id: string, base: number, cells: Cells): [string, number, string, Cell[]] => {
  const [fields, values] = [Object.keys(cells), Object.values(cells)]
  return [id, base, rowHash('customer', fields, values), values]
}

/** A push with whatever another does between its first read and its write. */
const race = async (
  { store, actor, newId, now }: Race,
  [id, base, cells]: readonly [id: string, base: number, cells: Cells],
  meanwhile: (sent: ReturnType<typeof rowOf>) => Promise<unknown>,
): Promise<void> => {
  const row = rowOf(id, base, cells)
  const fields = Object.keys(cells)
  const order: PushOrder = {
    table: 'customer',
    workbook: newId(),
    fields,
    rows: [row],
    batch: newId(),
  }
  let isFirst = true
  const interrupted: Store = {
    ...store,
    readPush: async (...asked) => {
      const facts = await store.readPush(...asked)
      if (isFirst) {
        isFirst = false
        await meanwhile(row)
      }
      return facts
    },
  }
  await push(interrupted, actor, order, now)
}

/** @param state is read only: which customer there is to race for */
export const runRaces = async (ground: Race, state: FakeState): Promise<void> => {
  const { store, actor, newId, now } = ground
  const send = (id: string, base: number, cells: Cells) =>
    race({ ...ground, now: now + 1 }, [id, base, cells], () => Promise.resolve())
  const person = { 'contact.name': '彭飞', 'contact.mobile': '13912340001' }
  const twin = { name: '同时机械有限公司', city: '苏州', ...person }
  await race(ground, [newId(), 0, twin], () => send(newId(), 0, twin))
  const live = () =>
    [...state.rows.customer.values()].find((row) => !row.archived && row.mergedInto === null)
  const changed = live()
  if (changed !== undefined) {
    const { id, rev } = changed
    await race(ground, [id, rev, { note: '甲' }], () => send(id, rev, { note: '乙' }))
  }
  const fenced = live()
  if (fenced === undefined) return
  await race(ground, [fenced.id, fenced.rev, { note: '丙' }], ([id, base, hash]) =>
    store.readIntents(actor, {
      table: 'customer',
      intents: [[id, base, hash]],
      isFenced: true,
      batch: newId(),
      now,
    }),
  )
}
