// digest: which rows of a sheet stand elsewhere, are gone or missing. Contents are pulled afterwards, by id.
import {
  type DigestReply,
  type DigestRequest,
  MISSING_ROWS_MAX,
} from '../../shared/protocol/digest.ts'
import type { Actor } from '../auth/actor.ts'
import { storedCrev } from './field-sight.ts'
import { cutOffAt, headOfLog } from './recover.ts'
import type { Store } from './store.ts'

type Order = Omit<DigestRequest, 'workbook' | 'epoch'>

export const digest = async (store: Store, actor: Actor, order: Order): Promise<DigestReply> => {
  const { table, rows, after, through, holds, refused, seen } = order
  const lostAt = refused === undefined ? null : await cutOffAt(store, actor, refused)
  const found = await store.readDigest(actor, {
    table,
    rows: rows.map(([id, rev, crev]) => [id, rev, storedCrev(actor, crev)] as const),
    after,
    through,
    isOwnOnly: holds === 'own',
    lostAt,
    missingMax: holds === 'put' ? 0 : MISSING_ROWS_MAX + 1,
  })
  const head = await headOfLog(store, actor, seen)
  // After a restore nobody knows whether a row was made in the days that were lost, or is a colleague's.
  const stored = new Set(rows.flatMap(([id, rev]) => (rev > 0 ? [id] : [])))
  const isLost = (id: string) => lostAt !== null && stored.has(id)
  const outOfSight = found.absent
    .filter((id) => !isLost(id))
    .map((id) => ({ id, reason: 'scope', into: null }) as const)
  return {
    differ: [...found.differ],
    gone: [...found.gone.map(({ id, reason, into }) => ({ id, reason, into })), ...outOfSight],
    lost: [...found.lost, ...found.absent.filter(isLost)],
    missing: found.missing.slice(0, MISSING_ROWS_MAX),
    more: found.missing.length > MISSING_ROWS_MAX,
    ...head,
  }
}
