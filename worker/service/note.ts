// note: a losing local value becomes a conflict, before the sheet replaces it. Stored once however often it is
// sent: the conflict's id follows from row, revision, field, account and value.
import { derivedId } from '../../shared/merge/derived-id.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import type { Note, NoteReply, NoteRequest, NoteResult } from '../../shared/protocol/note.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import type { Actor } from '../auth/actor.ts'
import { readRows, type ReadRow } from './read-rows.ts'
import type { NewNote, PushFacts, Store } from './store.ts'
import { lastWriter } from './writers.ts'

type Order = Omit<NoteRequest, 'epoch' | 'workbook'>

/** Cells as a sheet with the one column would send them; one reading a field, not a note. */
const readCells = async (
  store: Store,
  actor: Actor,
  { table, notes }: Order,
  now: number,
): Promise<ReadonlyMap<Note, ReadRow>> => {
  const read = new Map<Note, ReadRow>()
  for (const field of new Set(notes.map((n) => n.field))) {
    const own = notes.filter((n) => n.field === field)
    const rows = own.map(({ id, rev, mine }) => [id, rev, rowHash(table, [field], [mine]), [mine]])
    const cells = await readRows(store, actor, { table, fields: [field], rows }, now)
    for (const [i, cell] of cells.entries()) {
      const sent = own[i]
      if (sent) read.set(sent, cell)
    }
  }
  return read
}

const readFacts = async (store: Store, actor: Actor, order: Order): Promise<PushFacts> => {
  const bases = new Map<string, number>()
  for (const { id, base = 0 } of order.notes) bases.set(id, bases.get(id) || base)
  return await store.readPush(actor, {
    table: order.table,
    rows: [...bases].map(([id, base]) => [id, base, '']),
    keys: [],
    firstKeys: [],
    parents: [],
  })
}

interface Judged {
  readonly result: NoteResult
  readonly note: NewNote | null
}

const judge = (actor: Actor, sent: Note, cell: ReadRow | undefined, facts: PushFacts): Judged => {
  const { id, field, rev } = sent
  const answer = (outcome: NoteResult['outcome'], more: Partial<NoteResult> = {}) => ({
    result: { id, field, outcome, ...more },
    note: null,
  })
  const standing = facts.standing.get(id)
  if (!standing || rev > standing.rev) return answer('forbidden')
  if (standing.gone) return answer('gone')
  const problems = cell?.incoming?.problems ?? []
  if (!cell?.incoming || problems.some((p) => p.level === 'error'))
    return answer('invalid', { problems: [...problems] })
  // A mask, or a column that says nothing here.
  if (!Object.hasOwn(cell.incoming.values, field)) return answer('same')
  const mine = valueAt(cell.incoming.values, field)
  const theirs = valueAt(standing.values, field)
  if (mine === theirs) return answer('same')
  const base = sent.base === standing.rev ? standing.values : (facts.bases.get(id) ?? {})
  const purpose = `note/${rev}/${field}/${actor.id}/${JSON.stringify(mine)}`
  const conflict = derivedId(id, purpose)
  const values = { base: valueAt(base, field), mine, theirs }
  const by = lastWriter(facts.authors.get(id), field, theirs)
  const note = { id: conflict, row: id, field, rev: standing.rev, ...values, ...by }
  return { result: { id, field, outcome: 'noted', conflict }, note }
}

export const note = async (
  store: Store,
  actor: Actor,
  order: Order,
  now: number,
): Promise<NoteReply> => {
  const cells = await readCells(store, actor, order, now)
  const facts = await readFacts(store, actor, order)
  const judged = order.notes.map((n) => judge(actor, n, cells.get(n), facts))
  const notes = judged.flatMap((j) => j.note ?? [])
  const kept = notes.length > 0 ? await store.writeNotes(actor, order.table, notes, now) : new Set()
  return {
    results: judged.map(({ result, note: own }) =>
      // He lost sight of the row between the two batches.
      own && !kept.has(own.id)
        ? { id: result.id, field: result.field, outcome: 'forbidden' }
        : result,
    ),
  }
}
