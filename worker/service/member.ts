// The people of an organisation: managers see all and manage reps, admins manage everybody. Whoever is not there and
// whoever is another organisation's are answered alike, because only one's own list is ever read.
import {
  type ChangeMemberRequest,
  type MembersReply,
  STAND_IN_DAYS_MAX,
  type StandInRequest,
} from '../../shared/protocol/members.ts'
import { type Actor, managedRoles } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { MemberFacts, MemberStore, Staff } from './member-store.ts'
import { DAY_MS } from './provision.ts'
import { dayIn } from './setting.ts'

export const listMembers = async (
  store: MemberStore,
  actor: Actor,
  now: number,
): Promise<MembersReply> => {
  const staff = await store.readStaff(actor, now)
  const managed = managedRoles(actor.role)
  const today = dayIn(actor.org.timeZone, now)
  return {
    members: staff.members.map(({ disabledAt, ...member }) => ({
      ...member,
      disabled: disabledAt,
      mine: managed.includes(member.role),
    })),
    invites: [...staff.invites],
    standIns: staff.standIns.filter(({ until }) => until >= today),
  }
}

export const memberOf = (staff: Staff, id: string): MemberFacts => {
  const found = staff.members.find((member) => member.id === id)
  if (found === undefined) throw new Refusal('not_found', 'There is no such user.')
  return found
}

/** @throws Refusal forbidden where one of these roles is not the caller's to give or to change */
export const requireManaged = (actor: Actor, ...roles: readonly MemberFacts['role'][]): void => {
  const managed = managedRoles(actor.role)
  if (!roles.every((role) => managed.includes(role)))
    throw new Refusal('forbidden', `You manage: ${managed.join(', ')}.`)
}

const readManaged = async (
  store: MemberStore,
  actor: Actor,
  id: string,
  now: number,
): Promise<MemberFacts> => {
  const member = memberOf(await store.readStaff(actor, now), id)
  requireManaged(actor, member.role)
  return member
}

const notDone = (member: MemberFacts): Refusal =>
  member.role === 'admin'
    ? new Refusal('last_admin', 'Somebody else must be an admin first.')
    : new Refusal('changed', 'Somebody else changed this user: look again.')

export const changeMember = async (
  store: MemberStore,
  actor: Actor,
  order: ChangeMemberRequest,
  now: number,
): Promise<void> => {
  const member = await readManaged(store, actor, order.id, now)
  const role = order.role ?? member.role
  requireManaged(actor, role)
  const team = order.team === undefined ? member.team : order.team
  const change = { id: member.id, seen: member.role, role, team, now }
  if (!(await store.changeMember(actor, change))) throw notDone(member)
}

export const disableMember = async (
  store: MemberStore,
  actor: Actor,
  id: string,
  now: number,
): Promise<void> => {
  const member = await readManaged(store, actor, id, now)
  if (!(await store.disableMember(actor, id, now))) throw notDone(member)
}

export const enableMember = async (
  store: MemberStore,
  actor: Actor,
  id: string,
  now: number,
): Promise<void> => {
  await readManaged(store, actor, id, now)
  await store.enableMember(actor, id, now)
}

/** Whole days from one YYYY-MM-DD to another. */
const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / DAY_MS

export const standIn = async (
  store: MemberStore,
  actor: Actor,
  order: StandInRequest,
  now: number,
): Promise<void> => {
  const staff = await store.readStaff(actor, now)
  const user = memberOf(staff, order.user)
  const absent = memberOf(staff, order.for)
  requireManaged(actor, user.role)
  // A manager may lend out his own customers, but not those of an admin.
  if (absent.id !== actor.id) requireManaged(actor, absent.role)
  if (order.until !== null) {
    if (user.id === absent.id || user.disabledAt !== null)
      throw new Refusal('malformed', 'Somebody else, who may come in, stands in for a user.')
    const days = daysBetween(dayIn(actor.org.timeZone, now), order.until)
    if (days < 0 || days > STAND_IN_DAYS_MAX)
      throw new Refusal('malformed', `"until" is today or at most ${STAND_IN_DAYS_MAX} days later.`)
  }
  await store.writeStandIn(actor, { ...order, now })
}
