// The fake store's batches and their steps.
import type { TableName } from '../../shared/protocol/cell.ts'
import { childTables } from '../../shared/schema/tables.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import type {
  BatchAsk,
  BatchFacts,
  BatchName,
  BatchStep,
  StepAsk,
  StepFacts,
} from '../../worker/service/batch-facts.ts'
import { byId, type FakeHistory, type FakeState, goneOf, textAt } from './store-state.ts'

type Counts = Pick<BatchFacts, 'created' | 'changed' | 'archived' | 'restored'>
const none: Counts = { created: 0, changed: 0, archived: 0, restored: 0 }

export interface FakeWrite {
  readonly table: TableName
  readonly workbook: string
  readonly now: number
  readonly batch: string | null
  readonly undoes: BatchName | null
  /** The seq before its rows, and how many they were. */
  readonly before: number
  readonly rows: number
}

/** Records what passed of a write; nothing where nothing did. */
export const recordBatch = (
  state: FakeState,
  actor: Actor,
  write: FakeWrite,
  stored: Partial<Counts>,
): void => {
  const { batch, table, before, now, undoes } = write
  const total = Object.values(stored).reduce((sum, n) => sum + n, 0)
  if (batch === null || total === 0) return
  const seq = before + 1
  state.parts.push({ by: actor.id, batch, seq, rows: write.rows })
  const isIt = (b: BatchFacts, name: BatchName) => b.by === name.by && b.id === name.batch
  const old = state.batches.find((b) => isIt(b, { by: actor.id, batch }))
  const base: Omit<BatchFacts, 'until'> = old ?? {
    ...none,
    id: batch,
    by: actor.id,
    at: now,
    workbook: write.workbook,
    tables: [],
    undoes: undoes?.batch ?? null,
    undone: null,
    seq,
  }
  const next = {
    ...base,
    until: now,
    tables: base.tables.includes(table) ? base.tables : [...base.tables, table],
    created: base.created + (stored.created ?? 0),
    changed: base.changed + (stored.changed ?? 0),
    archived: base.archived + (stored.archived ?? 0),
    restored: base.restored + (stored.restored ?? 0),
  }
  state.batches = [...state.batches.filter((b) => b !== old), next].map((b) =>
    undoes && isIt(b, undoes) ? { ...b, undone: batch } : b,
  )
}

export const readBatches = (state: FakeState, ask: BatchAsk): readonly BatchFacts[] =>
  state.batches
    .filter((b) => ask.by === null || b.by === ask.by)
    .filter((b) => b.seq < ask.before)
    .filter((b) => b.created + b.changed + b.archived + b.restored >= ask.atLeast)
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, ask.limit)

const isOf = (h: FakeHistory, { by, batch }: BatchName): boolean => h.by === by && h.batch === batch

const toStep = (state: FakeState, ask: StepAsk, h: FakeHistory): BatchStep => {
  const ofRow = state.history.filter((w) => w.table === h.table && w.row === h.row)
  const isOther = (w: FakeHistory) => !isOf(w, ask) && !isOf(w, ask.undo)
  const isMade = h.prior === 0 || h.hash === '+'
  const children = childTables
    .flatMap((table) => byId(state, table).map((row) => ({ table, row })))
    .filter(({ row }) => textAt(row.values, 'customer_id') === h.row && !goneOf(row))
  const isTouchedThrough = (table: TableName, id: string) =>
    state.history.some((w) => w.table === table && w.row === id && w.seq > h.seq && isOther(w))
  const customer = textAt(h.values, 'customer_id')
  return {
    table: h.table,
    id: h.row,
    rev: h.rev,
    seq: h.seq,
    hash: h.hash,
    before: ofRow.find((w) => w.rev === h.prior)?.values ?? null,
    after: h.values,
    now: Math.max(...ofRow.map((w) => w.rev)),
    isTouched:
      ofRow.some((w) => w.rev > h.rev && isOther(w)) ||
      (h.table === 'customer' &&
        isMade &&
        children.some(({ table, row }) => isTouchedThrough(table, row.id))),
    isWithCustomer:
      h.prior === 0 &&
      state.history.some(
        (w) => w.table === 'customer' && w.row === customer && w.prior === 0 && isOf(w, ask),
      ),
  }
}

const PARTS_MAX = 10

export const readSteps = (state: FakeState, ask: StepAsk): StepFacts | null => {
  if (!state.batches.some((b) => b.by === ask.by && b.id === ask.batch)) return null
  const parts = state.parts
    .filter((p) => p.by === ask.by && p.batch === ask.batch && p.seq < ask.before)
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, PARTS_MAX)
  const seqs = parts
    .flatMap((p) => Array.from({ length: p.rows }, (_, i) => p.seq + i))
    .filter((seq) => seq < ask.before)
    .toSorted((a, b) => b - a)
    .slice(0, ask.limit)
  const steps = seqs.flatMap((seq) => {
    const h = state.history.find((w) => w.seq === seq && isOf(w, ask))
    return h ? [toStep(state, ask, h)] : []
  })
  const isFull = seqs.length >= ask.limit
  const last = isFull ? (seqs.at(-1) ?? 0) : (parts.at(-1)?.seq ?? 0)
  return { steps, through: isFull || parts.length >= PARTS_MAX ? last : null }
}
