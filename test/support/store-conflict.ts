// The fake store's conflicts.
import { valueAt } from '../../shared/merge/three-way.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { Take } from '../../shared/protocol/resolve.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import type { ConflictAsk, Mark, NewNote, SeenConflict } from '../../worker/service/store.ts'
import { type FakeConflict, type FakeState, goneOf, sees, textAt } from './store-state.ts'

const toSeen = (state: FakeState, actor: Actor, c: FakeConflict): SeenConflict | null => {
  const row = state.rows[c.table].get(c.row)
  if (!row || !sees(state, actor, c.table, row)) return null
  return {
    ...c,
    rev: row.rev,
    label: textAt(row.values, c.table === 'transaction' ? 'ref_no' : 'name') ?? '',
    now: valueAt(row.values, c.field),
    isGone: goneOf(row) !== null,
  }
}

export const readConflicts = (
  state: FakeState,
  actor: Actor,
  ask: ConflictAsk,
): readonly SeenConflict[] => {
  const isAsked = (c: SeenConflict) => {
    if (ask.of === 'ids') return ask.ids.includes(c.id)
    const isOf = ask.of === 'mine' ? c.mineBy === actor.id : ask.ids.includes(c.row)
    return isOf && c.resolved === null && !c.isGone
  }
  return state.conflicts
    .flatMap((c) => toSeen(state, actor, c) ?? [])
    .filter((c) => c.id > ask.after && isAsked(c))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, ask.limit)
}

/** Marks an open conflict; false where it was resolved before. */
export const resolveOne = (
  state: FakeState,
  actor: Actor,
  { conflict, take }: { readonly conflict: string; readonly take: Take },
  now: number,
): boolean => {
  const at = state.conflicts.findIndex((c) => c.id === conflict && c.resolved === null)
  const found = state.conflicts[at]
  if (found) state.conflicts[at] = { ...found, resolved: { take, by: actor.id, at: now } }
  return found !== undefined
}

export const markResolved = (
  state: FakeState,
  actor: Actor,
  marks: readonly Mark[],
  now: number,
): ReadonlySet<string> =>
  new Set(
    marks
      .filter((m) => (state.rows[m.table].get(m.row)?.rev ?? 0) === m.rev)
      .filter((m) => resolveOne(state, actor, m, now))
      .map((m) => m.conflict),
  )

export const writeNotes = (
  state: FakeState,
  actor: Actor,
  table: TableName,
  notes: readonly NewNote[],
  now: number,
): ReadonlySet<string> => {
  for (const note of notes) {
    const row = state.rows[table].get(note.row)
    const isNew = !state.conflicts.some((c) => c.id === note.id)
    if (isNew && row && sees(state, actor, table, row))
      state.conflicts.push({ ...note, table, mineBy: actor.id, mineAt: now, resolved: null })
  }
  return new Set(notes.map((n) => n.id).filter((id) => state.conflicts.some((c) => c.id === id)))
}
