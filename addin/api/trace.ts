// The trace and the rights of the people in the data: one call per endpoint; see shared/protocol/trace.ts. Also what an
// organisation decides about signing in.
import type * as z from 'zod'

import { doneReply, type DoneReply } from '../../shared/protocol/members.ts'
import {
  type ChangeSignInRequest,
  signInPolicyReply,
  type SignInPolicyReply,
} from '../../shared/protocol/sign-in.ts'
import {
  type ApproveRequest,
  auditReply,
  type AuditReply,
  type AuditRequest,
  auditVerifyReply,
  type AuditVerifyReply,
  deliveryPolicy,
  deliveryReply,
  type DeliveryReply,
  type DeliveryPolicy,
  erasePersonReply,
  type ErasePersonReply,
  type ErasePersonRequest,
  exportPersonReply,
  type ExportPersonReply,
  type ExportPersonRequest,
  findPersonReply,
  type FindPersonReply,
  type FindPersonRequest,
  retentionPolicy,
  type RetentionPolicy,
  tracePolicyReply,
} from '../../shared/protocol/trace.ts'
import type { Answer, Call } from './call.ts'

/** A policy of the trace with its version; 0: nobody decided yet. */
export interface Versioned<T> {
  readonly version: number
  readonly value: T
}

export interface TraceApi {
  readonly audit: (request: AuditRequest) => Answer<AuditReply>
  readonly verify: (after: number) => Answer<AuditVerifyReply>
  readonly deliveries: (days: number) => Answer<DeliveryReply>
  readonly approve: (request: ApproveRequest) => Answer<DoneReply>
  readonly findPerson: (request: FindPersonRequest) => Answer<FindPersonReply>
  readonly exportPerson: (request: ExportPersonRequest) => Answer<ExportPersonReply>
  readonly erasePerson: (request: ErasePersonRequest) => Answer<ErasePersonReply>
  readonly deliveryPolicy: () => Answer<Versioned<DeliveryPolicy>>
  readonly changeDelivery: (
    seen: number,
    value: DeliveryPolicy,
  ) => Answer<Versioned<DeliveryPolicy>>
  readonly retentionPolicy: () => Answer<Versioned<RetentionPolicy>>
  readonly changeRetention: (
    seen: number,
    value: RetentionPolicy,
  ) => Answer<Versioned<RetentionPolicy>>
  readonly signInPolicy: () => Answer<SignInPolicyReply>
  readonly changeSignIn: (request: ChangeSignInRequest) => Answer<SignInPolicyReply>
}

const replyWith = <T extends z.ZodType>(value: T) => tracePolicyReply.extend({ value })
const deliveryAnswer = replyWith(deliveryPolicy)
const retentionAnswer = replyWith(retentionPolicy)

export const createTraceApi = (call: Call): TraceApi => ({
  audit: (request) => call('audit/list', request, auditReply),
  verify: (after) => call('audit/verify', { after }, auditVerifyReply),
  deliveries: (days) => call('delivery/list', { days }, deliveryReply),
  approve: (request) => call('delivery/approve', request, doneReply),
  findPerson: (request) => call('person/find', request, findPersonReply),
  exportPerson: (request) => call('person/export', request, exportPersonReply),
  erasePerson: (request) => call('person/erase', request, erasePersonReply),
  deliveryPolicy: () => call('trace/policy', { name: 'delivery' }, deliveryAnswer),
  changeDelivery: (seen, value) =>
    call('trace/policy', { name: 'delivery', seen, value }, deliveryAnswer),
  retentionPolicy: () => call('trace/policy', { name: 'retention' }, retentionAnswer),
  changeRetention: (seen, value) =>
    call('trace/policy', { name: 'retention', seen, value }, retentionAnswer),
  signInPolicy: () => call('sign-in/policy', {}, signInPolicyReply),
  changeSignIn: (request) => call('sign-in/change-policy', request, signInPolicyReply),
})
