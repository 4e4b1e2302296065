// Keys, one's own and those of scripts: one call per endpoint; see shared/protocol/keys.ts.
import {
  createKeyReply,
  type CreateKeyReply,
  type CreateKeyRequest,
  keysReply,
  type KeysReply,
  type KeysRequest,
} from '../../shared/protocol/keys.ts'
import { doneReply, type DoneReply } from '../../shared/protocol/members.ts'
import type { Answer, Call } from './call.ts'

export interface KeyApi {
  readonly list: (request: KeysRequest) => Answer<KeysReply>
  readonly create: (request: CreateKeyRequest) => Answer<CreateKeyReply>
  readonly revoke: (id: string) => Answer<DoneReply>
}

export const createKeyApi = (call: Call): KeyApi => ({
  list: (request) => call('keys/list', request, keysReply),
  create: (request) => call('keys/create', request, createKeyReply),
  revoke: (id) => call('keys/revoke', { id }, doneReply),
})
