// digest: which rows of a sheet stand elsewhere, are gone or missing. Contents are pulled afterwards, by id.
import {
  type DigestReply,
  type DigestRequest,
  MISSING_ROWS_MAX,
} from '../../shared/protocol/digest.ts'
import type { Actor } from '../auth/actor.ts'
import type { Store } from './store.ts'

type Order = Omit<DigestRequest, 'workbook' | 'epoch'>

export const digest = async (store: Store, actor: Actor, order: Order): Promise<DigestReply> => {
  const { table, rows, after, through, holds } = order
  const found = await store.readDigest(actor, {
    table,
    rows,
    after,
    through,
    isOwnOnly: holds === 'own',
    missingMax: holds === 'put' ? 0 : MISSING_ROWS_MAX + 1,
  })
  const outOfSight = found.absent.map((id) => ({ id, reason: 'scope', into: null }) as const)
  return {
    differ: [...found.differ],
    gone: [...found.gone.map(({ id, reason, into }) => ({ id, reason, into })), ...outOfSight],
    missing: found.missing.slice(0, MISSING_ROWS_MAX),
    more: found.missing.length > MISSING_ROWS_MAX,
  }
}
