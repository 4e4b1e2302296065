// The messages about the trace: audit, deliveries, the rights of the people in the data.
import * as members from '../../shared/protocol/members.ts'
import * as trace from '../../shared/protocol/trace.ts'
import { message, type Messages } from './message.ts'

export const traceMessages: Messages = {
  'POST /v1/audit/list': message(
    trace.auditRequest,
    trace.auditReply,
    'Who did what, newest first, page by page; all of it, or by person, deed and day.',
  ),
  'POST /v1/audit/verify': message(
    trace.auditVerifyRequest,
    trace.auditVerifyReply,
    "Checks seals of the audit's chain, some a call: which entries are not what was sealed.",
  ),
  'POST /v1/delivery/list': message(
    trace.deliveryRequest,
    trace.deliveryReply,
    'How many rows went to whom, by day, against his limits; who may pass them.',
  ),
  'POST /v1/delivery/approve': message(
    trace.approveRequest,
    members.doneReply,
    'Lets a user pass his limit of rows for some days, with a reason, or no more.',
    ['not_found'],
  ),
  'POST /v1/person/find': message(
    trace.findPersonRequest,
    trace.findPersonReply,
    'Finds a person in the data, by phone, e-mail or name.',
  ),
  'POST /v1/person/export': message(
    trace.exportPersonRequest,
    trace.exportPersonReply,
    'All that is kept of a person.',
    ['not_found'],
  ),
  'POST /v1/person/erase': message(
    trace.erasePersonRequest,
    trace.erasePersonReply,
    'Erases a person from records, history, conflicts, keys and merges; his name confirms it.',
  ),
  'POST /v1/trace/policy': message(
    trace.tracePolicyRequest,
    trace.tracePolicyReply,
    'Reads or changes the limits of rows, or retention.',
    ['changed'],
  ),
}
