// The port of matching: what is stored for finding, for review and for learning. worker/db/match*.ts is the real one.
// A push that has no such port decides by strong keys alone.
import type { Evidence } from '../../shared/match/levels.ts'
import type { Print } from '../../shared/match/print.ts'
import type { RelationKind } from '../../shared/match/relation.ts'
import type { Candidate, Found } from '../../shared/match/search.ts'
import type { AskedKey } from '../../shared/match/sought.ts'
import type { Finding } from '../../shared/match/verdict.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import type { GivenAnswer } from '../../shared/protocol/matches.ts'
import type { Actor } from '../auth/actor.ts'

/** Two rows; a sorts before b. */
export interface Pair {
  readonly a: string
  readonly b: string
}

export const pairOf = (x: string, y: string): Pair => (x < y ? { a: x, b: y } : { a: y, b: x })
export const pairName = ({ a, b }: Pair): string => `${a}/${b}`

/** A pair to be kept for review. */
export interface PlannedPair extends Pair {
  readonly finding: Finding
  readonly kind: RelationKind | null
  readonly score: number
}

export type Verdict = GivenAnswer['verdict']

export interface StoredAnswer extends Pair {
  readonly verdict: Verdict
  readonly kind: RelationKind | null
  readonly by: string
  readonly at: number
  readonly print: Print
  readonly evidence: readonly Evidence[]
}

/** What an organisation has decided: values of the policies `match` and `weights`, not parsed. */
export interface MatchSettings {
  readonly policy: unknown
  readonly weights: unknown
  readonly weightsVersion: number
}

export interface ListedAnswer extends StoredAnswer {
  readonly labelA: string
  readonly labelB: string
}

export interface SearchAsk {
  readonly keys: readonly AskedKey[]
  /** Rows that stand already: what has been said about them? */
  readonly standing: readonly string[]
}

export interface SearchFacts extends Found {
  readonly settings: MatchSettings
  /** Answers about the standing rows, by the pair's name. */
  readonly answers: ReadonlyMap<string, StoredAnswer>
}

/** A customer as a review shows him, and as he is compared. */
export interface Member extends Candidate {
  readonly rev: number
  readonly crev: number
  readonly owner: string | null
  readonly values: WireValues
}

export interface OpenPair extends PlannedPair {
  readonly batch: string | null
}

/** A place in the order of review: the strongest first. */
export interface Place extends Pair {
  readonly score: number
}

export interface OpenAsk {
  /** Where the page before ended; null from the strongest. */
  readonly after: Place | null
  /** So many open pairs are looked at, whoever sees them. */
  readonly limit: number
  /** Only those that this batch of the caller's found; null: all. */
  readonly batch: string | null
}

export interface OpenPage {
  /** Those whose customers are live and both in the caller's sight; the strongest first. */
  readonly pairs: readonly OpenPair[]
  /** null: there are no more. */
  readonly next: Place | null
}

export interface RebuildState {
  readonly version: number
  readonly phase: 'keys' | 'pairs' | 'done'
  readonly after: string
  readonly looked: number
}

/** A customer whose features are to be written anew. */
export interface Refreshed {
  readonly id: string
  readonly rev: number
  readonly values: WireValues
}

export interface CustomerPage extends Refreshed {
  /** Its features are missing or of another version. */
  readonly isOld: boolean
  readonly isGone: boolean
}

/** A place in the list of answers: the newest first. */
export interface AnswerPlace extends Pair {
  readonly at: number
}

export interface AnswersAsk {
  /** Where the page before ended; null from the newest. */
  readonly after: AnswerPlace | null
  readonly limit: number
  /** Only these; null: all. */
  readonly verdicts: readonly Verdict[] | null
  /** Only this user's; null: everybody's. */
  readonly by: string | null
}

export interface MatchStore {
  readonly readSearch: (actor: Actor, ask: SearchAsk) => Promise<SearchFacts>
  /** How many customers have each key, KEY_ROWS_MAX + 1 for more. */
  readonly readCounts: (actor: Actor, keys: SearchAsk['keys']) => Promise<(key: number) => number>
  /** How many of `wanted` more hints may be told on this day; they are counted as told. */
  readonly spendHints: (actor: Actor, day: string, wanted: number, most: number) => Promise<number>
  /** Live customers in the caller's sight, by id. */
  readonly readMembers: (
    actor: Actor,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, Member>>
  /** Customers whoever sees them, gone ones too: for what the server does by itself. */
  readonly readRows: (actor: Actor, ids: readonly string[]) => Promise<ReadonlyMap<string, Member>>
  readonly readOpen: (actor: Actor, ask: OpenAsk) => Promise<OpenPage>
  /** Open pairs of these rows, whoever sees them; at most AROUND_MAX. */
  readonly readAround: (actor: Actor, ids: readonly string[]) => Promise<readonly OpenPair[]>
  readonly writePairs: (actor: Actor, pairs: readonly PlannedPair[], now: number) => Promise<number>
  /** Found once and nothing by now. */
  readonly closePairs: (actor: Actor, pairs: readonly Pair[]) => Promise<void>
  /** Pairs that name a merged row wait until it is back. */
  readonly retire: (actor: Actor, losers: readonly string[]) => Promise<void>
  readonly unretire: (actor: Actor, losers: readonly string[]) => Promise<void>
  readonly readAnswers: (
    actor: Actor,
    pairs: readonly Pair[],
  ) => Promise<ReadonlyMap<string, StoredAnswer>>
  /** About any two of these rows. */
  readonly readAnswersAmong: (
    actor: Actor,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, StoredAnswer>>
  /** The newest answer stands; an open pair is closed by it, unless it is `unsure`. */
  readonly writeAnswers: (actor: Actor, answers: readonly StoredAnswer[]) => Promise<void>
  readonly listAnswers: (actor: Actor, ask: AnswersAsk) => Promise<readonly ListedAnswer[]>
  /** How many there were; their pairs are open again. */
  readonly clearAnswers: (actor: Actor, pairs: readonly Pair[]) => Promise<number>
  readonly readSettings: (actor: Actor) => Promise<MatchSettings>
  readonly readRebuild: (actor: Actor) => Promise<RebuildState | null>
  readonly writeRebuild: (actor: Actor, state: RebuildState, now: number) => Promise<void>
  /** Customers behind an id, gone ones too, in the order of ids. */
  readonly readCustomers: (
    actor: Actor,
    after: string,
    limit: number,
  ) => Promise<readonly CustomerPage[]>
  /** New features for rows that still stand at their revision. */
  readonly refresh: (actor: Actor, rows: readonly Refreshed[]) => Promise<void>
}

export const AROUND_MAX = 500
