// The lock: what travels, as JSON Schema, is pinned to the protocol's number; old messages still parse.
import { describe, expect, test } from 'vitest'
import * as z from 'zod'

import { archiveReply, archiveRequest } from '../../shared/protocol/archive.ts'
import {
  batchesReply,
  batchesRequest,
  undoReply,
  undoRequest,
} from '../../shared/protocol/batches.ts'
import { conflictsReply, conflictsRequest } from '../../shared/protocol/conflicts.ts'
import {
  changeFieldReply,
  changeFieldRequest,
  fieldHistoryReply,
  fieldHistoryRequest,
  fieldsReply,
  fieldsRequest,
  revealReply,
  revealRequest,
} from '../../shared/protocol/fields.ts'
import { digestReply, digestRequest } from '../../shared/protocol/digest.ts'
import { helloReply, helloRequest } from '../../shared/protocol/hello.ts'
import {
  answerReply,
  answerRequest,
  answersReply,
  answersRequest,
  checkRequest,
  clearReply,
  clearRequest,
  matchPolicyReply,
  matchPolicyRequest,
  rebuildReply,
  rebuildRequest,
  reviewReply,
  reviewRequest,
  weightsReply,
  weightsRequest,
} from '../../shared/protocol/matches.ts'
import {
  mergePreviewReply,
  mergePreviewRequest,
  mergeReply,
  mergeRequest,
  mergesReply,
  mergesRequest,
  unmergeReply,
  unmergeRequest,
} from '../../shared/protocol/merge.ts'
import { noteReply, noteRequest } from '../../shared/protocol/note.ts'
import { outcomeReply, outcomeRequest } from '../../shared/protocol/outcome.ts'
import { pullReply, pullRequest, settleReply, settleRequest } from '../../shared/protocol/pull.ts'
import { checkReply, pushReply, pushRequest, pushRow } from '../../shared/protocol/push.ts'
import { recoverReply, recoverRequest } from '../../shared/protocol/recover.ts'
import { refusalBody, refusalCodes, refusalStatus } from '../../shared/protocol/refusal.ts'
import { resolveReply, resolveRequest } from '../../shared/protocol/resolve.ts'
import {
  createKeyReply,
  createKeyRequest,
  keysReply,
  keysRequest,
  revokeKeyRequest,
} from '../../shared/protocol/keys.ts'
import {
  cancelInviteRequest,
  changeMemberRequest,
  doneReply,
  inviteReply,
  inviteRequest,
  memberRequest,
  membersReply,
  membersRequest,
  standInRequest,
} from '../../shared/protocol/members.ts'
import {
  changeSignInRequest,
  joinReply,
  joinRequest,
  meReply,
  newKey,
  sessionRequest,
  setupReply,
  setupRequest,
  signInPolicyReply,
  signInReply,
} from '../../shared/protocol/sign-in.ts'
import { standingReply, standingRequest } from '../../shared/protocol/standing.ts'
import { PROTOCOL_MIN, PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import {
  activityReply,
  activityRequest,
  reportReply,
  reportRequest,
  runsReply,
  runsRequest,
  viewReply,
  viewRequest,
} from '../../shared/protocol/tier-lists.ts'
import {
  applyReply,
  applyRequest,
  boardReply,
  boardRequest,
  policyReply,
  policyRequest,
  receiptReply,
  receiptRequest,
  stepsReply,
  stepsRequest,
  whatIfReply,
  whatIfRequest,
} from '../../shared/protocol/tiers.ts'
import {
  approveRequest,
  auditReply,
  auditRequest,
  auditVerifyReply,
  auditVerifyRequest,
  deliveryReply,
  deliveryRequest,
  erasePersonReply,
  erasePersonRequest,
  exportPersonReply,
  exportPersonRequest,
  findPersonReply,
  findPersonRequest,
  tracePolicyReply,
  tracePolicyRequest,
} from '../../shared/protocol/trace.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import golden from '../fixtures/protocol-1.json' with { type: 'json' }

const messages = {
  helloRequest,
  helloReply,
  pushRequest,
  pushRow,
  pushReply,
  settleRequest,
  settleReply,
  pullRequest,
  pullReply,
  conflictsRequest,
  conflictsReply,
  resolveRequest,
  resolveReply,
  digestRequest,
  digestReply,
  outcomeRequest,
  outcomeReply,
  noteRequest,
  noteReply,
  archiveRequest,
  archiveReply,
  batchesRequest,
  batchesReply,
  undoRequest,
  undoReply,
  recoverRequest,
  recoverReply,
  reviewRequest,
  reviewReply,
  answerRequest,
  answerReply,
  answersRequest,
  answersReply,
  clearRequest,
  clearReply,
  checkRequest,
  checkReply,
  rebuildRequest,
  rebuildReply,
  weightsRequest,
  weightsReply,
  matchPolicyRequest,
  matchPolicyReply,
  mergePreviewRequest,
  mergePreviewReply,
  mergeRequest,
  mergeReply,
  unmergeRequest,
  unmergeReply,
  mergesRequest,
  mergesReply,
  boardRequest,
  boardReply,
  whatIfRequest,
  whatIfReply,
  policyRequest,
  policyReply,
  applyRequest,
  applyReply,
  receiptRequest,
  receiptReply,
  stepsRequest,
  stepsReply,
  viewRequest,
  viewReply,
  reportRequest,
  reportReply,
  activityRequest,
  activityReply,
  runsRequest,
  runsReply,
  refusalBody,
  signInReply,
  setupRequest,
  setupReply,
  joinRequest,
  joinReply,
  sessionRequest,
  meReply,
  newKey,
  signInPolicyReply,
  changeSignInRequest,
  standingRequest,
  standingReply,
  membersRequest,
  membersReply,
  inviteRequest,
  inviteReply,
  cancelInviteRequest,
  changeMemberRequest,
  memberRequest,
  standInRequest,
  doneReply,
  keysRequest,
  keysReply,
  createKeyRequest,
  createKeyReply,
  revokeKeyRequest,
  auditRequest,
  auditReply,
  auditVerifyRequest,
  auditVerifyReply,
  deliveryRequest,
  deliveryReply,
  approveRequest,
  findPersonRequest,
  findPersonReply,
  exportPersonRequest,
  exportPersonReply,
  erasePersonRequest,
  erasePersonReply,
  tracePolicyRequest,
  tracePolicyReply,
  fieldsRequest,
  fieldsReply,
  changeFieldRequest,
  changeFieldReply,
  fieldHistoryRequest,
  fieldHistoryReply,
  revealRequest,
  revealReply,
}
const schemas = Object.entries(messages).map(([name, schema]) => [name, z.toJSONSchema(schema)])

/** When this fails, a message has changed: where old code would not understand it, raise PROTOCOL_VERSION. */
test('the messages are those of the protocol version', () => {
  expect({
    version: PROTOCOL_VERSION,
    min: PROTOCOL_MIN,
    hash: hash64(JSON.stringify(schemas)),
  }).toEqual({
    version: 1,
    min: 1,
    hash: '4dff8931f8749af8',
  })
})

describe('golden messages of version 1 still parse', () => {
  test.each(Object.entries(messages))('%s', (name, schema: z.ZodType) => {
    const samples = Object.entries(golden).find(([key]) => key === name)?.[1] ?? []
    expect(samples.length).toBeGreaterThan(0)
    for (const sample of samples) expect(schema.safeParse(sample).error).toBeUndefined()
  })
})

test('every refusal has a status that is no success', () => {
  for (const code of refusalCodes) expect(refusalStatus[code]).toBeGreaterThanOrEqual(400)
})
