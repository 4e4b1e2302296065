// Field rights: one call per endpoint; see shared/protocol/fields.ts.
import {
  changeFieldReply,
  type ChangeFieldReply,
  type ChangeFieldRequest,
  fieldHistoryReply,
  type FieldHistoryReply,
  fieldsReply,
  type FieldsReply,
  revealReply,
  type RevealReply,
  type RevealRequest,
} from '../../shared/protocol/fields.ts'
import type { Answer, Call } from './call.ts'

export interface FieldApi {
  readonly list: () => Answer<FieldsReply>
  readonly change: (request: ChangeFieldRequest) => Answer<ChangeFieldReply>
  readonly history: () => Answer<FieldHistoryReply>
  readonly reveal: (request: RevealRequest) => Answer<RevealReply>
}

export const createFieldApi = (call: Call): FieldApi => ({
  list: () => call('fields/list', {}, fieldsReply),
  change: (request) => call('fields/change', request, changeFieldReply),
  history: () => call('fields/history', {}, fieldHistoryReply),
  reveal: (request) => call('fields/reveal', request, revealReply),
})
