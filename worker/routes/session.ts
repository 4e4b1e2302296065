// Coming in and being in: ways to sign in, the first run, a one-time code, who I am, my key turned in or ended.
import { Hono } from 'hono'
import type { Context } from 'hono'

import { standingRequest } from '../../shared/protocol/standing.ts'
import {
  changeSignInRequest,
  joinRequest,
  type MeReply,
  sessionRequest,
  setupRequest,
} from '../../shared/protocol/sign-in.ts'
import { entraOf } from '../auth/entra.ts'
import { keySets } from '../auth/guard.ts'
import { joinLimit, noteRefused, setupLimit, standingLimit, takeStranger } from '../auth/limits.ts'
import { type Account, bearerOf, proveAccount } from '../auth/sign-in.ts'
import { openInvites } from '../db/invite.ts'
import { openKeys } from '../db/member-key.ts'
import { openPolicies } from '../db/policy.ts'
import { isDisabled } from '../db/standing.ts'
import type { App } from '../env.ts'
import { Refusal } from '../refusal.ts'
import { join } from '../service/invite.ts'
import { rotateKey } from '../service/key.ts'
import { readSignInWays, setup } from '../service/member-setup.ts'
import { changeSignIn, readSignIn } from '../service/member-sign-in.ts'
import { readBody } from './body.ts'

/** The account whose token came with a code; null where none came. */
const accountOf = async (c: Context<App>, now: number): Promise<Account | null> => {
  const authorization = c.req.header('authorization')
  if (authorization === undefined) return null
  const ask = { database: c.get('database'), authorization, entra: entraOf(c.env), keySets, now }
  try {
    return await proveAccount(ask, bearerOf(authorization))
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unauthenticated') await noteRefused(c, now)
    throw error
  }
}

const meOf = (c: Context<App>): MeReply => {
  const { actor, team, standsIn, key } = c.get('caller')
  const { epoch: _, ...org } = actor.org
  const nameOf = (id: string) => actor.users.find((user) => user.id === id)?.name ?? ''
  return {
    me: { id: actor.id, name: actor.name, role: actor.role, team },
    org,
    via: key === null ? 'account' : 'key',
    expires: key?.expires ?? null,
    standsInFor: standsIn.map(({ user, until }) => ({ name: nameOf(user), until })),
  }
}

export const entrance = new Hono<App>()
  .get('/sign-in', async (c) => c.json(await readSignInWays(c.get('database'), c.env)))
  .post('/setup', async (c) => {
    const now = Date.now()
    await takeStranger(c, setupLimit, now)
    return c.json(await setup(c.get('database'), c.env, await readBody(c, setupRequest), now))
  })
  .post('/join', async (c) => {
    const now = Date.now()
    await takeStranger(c, joinLimit, now)
    const { code } = await readBody(c, joinRequest)
    const account = await accountOf(c, now)
    return c.json(await join(openInvites(c.get('database')), code, account, now))
  })
  .post('/standing', async (c) => {
    const order = await readBody(c, standingRequest)
    const isOut = await isDisabled(c.get('database'), order)
    await takeStranger(c, standingLimit, Date.now())
    return c.json({ isOut })
  })

export const session = new Hono<App>()
  .post('/me', async (c) => {
    await readBody(c, sessionRequest)
    return c.json(meOf(c))
  })
  .post('/rotate', async (c) => {
    await readBody(c, sessionRequest)
    const { value } = await readSignIn(openPolicies(c.get('database')), c.get('actor'))
    const keys = openKeys(c.get('database'))
    return c.json(await rotateKey(keys, c.get('caller'), value.keyDays, Date.now()))
  })
  .post('/end', async (c) => {
    await readBody(c, sessionRequest)
    const { actor, key } = c.get('caller')
    if (key !== null) await openKeys(c.get('database')).revokeKey(actor, key.hash, Date.now())
    return c.json({ done: true })
  })

export const signInSettings = new Hono<App>()
  .post('/policy', async (c) => {
    await readBody(c, sessionRequest)
    return c.json(await readSignIn(openPolicies(c.get('database')), c.get('actor')))
  })
  .post('/change-policy', async (c) => {
    const order = await readBody(c, changeSignInRequest)
    const policies = openPolicies(c.get('database'))
    return c.json(await changeSignIn(policies, c.get('actor'), order, Date.now()))
  })
