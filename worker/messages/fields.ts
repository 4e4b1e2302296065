// The messages about field rights.
import * as fields from '../../shared/protocol/fields.ts'
import { message, type Messages } from './message.ts'

export const fieldMessages: Messages = {
  'POST /v1/fields/list': message(
    fields.fieldsRequest,
    fields.fieldsReply,
    'The fields about which something can be decided, as they stand for the caller.',
  ),
  'POST /v1/fields/change': message(
    fields.changeFieldRequest,
    fields.changeFieldReply,
    'Switches a field on or off, or decides which roles see it whole, masked or not at all.',
    ['changed'],
  ),
  'POST /v1/fields/history': message(
    fields.fieldHistoryRequest,
    fields.fieldHistoryReply,
    'Who decided what about which field, newest first.',
  ),
  'POST /v1/fields/reveal': message(
    fields.revealRequest,
    fields.revealReply,
    'One masked value of a row that the caller sees, with a reason; counted and noted in the audit.',
    ['not_found'],
  ),
}
