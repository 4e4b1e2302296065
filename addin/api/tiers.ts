// The calls about tiers: board, what-if, policy, Apply now, receipt, steps, and the lists for a manager's sheets.
import {
  type ActivityReply,
  activityReply,
  type ActivityRequest,
  type ReportReply,
  reportReply,
  type ReportRequest,
  type RunsReply,
  runsReply,
  type RunsRequest,
  type ViewReply,
  viewReply,
  type ViewRequest,
} from '../../shared/protocol/tier-lists.ts'
import {
  type ApplyReply,
  applyReply,
  type ApplyRequest,
  type BoardReply,
  boardReply,
  type BoardRequest,
  type PolicyReply,
  policyReply,
  type PolicyRequest,
  type ReceiptReply,
  receiptReply,
  type ReceiptRequest,
  type StepsReply,
  stepsReply,
  type StepsRequest,
  type WhatIfReply,
  whatIfReply,
  type WhatIfRequest,
} from '../../shared/protocol/tiers.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import type { Result } from '../../shared/result.ts'
import type { Call } from './call.ts'

type Answer<T> = Promise<Result<T, ApiFailure>>

export interface TierApi {
  readonly board: (request: BoardRequest) => Answer<BoardReply>
  readonly whatIf: (request: WhatIfRequest) => Answer<WhatIfReply>
  readonly policy: (request: PolicyRequest) => Answer<PolicyReply>
  readonly apply: (request: ApplyRequest) => Answer<ApplyReply>
  readonly receipt: (request: ReceiptRequest) => Answer<ReceiptReply>
  readonly steps: (request: StepsRequest) => Answer<StepsReply>
  readonly view: (request: ViewRequest) => Answer<ViewReply>
  readonly report: (request: ReportRequest) => Answer<ReportReply>
  readonly activity: (request: ActivityRequest) => Answer<ActivityReply>
  readonly runs: (request: RunsRequest) => Answer<RunsReply>
}

export const createTierApi = (call: Call): TierApi => ({
  board: (request) => call('tiers/board', request, boardReply),
  whatIf: (request) => call('tiers/what-if', request, whatIfReply),
  policy: (request) => call('tiers/policy', request, policyReply),
  apply: (request) => call('tiers/apply', request, applyReply),
  receipt: (request) => call('tiers/receipt', request, receiptReply),
  steps: (request) => call('tiers/steps', request, stepsReply),
  view: (request) => call('tiers/view', request, viewReply),
  report: (request) => call('tiers/report', request, reportReply),
  activity: (request) => call('tiers/activity', request, activityReply),
  runs: (request) => call('tiers/runs', request, runsReply),
})
