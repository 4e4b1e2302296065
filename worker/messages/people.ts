// The messages about people: coming in, one's own key, members, keys.
import * as z from 'zod'

import * as keys from '../../shared/protocol/keys.ts'
import * as members from '../../shared/protocol/members.ts'
import * as signIn from '../../shared/protocol/sign-in.ts'
import { standingReply, standingRequest } from '../../shared/protocol/standing.ts'
import { message, type Messages } from './message.ts'

const done = members.doneReply
const nothing = signIn.sessionRequest
const health = z.object({ ok: z.literal(true), version: z.string() })
/** This very document. */
const document = z.object({ openapi: z.string() })

export const peopleMessages: Messages = {
  'GET /v1/health': message(null, health, 'Says that the server answers, and its version.'),
  'GET /v1/openapi.json': message(null, document, 'This document.'),
  'GET /v1/sign-in': message(null, signIn.signInReply, 'How this server lets people in.'),
  'POST /v1/setup': message(
    signIn.setupRequest,
    signIn.setupReply,
    'Founds the organisation and its first admin, once in the life of a server.',
    ['forbidden', 'set_up_already', 'too_many'],
  ),
  'POST /v1/join': message(
    signIn.joinRequest,
    signIn.joinReply,
    'A one-time code becomes a personal key, or links the Microsoft account whose token came along.',
    [
      'unauthenticated',
      'forbidden',
      'not_invited',
      'code_invalid',
      'name_taken',
      'changed',
      'too_many',
    ],
  ),
  'POST /v1/standing': message(
    standingRequest,
    standingReply,
    'Was the account that synced a file disabled? Then its pane empties what came from here.',
    ['too_many'],
  ),

  'POST /v1/session/me': message(
    nothing,
    signIn.meReply,
    'Who I am, and until when my key is good.',
  ),
  'POST /v1/session/rotate': message(
    nothing,
    signIn.newKey,
    'A new key for the one that asks; the old one ends.',
    ['changed'],
  ),
  'POST /v1/session/end': message(nothing, done, 'Ends the key that asks.'),
  'POST /v1/sign-in/policy': message(
    nothing,
    signIn.signInPolicyReply,
    'What the organisation decided about signing in.',
  ),
  'POST /v1/sign-in/change-policy': message(
    signIn.changeSignInRequest,
    signIn.signInPolicyReply,
    'Changes it, unless somebody else did since.',
    ['changed'],
  ),

  'POST /v1/members/list': message(
    members.membersRequest,
    members.membersReply,
    'The people, open invitations, stand-ins.',
  ),
  'POST /v1/members/invite': message(
    members.inviteRequest,
    members.inviteReply,
    'A one-time code for somebody new, or for a user who needs another key.',
    ['not_found', 'name_taken', 'unavailable', 'changed'],
  ),
  'POST /v1/members/cancel-invite': message(
    members.cancelInviteRequest,
    done,
    'Ends an invitation.',
    ['not_found'],
  ),
  'POST /v1/members/change': message(
    members.changeMemberRequest,
    done,
    'Another role or team; what is absent stays.',
    ['not_found', 'last_admin', 'changed'],
  ),
  'POST /v1/members/disable': message(
    members.memberRequest,
    done,
    'Shuts a user out; his keys end at once.',
    ['not_found', 'last_admin', 'changed'],
  ),
  'POST /v1/members/enable': message(
    members.memberRequest,
    done,
    'Lets him in again, by a new invitation.',
    ['not_found', 'changed'],
  ),
  'POST /v1/members/stand-in': message(
    members.standInRequest,
    done,
    'Lets one user see and edit the customers of another for a while.',
    ['not_found', 'changed'],
  ),

  'POST /v1/keys/list': message(
    keys.keysRequest,
    keys.keysReply,
    'Keys, mine or those that I may see; never their text.',
  ),
  'POST /v1/keys/create': message(
    keys.createKeyRequest,
    keys.createKeyReply,
    "A script's key with scopes and an end; it is shown this once.",
  ),
  'POST /v1/keys/revoke': message(keys.revokeKeyRequest, done, 'Ends a key.', [
    'not_found',
    'changed',
  ]),
}
