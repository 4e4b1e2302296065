// What the board's screen knows, what can happen on it, and what it asks for. Plain data.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { ViewReply } from '../../../shared/protocol/tier-lists.ts'
import type {
  BoardReply,
  PolicyReply,
  StepDecision,
  StepsReply,
  WhatIfReply,
} from '../../../shared/protocol/tiers.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import { ladder } from '../../../shared/tier/policy.ts'
import type { Metric, TierPolicy } from '../../../shared/tier/policy.ts'
import { savedViews } from '../../../shared/tier/views.ts'
import type { SavedView } from '../../../shared/tier/views.ts'

export const sections = ['board', 'lists', 'views', 'policy'] as const
export type Section = (typeof sections)[number]

/** What a manager may move: the rest of the policy stays as it is. Percent as typed. */
export interface Draft {
  readonly top: string
  readonly bottom: string
  /** The best that may be ranked by; worse ones are stepped down to. */
  readonly metric: Metric
}

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
  readonly view: SavedView
  readonly views: Partial<Readonly<Record<SavedView, ViewReply>>>
  readonly policy: PolicyReply | null
  readonly draft: Draft
  readonly tried: Tried | null
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
  | { readonly type: 'steps-read'; readonly reply: StepsReply }
  | { readonly type: 'told'; readonly told: Told }
  | { readonly type: 'stopped'; readonly stop: Stop }

export type BoardEffect =
  | { readonly do: 'board' }
  | { readonly do: 'view'; readonly view: SavedView }
  | { readonly do: 'policy' }
  | { readonly do: 'try'; readonly policy: TierPolicy }
  | { readonly do: 'save'; readonly policy: TierPolicy; readonly seen: number }
  | { readonly do: 'apply' }
  | { readonly do: 'decide'; readonly decision: StepDecision }
  | { readonly do: 'charts'; readonly board: BoardReply }
  | { readonly do: 'list'; readonly view: SavedView; readonly reply: ViewReply }
  | { readonly do: 'receipt'; readonly wish: ReceiptWish }
  /** What the server has now comes into the sheets. */
  | { readonly do: 'sync' }

export const startBoard: BoardState = {
  section: 'board',
  hello: null,
  board: null,
  view: savedViews[0],
  views: {},
  policy: null,
  draft: { top: '20', bottom: '30', metric: ladder[0] },
  tried: null,
  isBusy: false,
  stop: null,
  told: null,
}

export const draftOf = ({ topPercent, bottomPercent, metrics }: TierPolicy): Draft => ({
  top: String(topPercent),
  bottom: String(bottomPercent),
  metric: metrics[0] ?? ladder[0],
})

const toPercent = (text: string): number | null => {
  const trimmed = text.trim().replace(/[%％]$/u, '')
  return /^\d{1,3}$/u.test(trimmed) && Number(trimmed) <= 100 ? Number(trimmed) : null
}

/** null: the cuts are no whole percents that leave room for each other. */
export const draftToPolicy = (draft: Draft, base: TierPolicy): TierPolicy | null => {
  const [topPercent, bottomPercent] = [toPercent(draft.top), toPercent(draft.bottom)]
  if (topPercent === null || bottomPercent === null || topPercent + bottomPercent > 100) return null
  const metrics =
    draft.metric === base.metrics[0] ? base.metrics : ladder.slice(ladder.indexOf(draft.metric))
  return { ...base, topPercent, bottomPercent, metrics }
}
