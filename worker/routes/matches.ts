// The messages of matching: review and answers for whoever sees the customers, the rest for managers.
import { Hono } from 'hono'

import {
  answerRequest,
  answersRequest,
  checkRequest,
  clearRequest,
  matchPolicyRequest,
  rebuildRequest,
  reviewRequest,
  weightsRequest,
} from '../../shared/protocol/matches.ts'
import { openStore } from '../db/d1-store.ts'
import { openMatches } from '../db/match-store.ts'
import { openPolicies } from '../db/policy.ts'
import type { App } from '../env.ts'
import { answer, clearAnswers, listAnswers } from '../service/match-answer.ts'
import { check } from '../service/match-check.ts'
import { weights } from '../service/match-learn.ts'
import { matchPolicyOf } from '../service/match-policy.ts'
import { rebuild } from '../service/match-rebuild.ts'
import { review } from '../service/match-review.ts'
import { toldReview } from '../service/told-merges.ts'
import { readBody, requireEpoch } from './body.ts'
import { told } from './told.ts'

export const matches = new Hono<App>()
  .post('/review', async (c) => {
    const order = await readBody(c, reviewRequest)
    requireEpoch(c, order.epoch)
    const database = c.get('database')
    const stores = [openStore(database), openMatches(database)] as const
    const actor = c.get('actor')
    const reply = toldReview(actor, await review(...stores, actor, order))
    const rowsOf = () => reply.clusters.reduce((sum, { members }) => sum + members.length, 0)
    return c.json(await told(c, reply, rowsOf))
  })
  .post('/answer', async (c) => {
    const order = await readBody(c, answerRequest)
    requireEpoch(c, order.epoch)
    const store = openMatches(c.get('database'))
    return c.json(await answer(store, c.get('actor'), order, Date.now()))
  })
  .post('/answers', async (c) => {
    const order = await readBody(c, answersRequest)
    requireEpoch(c, order.epoch)
    return c.json(await listAnswers(openMatches(c.get('database')), c.get('actor'), order))
  })
  .post('/clear', async (c) => {
    const order = await readBody(c, clearRequest)
    requireEpoch(c, order.epoch)
    return c.json(await clearAnswers(openMatches(c.get('database')), c.get('actor'), order))
  })
  .post('/check', async (c) => {
    const order = await readBody(c, checkRequest)
    requireEpoch(c, order.epoch)
    const database = c.get('database')
    const [store, found] = [openStore(database), openMatches(database)]
    return c.json(await check(store, found, c.get('actor'), order, Date.now()))
  })
  .post('/rebuild', async (c) => {
    const order = await readBody(c, rebuildRequest)
    requireEpoch(c, order.epoch)
    const store = openMatches(c.get('database'))
    return c.json(await rebuild(store, c.get('actor'), order, Date.now()))
  })
  .post('/weights', async (c) => {
    const order = await readBody(c, weightsRequest)
    requireEpoch(c, order.epoch)
    const database = c.get('database')
    const [store, policies] = [openMatches(database), openPolicies(database)]
    return c.json(await weights(store, policies, c.get('actor'), order, Date.now()))
  })
  .post('/policy', async (c) => {
    const order = await readBody(c, matchPolicyRequest)
    requireEpoch(c, order.epoch)
    const policies = openPolicies(c.get('database'))
    return c.json(await matchPolicyOf(policies, c.get('actor'), order, Date.now()))
  })
