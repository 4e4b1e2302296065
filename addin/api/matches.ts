// Customers that may be one, and answers to that: one call per endpoint; see shared/protocol/matches.ts.
import {
  answerReply,
  type AnswerReply,
  type AnswerRequest,
  answersReply,
  type AnswersReply,
  type AnswersRequest,
  type CheckRequest,
  clearReply,
  type ClearReply,
  type ClearRequest,
  rebuildReply,
  type RebuildReply,
  type RebuildRequest,
  reviewReply,
  type ReviewReply,
  type ReviewRequest,
  weightsReply,
  type WeightsReply,
  type WeightsRequest,
} from '../../shared/protocol/matches.ts'
import { checkReply, type CheckReply } from '../../shared/protocol/push.ts'
import type { Answer, Call } from './call.ts'

export interface MatchApi {
  readonly review: (request: ReviewRequest) => Answer<ReviewReply>
  readonly answer: (request: AnswerRequest) => Answer<AnswerReply>
  readonly answers: (request: AnswersRequest) => Answer<AnswersReply>
  readonly check: (request: CheckRequest) => Answer<CheckReply>
  readonly clear: (request: ClearRequest) => Answer<ClearReply>
  readonly rebuild: (request: RebuildRequest) => Answer<RebuildReply>
  readonly weights: (request: WeightsRequest) => Answer<WeightsReply>
}

export const createMatchApi = (call: Call): MatchApi => ({
  review: (request) => call('matches/review', request, reviewReply),
  answer: (request) => call('matches/answer', request, answerReply),
  answers: (request) => call('matches/answers', request, answersReply),
  check: (request) => call('matches/check', request, checkReply),
  clear: (request) => call('matches/clear', request, clearReply),
  rebuild: (request) => call('matches/rebuild', request, rebuildReply),
  weights: (request) => call('matches/weights', request, weightsReply),
})
