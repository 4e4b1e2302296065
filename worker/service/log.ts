// The log and the cursors that stand on it. A restored database is its own past: its epoch, its counter and its
// rows are those of that day, and the seqs given out since are given out again. So a cursor names the log itself.
import type { Reset } from '../../shared/protocol/pull.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeWords } from '../auth/scope.ts'
import { Refusal } from '../refusal.ts'
import type { ArchivePlan } from './archive-facts.ts'
import type { PushPlan } from './store.ts'
import type { TierAsk } from './tier-ask.ts'

/** What was written last up to some seq, and when (the server's clock, UTC milliseconds). */
export interface LogMark {
  readonly tag: string
  readonly at: number
}

export const noMark: LogMark = { tag: '', at: 0 }

export interface LogFacts {
  /** The last seq given out. */
  readonly head: number
  /** Up to here nobody knows any more what left whose sight. */
  readonly purged: number
  /** The newest mark at or before each seq that was asked for; '' and 0 where nothing was written yet. */
  readonly marks: readonly LogMark[]
}

/**
 * The tag of a write: every write leaves one at the seq that it ends with. Whoever finds his tag in the log has all
 * that came before it too, for a restore only cuts off the end. What is written again at those seqs later is written
 * at another moment, so it has another tag.
 */
const tagOf = (actor: Actor, now: number, ...what: readonly unknown[]): string =>
  hash64(JSON.stringify([actor.id, now, ...what]))

export const pushMark = (actor: Actor, { now, writes }: PushPlan): LogMark => ({
  tag: tagOf(actor, now, writes.length, writes[0]?.id, writes[0]?.base, writes[0]?.hash),
  at: now,
})
export const archiveMark = (actor: Actor, { now, rows, isRestored }: ArchivePlan): LogMark => ({
  tag: tagOf(actor, now, rows.length, rows[0], isRestored),
  at: now,
})
export const settleMark = (actor: Actor, { now, today }: TierAsk): LogMark => ({
  tag: tagOf(actor, now, 'settle', today),
  at: now,
})

/** Names what a caller may see: it changes with his role, his team and his stand-ins. */
export const scopeOf = (actor: Actor): string =>
  hash64(JSON.stringify(scopeWords(actor))).slice(0, 8)

/** All up to `seq` is known, in the log that has `mark` there, as far as `scope` reaches. */
export interface Cursor {
  readonly seq: number
  readonly mark: LogMark
  readonly scope: string
}

export const writeCursor = (actor: Actor, seq: number, mark: LogMark): string =>
  `s${seq}.${mark.tag}.${mark.at.toString(36)}.${scopeOf(actor)}`

/** @returns null for '', which is before everything; a cursor that we did not write is refused */
export const readCursor = (text: string): Cursor | null => {
  if (text === '') return null
  const found = /^s(\d{1,15})\.([0-9a-f]*)\.([0-9a-z]{1,9})\.([0-9a-f]{8})$/u.exec(text)
  if (found === null) throw new Refusal('malformed', 'This cursor is none of ours.')
  const [, seq = '', tag = '', at = '', scope = ''] = found
  return { seq: Number(seq), mark: { tag, at: Number.parseInt(at, 36) }, scope }
}

/** Does the cursor still hold? `mark` is the newest of the log at or before its seq. */
export const resetOf = (
  actor: Actor,
  cursor: Cursor | null,
  { head, purged, mark }: Omit<LogFacts, 'marks'> & { readonly mark: LogMark | undefined },
): Reset | null => {
  if (cursor === null) return null
  // First: the mark of so old a cursor is purged as well, and its absence says nothing of a restore.
  if (cursor.seq < purged) return 'cursor_too_old'
  if (cursor.seq > head || cursor.mark.tag !== (mark?.tag ?? '')) return 'epoch_changed'
  return cursor.scope === scopeOf(actor) ? null : 'scope_changed'
}

/** @throws Refusal epoch_changed, where the log was cut off behind what the session has been told */
export const refuseCutOff = (
  actor: Actor,
  cursor: Cursor | null,
  log: Omit<LogFacts, 'marks'> & { readonly mark: LogMark | undefined },
): void => {
  if (resetOf(actor, cursor, log) === 'epoch_changed')
    throw new Refusal('epoch_changed', 'The server was restored meanwhile. Say hello again.')
}

/** Where a row that the caller sees stands, and where it stood when the log was cut off. */
export interface Fork {
  readonly rev: number
  /** 0: it was not there yet. */
  readonly kept: number
}

export interface LeaseAsk {
  readonly workbook: string
  readonly session: string
  readonly now: number
}

/** Which of the account's panes has it, until when. */
export interface LeaseFacts {
  readonly session: string
  readonly until: number
}
