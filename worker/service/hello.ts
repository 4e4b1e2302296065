// hello: who the caller is, what he may write and how much at once.
import type { TableName } from '../../shared/protocol/cell.ts'
import type { HelloReply } from '../../shared/protocol/hello.ts'
import { PROTOCOL_MIN, PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import { enteredKeys } from '../../shared/sheet/column.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { PAGE_ROWS_MAX, writeCursor } from './pull.ts'
import type { Store } from './store.ts'

export const PUSH_ROWS_MAX = 1_000
export const PUSH_BYTES_MAX = 1_000_000

/** What goes without saying is not listed: a rep does not hand customers over, so their owner is not his. */
const writableKeys = (actor: Actor, table: TableName): string[] =>
  enteredKeys(table).filter((key) => mayHandOver(actor) || table !== 'customer' || key !== 'owner')

export const hello = async (store: Store, actor: Actor, now: number): Promise<HelloReply> => {
  const { id, name, country, currency, timeZone, epoch } = actor.org
  return {
    protocol: { min: PROTOCOL_MIN, max: PROTOCOL_VERSION },
    epoch,
    head: writeCursor(await store.head(actor)),
    now,
    me: { id: actor.id, name: actor.name, role: actor.role },
    org: { id, name, country, currency, timeZone },
    users: [...actor.users],
    writable: {
      customer: writableKeys(actor, 'customer'),
      contact: writableKeys(actor, 'contact'),
      visit: writableKeys(actor, 'visit'),
    },
    limits: { rows: PUSH_ROWS_MAX, bytes: PUSH_BYTES_MAX, page: PAGE_ROWS_MAX },
  }
}
