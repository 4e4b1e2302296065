// What the review knows, what can happen in it and what it asks for. Plain data. One question is on the table at a
// time; what was decided can be taken back, the last one first.
import type { MergePreviewReply, MergeReply, MergeRequest } from '../../../shared/protocol/merge.ts'
import type { UnmergeReply } from '../../../shared/protocol/merge.ts'
import type {
  AnswerReply,
  MatchAnswer,
  MatchCluster,
  ReviewReply,
} from '../../../shared/protocol/matches.ts'
import type { RelationKind } from '../../../shared/match/relation.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'

/** The question on the table. */
export interface Card {
  readonly cluster: MatchCluster
  /** What a merge would do; null: not told yet. */
  readonly preview: MergePreviewReply | null
  /** Ids of the members that the decision is about. */
  readonly ticked: readonly string[]
  /** Who stays, where its user said so. */
  readonly stays: string | null
  /** Values that its user chose: the row that says them, by field. */
  readonly fields: Readonly<Record<string, string>>
  /** The row whose main contact it is to be, where its user said so. */
  readonly contact: string | null
  /** The current field, as a place among the open ones. */
  readonly at: number
}

/** What was decided, so that it can be taken back. */
export type Deed =
  | { readonly do: 'merge'; readonly cluster: MatchCluster; readonly merge: string }
  | {
      readonly do: 'answer'
      readonly cluster: MatchCluster
      readonly answers: readonly MatchAnswer[]
    }
  | { readonly do: 'skip'; readonly cluster: MatchCluster }

/** The last thing that happened, to be said aloud: a key of the texts with what it names. */
export interface Told {
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
  readonly isTrouble: boolean
  /** What is wrong with the customer that the rows would become. */
  readonly problem?: Problem
}

/** Why nothing can be done just now. */
export type Busy = 'page' | 'merge' | 'answer' | 'undo' | null

export interface Review {
  /** Only what concerns the rows of this batch; null: all. */
  readonly of: string | null
  readonly card: Card | null
  /** Behind the card, the most certain first. */
  readonly queue: readonly MatchCluster[]
  readonly labels: ReviewReply['labels']
  /** Of the next page; null: there is none. */
  readonly cursor: string | null
  /** Questions behind the queue, about: the server counts pairs, and three that are one have three. */
  readonly left: number
  /** Previews that came before their question did, by its name. */
  readonly previews: Readonly<Record<string, MergePreviewReply>>
  /** Questions that were answered or skipped in this sitting, by name: the last page is asked for twice. */
  readonly seen: readonly string[]
  /** All pages were gone through; they are asked for once more, for what decisions have split since. */
  readonly isLastRound: boolean
  /** Newest last. */
  readonly deeds: readonly Deed[]
  /** Answered or skipped. */
  readonly done: number
  /** Merges, made or taken back, that the sheets do not show yet. */
  readonly waiting: number
  readonly busy: Busy
  readonly stop: Stop | null
  readonly told: Told | null
  readonly asking: 'kind' | 'sure' | null
  readonly areKeysOff: boolean
}

export type Event =
  | { readonly type: 'opened' }
  | { readonly type: 'paged'; readonly reply: ReviewReply }
  | { readonly type: 'previewed'; readonly name: string; readonly reply: MergePreviewReply }
  | { readonly type: 'ticked'; readonly id: string }
  | { readonly type: 'stays-chosen'; readonly id: string }
  /** null: as the rule says. */
  | { readonly type: 'value-chosen'; readonly field: string; readonly from: string | null }
  | { readonly type: 'contact-chosen'; readonly from: string | null }
  | { readonly type: 'pointed'; readonly at: number }
  | { readonly type: 'merge-asked'; readonly isSure: boolean }
  | { readonly type: 'different-said' }
  | { readonly type: 'related-asked' }
  | { readonly type: 'related-said'; readonly kind: RelationKind }
  | { readonly type: 'asking-closed' }
  | { readonly type: 'skipped' }
  | { readonly type: 'undo-asked' }
  | { readonly type: 'merged'; readonly reply: MergeReply }
  | {
      readonly type: 'answered'
      readonly answers: readonly MatchAnswer[]
      readonly reply: AnswerReply
    }
  | { readonly type: 'unmerged'; readonly reply: UnmergeReply }
  | { readonly type: 'unanswered' }
  | { readonly type: 'failed'; readonly what: Asked['do']; readonly stop: Stop }
  | { readonly type: 'stop-closed' }
  | { readonly type: 'sheets-asked' }
  | { readonly type: 'keys-switched'; readonly areOff: boolean }

type MergeOrder = Omit<MergeRequest, 'epoch' | 'workbook'>

/** What the server is asked. */
export type Asked =
  | { readonly do: 'page'; readonly after: string | null; readonly of: string | null }
  | { readonly do: 'preview'; readonly name: string; readonly rows: readonly string[] }
  | { readonly do: 'merge'; readonly order: MergeOrder }
  | { readonly do: 'answer'; readonly answers: readonly MatchAnswer[]; readonly isUndo: boolean }
  | { readonly do: 'unmerge'; readonly merge: string }

export type Effect =
  | Asked
  /** What changed on the server comes into the sheets. */
  | { readonly do: 'sheets' }
  /** Nothing of this batch is open any more. */
  | { readonly do: 'finished'; readonly of: string | null }

export interface Step {
  readonly state: Review
  readonly effects: readonly Effect[]
}

export const startReview = (of: string | null): Review => ({
  of,
  card: null,
  queue: [],
  labels: {},
  cursor: '',
  left: 0,
  previews: {},
  seen: [],
  isLastRound: false,
  deeds: [],
  done: 0,
  waiting: 0,
  busy: 'page',
  stop: null,
  told: null,
  asking: null,
  areKeysOff: false,
})

/** A question by its members. */
export const nameOf = ({ members }: Pick<MatchCluster, 'members'>): string =>
  members
    .map(({ id }) => id)
    .toSorted()
    .join(' ')
