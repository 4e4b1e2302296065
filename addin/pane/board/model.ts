// What the board's screen knows, what can happen on it, and what it asks for. Plain data.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { RunsReply, ViewReply } from '../../../shared/protocol/tier-lists.ts'
import type {
  BoardReply,
  DecidedStep,
  PolicyReply,
  StepDecision,
  StepsReply,
  WhatIfReply,
} from '../../../shared/protocol/tiers.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import { standardPolicy } from '../../../shared/tier/policy.ts'
import type { TierPolicy } from '../../../shared/tier/policy.ts'
import { savedViews } from '../../../shared/tier/views.ts'
import type { SavedView } from '../../../shared/tier/views.ts'
import { draftOf } from './draft.ts'
import type { Draft } from './draft.ts'

export const sections = ['board', 'lists', 'views', 'policy', 'runs'] as const
export type Section = (typeof sections)[number]

/** A sentence to show: its key among the board's texts. */
export interface Told {
  readonly kind: 'success' | 'warning'
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
}

interface Tried {
  readonly policy: TierPolicy
  readonly reply: WhatIfReply
}

export interface BoardState {
  readonly section: Section
  readonly hello: HelloReply | null
  readonly board: BoardReply | null
  /** What was decided on customers, the newest first; null: not read yet. */
  readonly steps: readonly DecidedStep[] | null
  readonly runs: RunsReply | null
  readonly view: SavedView
  readonly views: Partial<Readonly<Record<SavedView, ViewReply>>>
  readonly policy: PolicyReply | null
  readonly draft: Draft
  readonly tried: Tried | null
  /** Read before the last sync: shown until it is read anew. */
  readonly old: readonly Section[]
  /** Work is under way: one piece at a time. */
  readonly isBusy: boolean
  readonly stop: Stop | null
  readonly told: Told | null
}

/** A customer whose receipt is asked for; `row`: where his row stands, zero-based, for a receipt beside it. */
export interface ReceiptWish {
  readonly id: string
  readonly name: string
  readonly beside: { readonly sheet: string; readonly row: number } | null
  /** As it was in an old run; null: the newest. */
  readonly run: number | null
}

export type BoardEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'section-chosen'; readonly section: Section }
  | { readonly type: 'view-chosen'; readonly view: SavedView }
  | { readonly type: 'draft-changed'; readonly draft: Partial<Draft> }
  | { readonly type: 'try-asked' }
  | { readonly type: 'save-asked' }
  | { readonly type: 'apply-asked' }
  | { readonly type: 'decided'; readonly decision: StepDecision }
  | { readonly type: 'steps-listed' }
  | { readonly type: 'check-asked'; readonly run: number }
  | { readonly type: 'charts-asked' }
  | { readonly type: 'list-asked' }
  | { readonly type: 'receipt-asked'; readonly wish: ReceiptWish }
  | { readonly type: 'closed' }
  | { readonly type: 'synced' }
  | { readonly type: 'board-read'; readonly hello: HelloReply; readonly board: BoardReply }
  | { readonly type: 'view-read'; readonly view: SavedView; readonly reply: ViewReply }
  | { readonly type: 'policy-read'; readonly reply: PolicyReply }
  | { readonly type: 'tried'; readonly policy: TierPolicy; readonly reply: WhatIfReply }
  | { readonly type: 'applied'; readonly moved: number }
  | { readonly type: 'runs-read'; readonly reply: RunsReply }
  | { readonly type: 'steps-read'; readonly reply: StepsReply }
  /** `fault`: what is wrong with its reason or end, in words; then it was not stored. */
  | {
      readonly type: 'decision-stored'
      readonly decision: StepDecision
      readonly reply: StepsReply
      readonly fault: string | null
    }
  | { readonly type: 'told'; readonly told: Told }
  | { readonly type: 'stopped'; readonly stop: Stop }

export type BoardEffect =
  | { readonly do: 'board' }
  | { readonly do: 'view'; readonly view: SavedView }
  | { readonly do: 'policy' }
  | { readonly do: 'steps' }
  | { readonly do: 'runs'; readonly check: number | null }
  | { readonly do: 'try'; readonly policy: TierPolicy }
  | { readonly do: 'save'; readonly policy: TierPolicy; readonly seen: number }
  | { readonly do: 'apply' }
  | { readonly do: 'decide'; readonly decision: StepDecision }
  | { readonly do: 'charts'; readonly board: BoardReply }
  | { readonly do: 'list'; readonly view: SavedView; readonly reply: ViewReply }
  | { readonly do: 'steps-list'; readonly steps: readonly DecidedStep[] }
  | { readonly do: 'receipt'; readonly wish: ReceiptWish }
  /** What the server has now comes into the sheets. */
  | { readonly do: 'sync' }

export const startBoard: BoardState = {
  section: 'board',
  hello: null,
  board: null,
  steps: null,
  runs: null,
  view: savedViews[0],
  views: {},
  policy: null,
  draft: draftOf(standardPolicy),
  tried: null,
  old: [],
  isBusy: false,
  stop: null,
  told: null,
}
