// Every route × every caller × every relation of the object to him, made from the app's own list of routes. The law:
// nobody gets past a route's rule; what a caller does not see and what does not exist are answered with the same
// bytes; no answer holds a word of an object that he does not see; and what is out of his sight stays as it was.
import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

import { refusalBody } from '../../shared/protocol/refusal.ts'
import { app } from '../../worker/app.ts'
import { type Rule, ruleOf, routeRules, undeclared } from '../../worker/auth/route-rules.ts'
import { type Kind, type Sample, samples } from './matrix-samples.ts'
import {
  type Caller,
  callers,
  missing,
  type Relation,
  relations,
  type Scene,
  setScene,
  type Target,
} from './matrix-scene.ts'
import { migrate, newId } from './support.ts'

const now = Date.UTC(2026, 10, 22, 4)
const routes = [
  ...new Set(
    app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
  ),
]

const roleOf: Readonly<Partial<Record<Caller, string>>> = {
  'the rep': 'rep',
  'a rep of his team': 'rep',
  'a rep of another team': 'rep',
  finance: 'finance',
  'the manager': 'manager',
  'the admin': 'admin',
  'another organisation': 'admin',
  'a script that reads tiers': 'admin',
}

/** The customers that a rep sees; all others of his organisation see all of it. */
const inSight: Readonly<Partial<Record<Caller, readonly Relation[]>>> = {
  'the rep': ['own', 'team', 'company', 'archived'],
  'a rep of his team': ['team', 'company'],
  'a rep of another team': ['company', 'foreign'],
}
/** Whose things of their own (keys, batches) are the caller's. */
const ownedBy: Readonly<Partial<Record<Caller, readonly Relation[]>>> = {
  'the rep': ['own', 'archived'],
  'a rep of his team': ['team'],
  'a rep of another team': ['company', 'foreign'],
  finance: [],
}

const isSeen = (kind: Kind, caller: Caller, relation: Relation): boolean => {
  if (roleOf[caller] === undefined || relation === 'missing') return false
  if (caller === 'another organisation') return relation === 'elsewhere'
  if (relation === 'elsewhere') return false
  if (kind === 'customer') return inSight[caller]?.includes(relation) ?? true
  if (kind === 'key' || kind === 'batch') return ownedBy[caller]?.includes(relation) ?? true
  return true
}

interface Answer {
  readonly status: number
  readonly text: string
}

let senders = 0
const ask = async (name: string, body: object | null, key: string | null): Promise<Answer> => {
  const [method = '', path = ''] = name.split(' ')
  const response = await app.request(
    path,
    {
      method,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      headers: {
        'CF-Connecting-IP': `2001:db8:1:${(senders += 1).toString(16)}::1`,
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      },
    },
    env,
  )
  return { status: response.status, text: await response.text() }
}

/** Without what differs by its nature: the request's own id, and the ids that the sender named himself. */
const masked = ({ status, text }: Answer, target: Target): string => {
  const { relation: _, word: __, ...ids } = target
  const named = Object.entries(ids).reduce(
    (masked, [what, id]) => masked.replaceAll(id, `<${what}>`),
    text.replaceAll(/"request":"[0-9a-f-]{36}"/gu, '"request":"<request>"'),
  )
  return `${status} ${named}`
}

const dumped = [
  'customer',
  'contact',
  'visit',
  'history',
  'conflict',
  'user',
  'invite',
  'identity',
] as const
/** All that an organisation has, as one text. */
const stateOf = async (org: string): Promise<string> => {
  const results = await env.DB.batch(
    dumped.map((table) => env.DB.prepare(`SELECT * FROM ${table} WHERE org = ?1`).bind(org)),
  )
  return JSON.stringify(results.map((result) => result.results))
}

const refusals = (answer: Answer): string => {
  const parsed = refusalBody.safeParse(JSON.parse(answer.text))
  return parsed.success ? parsed.data.code : 'not refused'
}

/** What the route's rule says of a caller: let in, or the only answer that he gets. */
const verdict = (name: string, caller: Caller): 'in' | 'unauthenticated' | 'forbidden' => {
  const rule = ruleOf(name)
  if (rule === null || rule.roles === null) return 'in'
  const role = roleOf[caller]
  if (role === undefined) return 'unauthenticated'
  if (!rule.roles.some((each) => each === role)) return 'forbidden'
  return caller === 'a script that reads tiers' && !rule.scopes.includes('read:tiers')
    ? 'forbidden'
    : 'in'
}

/** What is not there comes first, then what is out of sight; what is seen may be changed by being asked for. */
const relationsOf = (kind: Kind, caller: Caller, isIn: boolean): readonly Relation[] => {
  if (kind === 'none') return ['missing']
  // Whoever is stopped at the door is stopped before anything is read.
  if (!isIn) return ['missing', 'elsewhere', 'own']
  const seen = relations.filter((relation) => isSeen(kind, caller, relation))
  return [...relations.filter((relation) => !seen.includes(relation)).toReversed(), ...seen]
}

const knock = async (name: string, sample: Sample, caller: Caller, scene: Scene) => {
  const key = scene.keys[caller]
  const expected = verdict(name, caller)
  const hidden = Object.values(scene.targets).filter((t) => !isSeen('customer', caller, t.relation))
  const hear = async (body: object | null, says: string): Promise<Answer> => {
    const answer = await ask(name, body, key)
    const told = refusals(answer)
    if (expected !== 'in') expect({ says, told }).toEqual({ says, told: expected })
    // A body that nobody can read would be answered alike for all.
    expect({ says, status: answer.status, told }).not.toMatchObject({ told: 'malformed' })
    expect({ says, isFault: answer.status >= 500 }).toEqual({ says, isFault: false })
    const leaked = hidden.filter(({ word }) => answer.text.includes(word))
    expect(leaked.map((t) => `${says} and reads of ${t.relation}`)).toEqual([])
    return answer
  }
  for (const body of sample.lists ?? []) await hear(body, `${caller} asks for all`)
  let unknown: readonly string[] = []
  for (const relation of relationsOf(sample.kind, caller, expected === 'in')) {
    const found = relation === 'missing' ? missing() : scene.targets[relation]
    const target = { ...found, fresh: newId() }
    const says = `${caller} asks for ${relation}`
    const answers: string[] = []
    for (const body of sample.bodies(target)) answers.push(masked(await hear(body, says), target))
    if (relation === 'missing') unknown = answers
    else if (expected !== 'in' || (!isSeen(sample.kind, caller, relation) && !sample.isMaking))
      expect({ says, answers }).toEqual({ says, answers: unknown })
  }
}

let shared: Scene
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(now)
  await migrate()
  shared = await setScene()
})
beforeEach(() => {
  vi.setSystemTime(now)
})
afterAll(() => {
  vi.useRealTimers()
})

test('every route has a rule, and every rule a route', () => {
  expect(undeclared(app.routes)).toEqual([])
})

test('what is open to strangers, and what is closed to reps, is written down here once more', () => {
  const rulesOf = (isOne: (rule: Rule) => boolean) =>
    Object.entries(routeRules)
      .filter(([, rule]) => isOne(rule))
      .map(([name]) => name.replace(/^POST .v1./u, ''))
      .toSorted()
  expect(rulesOf(({ roles }) => roles === null)).toEqual([
    'GET /v1/health',
    'GET /v1/openapi.json',
    'GET /v1/sign-in',
    'join',
    'setup',
    'standing',
  ])
  expect(rulesOf(({ roles }) => roles !== null && !roles.includes('manager'))).toEqual([
    'sign-in/change-policy',
    'sign-in/policy',
  ])
  expect(rulesOf(({ roles }) => roles !== null && !roles.includes('rep'))).toEqual(
    expect.arrayContaining([
      'matches/clear',
      'members/cancel-invite',
      'members/change',
      'members/disable',
      'members/enable',
      'members/invite',
      'members/list',
      'members/stand-in',
      'sign-in/change-policy',
      'sign-in/policy',
      'tiers/apply',
    ]),
  )
  expect(rulesOf(({ scopes }) => scopes.includes('read:customers'))).toEqual([
    'session/me',
    'sync/hello',
    'sync/pull',
    'tiers/report',
  ])
})

test('every route has a sample', () => {
  const without = routes
    .filter((name) => !Object.hasOwn(samples, name))
    .map(
      (name) => `${name} has no sample: say in test/worker/matrix-samples.ts what is sent to it.`,
    )
  const stale = Object.keys(samples).filter((name) => !routes.includes(name))
  expect([...without, ...stale]).toEqual([])
})

test('the scene is what it says: each caller sees what he should, or the matrix would prove nothing', async () => {
  const all = relations.filter((relation) => relation !== 'missing' && relation !== 'archived')
  for (const caller of callers.filter((each) => verdict('POST /v1/sync/pull', each) === 'in')) {
    const { text } = await ask(
      'POST /v1/sync/pull',
      {
        ...samples['POST /v1/sync/pull']?.bodies(shared.targets.own)[0],
        only: null,
        holds: 'all',
        limit: 99,
      },
      shared.keys[caller],
    )
    const seen = all.filter((relation) => text.includes(shared.targets[relation].word))
    expect([caller, seen]).toEqual([
      caller,
      all.filter((relation) => isSeen('customer', caller, relation)),
    ])
  }
})

test.each([
  ['POST', '/v1/sync/nowhere'],
  ['GET', '/v1/sync/push'],
  ['DELETE', '/v1/members/list'],
  ['POST', '/v1/../v1/nothing'],
])('%s %s is no route for anybody', async (method, path) => {
  for (const caller of callers) {
    const answer = await ask(`${method} ${path}`, null, shared.keys[caller])
    expect([caller, answer.status, refusals(answer)]).toEqual([caller, 404, 'not_found'])
  }
})

const ours = callers.filter((caller) => caller !== 'another organisation')

describe.each(Object.entries(samples))('%s', (name, sample) => {
  test('lets in whom it should, and tells nobody more than he sees', async () => {
    const scene = sample.isRead === true ? shared : await setScene(sample.hasMerges)
    const theirs = await stateOf(scene.elsewhere)
    for (const caller of ours) await knock(name, sample, caller, scene)
    expect(await stateOf(scene.elsewhere)).toBe(theirs)
    const mine = await stateOf(scene.org)
    await knock(name, sample, 'another organisation', scene)
    expect(await stateOf(scene.org)).toBe(mine)
  })
})
