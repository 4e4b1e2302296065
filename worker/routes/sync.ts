// The messages of a sync session. Each: parse, call one service, reply.
import { Hono } from 'hono'

import { ARCHIVE_ROWS_MAX, archiveRequest } from '../../shared/protocol/archive.ts'
import { batchesRequest, undoRequest } from '../../shared/protocol/batches.ts'
import { conflictsRequest } from '../../shared/protocol/conflicts.ts'
import { digestRequest } from '../../shared/protocol/digest.ts'
import { helloRequest } from '../../shared/protocol/hello.ts'
import { noteRequest } from '../../shared/protocol/note.ts'
import { outcomeRequest } from '../../shared/protocol/outcome.ts'
import { pullRequest, settleRequest } from '../../shared/protocol/pull.ts'
import { pushRequest } from '../../shared/protocol/push.ts'
import { recoverRequest } from '../../shared/protocol/recover.ts'
import { resolveRequest } from '../../shared/protocol/resolve.ts'
import { PROTOCOL_MIN, PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import { openStore } from '../db/d1-store.ts'
import { openPolicies } from '../db/policy.ts'
import { openMatches } from '../db/match-store.ts'
import type { App } from '../env.ts'
import { Refusal } from '../refusal.ts'
import { archive } from '../service/archive.ts'
import { batches } from '../service/batches.ts'
import { conflicts } from '../service/conflicts.ts'
import { digest } from '../service/digest.ts'
import { hello, PUSH_ROWS_MAX } from '../service/hello.ts'
import { note } from '../service/note.ts'
import { outcome } from '../service/outcome.ts'
import { overrideFields } from '../service/override-rules.ts'
import { pull } from '../service/pull.ts'
import { push } from '../service/push.ts'
import { recover } from '../service/recover.ts'
import { resolve } from '../service/resolve.ts'
import { settle } from '../service/settle.ts'
import { readTierPolicy, standardInForce } from '../service/tier-policy.ts'
import { undo } from '../service/undo.ts'
import { readBody, requireEpoch } from './body.ts'
import { told } from './told.ts'

const requireProtocol = (protocol: number): void => {
  const spoken = `This server speaks protocol ${PROTOCOL_MIN} to ${PROTOCOL_VERSION}`
  if (protocol < PROTOCOL_MIN)
    throw new Refusal('client_too_old', `${spoken}. Reload the pane: it is served with the server.`)
  if (protocol > PROTOCOL_VERSION)
    throw new Refusal('stale_protocol', `${spoken}. This client is newer: deploy the server again.`)
}
const requireRows = (rows: readonly unknown[], max = PUSH_ROWS_MAX): void => {
  if (rows.length > max)
    throw new Refusal('too_large', `At most ${max} rows a request: send the rest in the next one.`)
}

/** What a deployment announces: PUSH_ROWS where it says so, never more than a push may hold. */
const rowsMaxOf = ({ PUSH_ROWS }: App['Bindings']): number => {
  const wanted = Number(PUSH_ROWS ?? PUSH_ROWS_MAX)
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, PUSH_ROWS_MAX) : PUSH_ROWS_MAX
}

export const sync = new Hono<App>()
  .post('/hello', async (c) => {
    const { client, ...order } = await readBody(c, helloRequest)
    requireProtocol(client.protocol)
    const store = openStore(c.get('database'))
    return c.json(await hello(store, c.get('actor'), order, Date.now(), rowsMaxOf(c.env)))
  })
  .post('/push', async (c) => {
    const order = await readBody(c, pushRequest)
    requireEpoch(c, order.epoch)
    requireRows(order.rows)
    const database = c.get('database')
    const [store, matches, actor] = [openStore(database), openMatches(database), c.get('actor')]
    const isByHand = overrideFields.some((field) => order.fields.includes(field))
    const { policy } = isByHand
      ? await readTierPolicy(openPolicies(database), actor)
      : standardInForce
    return c.json(await push(store, actor, { ...order, policy }, Date.now(), matches))
  })
  .post('/settle', async (c) => {
    const { epoch } = await readBody(c, settleRequest)
    requireEpoch(c, epoch)
    const [database, actor] = [c.get('database'), c.get('actor')]
    const policy = await readTierPolicy(openPolicies(database), actor)
    return c.json(await settle(openStore(database), actor, Date.now(), policy))
  })
  .post('/pull', async (c) => {
    const order = await readBody(c, pullRequest)
    requireEpoch(c, order.epoch)
    const reply = await pull(openStore(c.get('database')), c.get('actor'), order)
    return c.json(await told(c, reply, ({ rows }) => rows.length))
  })
  .post('/conflicts', async (c) => {
    const order = await readBody(c, conflictsRequest)
    requireEpoch(c, order.epoch)
    return c.json(await conflicts(openStore(c.get('database')), c.get('actor'), order))
  })
  .post('/resolve', async (c) => {
    const order = await readBody(c, resolveRequest)
    requireEpoch(c, order.epoch)
    return c.json(await resolve(openStore(c.get('database')), c.get('actor'), order, Date.now()))
  })
  .post('/digest', async (c) => {
    const order = await readBody(c, digestRequest)
    requireEpoch(c, order.epoch)
    return c.json(await digest(openStore(c.get('database')), c.get('actor'), order))
  })
  .post('/outcome', async (c) => {
    const order = await readBody(c, outcomeRequest)
    requireEpoch(c, order.epoch)
    return c.json(await outcome(openStore(c.get('database')), c.get('actor'), order, Date.now()))
  })
  .post('/note', async (c) => {
    const order = await readBody(c, noteRequest)
    requireEpoch(c, order.epoch)
    return c.json(await note(openStore(c.get('database')), c.get('actor'), order, Date.now()))
  })
  .post('/archive', async (c) => {
    const order = await readBody(c, archiveRequest)
    requireEpoch(c, order.epoch)
    requireRows(order.rows, ARCHIVE_ROWS_MAX)
    return c.json(await archive(openStore(c.get('database')), c.get('actor'), order, Date.now()))
  })
  .post('/batches', async (c) => {
    const order = await readBody(c, batchesRequest)
    requireEpoch(c, order.epoch)
    return c.json(await batches(openStore(c.get('database')), c.get('actor'), order))
  })
  .post('/undo', async (c) => {
    const order = await readBody(c, undoRequest)
    requireEpoch(c, order.epoch)
    const [database, actor, now] = [c.get('database'), c.get('actor'), Date.now()]
    const store = openStore(database)
    const reply = await undo(store, actor, order, now)
    // Figures and tiers come from what stands now; nobody pushes anything after an undo.
    if (!reply.more)
      await settle(store, actor, now, await readTierPolicy(openPolicies(database), actor))
    return c.json(reply)
  })
  .post('/recover', async (c) => {
    const order = await readBody(c, recoverRequest)
    requireEpoch(c, order.epoch)
    requireRows(order.rows)
    return c.json(await recover(openStore(c.get('database')), c.get('actor'), order, Date.now()))
  })
