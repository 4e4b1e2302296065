// Invitations: a manager makes a one-time code for one person, and whoever brings it gets a key of his own, or has
// his Microsoft account linked. Nobody invites to more than he manages.
import type { InviteReply, InviteRequest } from '../../shared/protocol/members.ts'
import type { JoinReply } from '../../shared/protocol/sign-in.ts'
import { foldWord } from '../../shared/normalize/fold.ts'
import { type Actor, managedRoles } from '../auth/actor.ts'
import { newCode, readCode } from '../auth/code.ts'
import type { Account } from '../auth/sign-in.ts'
import { Refusal } from '../refusal.ts'
import { mintKey } from './key.ts'
import { newId } from './member-setup.ts'
import { toSignInPolicy } from './member-sign-in.ts'
import type { InviteStore, MemberStore, NewInvite, Opened, Staff } from './member-store.ts'
import { memberOf, requireManaged } from './member.ts'
import { DAY_MS } from './provision.ts'

/** First parts of codes are random: two that meet are a matter of one more try. */
const TRIES_MAX = 3

type Invitee = Pick<NewInvite, 'user' | 'name' | 'role' | 'team'>

const requireFreeName = (staff: Staff, name: string): void => {
  const taken = [...staff.members, ...staff.invites.filter(({ user }) => user === null)]
  if (taken.some((one) => foldWord(one.name) === foldWord(name)))
    throw new Refusal('name_taken', 'A user or an open invitation has this name.')
}

const inviteeOf = (staff: Staff, order: InviteRequest): Invitee => {
  if (!('user' in order)) {
    requireFreeName(staff, order.name)
    const { name, role, team } = order
    return { user: null, name, role, team }
  }
  const { id, name, role, team, disabledAt } = memberOf(staff, order.user)
  if (disabledAt !== null)
    throw new Refusal('forbidden', 'This user is disabled: enable him first.')
  return { user: id, name, role, team }
}

export const invite = async (
  { members, invites }: { readonly members: MemberStore; readonly invites: InviteStore },
  actor: Actor,
  order: InviteRequest,
  now: number,
): Promise<InviteReply> => {
  const invitee = inviteeOf(await members.readStaff(actor, now), order)
  requireManaged(actor, invitee.role)
  const expires = now + order.days * DAY_MS
  for (let tried = 0; tried < TRIES_MAX; tried++) {
    const { text, id, hash } = await newCode()
    const written = { ...invitee, id, hash, by: actor.id, at: now, expires }
    if (await invites.writeInvite(actor, written)) return { id, code: text, expires }
  }
  throw new Refusal('unavailable', 'No free code was found. Send the same request again.')
}

export const cancelInvite = async (
  store: InviteStore,
  actor: Actor,
  id: string,
  now: number,
): Promise<void> => {
  if (!(await store.cancelInvite(actor, id, managedRoles(actor.role), now)))
    throw new Refusal('not_found', 'There is no such open invitation.')
}

const invalid = () =>
  new Refusal('code_invalid', 'This code is wrong, used, cancelled or over. Ask for a new one.')

const open = async (
  store: InviteStore,
  typed: string,
  account: Account | null,
  now: number,
): Promise<Opened> => {
  const code = await readCode(typed)
  const opened = code === null ? null : await store.openInvite(code, now)
  if (opened === null) throw invalid()
  // The organisation that invites must be one that lets this tenant in.
  if (account !== null && !account.orgs.includes(opened.org.id)) throw invalid()
  return opened
}

/** `account` null: the sender came without one and gets a key. */
export const join = async (
  store: InviteStore,
  typed: string,
  account: Account | null,
  now: number,
): Promise<JoinReply> => {
  if (account?.isLinked === true)
    throw new Refusal('forbidden', 'This account is somebody’s already: sign in with it.')
  const opened = await open(store, typed, account, now)
  const user = opened.user ?? newId(now)
  const { key, row } = await mintKey(now, toSignInPolicy(opened.policy).keyDays)
  const { hash, last4, expires } = row
  const entry =
    account === null
      ? ({ kind: 'key', hash, last4, expires } as const)
      : ({ kind: 'account', tid: account.tid, oid: account.oid } as const)
  if (!(await store.useInvite(opened, { user, entry, now }))) throw invalid()
  const { name, role, org } = opened
  return {
    key: account === null ? key : null,
    expires: account === null ? expires : null,
    me: { id: user, name, role },
    org: { id: org.id, name: org.name },
  }
}
