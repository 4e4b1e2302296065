// conflicts: what is open, of a sheet's rows or of my own changes, with both values.
import type { ConflictsReply, ConflictsRequest } from '../../shared/protocol/conflicts.ts'
import type { StoredValue } from '../../shared/merge/three-way.ts'
import type { Actor } from '../auth/actor.ts'
import { isTold, seenValue } from './field-sight.ts'
import { readLabelsOf } from './named.ts'
import { PAGE_ROWS_MAX } from './pull.ts'
import type { SeenConflict, Store } from './store.ts'

type Order = Omit<ConflictsRequest, 'workbook' | 'epoch'>

const told = (actor: Actor, c: SeenConflict): ConflictsReply['conflicts'][number] => {
  const nameOf = (id: string) => actor.users.find((user) => user.id === id)?.name ?? ''
  const { by, at, mineBy, resolved: _, isGone: __, ...rest } = c
  const seen = (value: StoredValue) => seenValue(actor, c.table, c.field, value)
  return {
    ...rest,
    base: seen(c.base),
    mine: seen(c.mine),
    theirs: seen(c.theirs),
    now: seen(c.now),
    mineBy: nameOf(mineBy),
    theirsBy: nameOf(by),
    theirsAt: at,
  }
}

export const conflicts = async (
  store: Store,
  actor: Actor,
  order: Order,
): Promise<ConflictsReply> => {
  const limit = Math.min(order.limit, PAGE_ROWS_MAX)
  const found = await store.readConflicts(actor, {
    of: order.rows === null ? 'mine' : 'rows',
    ids: order.rows === null ? [] : [...new Set(order.rows)],
    after: order.cursor,
    limit: limit + 1,
  })
  const page = found.slice(0, limit)
  const values = page.flatMap(({ table, field, base, mine, theirs, now }) =>
    [base, mine, theirs, now].map((value) => ({ table, values: { [field]: value } })),
  )
  return {
    conflicts: page
      .filter(({ table, field }) => isTold(actor, table, field))
      .map((c) => told(actor, c)),
    labels: await readLabelsOf(store, actor, values),
    cursor: page.at(-1)?.id ?? order.cursor,
    more: found.length > limit,
  }
}
