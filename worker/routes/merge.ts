// Merging customers: side by side, merged, taken back, and the log of it. Each: parse, call one service, reply.
import type { Context } from 'hono'
import { Hono } from 'hono'

import {
  mergePreviewRequest,
  mergeRequest,
  mergesRequest,
  unmergeRequest,
} from '../../shared/protocol/merge.ts'
import { openStore } from '../db/d1-store.ts'
import { openMatches } from '../db/match-store.ts'
import { openMerges } from '../db/merge.ts'
import type { App } from '../env.ts'
import { merge, type MergePorts } from '../service/merge.ts'
import { openFollower } from '../service/match-follow.ts'
import { mergeLog } from '../service/merge-log.ts'
import { mergePreview } from '../service/merge-preview.ts'
import { toldMerge, toldMerges, toldPreview, toldUnmerge } from '../service/told-merges.ts'
import { unmerge } from '../service/unmerge.ts'
import { readBody, requireEpoch } from './body.ts'

const portsOf = (c: Context<App>): MergePorts => {
  const database = c.get('database')
  const follower = openFollower(openMatches(database))
  return { store: openStore(database), merges: openMerges(database), follower }
}

export const merges = new Hono<App>()
  .post('/merge', async (c) => {
    const order = await readBody(c, mergeRequest)
    requireEpoch(c, order.epoch)
    const actor = c.get('actor')
    return c.json(toldMerge(actor, await merge(portsOf(c), actor, order, Date.now())))
  })
  .post('/merge/preview', async (c) => {
    const order = await readBody(c, mergePreviewRequest)
    requireEpoch(c, order.epoch)
    const actor = c.get('actor')
    return c.json(toldPreview(actor, await mergePreview(portsOf(c), actor, order)))
  })
  .post('/unmerge', async (c) => {
    const order = await readBody(c, unmergeRequest)
    requireEpoch(c, order.epoch)
    const actor = c.get('actor')
    return c.json(toldUnmerge(actor, await unmerge(portsOf(c), actor, order, Date.now())))
  })
  .post('/merges', async (c) => {
    const order = await readBody(c, mergesRequest)
    requireEpoch(c, order.epoch)
    const actor = c.get('actor')
    return c.json(toldMerges(actor, await mergeLog(portsOf(c), actor, order)))
  })
