// The people of an organisation: one call per endpoint; see shared/protocol/members.ts.
import {
  type ChangeMemberRequest,
  doneReply,
  type DoneReply,
  inviteReply,
  type InviteReply,
  type InviteRequest,
  membersReply,
  type MembersReply,
  type StandInRequest,
} from '../../shared/protocol/members.ts'
import type { Answer, Call } from './call.ts'

export interface MemberApi {
  readonly list: () => Answer<MembersReply>
  readonly invite: (request: InviteRequest) => Answer<InviteReply>
  readonly cancelInvite: (id: string) => Answer<DoneReply>
  readonly change: (request: ChangeMemberRequest) => Answer<DoneReply>
  readonly disable: (id: string) => Answer<DoneReply>
  readonly enable: (id: string) => Answer<DoneReply>
  readonly standIn: (request: StandInRequest) => Answer<DoneReply>
}

export const createMemberApi = (call: Call): MemberApi => ({
  list: () => call('members/list', {}, membersReply),
  invite: (request) => call('members/invite', request, inviteReply),
  cancelInvite: (id) => call('members/cancel-invite', { id }, doneReply),
  change: (request) => call('members/change', request, doneReply),
  disable: (id) => call('members/disable', { id }, doneReply),
  enable: (id) => call('members/enable', { id }, doneReply),
  standIn: (request) => call('members/stand-in', request, doneReply),
})
