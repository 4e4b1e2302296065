// Asked by a pane that nobody is signed in to; see shared/protocol/standing.ts. No key travels with it.
import {
  standingReply,
  type StandingReply,
  type StandingRequest,
} from '../../shared/protocol/standing.ts'
import { type Answer, type ApiOptions, createCaller } from './call.ts'

export interface StandingApi {
  readonly standing: (request: StandingRequest) => Answer<StandingReply>
}

export const createStandingApi = (options: Omit<ApiOptions, 'key'>): StandingApi => {
  const { call } = createCaller({ ...options, key: null })
  return { standing: (request) => call('standing', request, standingReply) }
}
