// A small server behind the Api interface: stores rows, refuses bad ones, knows equal names, gives tiers. Enough
// to see what the engine does with each kind of answer; the real Worker has tests of its own.
import type { Api } from '../../../addin/api/api.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { ArchiveReply, ArchiveRequest } from '../../../shared/protocol/archive.ts'
import type { OpenConflict } from '../../../shared/protocol/conflicts.ts'
import type { ResolveReply, ResolveRequest } from '../../../shared/protocol/resolve.ts'
import type { DigestReply, DigestRequest } from '../../../shared/protocol/digest.ts'
import type { NoteReply, NoteRequest } from '../../../shared/protocol/note.ts'
import type { OutcomeReply, OutcomeRequest } from '../../../shared/protocol/outcome.ts'
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { PulledRow, PullReply, PullRequest } from '../../../shared/protocol/pull.ts'
import type { PushReply, PushRequest, PushRow, RowResult } from '../../../shared/protocol/push.ts'
import { err, ok } from '../../../shared/result.ts'
import type { Cell, Setting } from '../../../shared/schema/kind.ts'
import type { TableKey } from '../../../shared/schema/table-keys.ts'
import { enteredKeys } from '../../../shared/sheet/column.ts'
import { checkNewRow, readRow } from '../../../shared/sheet/row.ts'

type Values = Readonly<Record<string, string | number | null>>

interface Stored {
  readonly id: string
  rev: number
  crev: number
  seq: number
  values: Values
  computed: Values
  readonly firstHash: string
}

const setting: Setting = {
  locale: 'zh-Hans',
  country: 'CN',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  today: '2026-11-21',
  refs: null,
  say: null,
}

export interface FakeServer {
  readonly api: Api
  readonly rows: Map<string, Stored>
  /** Every push that arrived, as its rows. */
  readonly pushes: PushRow[][]
  readonly limits: { rows: number; bytes: number; page: number }
  /** Called before a push is worked on; an answer given here is the answer. */
  beforePush: ((rows: readonly PushRow[], nth: number) => Promise<ApiFailure | null>) | null
  /** Called after a push was stored, before it is answered; a failure given here loses the answer. */
  afterPush: ((nth: number) => Promise<ApiFailure | null>) | null
  /** Called before a page is put together. */
  beforePull: (() => Promise<void>) | null
  /** The cursors that were asked with. */
  readonly cursors: string[]
  /** Values that were kept as conflicts before they were replaced. */
  readonly notes: NoteRequest['notes'][number][]
  /** Answers a row by itself; null lets the server do as usual. */
  answer: ((row: PushRow, values: Values) => RowResult | null) | null
  /** Another rep's change. */
  readonly change: (id: string, values: Values) => void
  readonly add: (id: string, values: Values) => void
}

export const fakeServer = (
  options: { readonly writable?: readonly string[]; readonly user?: string } = {},
): FakeServer => {
  let seq = 0
  const rows = new Map<string, Stored>()
  const intents = new Map<string, number>()
  const tally = { requests: 0, bytesUp: 0, bytesDown: 0 }
  const count = <T>(up: unknown, down: T) => {
    tally.requests++
    tally.bytesUp += JSON.stringify(up).length
    tally.bytesDown += JSON.stringify(down).length
    return ok(down)
  }
  const refused = (failure: ApiFailure) => {
    tally.requests++
    return err(failure)
  }
  const read = (
    table: TableKey,
    fields: readonly string[],
    cells: readonly Cell[],
    isNew: boolean,
  ) => (isNew ? checkNewRow(table, fields, cells, setting) : readRow(table, fields, cells, setting))
  const open: OpenConflict[] = []
  const byName = new Map<string, Stored>()
  const byContent = new Map<string, Stored>()
  const nameOf = (values: Values) => `${values['name']} · ${values['city'] ?? ''}`
  const equal = (id: string, values: Values) => {
    const found = byName.get(nameOf(values))
    return found?.id === id ? undefined : found
  }

  const store = (table: TableKey, fields: readonly string[], row: PushRow): RowResult => {
    const [id, base, hash, cells, answer] = row
    const intent = `${id}|${base}|${hash}`
    const before = rows.get(id)
    if (intents.has(intent) && before) {
      const { rev, crev, computed } = before
      const { problems } = read(table, fields, cells, false)
      return {
        id,
        outcome: 'done',
        rev,
        crev,
        computed,
        ...(problems.length > 0 ? { problems: [...problems] } : {}),
      }
    }
    const twin = base === 0 ? byContent.get(hash) : undefined
    if (twin && answer !== 'new' && !before) {
      const { rev, crev, computed } = twin
      return { id, outcome: 'adopted', as: twin.id, rev, crev, computed }
    }
    const { values, problems } = read(table, fields, cells, base === 0)
    const own = server.answer?.(row, values) ?? null
    if (own !== null) {
      for (const { id: conflict, field, mine, theirs, by, at } of own.conflicts ?? [])
        open.push({
          id: conflict,
          table,
          row: id,
          label: '',
          field,
          base: null,
          mine,
          theirs,
          mineBy: 'u1',
          mineAt: at,
          theirsBy: by,
          theirsAt: at,
          now: theirs,
          rev: own.rev ?? base,
        })
      return own
    }
    const errors: Problem[] = problems.filter((problem) => problem.level === 'error')
    if (errors.length > 0) return { id, outcome: 'invalid', problems: errors }
    const same = base === 0 && answer !== 'new' ? equal(id, values) : undefined
    if (same) {
      const label = String(same.values['name'])
      return { id, outcome: 'known', known: { by: 'name', id: same.id, label, here: false } }
    }
    seq++
    intents.set(intent, seq)
    const merged: Record<string, string | number | null> = { ...before?.values, ...values }
    const outcome = before && before.rev > base ? 'merged' : 'applied'
    const theirs = before && before.rev > base ? before.values : null
    if (theirs) for (const key of fields) merged[key] = theirs[key] ?? merged[key] ?? null
    const now: Stored = {
      id,
      rev: (before?.rev ?? 0) + 1,
      crev: before?.crev ?? 1,
      seq,
      values: merged,
      computed: before?.computed ?? { tier: 'N', tier_next: 'N', tier_why: '{"k":"none"}' },
      firstHash: before?.firstHash ?? hash,
    }
    rows.set(id, now)
    byName.set(nameOf(merged), now)
    if (!byContent.has(now.firstHash)) byContent.set(now.firstHash, now)
    const warnings = problems.filter((problem) => problem.level === 'warning')
    return {
      id,
      outcome,
      rev: now.rev,
      crev: now.crev,
      computed: now.computed,
      ...(theirs ? { values: Object.fromEntries(fields.map((k) => [k, merged[k] ?? null])) } : {}),
      ...(warnings.length > 0 ? { problems: warnings } : {}),
    }
  }

  const push = async (request: PushRequest) => {
    const nth = server.pushes.push([...request.rows]) - 1
    const refusal = (await server.beforePush?.(request.rows, nth)) ?? null
    if (refusal) return refused(refusal)
    const from = seq + 1
    const results = request.rows.map((row) => store(request.table, request.fields, row))
    const lost = (await server.afterPush?.(nth)) ?? null
    if (lost) return refused(lost)
    const reply: PushReply = { results, seqs: seq >= from ? [from, seq] : null }
    return count(request, reply)
  }

  const toRow = ({ id, rev, crev, values, computed }: Stored): PulledRow => ({
    id,
    rev,
    crev,
    values,
    computed,
  })

  const pull = async (request: PullRequest) => {
    await server.beforePull?.()
    server.cursors.push(request.cursor)
    const none = { changed: [], rows: [], gone: [], labels: {}, more: false }
    if (request.only) {
      const found = request.only.flatMap((id) => rows.get(id) ?? []).map(toRow)
      return count<PullReply>(request, { ...none, rows: found, cursor: request.cursor })
    }
    const after = Number(request.cursor.slice(1) || 0)
    const isOwn = (n: number) => request.own.some(([from, to]) => n >= from && n <= to)
    const news = [...rows.values()]
      .filter((row) => row.seq > after && !isOwn(row.seq))
      .toSorted((a, b) => a.seq - b.seq)
    const page = news.slice(0, request.limit)
    const more = news.length > page.length
    const cursor = `s${more ? (page.at(-1)?.seq ?? after) : seq}`
    const isPut = request.holds === 'put'
    return count<PullReply>(request, {
      ...none,
      changed: isPut ? page.map(({ id }) => id) : [],
      rows: isPut ? [] : page.map(toRow),
      cursor,
      more,
    })
  }

  const settle = async (request: unknown) => {
    const profit = (row: Stored) => Number(row.values['profit_12m'] ?? Number.NaN)
    const ranked = [...rows.values()]
      .filter((row) => !Number.isNaN(profit(row)))
      .toSorted((a, b) => profit(b) - profit(a))
    let changed = 0
    ranked.forEach((row, at) => {
      const tier = at < Math.floor(ranked.length / 5) ? 'A' : 'B'
      if (row.computed['tier'] === tier) return
      changed++
      row.computed = { ...row.computed, tier, tier_next: tier, tier_why: `{"k":"cut","p":${at}}` }
      row.crev++
      row.seq = ++seq
    })
    return count(request, { ranked: ranked.length, changed })
  }

  const digest = async (request: DigestRequest) => {
    const differ = request.rows.flatMap(([id, rev, crev]) => {
      const row = rows.get(id)
      return row && (row.rev !== rev || row.crev !== crev) ? [id] : []
    })
    const none = { gone: [], missing: [], more: false }
    return count<DigestReply>(request, { ...none, differ })
  }

  const outcome = async (request: OutcomeRequest) =>
    count<OutcomeReply>(request, {
      results: request.intents.map(([id, base, hash]) => {
        const row = rows.get(id)
        if (!row || !intents.has(`${id}|${base}|${hash}`)) return { id, outcome: 'void' }
        return { id, outcome: 'applied', rev: row.rev, row: toRow(row) }
      }),
    })

  const note = async (request: NoteRequest) => {
    server.notes.push(...request.notes)
    return count<NoteReply>(request, {
      results: request.notes.map(({ id, field }) => ({ id, field, outcome: 'noted' })),
    })
  }

  const conflicts = async (request: unknown) =>
    count(request, { conflicts: [...open], labels: {}, cursor: '', more: false })

  const resolve = async (request: ResolveRequest) =>
    count<ResolveReply>(request, {
      results: request.resolutions.map(({ conflict, take, value }) => {
        const [found] = open.splice(
          open.findIndex(({ id }) => id === conflict),
          1,
        )
        if (!found) return { conflict, outcome: 'forbidden' }
        const said = take === 'value' ? String(value) : found.mine
        if (take !== 'theirs') server.change(found.row, { [found.field]: said })
        return { conflict, outcome: 'applied' }
      }),
    })

  const archive = async (request: ArchiveRequest) =>
    count<ArchiveReply>(request, {
      results: request.rows.map(([id]) => {
        rows.delete(id)
        return { id, outcome: 'applied' }
      }),
    })

  const nothingHere = async () =>
    refused({ kind: 'unreadable', detail: 'not in this small server' })

  const hello = async (request: unknown) => {
    const writable = (table: TableKey) =>
      enteredKeys(table).filter((key) => options.writable?.includes(key) ?? true)
    const reply: HelloReply = {
      protocol: { min: 1, max: 1 },
      epoch: 'e1',
      head: `s${seq}`,
      now: Date.UTC(2026, 10, 21, 4),
      me: { id: options.user ?? 'u1', name: '王芳', role: 'manager' },
      org: { id: 'o1', name: '华东', country: 'CN', currency: 'CNY', timeZone: 'Asia/Shanghai' },
      users: [{ id: 'u1', name: '王芳' }],
      writable: {
        customer: writable('customer'),
        contact: writable('contact'),
        visit: writable('visit'),
        transaction: writable('transaction'),
      },
      limits: server.limits,
    }
    return count(request, reply)
  }

  const more = {
    conflicts,
    resolve,
    archive,
    recover: nothingHere,
    batches: nothingHere,
    undo: nothingHere,
  }
  const server: FakeServer = {
    api: {
      traffic: () => ({ ...tally }),
      hello,
      push,
      pull,
      settle,
      digest,
      outcome,
      note,
      ...more,
    },
    rows,
    pushes: [],
    limits: { rows: 1_000, bytes: 1_000_000, page: 2_000 },
    beforePush: null,
    afterPush: null,
    beforePull: null,
    cursors: [],
    notes: [],
    answer: null,
    change: (id, values) => {
      const row = rows.get(id)
      if (!row) throw new Error(`no row ${id}`)
      row.values = { ...row.values, ...values }
      row.rev++
      row.seq = ++seq
    },
    add: (id, values) => {
      rows.set(id, {
        id,
        rev: 1,
        crev: 1,
        seq: ++seq,
        values,
        computed: { tier: 'N', tier_next: 'N', tier_why: '{"k":"none"}' },
        firstHash: '',
      })
    },
  }
  return server
}
