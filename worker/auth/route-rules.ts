// Who may call which route. Every route stands here: the app does not start with one that does not, and what a
// script's key may do is what names its scope. What of the data a caller sees is said by auth/scope.ts.
import type { Scope } from '../../shared/protocol/keys.ts'
import type { Role } from './actor.ts'

export interface Rule {
  /** null: whoever asks, without signing in. */
  readonly roles: readonly Role[] | null
  /** Script keys with one of these may call it too, within their user's role. */
  readonly scopes: readonly Scope[]
}

const anyone: Rule = { roles: null, scopes: [] }
const user = (...scopes: readonly Scope[]): Rule => ({
  roles: ['rep', 'manager', 'finance', 'admin'],
  scopes,
})
const manager: Rule = { roles: ['manager', 'admin'], scopes: [] }
const admin: Rule = { roles: ['admin'], scopes: [] }

/** By method and path, as the app has them. */
export const routeRules: Readonly<Record<string, Rule>> = {
  'GET /v1/health': anyone,
  'GET /v1/openapi.json': anyone,
  'GET /v1/sign-in': anyone,
  'POST /v1/setup': anyone,
  'POST /v1/join': anyone,
  'POST /v1/standing': anyone,

  'POST /v1/session/me': user('read:tiers', 'read:customers', 'sync'),
  'POST /v1/session/rotate': user(),
  'POST /v1/session/end': user(),
  'POST /v1/sign-in/policy': admin,
  'POST /v1/sign-in/change-policy': admin,

  'POST /v1/members/list': manager,
  'POST /v1/members/invite': manager,
  'POST /v1/members/cancel-invite': manager,
  'POST /v1/members/change': manager,
  'POST /v1/members/disable': manager,
  'POST /v1/members/enable': manager,
  'POST /v1/members/stand-in': manager,

  'POST /v1/keys/list': user(),
  'POST /v1/keys/create': user(),
  'POST /v1/keys/revoke': user(),

  'POST /v1/sync/hello': user('sync', 'read:customers'),
  'POST /v1/sync/pull': user('sync', 'read:customers'),
  'POST /v1/sync/push': user('sync'),
  'POST /v1/sync/settle': user('sync'),
  'POST /v1/sync/digest': user('sync'),
  'POST /v1/sync/outcome': user('sync'),
  'POST /v1/sync/note': user('sync'),
  'POST /v1/sync/conflicts': user('sync'),
  'POST /v1/sync/resolve': user('sync'),
  'POST /v1/sync/archive': user('sync'),
  'POST /v1/sync/recover': user('sync'),
  'POST /v1/sync/batches': user('sync'),
  'POST /v1/sync/undo': user('sync'),

  'POST /v1/merge': user(),
  'POST /v1/merge/preview': user(),
  'POST /v1/unmerge': user(),
  'POST /v1/merges': user(),

  'POST /v1/matches/review': user(),
  'POST /v1/matches/answer': user(),
  'POST /v1/matches/answers': manager,
  'POST /v1/matches/clear': manager,
  'POST /v1/matches/check': user('sync'),
  'POST /v1/matches/rebuild': manager,
  'POST /v1/matches/weights': manager,
  'POST /v1/matches/policy': manager,

  'POST /v1/tiers/board': user('read:tiers'),
  'POST /v1/tiers/receipt': user('read:tiers'),
  'POST /v1/tiers/view': user('read:tiers'),
  'POST /v1/tiers/report': user('read:customers'),
  'POST /v1/tiers/activity': user('read:tiers'),
  'POST /v1/tiers/steps': user(),
  'POST /v1/tiers/policy': user(),
  'POST /v1/tiers/what-if': manager,
  'POST /v1/tiers/apply': manager,
  'POST /v1/tiers/runs': manager,

  'POST /v1/fields/list': user(),
  'POST /v1/fields/change': manager,
  'POST /v1/fields/history': manager,
  'POST /v1/fields/reveal': user(),

  'POST /v1/audit/list': manager,
  'POST /v1/audit/verify': manager,
  'POST /v1/delivery/list': manager,
  'POST /v1/delivery/approve': manager,
  'POST /v1/person/find': manager,
  'POST /v1/person/export': manager,
  'POST /v1/person/erase': manager,
  'POST /v1/trace/policy': manager,
}

interface Route {
  readonly method: string
  readonly path: string
}

/** Middleware is registered for all methods, a route for one. */
const isRoute = ({ method }: Route): boolean => method !== 'ALL'

/** The name of the route among all that a request matched; null where there is none. */
export const routeName = (matched: readonly Route[]): string | null => {
  const route = matched.findLast(isRoute)
  return route === undefined ? null : `${route.method} ${route.path}`
}

/** null: not declared. */
export const ruleOf = (name: string): Rule | null =>
  Object.hasOwn(routeRules, name) ? (routeRules[name] ?? null) : null

/** Routes without a rule and rules without a route, as sentences. */
export const undeclared = (routes: readonly Route[]): readonly string[] => {
  const names = new Set(routes.filter(isRoute).map(({ method, path }) => `${method} ${path}`))
  return [
    ...[...names]
      .filter((name) => ruleOf(name) === null)
      .map((name) => `${name} has no rule: say who may call it in worker/auth/route-rules.ts.`),
    ...Object.keys(routeRules)
      .filter((name) => !names.has(name))
      .map((name) => `worker/auth/route-rules.ts has a rule for ${name}, which is no route.`),
  ]
}
