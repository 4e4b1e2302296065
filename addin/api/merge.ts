// Merging customers: one call per endpoint; see shared/protocol/merge.ts.
import {
  mergePreviewReply,
  type MergePreviewReply,
  type MergePreviewRequest,
  mergeReply,
  type MergeReply,
  type MergeRequest,
  mergesReply,
  type MergesReply,
  type MergesRequest,
  unmergeReply,
  type UnmergeReply,
  type UnmergeRequest,
} from '../../shared/protocol/merge.ts'
import type { Answer, Call } from './call.ts'

export interface MergeApi {
  readonly preview: (request: MergePreviewRequest) => Answer<MergePreviewReply>
  readonly merge: (request: MergeRequest) => Answer<MergeReply>
  readonly unmerge: (request: UnmergeRequest) => Answer<UnmergeReply>
  readonly merges: (request: MergesRequest) => Answer<MergesReply>
}

export const createMergeApi = (call: Call): MergeApi => ({
  preview: (request) => call('merge/preview', request, mergePreviewReply),
  merge: (request) => call('merge', request, mergeReply),
  unmerge: (request) => call('unmerge', request, unmergeReply),
  merges: (request) => call('merges', request, mergesReply),
})
