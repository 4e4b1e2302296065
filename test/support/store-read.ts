// The fake store's reads for a push: facts and labels.
import type { Match } from '../../shared/merge/facts.ts'
import { foldWord } from '../../shared/normalize/fold.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { AnyField } from '../../shared/schema/table.ts'
import { tables } from '../../shared/schema/tables.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { labelKey } from '../../worker/service/label.ts'
import type {
  LabelAsk,
  LabelFacts,
  NamedRows,
  PushAsk,
  PushFacts,
  StoredConflict,
} from '../../worker/service/store.ts'
import { type Trail, TRAIL_MAX } from '../../worker/service/writers.ts'
import { readLog } from './store-log.ts'
import {
  type FakeRow,
  type FakeState,
  goneOf,
  sees,
  textAt,
  toLabelled,
  toSide,
  toStanding,
} from './store-state.ts'

/** A merged row's keys lead to the one that stands for it. */
const bearerOf = (state: FakeState, id: string) => {
  const row = state.rows.customer.get(id)
  return row?.mergedInto ? state.rows.customer.get(row.mergedInto) : row
}

const matchesOf = (state: FakeState, actor: Actor, key: number): readonly Match[] =>
  state.keys.flatMap((k) => {
    const row = bearerOf(state, k.row)
    if (k.key !== key || !row || goneOf(row)) return []
    const { kind, name, person } = k
    const label = textAt(row.values, 'name') ?? ''
    return [
      {
        key,
        id: row.id,
        kind,
        name,
        person,
        label,
        isVisible: sees(state, actor, 'customer', row),
      },
    ]
  })

const intention = (state: FakeState, table: TableName, [id, base, hash]: PushAsk['rows'][number]) =>
  state.history.find((h) => h.table === table && h.row === id && h.base === base && h.hash === hash)

const conflictsOf = (state: FakeState, id: string, rev: number | undefined): StoredConflict[] =>
  state.conflicts
    .filter((c) => c.row === id && c.rev === rev)
    .map(({ id, field, base, mine, theirs, by, at }) => ({ id, field, base, mine, theirs, by, at }))

/** As the store on D1 reads them: the newest bases first, and of one base by hash. */
const trailOf = (
  state: FakeState,
  table: TableName,
  row: FakeRow,
  [base, hash]: readonly [number, string],
): Trail => {
  const isWanted = !intention(state, table, [row.id, base, hash]) && (base < row.rev || hash === '')
  const past = state.history
    .filter((h) => isWanted && h.table === table && h.row === row.id)
    .toSorted((a, b) => b.base - a.base || (a.hash < b.hash ? 1 : -1))
    .slice(0, TRAIL_MAX)
    .map(({ rev, prior, base, hash, by, at, values }) => ({
      rev,
      prior,
      base,
      hash,
      by,
      at,
      values,
    }))
  return { by: row.by, at: row.at, past }
}

export const readPush = (state: FakeState, actor: Actor, ask: PushAsk): PushFacts => {
  const rows = state.rows[ask.table]
  const found = ask.rows.flatMap(([id, base, hash]) => {
    const row = rows.get(id)
    return row ? [{ row, base, hash, isVisible: sees(state, actor, ask.table, row) }] : []
  })
  const visible = found.filter((f) => f.isVisible)
  const applied = visible.flatMap(({ row, base, hash }) => {
    const done = intention(state, ask.table, [row.id, base, hash])
    return done ? [{ id: row.id, rev: done.rev, values: done.values }] : []
  })
  const taken = ask.keys.filter((key) => state.keys.some((k) => k.key === key))
  const matches = new Map(taken.map((key) => [key, matchesOf(state, actor, key)]))
  const standing = new Map<
    string,
    PushFacts['standing'] extends ReadonlyMap<string, infer S> ? S : never
  >()
  for (const [key, mark] of ask.firstKeys)
    for (const k of state.keys) {
      const row = rows.get(k.row)
      if (k.key !== key || k.person !== mark || !row || !sees(state, actor, ask.table, row))
        continue
      standing.set(row.id, toStanding(state, ask.table, row))
      const { kind, person } = k
      const match = { key, id: row.id, kind, name: null, person, label: '', isVisible: true }
      matches.set(key, [...(matches.get(key) ?? []), match])
    }
  for (const { row } of visible) standing.set(row.id, toStanding(state, ask.table, row))
  return {
    seen: state.seq,
    log: readLog(state, ask.markAt === undefined ? [] : [ask.markAt, Number.MAX_SAFE_INTEGER]),
    standing,
    foreign: new Set(found.filter((f) => !f.isVisible).map(({ row }) => row.id)),
    bases: new Map(
      visible.flatMap(({ row, base }) => {
        const content = state.history.find(
          (h) => h.table === ask.table && h.row === row.id && h.rev === base,
        )
        return content && base < row.rev ? [[row.id, content.values]] : []
      }),
    ),
    applied: new Set(applied.map(({ id }) => id)),
    made: new Map(applied.map(({ id, values }) => [id, values])),
    conflicts: new Map(applied.map(({ id, rev }) => [id, conflictsOf(state, id, rev)])),
    authors: new Map(
      visible.map(({ row, base, hash }) => [row.id, trailOf(state, ask.table, row, [base, hash])]),
    ),
    matches,
    parents: new Map(
      ask.parents.flatMap(([child, id]) => {
        const parent = state.rows.customer.get(id)
        const side = parent && sees(state, actor, 'customer', parent) ? toSide(parent, true) : null
        return side ? [[child, side]] : []
      }),
    ),
  }
}

const referenceKeys = (table: TableName): readonly string[] =>
  Object.entries<AnyField>(tables[table].fields)
    .filter(([, field]) => field.kind.refersTo !== null)
    .map(([key]) => key)

export const readLabels = (state: FakeState, actor: Actor, ask: LabelAsk): LabelFacts => {
  const live = [...state.rows.customer.values()].filter(
    (row) => !goneOf(row) && sees(state, actor, 'customer', row),
  )
  const isCalled = (id: string, key: number) =>
    state.keys.some(
      (k) =>
        (k.kind === 'label' || k.kind === 'alias') &&
        k.key === key &&
        bearerOf(state, k.row)?.id === id,
    )
  const byKey = ask.customers.map(
    (key) => [key, live.filter((row) => isCalled(row.id, key)).map(toLabelled)] as const,
  )
  const named = live.filter((row) => ask.customerIds.includes(row.id)).map(toLabelled)
  const customers = new Set([...byKey.flatMap(([, rows]) => rows), ...named].map((row) => row.id))
  const contacts = [...state.rows.contact.values()].map(toLabelled)
  return {
    customersByKey: new Map(byKey.filter(([, rows]) => rows.length > 0)),
    customers: new Map(named.map((row) => [row.id, row])),
    contacts: ask.withContacts ? contacts.filter((row) => customers.has(row.customer ?? '')) : [],
    held: new Map(
      ask.rows.flatMap((id) => {
        const row = state.rows[ask.table].get(id)
        const keys = referenceKeys(ask.table)
        return row ? [[id, keys.flatMap((key) => textAt(row.values, key) ?? [])]] : []
      }),
    ),
  }
}

export const readNames = (
  state: FakeState,
  actor: Actor,
  ids: { readonly customer: readonly string[]; readonly contact: readonly string[] },
): NamedRows => {
  const rows = (['customer', 'contact'] as const).flatMap((table) =>
    ids[table].flatMap((id) => {
      const row = state.rows[table].get(id)
      return row && sees(state, actor, table, row) ? [toLabelled(row)] : []
    }),
  )
  const bearers = (name: string) =>
    state.keys.filter(
      (k) =>
        k.kind === 'label' &&
        k.key === labelKey(name) &&
        bearerOf(state, k.row)?.id === k.row &&
        foldWord(textAt(state.rows.customer.get(k.row)?.values ?? {}, 'name') ?? '') ===
          foldWord(name),
    ).length
  return new Map(
    rows.map((row) => [
      row.id,
      { ...row, isShared: row.customer === null && bearers(row.name) > 1 },
    ]),
  )
}
