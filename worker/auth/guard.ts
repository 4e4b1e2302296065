// The one door: finds the caller of every route that is not for anyone, and asks the route's rule. A route without a
// rule is closed.
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'

import type { App } from '../env.ts'
import { Refusal } from '../refusal.ts'
import type { Caller } from './caller.ts'
import { entraOf } from './entra.ts'
import type { KeySets } from './key-sets.ts'
import { noteRefused, takeRate } from './limits.ts'
import { routeName, type Rule, ruleOf } from './route-rules.ts'
import { signIn } from './sign-in.ts'

/** Lives as long as the isolate. */
export const keySets: KeySets = new Map()

/** @throws Refusal forbidden */
const permit = ({ roles, scopes }: Rule, { actor, key }: Caller): void => {
  if (roles !== null && !roles.includes(actor.role))
    throw new Refusal('forbidden', `This is for: ${roles.join(', ')}.`)
  const held = key?.scopes ?? null
  if (held !== null && !scopes.some((scope) => held.includes(scope)))
    throw new Refusal('forbidden', 'This key is for something else: see its scopes.')
}

/** What was deployed speaks TLS only; whoever came without has told the line what he sent. @throws Refusal forbidden */
const requireTls = (c: Context<App>): void => {
  if (c.env.ENVIRONMENT !== undefined && new URL(c.req.url).protocol !== 'https:')
    throw new Refusal('forbidden', 'Use https. A key that was sent without it is known: revoke it.')
}

export const guard = createMiddleware<App>(async (c, next) => {
  requireTls(c)
  const name = routeName(matchedRoutes(c))
  if (name === null) throw new Refusal('not_found', 'There is nothing at this address.')
  const rule = ruleOf(name)
  if (rule === null) throw new Refusal('forbidden', 'Nobody may call this.')
  if (rule.roles !== null) {
    const now = Date.now()
    const authorization = c.req.header('authorization')
    const ask = { database: c.get('database'), authorization, entra: entraOf(c.env), keySets, now }
    try {
      const caller = await signIn(ask)
      c.set('caller', caller)
      c.set('actor', caller.actor)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unauthenticated') await noteRefused(c, now)
      throw error
    }
    permit(rule, c.get('caller'))
    await takeRate(c, name)
  }
  await next()
})
