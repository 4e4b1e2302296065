// What is left to decide: counts for the tab, decisions for all rows of a kind.
import type { Take } from '../../shared/protocol/resolve.ts'
import type { Decision } from '../../shared/sync/session/answer.ts'
import type { Board, ConflictRow, KnownRow, WaitingRow } from '../../shared/sync/session/board.ts'

/** Above so many recycled rows it is one question for all. */
export const RECYCLED_SINGLY_MAX = 20

/** Known rows that nobody has left alone. */
export const openKnown = ({ known }: Board, left: readonly string[]): readonly KnownRow[] => {
  const ids = new Set(left)
  return known.filter(({ id }) => !ids.has(id))
}

type Why = WaitingRow['why']

const waitingFor = ({ waiting }: Board, ...reasons: readonly Why[]): readonly WaitingRow[] =>
  waiting.filter(({ why }) => reasons.includes(why))

/** Rows that go out with the next sync, without anybody's word. */
export const toSend = (board: Board): readonly WaitingRow[] =>
  waitingFor(board, 'dirty', 'new', 'stale', 'retry')

/** Emptied, still with their identity. */
export const emptied = (board: Board): readonly WaitingRow[] => waitingFor(board, 'cleared')

/** By what a row is remembered that is left as it is: as long as it says the same. */
export const leaveKey = ({ why, id, hash }: WaitingRow): string => `${why} ${id} ${hash}`

const notLeft = (rows: readonly WaitingRow[], left: readonly string[]): readonly WaitingRow[] => {
  const keys = new Set(left)
  return rows.filter((row) => !keys.has(leaveKey(row)))
}

/** Rows whose identity is in question, by the question; those that nobody has left alone. */
export const questioned = (board: Board, left: readonly string[]) => ({
  copy: notLeft(waitingFor(board, 'copy'), left),
  damaged: notLeft(waitingFor(board, 'damaged'), left),
  gone: notLeft(waitingFor(board, 'gone', 'forbidden'), left),
})

/** Rows that were all edited and began as one, side by side. */
export const twinGroups = (board: Board): readonly (readonly WaitingRow[])[] => {
  const groups = new Map<string, WaitingRow[]>()
  for (const row of waitingFor(board, 'twin')) {
    const group = groups.get(row.id)
    if (group === undefined) groups.set(row.id, [row])
    else group.push(row)
  }
  return [...groups.values()]
}

/** How many questions there are about a table. */
export const decidable = (board: Board, left: readonly string[]): number => {
  const { copy, damaged, gone } = questioned(board, left)
  return (
    openKnown(board, left).length +
    board.recycled.length +
    board.conflicts.length +
    board.removed.count +
    emptied(board).length +
    copy.length +
    damaged.length +
    gone.length +
    twinGroups(board).length +
    (board.lost.length > 0 ? 1 : 0)
  )
}

/** An answer to rows whose identity is in question: it names them by their place. */
export const answerPlaces = (
  rows: readonly WaitingRow[],
  answer: Decision['answer'],
): readonly Decision[] => rows.map(({ row, hash }) => ({ id: '', answer, place: { row, hash } }))

type ConflictField = ConflictRow['fields'][number]

/** @param value what was typed instead, with `value` */
export const resolveFields = (
  fields: readonly ConflictField[],
  take: Take,
  value?: string,
): readonly Decision[] =>
  fields.map(({ conflict, rev }) => ({
    id: '',
    answer: 'resolve',
    resolution: { conflict, take, rev, ...(value === undefined ? {} : { value }) },
  }))

/** The words as they were asked for, however an input method wrote them. */
export const isTyped = (typed: string, words: string): boolean =>
  typed.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toUpperCase() === words

/** @param rows with what they say, where the answer is about that */
export const answerAll = (
  rows: readonly { readonly id: string; readonly hash?: string }[],
  answer: Decision['answer'],
): readonly Decision[] =>
  rows.map(({ id, hash }) => ({ id, answer, ...(hash === undefined ? {} : { shown: hash }) }))

/** Rows that can be linked: not linked yet, and nothing is known to stand in the way. */
export const linkable = (rows: readonly KnownRow[]): readonly KnownRow[] =>
  rows.filter(
    ({ isLinked, failure, known }) =>
      !isLinked && failure === null && (known === null || (known.id !== null && !known.here)),
  )

export const creatable = (rows: readonly KnownRow[]): readonly KnownRow[] =>
  rows.filter(({ isLinked }) => !isLinked)

/** What linking does; where no row can be linked, as all are here already or colleagues', what to do instead. */
export const knownHint = (rows: readonly KnownRow[]) => {
  if (linkable(rows).length > 0) return 'known.hint'
  const isHere = ({ known, failure }: KnownRow) => failure?.kind === 'here' || known?.here === true
  const here = rows.filter((row) => isHere(row))
  if (rows.length === 0 || rows.some(({ isLinked }) => isLinked)) return null
  if (here.length === rows.length) return 'known.hintHere'
  return here.length === 0 ? 'known.hintTheirs' : null
}

/** Linked rows whose cells differ from what is on file; typed in amid a sync, one is asked about once both are known. */
export const differing = (rows: readonly KnownRow[]): readonly KnownRow[] =>
  rows.filter((row) => row.isLinked && row.differing.length > 0)
