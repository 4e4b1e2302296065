// The oracle's own account of what the server stores: for every revision of a row, which mark each field holds.
// It is told of each commit, and finds there what must never happen between two revisions.
import type { FakeConflict, FakeHistory } from '../support/store-state.ts'
import { hasShown } from './content.ts'
import type { GridCell } from './content.ts'
import { enteredKeys, keyOf, meaningOfCell, meaningOfValue, valueOf } from './fields.ts'
import type { EnteredKey } from './fields.ts'
import { stoodBelow } from './marks.ts'
import type { Marks } from './marks.ts'

export type FieldMarks = Readonly<Partial<Record<EnteredKey, number>>>

interface Revision {
  readonly rev: number
  readonly marks: FieldMarks
  readonly meanings: Readonly<Record<string, string>>
}

/** A row on the server. */
export interface Entry {
  readonly id: string
  readonly revisions: readonly Revision[]
  /** Marks of values that stand in conflicts. */
  readonly conflicts: ReadonlySet<number>
  readonly creator: string
  /** How the cells looked that it was made of; null where no sheet made it. */
  readonly first: Pushed | null
}

/** A row of a push, with the cells of the sheet that it was read from. */
export interface Pushed {
  readonly id: string
  /** The revision that it says it stands on. */
  readonly base: number
  readonly cells: Readonly<Partial<Record<EnteredKey, GridCell>>>
  /** Its user, or the session by itself, insisted on a new row. */
  readonly isInsisted: boolean
  /** Its user said that it is one of his own, a copy of what stands there. */
  readonly isOwnCopy?: boolean
  /** It says what else its sheet has sent on that base: a copy of the file may have stored it. */
  readonly namesOlder: boolean
  /** The file that it was read from, and the how-manieth push of all this is. */
  readonly book: number
  readonly nth: number
  /** Something was undone, restored, copied or closed without saving there: it may not know its own edits. */
  readonly isForgetful: boolean
  /** The server had it, and lost it with a day that it was set back by. */
  readonly isGivenBack?: boolean
  /** Ids that stood in the sheet when it was read. */
  readonly beside: ReadonlySet<string>
}

export type Violate = (invariant: string, what: string) => void

export interface Ledger {
  entries: ReadonlyMap<string, Entry>
  /** The newest accepted push of each file and row: set back with the server, which may take an older one again. */
  asserted: ReadonlyMap<string, Pushed>
  readonly markAt: (id: string, rev: number, key: EnteredKey) => number | null
  readonly meaningAt: (id: string, rev: number, key: EnteredKey) => string | null
  /** A mark of this row that says just this, the newest first. */
  readonly findMark: (id: string, key: EnteredKey, meaning: string) => number | null
  /** As {@link findMark}, also of a revision that was lost with a day that the server was set back by. */
  readonly everMark: (id: string, key: EnteredKey, meaning: string) => number | null
  /** Marks that said just this in this revision, or in one of the same number that was lost. */
  readonly everMarksAt: (
    id: string,
    rev: number,
    key: EnteredKey,
    meaning: string,
  ) => readonly number[]
  /** @param undone revisions of the batch that this commit takes back; null: it is no undo */
  readonly commit: (
    history: FakeHistory,
    pushed: Pushed | null,
    by: string,
    undone: ReadonlySet<number> | null,
  ) => void
  /** A push was accepted: what its sheet said before is out of date. */
  readonly assert: (pushed: Pushed, id: string) => void
  readonly keepConflict: (conflict: FakeConflict, pushed: Pushed | null) => void
}

const noEntry = (id: string, creator: string, first: Pushed | null): Entry => ({
  id,
  revisions: [],
  conflicts: new Set(),
  creator,
  first,
})

/** @param told marks that users have seen in the pane */
export const createLedger = (marks: Marks, told: ReadonlySet<number>, violate: Violate): Ledger => {
  /** The file that a stored mark came from, by row and mark: cut and pasted, one mark may come to two rows. */
  const books = new Map<string, number>()
  /** Whatever a row has ever said, and what it said at a revision, lost or not. */
  const ever = new Map<string, number>()
  const everThen = new Map<string, readonly number[]>()
  /** All revisions that led to one, lost or not. */
  const lines = new Map<string, readonly (readonly Revision[])[]>()
  const put = (entry: Entry) => {
    ledger.entries = new Map(ledger.entries).set(entry.id, entry)
  }
  const revision = (id: string, rev: number): Revision | null =>
    ledger.entries.get(id)?.revisions.find((one) => one.rev === rev) ?? null

  /** Has the cell shown a mark that says this, and that was typed, merged or put back over the other one? */
  const hasReplaced = (cell: GridCell, now: string, old: number): boolean => {
    for (let at = cell.shown; at !== null; at = at.before)
      if (marks.at(at.mark).meaning === now && stoodBelow(marks, at.mark, old)) return true
    return false
  }

  /** Had the server replaced it by the revision that the sheet stands on, and lost that since? */
  const wasReplaced = ({ id, base }: Pushed, key: EnteredKey, old: number): boolean =>
    (lines.get(`${id}@${base}`) ?? []).some(
      (line) =>
        line.at(-1)?.marks[key] !== old && line.some((revision) => revision.marks[key] === old),
    )

  /** Has the cell ever said just this? Before anybody typed there it was blank. */
  const hasShownText = (cell: GridCell, meaning: string): boolean => {
    if (meaning === '') return true
    for (let at = cell.shown; at !== null; at = at.before)
      if (marks.at(at.mark).meaning === meaning) return true
    return false
  }

  /** The mark of one field after a commit. */
  const markOf = (
    key: EnteredKey,
    now: string,
    before: Revision | null,
    pushed: Pushed | null,
    at: string,
  ): number => {
    const old = before?.marks[key] ?? 0
    const cell = pushed?.cells[key]
    const isMine = cell !== undefined && meaningOfCell(key, cell.value) === now
    if ((before?.meanings[key] ?? '') === now) {
      if (isMine && cell.mark !== 0) marks.durable.add(cell.mark)
      return old
    }
    if (pushed === null) return marks.fresh(key, now, old)
    if (!isMine) {
      violate('I2', `${at} ${key} became "${now}", which its sheet did not say`)
      return marks.fresh(key, now)
    }
    // Changed there and back again, by a colleague or an undo: the cell has shown just this text, as the server's, or as
    // what was stored of it unheard.
    const known = ledger.entries.get(pushed.id)?.revisions ?? []
    const isShown = (mark: number) => hasShown(cell, mark) || told.has(mark)
    const hasSeen = known.some(
      (one) => one.meanings[key] === marks.at(old).meaning && isShown(one.marks[key] ?? 0),
    )
    // Given back over what it once took the place of: who changed it saw that, if not who gives it back.
    const isBack = pushed.isGivenBack === true
    const stoodThere = isBack && (hasReplaced(cell, now, old) || wasReplaced(pushed, key, old))
    // Of a row that stands on nothing, or has sent before: a copy of its file has stored just what this one had said there.
    const mayHaveSaid = pushed.base === 0 || pushed.namesOlder
    const hasSaid = mayHaveSaid && hasShownText(cell, marks.at(old).meaning)
    const isKnown = hasShown(cell, old) || hasSeen || hasSaid || stoodThere
    if (!isKnown && !told.has(old))
      violate('I2', `${at} ${key} "${marks.at(old).meaning}" was replaced by "${now}" unseen`)
    const newest = ledger.asserted.get(`${pushed.book}/${pushed.id}`)
    // The same once more is nothing older: a server that was set back between takes it again.
    const isOlder = newest !== undefined && pushed.nth < newest.nth
    if (isOlder && newest.cells[key]?.mark !== cell.mark)
      violate('I2', `${at} ${key} "${now}" came late, after its sheet had said something newer`)
    books.set(`${pushed.id}/${cell.mark}`, pushed.book)
    return cell.mark
  }

  /**
   * The mark of a field after an undo, an act of its own: it says what was there before the batch, if what the batch
   * wrote still stood there.
   */
  const markBack = (
    key: EnteredKey,
    now: string,
    revisions: readonly Revision[],
    undone: ReadonlySet<number>,
    at: string,
  ): number => {
    const before = revisions.at(-1)
    if ((before?.meanings[key] ?? '') === now) return before?.marks[key] ?? 0
    for (const rev of undone) {
      const at = revisions.findIndex((one) => one.rev === rev)
      const [old, own] = [revisions[at - 1], revisions[at]]
      const isIts = own?.meanings[key] === before?.meanings[key]
      if (isIts && (old?.meanings[key] ?? '') === now)
        return marks.fresh(key, now, before?.marks[key])
    }
    const stood = before?.meanings[key] ?? ''
    violate(
      'I2',
      `${at} ${key} "${stood}" was replaced by "${now}" by an undo that it is no part of`,
    )
    return marks.fresh(key, now)
  }

  const ledger: Ledger = {
    entries: new Map(),
    asserted: new Map(),
    markAt: (id, rev, key) => revision(id, rev)?.marks[key] ?? null,
    meaningAt: (id, rev, key) => revision(id, rev)?.meanings[key] ?? null,
    findMark: (id, key, meaning) => {
      const entry = ledger.entries.get(id)
      const found = entry?.revisions.findLast((one) => one.meanings[key] === meaning)
      if (found) return found.marks[key] ?? 0
      for (const mark of entry?.conflicts ?? [])
        if (marks.at(mark).key === key && marks.at(mark).meaning === meaning) return mark
      return null
    },
    everMarksAt: (id, rev, key, meaning) => everThen.get(`${id}@${rev}/${key}/${meaning}`) ?? [],
    everMark: (id, key, meaning) =>
      ledger.findMark(id, key, meaning) ?? ever.get(`${id}/${key}/${meaning}`) ?? null,
    commit: ({ row, rev, prior, values }, pushed, by, undone) => {
      const entry = ledger.entries.get(row) ?? noEntry(row, by, pushed)
      const before = entry.revisions.at(-1) ?? null
      const newest = before?.rev ?? 0
      if (prior !== newest || rev <= newest)
        violate('I9', `${row} went from rev ${newest} to ${rev}, after ${prior}`)
      const after: Partial<Record<EnteredKey, number>> = {}
      const meanings: Record<string, string> = {}
      for (const key of enteredKeys) {
        const now = meaningOfValue(key, valueOf(values, key))
        meanings[key] = now
        const at = `${row.slice(-4)}@${rev}`
        after[key] =
          undone === null
            ? markOf(key, now, before, pushed, at)
            : markBack(key, now, entry.revisions, undone, at)
        marks.durable.add(after[key])
        ever.set(`${row}/${key}/${now}`, after[key])
        const then = `${row}@${rev}/${key}/${now}`
        everThen.set(then, [...(everThen.get(then) ?? []), after[key]])
      }
      const line = [...entry.revisions, { rev, marks: after, meanings }]
      lines.set(`${row}@${rev}`, [...(lines.get(`${row}@${rev}`) ?? []), line])
      put({ ...entry, revisions: line })
    },
    assert: (pushed, id) => {
      const key = `${pushed.book}/${id}`
      if (pushed.nth > (ledger.asserted.get(key)?.nth ?? 0))
        ledger.asserted = new Map(ledger.asserted).set(key, pushed)
    },
    keepConflict: ({ row, field, rev, mine }, pushed) => {
      const entry = ledger.entries.get(row)
      const key = enteredKeys.find((one) => one === keyOf(field))
      if (!entry || key === undefined) return
      const theirs = revision(row, rev)?.marks[key] ?? 0
      const cell = pushed?.cells[key]
      const from = books.get(`${row}/${theirs}`)
      // What it stands on was lost with a day that the server was set back by, and nobody asks for it any more.
      const isLost =
        pushed !== null && revision(row, pushed.base) === null && lines.has(`${row}@${pushed.base}`)
      const isOwn = pushed !== null && !pushed.isForgetful && !isLost && from === pushed.book
      if (isOwn && cell !== undefined && hasShown(cell, theirs))
        violate(
          'I12',
          `${row.slice(-4)} ${key} "${cell.value}" conflicts with its own earlier edit`,
        )
      const mark = cell?.mark ?? marks.fresh(key, meaningOfValue(key, mine))
      marks.durable.add(mark)
      put({ ...entry, conflicts: new Set([...entry.conflicts, mark]) })
    },
  }
  return ledger
}
