// The messages about tiers. Each: parse, call one service, reply.
import { Hono } from 'hono'

import {
  activityRequest,
  reportRequest,
  runsRequest,
  viewRequest,
} from '../../shared/protocol/tier-lists.ts'
import {
  applyRequest,
  boardRequest,
  policyRequest,
  receiptRequest,
  stepsRequest,
  whatIfRequest,
} from '../../shared/protocol/tiers.ts'
import { openStore } from '../db/d1-store.ts'
import { openPolicies } from '../db/policy.ts'
import { openTierBoard } from '../db/tier-board.ts'
import { openTierLists } from '../db/tier-lists.ts'
import { openTierReceipts } from '../db/tier-receipt.ts'
import { openTierRuns } from '../db/tier-runs.ts'
import { openTierSteps } from '../db/tier-steps.ts'
import { openTierWhatIf } from '../db/tier-what-if.ts'
import type { App } from '../env.ts'
import { applyTiers, settle } from '../service/settle.ts'
import { board } from '../service/tier-board.ts'
import { activity, report, savedView } from '../service/tier-lists.ts'
import { readTierPolicy, tierPolicy } from '../service/tier-policy.ts'
import { receipt } from '../service/tier-receipt.ts'
import { tierRuns } from '../service/tier-runs.ts'
import { sightOf } from '../service/tier-sight.ts'
import { decideSteps } from '../service/tier-steps.ts'
import { whatIf } from '../service/tier-what-if.ts'
import { readBody, requireEpoch } from './body.ts'
import { noteReport, told } from './told.ts'

export const tiers = new Hono<App>()
  .post('/board', async (c) => {
    const { epoch, lines } = await readBody(c, boardRequest)
    requireEpoch(c, epoch)
    const [database, actor] = [c.get('database'), c.get('actor')]
    const stores = {
      boards: openTierBoard(database),
      runs: openTierRuns(database),
      steps: openTierSteps(database),
    }
    const inForce = await readTierPolicy(openPolicies(database), actor)
    const order = { lines, inForce, sight: sightOf(actor) }
    return c.json(await board(stores, actor, order, Date.now()))
  })
  .post('/what-if', async (c) => {
    const { epoch, policy: to } = await readBody(c, whatIfRequest)
    requireEpoch(c, epoch)
    const [database, actor] = [c.get('database'), c.get('actor')]
    const { policy: from } = await readTierPolicy(openPolicies(database), actor)
    const order = { from, to, sight: sightOf(actor) }
    return c.json(await whatIf(openTierWhatIf(database), actor, order, Date.now()))
  })
  .post('/policy', async (c) => {
    const { epoch, change } = await readBody(c, policyRequest)
    requireEpoch(c, epoch)
    const [database, actor, now] = [c.get('database'), c.get('actor'), Date.now()]
    const reply = await tierPolicy(openPolicies(database), actor, change, now)
    // What it makes of today's figures is there for whoever syncs next, even if he has nothing to send.
    if (reply.saved === true) await settle(openStore(database), actor, now, reply)
    return c.json(reply)
  })
  .post('/apply', async (c) => {
    const { epoch } = await readBody(c, applyRequest)
    requireEpoch(c, epoch)
    const [database, actor] = [c.get('database'), c.get('actor')]
    const policy = await readTierPolicy(openPolicies(database), actor)
    const store = openStore(database)
    return c.json(await applyTiers(store, actor, Date.now(), policy, c.get('requestId')))
  })
  .post('/receipt', async (c) => {
    const { epoch, id, run } = await readBody(c, receiptRequest)
    requireEpoch(c, epoch)
    const [database, actor] = [c.get('database'), c.get('actor')]
    const stores = {
      receipts: openTierReceipts(database),
      runs: openTierRuns(database),
      steps: openTierSteps(database),
    }
    return c.json(await receipt(stores, actor, { id, run }, sightOf(actor)))
  })
  .post('/steps', async (c) => {
    const { epoch, ...order } = await readBody(c, stepsRequest)
    requireEpoch(c, epoch)
    const [database, actor] = [c.get('database'), c.get('actor')]
    const inForce = await readTierPolicy(openPolicies(database), actor)
    const ports = { steps: openTierSteps(database), store: openStore(database), inForce }
    return c.json(await decideSteps(ports, actor, order, Date.now()))
  })
  .post('/view', async (c) => {
    const { epoch, ...order } = await readBody(c, viewRequest)
    requireEpoch(c, epoch)
    const actor = c.get('actor')
    const asked = { ...order, sight: sightOf(actor) }
    const reply = await savedView(openTierLists(c.get('database')), actor, asked, Date.now())
    return c.json(await told(c, reply, ({ rows }) => rows.length))
  })
  .post('/report', async (c) => {
    const { epoch, ...order } = await readBody(c, reportRequest)
    requireEpoch(c, epoch)
    const [database, actor] = [c.get('database'), c.get('actor')]
    const stores = { lists: openTierLists(database), store: openStore(database) }
    await noteReport(c, order.columns, order.cursor)
    const reply = await report(stores, actor, { ...order, sight: sightOf(actor) })
    return c.json(await told(c, reply, ({ rows }) => rows.length))
  })
  .post('/activity', async (c) => {
    const { epoch, ...order } = await readBody(c, activityRequest)
    requireEpoch(c, epoch)
    return c.json(await activity(openTierLists(c.get('database')), c.get('actor'), order))
  })
  .post('/runs', async (c) => {
    const { epoch, check } = await readBody(c, runsRequest)
    requireEpoch(c, epoch)
    return c.json(await tierRuns(openTierRuns(c.get('database')), c.get('actor'), check))
  })
