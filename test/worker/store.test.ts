// One contract, two stores: what the services rely on holds in memory and on D1 alike. Random sessions of two
// reps and their manager run on both; every answer and everything that can be pulled must be equal.
import { COUNTED } from '../support/counted.ts'
import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'

import type { UndoReply } from '../../shared/protocol/batches.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { PushReply } from '../../shared/protocol/push.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import type { Actor, Role } from '../../worker/auth/actor.ts'
import { openStore } from '../../worker/db/d1-store.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { archive } from '../../worker/service/archive.ts'
import { conflicts } from '../../worker/service/conflicts.ts'
import { noMark, writeCursor } from '../../worker/service/log.ts'
import { note } from '../../worker/service/note.ts'
import { outcome } from '../../worker/service/outcome.ts'
import { createOrganisation } from '../../worker/service/provision.ts'
import { pull } from '../../worker/service/pull.ts'
import { push } from '../../worker/service/push.ts'
import { settle } from '../../worker/service/settle.ts'
import type { Store } from '../../worker/service/store.ts'
import { TRAIL_MAX } from '../../worker/service/writers.ts'
import { openFakeStore } from '../support/store.ts'
import { runBatches, runRecovers } from './batch-verbs.ts'
import { type Cells, epoch, migrate, pushBody, type SheetRow, ulid } from './support.ts'
import {
  runArchives,
  runConflicts,
  runDigests,
  runNotes,
  runOutcomes,
  type SentIntent,
} from './verbs.ts'

beforeAll(migrate)

const users = [
  { id: 'u1', name: '李雷' },
  { id: 'u2', name: '王芳' },
  { id: 'u3', name: '陈总' },
]
/** Of the organisations whose revisions follow the clock; those of the others are counted. */
const CLOCKED = 'clocked'
const beganAt = (org: string): number => (org.startsWith(CLOCKED) ? Date.UTC(2026, 0, 1) : COUNTED)
const firmOf = (id: string) =>
  ({
    id,
    name: '约',
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    epoch,
    createdAt: beganAt(id),
  }) as const
let firms = 0
const openD1 = async (prefix = 'contract'): Promise<{ org: string; store: Store }> => {
  const org = `${prefix}-${(firms += 1)}`
  await createOrganisation(env.DB, firmOf(org))
  return { org, store: openStore(openDatabase(env.DB)) }
}
/** As a database looks whose rows are older than the column. */
const forgetPrior = async (org: string): Promise<void> => {
  await env.DB.prepare('UPDATE history SET prior_rev = NULL WHERE org = ?1').bind(org).run()
}
const actorIn = (org: string, i: number, role: Role): Actor => ({
  ...(users[i] ?? { id: '', name: '' }),
  role,
  org: firmOf(org),
  teammates: [users[i]?.id ?? ''],
  users,
})
const roles = ['rep', 'rep', 'manager'] as const
const actorAt = (org: string, i: number): Actor => actorIn(org, i, roles[i] ?? 'rep')
const actorsIn = (org: string): readonly Actor[] => roles.map((_, i) => actorAt(org, i))

interface Step {
  readonly who: number
  readonly table: TableName
  readonly row: number
  /** How many revisions behind the sheet is; `again` sends the last push once more, `lost` its first content without the id. */
  readonly lag: number | 'again' | 'lost'
  /** What is typed over the row as it was last pushed. */
  readonly cells: Cells
  readonly answer: 'new' | 'renamed' | null
}

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values)
/** One or two cells typed over; a row rarely changes in more. */
const oneOf = (columns: Readonly<Record<string, readonly Cell[]>>): fc.Arbitrary<Cells> =>
  fc
    .array(
      fc.oneof(
        ...Object.entries(columns).map(([key, cells]) => pick(...cells).map((cell) => [key, cell])),
      ),
      { minLength: 0, maxLength: 2 },
    )
    .map((entries): Cells => Object.fromEntries(entries))
const blank: Readonly<Record<TableName, Cells>> = {
  customer: {
    name: '华达机械有限公司',
    city: '',
    'contact.name': '',
    'contact.mobile': '',
    phone: '',
    owner: '',
    visibility: 'company',
    profit_12m: '',
    note: '',
  },
  contact: { customer_id: '华达机械有限公司', name: '彭飞', mobile: '', title: '' },
  visit: { customer_id: '华达机械有限公司', contact_id: '', talked_about: '' },
  transaction: {
    customer_id: '华达机械有限公司',
    date: '2026-11-20',
    kind: '',
    amount: 300,
    margin: '',
    due_date: '',
  },
}
const customerCells = oneOf({
  name: ['华达机械有限公司', '瑞丰纸业有限公司', '金桥模具'],
  city: ['苏州', '无锡'],
  'contact.name': ['', '彭飞', '马力'],
  'contact.mobile': ['', '13912340001', '13912340002'],
  phone: ['', '0512-65230001'],
  owner: ['', '李雷', '王芳'],
  visibility: ['', 'company', 'team'],
  profit_12m: ['', 100, -5, 7, 100, '很多'],
  note: ['', '甲', '乙'],
})
const contactCells = oneOf({
  customer_id: ['华达机械有限公司', '瑞丰纸业有限公司', '没有'],
  name: ['彭飞', '马力', '周周'],
  mobile: ['', '13912340001', '13912340009'],
  title: ['', '厂长'],
})
const visitCells = oneOf({
  customer_id: ['华达机械有限公司', '金桥模具'],
  contact_id: ['', '彭飞'],
  talked_about: ['', '报价', '收款'],
})
const transactionCells = oneOf({
  customer_id: ['华达机械有限公司', '金桥模具', '没有'],
  date: ['2026-11-20', '2025-11-20', '2026-08-01', '2026-13-01'],
  kind: ['', '发票', '回款', '退货', '费用'],
  amount: ['', 300, -5, 1_000],
  margin: ['', 40, -8],
  due_date: ['', '2026-11-20', '2026-11-22'],
})
const step = (table: TableName, cells: fc.Arbitrary<Cells>): fc.Arbitrary<Step> =>
  fc.record({
    who: fc.nat(2),
    table: fc.constant(table),
    row: fc.nat(3),
    lag: pick<Step['lag']>(0, 0, 0, 1, 1, 2, 'again', 'lost'),
    cells,
    answer: pick('new', 'renamed', null, null, null),
  })
const session = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: step('customer', customerCells) },
    { weight: 2, arbitrary: step('contact', contactCells) },
    { weight: 1, arbitrary: step('visit', visitCells) },
    { weight: 3, arbitrary: step('transaction', transactionCells) },
  ),
  { minLength: 18, maxLength: 30 },
)

const idOf = { customer: 1_000, contact: 2_000, visit: 3_000, transaction: 4_000 } as const
const allIds = Object.values(idOf).flatMap((first) => [0, 1, 2, 3].map((row) => ulid(first + row)))
const tableOf = (id: string): TableName =>
  tableKeys[Math.floor(allIds.indexOf(id) / 4)] ?? 'customer'
const now = Date.UTC(2026, 10, 21)

interface SheetLine {
  /** That the sheet has had, the newest last. */
  readonly revs: readonly number[]
  readonly cells: Cells
  readonly sent: { readonly who: number; readonly base: number; readonly cells: Cells } | null
  readonly first: Cells
}
/** The rows as the sheets of a session last had them, and how many ids were lost. */
interface Sheets {
  readonly lines: Map<string, SheetLine>
  lost: number
}

const pushStep = async (
  store: Store,
  org: string,
  s: Step,
  sheets: Sheets,
  at: number,
): Promise<PushReply> => {
  const id = ulid(idOf[s.table] + s.row)
  const none: SheetLine = { revs: [], cells: blank[s.table], sent: null, first: blank[s.table] }
  const line = sheets.lines.get(id) ?? none
  const send = async (who: number, row: SheetRow) =>
    await push(store, actorAt(org, who), pushBody(s.table, [row], undefined, ulid(8_000 + who)), at)
  if (s.lag === 'lost') {
    sheets.lost += 1
    return await send(s.who, { id: ulid(9_000 + sheets.lost), base: 0, cells: line.first })
  }
  if (s.lag === 'again' && line.sent) return await send(line.sent.who, { id, ...line.sent })
  const cells = { ...line.cells, ...s.cells }
  const base = line.revs.at(-1 - (s.lag === 'again' ? 0 : s.lag)) ?? 0
  const row = { id, base, cells }
  const reply = await send(s.who, s.answer === null ? row : { ...row, answer: s.answer })
  const rev = reply.results[0]?.rev
  if (rev !== undefined && reply.results[0]?.as === undefined) {
    const first = line.revs.length === 0 ? cells : line.first
    const revs = [...line.revs, rev]
    sheets.lines.set(id, { revs, cells, sent: { who: s.who, base, cells }, first })
  }
  return reply
}

/** Everything that everybody can pull, in small pages, from the beginning and since a cursor. */
const pullAll = async (store: Store, org: string, since: number) => {
  const all: unknown[] = []
  const [mark = noMark] = (await store.readLog(actorAt(org, 0), [since])).marks
  for (const actor of actorsIn(org))
    for (const table of tableKeys)
      for (const holds of ['own', 'all'] as const)
        for (const start of ['', writeCursor(actor, since, mark)]) {
          let cursor = start
          for (let page = 0; page < 20; page++) {
            const reply = await pull(store, actor, {
              table,
              cursor,
              limit: 3,
              own: [],
              holds,
              only: null,
            })
            all.push([actor.id, table, holds, reply])
            cursor = reply.cursor
            if (!reply.more) break
          }
        }
  return all
}

const deeds = ({ changed, archived, restored, kept }: UndoReply) => [
  ...(changed > 0 ? [{ outcome: 'changed' }] : []),
  ...(archived > 0 ? [{ outcome: 'archived' }] : []),
  ...(restored > 0 ? [{ outcome: 'restored' }] : []),
  ...kept.map(({ reason }) => ({ outcome: `kept ${reason}` })),
]

/** A contract that met only happy paths would prove little. */
const met = [
  ...['applied', 'merged', 'conflict', 'known', 'done', 'adopted'].map((o) => `push ${o}`),
  ...['applied', 'done', 'retry'].map((o) => `resolve ${o}`),
  ...['applied', 'done', 'retry', 'forbidden'].map((o) => `archive ${o}`),
  ...['changed', 'archived', 'kept changed'].map((o) => `undo ${o}`),
]

describe('a session on D1 and in memory', () => {
  test('gets the same answers and leaves the same rows', async () => {
    const outcomes = new Map<string, number>()
    const tally = (verb: string, results: readonly { readonly outcome: string }[]) => {
      for (const { outcome } of results)
        outcomes.set(`${verb} ${outcome}`, (outcomes.get(`${verb} ${outcome}`) ?? 0) + 1)
    }
    await fc.assert(
      fc.asyncProperty(session, fc.nat(20), fc.boolean(), async (steps, since, isClocked) => {
        const { org, store } = await openD1(isClocked ? CLOCKED : undefined)
        const fake = openFakeStore()
        const sheets: Sheets = { lines: new Map(), lost: 0 }
        const fakeSheets: Sheets = { lines: new Map(), lost: 0 }
        for (const [i, s] of steps.entries()) {
          // Two or three of them within a second.
          const at = now + i * 400
          const real = await pushStep(store, org, s, sheets, at)
          expect(await pushStep(fake, org, s, fakeSheets, at)).toEqual(real)
          tally('push', real.results)
        }
        if (!isClocked) await forgetPrior(org)
        const verbs = { actors: actorsIn(org), ids: [...allIds], luck: since, now }
        expect(await runNotes({ store: fake, ...verbs })).toEqual(
          await runNotes({ store, ...verbs }),
        )
        const real = await runConflicts({ store, ...verbs })
        expect(await runConflicts({ store: fake, ...verbs })).toEqual(real)
        tally('resolve', real.answers)
        expect(await runDigests({ store: fake, ...verbs })).toEqual(
          await runDigests({ store, ...verbs }),
        )
        const sent = [...sheets.lines].map(([id, { sent }]): SentIntent => {
          const table = tableOf(id)
          const keys = Object.keys(sent?.cells ?? {})
          const hash = rowHash(table, keys, Object.values(sent?.cells ?? {}))
          return { table, intent: [id, sent?.base ?? 0, hash] }
        })
        expect(await runOutcomes({ store: fake, ...verbs }, sent)).toEqual(
          await runOutcomes({ store, ...verbs }, sent),
        )
        const undone = await runBatches({ store, ...verbs })
        expect(await runBatches({ store: fake, ...verbs })).toEqual(undone)
        tally('undo', undone.undone.flatMap(deeds))
        expect(await runRecovers({ store: fake, ...verbs })).toEqual(
          await runRecovers({ store, ...verbs }),
        )
        const archived = await runArchives({ store, ...verbs })
        expect(await runArchives({ store: fake, ...verbs })).toEqual(archived)
        tally('archive', archived)
        const manager = actorAt(org, 2)
        expect(await settle(fake, manager, now)).toEqual(await settle(store, manager, now))
        expect(await pullAll(fake, org, since)).toEqual(await pullAll(store, org, since))
      }),
      { numRuns: 15, endOnFailure: true },
    )
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(met))
  }, 300_000)

  test('whose ground moves between its two batches is decided again', async () => {
    const cells = { name: '同时来的公司', city: '苏州' }
    const moving = (store: Store, org: string): Store => {
      let isFirst = true
      return {
        ...store,
        readPush: async (actor, ask) => {
          const facts = await store.readPush(actor, ask)
          if (isFirst) {
            isFirst = false
            const wang = actorAt(org, 1)
            await push(store, wang, pushBody('customer', [{ id: ulid(77), base: 0, cells }]), now)
          }
          return facts
        },
      }
    }
    const { org, store } = await openD1()
    const rows = [
      { id: ulid(78), base: 0, cells },
      { id: ulid(79), base: 0, cells: { name: '不相干的公司', city: '' } },
      { id: ulid(80), base: 0, cells: { ...cells, city: '苏州市' } },
    ]
    for (const each of [moving(store, org), moving(openFakeStore(), org)]) {
      const li = actorAt(org, 0)
      const { results, seqs } = await push(each, li, pushBody('customer', rows), now)
      expect(results.map((r) => [r.outcome, r.known?.here])).toEqual([
        ['known', false],
        ['applied', undefined],
        ['known', false],
      ])
      expect(seqs).not.toBeNull()
    }
  })

  test('[I7] tells of no row whose customer changes hands between the reads of a pull', async () => {
    const cells = { name: '易手公司', visibility: 'team', owner: '' }
    const [customer, visit] = [ulid(1_000), ulid(3_000)]
    const pulled = async (store: Store, org: string) => {
      const send = async (who: number, table: TableName, row: SheetRow) =>
        await push(store, actorAt(org, who), pushBody(table, [row]), now)
      await send(0, 'customer', { id: customer, base: 0, cells })
      await send(0, 'visit', { id: visit, base: 0, cells: { customer_id: '易手公司' } })
      const handing: Store = {
        ...store,
        readNames: async (...asked) => {
          const [row] = (
            await send(2, 'customer', { id: customer, base: 1, cells: { ...cells, owner: '王芳' } })
          ).results
          expect(row?.outcome).toBe('applied')
          return await store.readNames(...asked)
        },
      }
      const { rows, gone } = await pull(handing, actorAt(org, 0), {
        table: 'visit',
        cursor: '',
        limit: 9,
        own: [],
        holds: 'all',
        only: null,
      })
      return { rows, gone }
    }
    const told = { rows: [], gone: [{ id: visit, reason: 'scope', into: null }] }
    const { org, store } = await openD1()
    expect(await pulled(store, org)).toEqual(told)
    expect(await pulled(openFakeStore(), org)).toEqual(told)
  })

  test('whose equal comes back from the archive between its two batches is decided again', async () => {
    const { org, store } = await openD1()
    const [li, old] = [actorAt(org, 0), ulid(82)]
    const cells = { name: '回来的公司', city: '苏州' }
    const rowsAt = (rev: number): [string, number][] => [[old, rev]]
    const order = { table: 'customer', workbook: ulid(83) } as const
    for (const each of [store, openFakeStore()]) {
      await push(each, li, pushBody('customer', [{ id: old, base: 0, cells }]), now)
      await archive(each, li, { ...order, rows: rowsAt(1), restore: false }, now + 1)
      const late: Store = {
        ...each,
        writePush: async (actor, plan) => {
          await archive(each, li, { ...order, rows: rowsAt(2), restore: true }, now + 2)
          return await each.writePush(actor, plan)
        },
      }
      const sheet = pushBody('customer', [
        { id: ulid(84), base: 0, cells: { ...cells, note: '新' } },
      ])
      const { results } = await push(late, li, sheet, now + 3)
      expect(results).toMatchObject([{ outcome: 'known', known: { id: old } }])
    }
  })

  test('that was fenced between its two batches is not applied', async () => {
    const { org, store } = await openD1()
    const li = actorAt(org, 0)
    const cells = { name: '被拦下的公司' }
    const sheet = pushBody('customer', [{ id: ulid(95), base: 0, cells }])
    const intents: [string, number, string][] = [
      [ulid(95), 0, rowHash('customer', ['name'], ['被拦下的公司'])],
    ]
    for (const each of [store, openFakeStore()]) {
      const late: Store = {
        ...each,
        writePush: async (actor, plan) => {
          const order = { table: 'customer', intents, fence: true, batch: ulid(96) } as const
          expect((await outcome(each, li, order, now)).results[0]?.outcome).toBe('void')
          return await each.writePush(actor, plan)
        },
      }
      expect((await push(late, li, sheet, now)).results[0]?.outcome).toBe('retry')
      const other = { ...sheet, batch: ulid(97) }
      expect((await push(each, li, other, now)).results[0]?.outcome).toBe('retry')
      const going = { ...sheet, batch: ulid(96) }
      expect((await push(each, li, going, now)).results[0]?.outcome).toBe('applied')
    }
  })

  test('tells of a conflict who wrote that field last, not who changed the row last', async () => {
    const { org, store } = await openD1()
    const [li, , chen] = actorsIn(org)
    if (!li || !chen) throw new Error('the firm has three')
    const id = ulid(100)
    const first = { name: '谁改的公司', industry: '陶瓷', note: '', phone: '' }
    for (const each of [store, openFakeStore()]) {
      const send = async (who: Actor, base: number, cells: Cells, at: number) => {
        const sheet = pushBody('customer', [{ id, base, cells: { ...first, ...cells } }])
        return (await push(each, who, sheet, at)).results[0]
      }
      await send(li, 0, {}, now)
      await send(chen, 1, { industry: '包装' }, now + 1)
      // From an older sheet, so that its base comes before that of the revision before it.
      await send(chen, 1, { note: '急' }, now + 2)
      await send(li, 3, { industry: '包装', note: '急', phone: '0512-65230001' }, now + 3)
      const result = await send(li, 1, { industry: '印刷', note: '缓' }, now + 4)
      expect(result?.conflicts?.map(({ field, by, at }) => [field, by, at - now])).toEqual([
        ['industry', '陈总', 1],
        ['note', '陈总', 2],
      ])
      const notes = [{ id, field: 'phone', rev: 4, base: 4, mine: '0512-65230009' }]
      await note(each, chen, { table: 'customer', notes }, now + 5)
      const page = await conflicts(each, li, { rows: [id], cursor: '', limit: 9 })
      const phone = page.conflicts.find(({ field }) => field === 'phone')
      expect([phone?.theirsBy, (phone?.theirsAt ?? 0) - now]).toEqual(['李雷', 3])
    }
  })

  test('names the oldest revision that it looks at, where a field has stood for longer', async () => {
    const { org, store } = await openD1()
    const li = actorAt(org, 0)
    const id = ulid(110)
    for (const each of [store, openFakeStore()]) {
      const send = async (base: number, cells: Cells, at: number) => {
        const all = { name: '很久的公司', industry: '包装', note: '', ...cells }
        const sheet = pushBody('customer', [{ id, base, cells: all }])
        return (await push(each, li, sheet, at)).results[0]
      }
      for (let rev = 0; rev < 12; rev++) await send(rev, { note: `第${rev}次` }, now + rev)
      const result = await send(0, { industry: '印刷', note: '第11次' }, now + 20)
      expect(result?.conflicts?.map(({ field, at }) => [field, at - now])).toEqual([
        ['industry', 12 - TRAIL_MAX],
      ])
    }
  })

  test('whose ground never rests is left to a later try', async () => {
    const { org, store } = await openD1()
    const li = actorAt(org, 0)
    const restless = {
      ...store,
      writePush: () =>
        Promise.resolve({ stored: new Set<string>(), seqs: [1, 1] as const, head: null }),
    }
    const sheet = pushBody('customer', [{ id: ulid(90), base: 0, cells: { name: '等等再来' } }])
    expect(await push(restless, li, sheet, now)).toEqual({
      results: [{ id: ulid(90), outcome: 'retry' }],
      seqs: null,
    })
  })
})
