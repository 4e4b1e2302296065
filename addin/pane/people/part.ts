// What each part of people and keys is given.
import type { MembersReply } from '../../../shared/protocol/members.ts'
import type { Event, Looker, People } from './model.ts'

export interface PartProps {
  readonly state: People
  readonly looker: Looker
  readonly list: MembersReply
  /** UTC, milliseconds. */
  readonly now: number
  readonly dispatch: (event: Event) => void
}

/** '' for somebody who is not in the list. */
export const nameIn = ({ members }: MembersReply, id: string): string =>
  members.find((member) => member.id === id)?.name ?? ''
