// The labels of rows that values point to, by table and id: what a sheet or the pane shows in their place.
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type { PullReply } from '../../shared/protocol/pull.ts'
import { sheetFields } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import { toLabels } from './label.ts'
import type { Store } from './store.ts'

interface Referring {
  readonly table: TableName
  readonly values: WireValues
}

const idsIn = (target: string, rows: readonly Referring[]): readonly string[] => {
  const ids = rows.flatMap(({ table, values }) =>
    Object.entries(values).flatMap(([key, value]) =>
      sheetFields(table)[key]?.kind.refersTo === target && typeof value === 'string' ? [value] : [],
    ),
  )
  return [...new Set(ids)]
}

/** Only of rows that the reader may see; users are known to all of an organisation. */
export const readLabelsOf = async (
  store: Store,
  actor: Actor,
  rows: readonly Referring[],
): Promise<PullReply['labels']> => {
  const ids = { customer: idsIn('customer', rows), contact: idsIn('contact', rows) }
  const users = new Set(idsIn('user', rows))
  const named =
    ids.customer.length + ids.contact.length > 0 ? await store.readNames(actor, ids) : new Map()
  return toLabels(
    named,
    actor.users.filter((user) => users.has(user.id)),
  )
}
