// The `_sync` cell: who a row is and what of it was last synced, as one line of text that travels with the row.
// version|ULID|rev|crev|hash|ohash|check, then a tail only where it says something: |answer+older…|marks
// Reading never throws: a damaged, foreign or half-deleted cell reads as null, and the row is held.
import { AFTER_MAX } from '../protocol/push.ts'
import { hash64 } from './hash.ts'
import { marksToText, textToMarks } from './marks.ts'

/** What the server said to a content that it did not store; one letter in the cell. */
export const answerLetters = {
  invalid: 'i',
  known: 'k',
  changed_identity: 'c',
  forbidden: 'f',
  gone: 'g',
} as const
export type Refused = keyof typeof answerLetters

/** sent: an open intention. It is under way, or its answer was lost; it is resolved before newer content goes out. */
const tailLetters = { ...answerLetters, sent: 's' } as const

interface Answer {
  readonly outcome: keyof typeof tailLetters
  /** The content that it is said of; '' with `gone`: the row was emptied, because it left its user's sight. */
  readonly hash: string
}

export interface Stamp {
  /** Names the canon and the mapping that `hash` was made under. */
  readonly version: string
  readonly id: string
  /** 0: the server has not stored this row yet. */
  readonly rev: number
  readonly crev: number
  /** Of the entered cells as of `rev`; '' with rev 0. */
  readonly hash: string
  /** Of the computed cells as last written; '' before the first delivery. */
  readonly ohash: string
  readonly answer: Answer | null
  /**
   * What was sent on `rev` before that, and may be stored without our knowing, the newest last: whatever becomes of the
   * pane, what is typed over it is sent as such.
   */
  readonly older: readonly string[]
  /** Headers of the columns whose cells the conditional format colours. */
  readonly marks: readonly string[]
}

/** Where a stamp is valid: a row pasted from elsewhere is not taken for one of ours. */
export interface Home {
  readonly org: string
  readonly table: string
}

const checkOf = (home: Home, id: string): string =>
  hash64(`${home.org}|${home.table}|${id}`).slice(0, 6)

const answerToText = ({ answer, older }: Stamp): string =>
  [answer === null ? '' : tailLetters[answer.outcome] + answer.hash, ...older].join('+')

const letters = new Map<string, Answer['outcome']>(
  Object.entries(tailLetters).map(([outcome, letter]) => [letter, outcome as Answer['outcome']]),
)

const head =
  /^([^|]{1,12})\|([0-9A-HJKMNP-TV-Z]{26})\|(\d{1,15})\|(\d{1,15})\|([0-9a-f]{16}|)\|([0-9a-f]{16}|)\|([0-9a-f]{6})(?:\|([a-z](?:[0-9a-f]{16})?|)((?:\+[0-9a-f]{16})*)\|(.*))?$/su

const textToAnswer = (text: string | undefined): Answer | null | undefined => {
  if (text === undefined || text === '') return null
  const outcome = letters.get(text.charAt(0))
  return outcome === undefined ? undefined : { outcome, hash: text.slice(1) }
}

/** @returns the text of the cell, about 100 characters */
export const stampToText = (stamp: Stamp, home: Home): string => {
  const { version, id, rev, crev, hash, ohash } = stamp
  const text = `${version}|${id}|${rev}|${crev}|${hash}|${ohash}|${checkOf(home, id)}`
  const answer = answerToText(stamp)
  const marks = marksToText(stamp.marks)
  return answer === '' && marks === '' ? text : `${text}|${answer}|${marks}`
}

/** @returns null for anything that {@link stampToText} did not write for this home */
export const textToStamp = (text: string, home: Home): Stamp | null => {
  const found = head.exec(text)
  if (found === null) return null
  const [, version = '', id = '', rev = '', crev = '', hash = '', ohash = '', check] = found
  if (check !== checkOf(home, id)) return null
  const answer = textToAnswer(found[8])
  if (answer === undefined) return null
  return {
    version,
    id,
    rev: Number(rev),
    crev: Number(crev),
    hash,
    ohash,
    answer,
    older: (found[9] ?? '').split('+').slice(1).slice(-AFTER_MAX),
    marks: textToMarks(found[10] ?? ''),
  }
}

/** Whom a text of the hidden cell names, sound or not; '' for nobody. */
export const idInText = (text: string): string => head.exec(text)?.[2] ?? ''

/**
 * The stamp of a row whose id is minted and which the server has not seen.
 * @param sent the content that goes out under it at once; null: none yet
 */
export const newStamp = (version: string, id: string, sent: string | null = null): Stamp => ({
  version,
  id,
  rev: 0,
  crev: 0,
  hash: '',
  ohash: '',
  answer: sent === null ? null : { outcome: 'sent', hash: sent },
  older: [],
  marks: [],
})

/** With another answer; what the one before was said of is older content by now. */
export const withAnswer = (stamp: Stamp, answer: Answer | null): Stamp => {
  const before = stamp.answer?.hash ?? ''
  const older = before === '' ? stamp.older : [...stamp.older, before]
  return { ...stamp, answer, older: older.filter((one) => one !== answer?.hash).slice(-AFTER_MAX) }
}

/** With more that may be stored on `rev` without our knowing; what the row itself said counts as newer. */
export const withOlder = (stamp: Stamp, said: readonly string[]): Stamp => {
  const known = new Set(['', stamp.answer?.hash, ...stamp.older])
  const more = said.filter((hash) => !known.has(hash))
  return { ...stamp, older: [...new Set(more), ...stamp.older].slice(-AFTER_MAX) }
}

/** The content whose fate is not known yet; null: none. */
export const openIntention = ({ answer }: Stamp): string | null =>
  answer?.outcome === 'sent' ? answer.hash : null

/**
 * The row was linked to a customer who says something else in some cells. Until its user has chosen it is held,
 * whatever is typed in it: sent whole, it would put its values in the place of those on file.
 */
export const isUndecided = ({ rev, answer }: Stamp): boolean =>
  rev > 0 && answer?.outcome === 'known'
