// What the matrix sends to each route: bodies that speak of one object, in whatever relation the caller has to it.
// A new route needs a line here, and its rule in worker/auth/route-rules.ts.
import { rowHash } from '../../shared/sync/row-hash.ts'
import { standardPolicy } from '../../shared/tier/policy.ts'
import { savedViews } from '../../shared/tier/views.ts'
import type { Target } from './matrix-scene.ts'
import { epoch, pushBody, workbook } from './support.ts'

/** What the object of a route is: it decides who sees it. */
export type Kind = 'none' | 'customer' | 'user' | 'key' | 'invite' | 'batch'

export interface Sample {
  readonly kind: Kind
  readonly bodies: (target: Target) => readonly (object | null)[]
  /** A route that changes nothing shares its scene with others. */
  readonly isRead?: true
  /** What speaks of no object: asked once by each caller. */
  readonly lists?: readonly object[]
  /** Needs customers that were merged. */
  readonly hasMerges?: true
  /** It makes the row that is not there; an id that is a colleague's cannot be made, and nobody can guess one. */
  readonly isMaking?: true
}

const e = { epoch, workbook }
const tablesOf = (t: Target) =>
  [
    ['customer', t.customer],
    ['contact', t.contact],
    ['visit', t.visit],
  ] as const

const nothing: Sample = { kind: 'none', bodies: () => [{}], isRead: true }
const of = (kind: Kind, bodies: Sample['bodies']): Sample => ({ kind, bodies })
const read = (kind: Kind, bodies: Sample['bodies']): Sample => ({ kind, bodies, isRead: true })
const pushes = (t: Target) => [
  pushBody('customer', [
    { id: t.customer, base: 1, cells: { name: `改名 ${t.customer}`, city: '苏州' } },
  ]),
  pushBody('contact', [{ id: t.contact, base: 1, cells: { customer_id: t.customer, name: '改' } }]),
  pushBody('visit', [{ id: t.visit, base: 1, cells: { customer_id: t.customer, result: '改' } }]),
  pushBody('visit', [
    { id: t.fresh, base: 0, cells: { customer_id: t.customer, result: `新 ${t.fresh}` } },
  ]),
]
const colleagueOf = (t: Target) => (t.user === 'u-李雷' ? 'u-韩梅' : 'u-李雷')
const pull = { ...e, cursor: '', limit: 9, own: [], holds: 'put' }

/** By method and path, as in worker/auth/route-rules.ts. */
export const samples: Readonly<Record<string, Sample>> = {
  'GET /v1/health': read('none', () => [null]),
  'GET /v1/openapi.json': read('none', () => [null]),
  'GET /v1/sign-in': read('none', () => [null]),
  'POST /v1/setup': read('none', () => [
    {
      secret: 'guessed',
      org: { name: '抢注', country: 'CN', currency: 'CNY', timeZone: 'Asia/Shanghai' },
      admin: '不速之客',
    },
  ]),
  'POST /v1/join': read('none', () => [{ code: 'AAAAA-AAAAA-AAAAA-AAAAA' }]),
  'POST /v1/standing': read('none', () => [{ org: 'guessed', user: 'guessed' }]),

  'POST /v1/session/me': nothing,
  'POST /v1/session/rotate': of('none', () => [{}]),
  'POST /v1/session/end': of('none', () => [{}]),
  'POST /v1/sign-in/policy': nothing,
  'POST /v1/sign-in/change-policy': of('none', () => [
    { seen: 0, value: { tenants: [], keyDays: 9 } },
  ]),

  'POST /v1/members/list': nothing,
  'POST /v1/members/invite': of('user', (t) => [{ user: t.user, days: 1 }]),
  'POST /v1/members/cancel-invite': of('invite', (t) => [{ id: t.invite }]),
  'POST /v1/members/change': of('user', (t) => [{ id: t.user, team: 'north' }]),
  'POST /v1/members/disable': of('user', (t) => [{ id: t.user }]),
  'POST /v1/members/enable': of('user', (t) => [{ id: t.user }]),
  'POST /v1/members/stand-in': of('user', (t) => [
    { user: colleagueOf(t), for: t.user, until: '2026-11-30' },
    { user: t.user, for: colleagueOf(t), until: '2026-11-30' },
  ]),

  'POST /v1/keys/list': read('none', () => [{ whose: 'all' }, { whose: 'mine' }]),
  'POST /v1/keys/create': of('none', () => [{ name: '脚本', scopes: ['sync'], days: 1 }]),
  'POST /v1/keys/revoke': of('key', (t) => [{ id: t.key }]),

  'POST /v1/sync/hello': read('none', () => [
    { workbook, client: { protocol: 1, build: 'test' }, session: workbook, cursors: [''] },
  ]),
  'POST /v1/sync/pull': read('customer', (t) =>
    tablesOf(t).map(([table, id]) => ({ ...pull, table, only: [id] })),
  ),
  'POST /v1/sync/push': of('customer', pushes),
  'POST /v1/sync/settle': of('none', () => [e]),
  'POST /v1/sync/digest': read('customer', (t) =>
    tablesOf(t).map(([table, id]) => ({
      ...e,
      table,
      holds: 'put',
      rows: [[id, 1, 1]],
      after: '',
      through: null,
    })),
  ),
  'POST /v1/sync/outcome': of('customer', (t) =>
    tablesOf(t).flatMap(([table, id]) =>
      [false, true].map((fence) => ({ ...e, table, intents: [[id, 0, 'x']], fence })),
    ),
  ),
  'POST /v1/sync/note': of('customer', (t) => [
    { ...e, table: 'customer', notes: [{ id: t.customer, rev: 1, field: 'city', mine: '苏州' }] },
    { ...e, table: 'contact', notes: [{ id: t.contact, rev: 1, field: 'title', mine: '厂长' }] },
  ]),
  'POST /v1/sync/conflicts': read('customer', (t) => [
    { ...e, rows: [t.customer], cursor: '', limit: 9 },
    { ...e, rows: null, cursor: '', limit: 9 },
  ]),
  'POST /v1/sync/resolve': of('customer', (t) => [
    { ...e, resolutions: [{ conflict: t.conflict, take: 'theirs', rev: 1 }] },
    { ...e, resolutions: [{ conflict: t.conflict, take: 'mine', rev: 1 }] },
  ]),
  'POST /v1/sync/archive': of('customer', (t) =>
    tablesOf(t).flatMap(([table, id]) =>
      [true, false].map((restore) => ({ ...e, table, rows: [[id, 1]], restore })),
    ),
  ),
  'POST /v1/sync/recover': {
    kind: 'customer',
    bodies: (t) => pushes(t).map((body) => ({ ...body, cursor: '' })),
    isMaking: true,
  },
  'POST /v1/sync/batches': read('none', () => [
    { ...e, whose: 'all', atLeast: 1, cursor: '', limit: 9 },
  ]),
  'POST /v1/sync/undo': of('batch', (t) => [
    { ...e, batch: t.batch, by: t.user, as: workbook, cursor: '', limit: 9 },
  ]),

  'POST /v1/merge/preview': read('customer', (t) => [
    { epoch, rows: [t.customer, t.winner], isOpen: true },
  ]),
  'POST /v1/merge': of('customer', (t) => [
    {
      ...e,
      winner: { id: t.winner, rev: 1 },
      losers: [{ id: t.customer, rev: 1 }],
      fields: {},
    },
  ]),
  'POST /v1/unmerge': {
    ...of('customer', (t) => [{ ...e, merge: t.merge }]),
    hasMerges: true,
  },
  'POST /v1/merges': {
    kind: 'customer',
    bodies: (t) => [{ epoch, before: '', limit: 9, merge: t.merge }],
    lists: [{ epoch, before: '', limit: 50 }],
    hasMerges: true,
  },

  'POST /v1/matches/review': read('none', () => [{ epoch, limit: 50 }]),
  'POST /v1/matches/answer': of('customer', (t) => [
    { epoch, answers: [{ a: t.customer, b: t.winner, verdict: 'different' }] },
  ]),
  'POST /v1/matches/answers': read('none', () => [{ epoch, limit: 50 }]),
  'POST /v1/matches/clear': of('customer', (t) => [
    { epoch, pairs: [{ a: t.customer, b: t.winner }] },
  ]),
  'POST /v1/matches/check': read('none', () => [
    {
      epoch,
      fields: ['name'],
      rows: [['01JXXXXXXX0000000000000001', 0, rowHash('customer', ['name'], ['甲']), ['甲']]],
    },
  ]),
  'POST /v1/matches/rebuild': of('none', () => [{ epoch, limit: 9 }]),
  'POST /v1/matches/weights': of('none', () => [
    { epoch, do: 'show' },
    { epoch, do: 'learn' },
    { epoch, do: 'reset' },
  ]),
  'POST /v1/matches/policy': of('none', () => [
    { epoch },
    { epoch, seen: 0, value: { autoLinkExact: true, hintsADay: 100 } },
  ]),

  'POST /v1/tiers/board': read('none', () => [{ epoch, lines: 50 }]),
  'POST /v1/tiers/what-if': read('none', () => [{ epoch, policy: standardPolicy }]),
  'POST /v1/tiers/policy': of('none', () => [
    { epoch, change: null },
    { epoch, change: { seen: 0, policy: standardPolicy } },
  ]),
  'POST /v1/tiers/apply': of('none', () => [{ epoch }]),
  'POST /v1/tiers/receipt': of('customer', (t) => [{ epoch, id: t.customer, run: null }]),
  'POST /v1/tiers/steps': of('customer', (t) => [
    {
      epoch,
      as: t.fresh,
      decisions: [{ id: t.customer, proposed: 'price', answer: 'accept', to: null, reason: '' }],
    },
    {
      epoch,
      as: t.fresh,
      decisions: [
        {
          id: t.customer,
          proposed: 'let_go',
          answer: 'accept',
          to: null,
          reason: '连年亏损的客户',
          until: '2026-12-31',
        },
      ],
    },
    { epoch, as: t.fresh, decisions: [] },
  ]),
  'POST /v1/tiers/view': read('none', () => savedViews.map((view) => ({ epoch, view, limit: 99 }))),
  'POST /v1/tiers/report': read('none', () => [
    { epoch, columns: ['id', 'name', 'note', 'owner'], cursor: '', limit: 99 },
  ]),
  'POST /v1/tiers/activity': read('none', () => [{ epoch, from: '2026-01', to: '2026-11' }]),
  'POST /v1/tiers/runs': read('none', () => [{ epoch, check: null }]),

  'POST /v1/fields/list': nothing,
  'POST /v1/fields/change': of('none', () => [
    { seen: 1, table: 'contact', key: 'ethnicity', isOn: true },
    { seen: 1, table: 'contact', key: 'mobile', sight: { rep: 'masked' } },
    { seen: 2, reveals: 9 },
  ]),
  'POST /v1/fields/history': nothing,
  'POST /v1/fields/reveal': of('customer', (t) => [
    { table: 'contact', id: t.contact, field: 'id_no', reason: '回访前核对号码' },
  ]),

  'POST /v1/audit/list': read('none', () => [{ before: 0, limit: 200 }]),
  'POST /v1/audit/verify': read('none', () => [{ after: 0 }]),
  'POST /v1/delivery/list': read('none', () => [{ days: 9 }]),
  'POST /v1/delivery/approve': of('user', (t) => [
    { user: t.user, until: '2026-11-30' },
    { user: t.user, until: null },
  ]),
  'POST /v1/person/find': read('customer', (t) => [{ name: t.word }]),
  'POST /v1/person/export': read('customer', (t) => [
    { table: 'contact', id: t.contact },
    { table: 'customer', id: t.customer },
  ]),
  'POST /v1/person/erase': of('customer', (t) => [
    { table: 'contact', id: t.contact, reason: 'asked', confirm: `人${t.word}` },
    { table: 'customer', id: t.customer, reason: 'asked', confirm: `客户 ${t.word}` },
  ]),
  'POST /v1/trace/policy': of('none', () => [
    { name: 'delivery' },
    { name: 'retention', seen: 0, value: { customer: null, contact: 36, visit: null } },
  ]),
}
