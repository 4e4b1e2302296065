// The rights of the people in the data: somebody asks what is held on him, and that it be erased. A person is a contact
// or a customer who is one; with him goes what belongs to him: his contact rows, visits and transactions.
import type {
  ErasePersonReply,
  ErasePersonRequest,
  ExportPersonReply,
  ExportPersonRequest,
  FindPersonReply,
  FindPersonRequest,
  PersonTable,
} from '../../shared/protocol/trace.ts'
import { foldWord } from '../../shared/normalize/fold.ts'
import type { Cell, RefBook } from '../../shared/schema/kind.ts'
import { contact } from '../../shared/schema/contact.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { settingOf } from './setting.ts'

/** So many people a search tells. */
export const FOUND_MAX = 50
/** So many rows of a part an export tells. */
export const EXPORTED_MAX = 5_000
/** So many rows one batch erases; a person with more is erased in several, himself with the last. */
export const ERASED_MAX = 500
const BATCHES_MAX = 200

export interface Wanted {
  readonly phone: string | null
  readonly email: string | null
  readonly name: string | null
}

export interface PersonFacts {
  readonly table: PersonTable
  readonly id: string
  readonly name: string
  readonly isErased: boolean
}

export interface ErasureRow {
  readonly table: TableKey
  readonly id: string
}

/** What goes with him. */
export interface Family {
  /** Himself last. */
  readonly rows: readonly ErasureRow[]
  /** There is more than `rows` lists: erase these and ask again. */
  readonly more: boolean
}

export interface Erasure {
  readonly rows: readonly ErasureRow[]
  readonly reason: string
  readonly now: number
  /** What the audit says once the rows are gone; null: not finished yet. */
  readonly done: { readonly ids: readonly string[]; readonly count: number } | null
}

export interface PersonStore {
  readonly findPeople: (
    actor: Actor,
    wanted: Wanted,
    now: number,
  ) => Promise<FindPersonReply['people']>
  /** null: no such row, or no person. A contact who is a customer himself is told as that customer. */
  readonly readPerson: (
    actor: Actor,
    ask: { readonly table: PersonTable; readonly id: string },
  ) => Promise<PersonFacts | null>
  readonly exportPerson: (
    actor: Actor,
    person: PersonFacts,
    now: number,
  ) => Promise<Pick<ExportPersonReply, 'parts' | 'isCut'>>
  /** Not erased yet, at most `limit` and himself. */
  readonly readFamily: (actor: Actor, person: PersonFacts, limit: number) => Promise<Family>
  /** One atomic batch; rows that are erased already stay as they are. */
  readonly erase: (actor: Actor, erasure: Erasure) => Promise<void>
}

const noRefs: RefBook = { find: () => [], label: () => null }

/** Phones are kept in E.164: what cannot be read as one is looked for as it was typed. */
const toPhone = (actor: Actor, typed: Cell, now: number): string => {
  const read = contact.fields.mobile.kind.read(typed, settingOf(actor.org, now, noRefs))
  return String(read.value ?? typed).trim()
}

const toWanted = (actor: Actor, order: FindPersonRequest, now: number): Wanted => ({
  phone: 'phone' in order ? toPhone(actor, order.phone, now) : null,
  email: 'email' in order ? order.email.trim().toLowerCase() : null,
  name: 'name' in order ? order.name.trim() : null,
})

export const findPerson = async (
  store: PersonStore,
  actor: Actor,
  order: FindPersonRequest,
  now: number,
): Promise<FindPersonReply> => {
  const people = await store.findPeople(actor, toWanted(actor, order, now), now)
  return { people: people.slice(0, FOUND_MAX), more: people.length > FOUND_MAX }
}

export const exportPerson = async (
  store: PersonStore,
  actor: Actor,
  order: ExportPersonRequest,
  now: number,
): Promise<ExportPersonReply> => {
  const person = await store.readPerson(actor, order)
  if (person === null) throw new Refusal('not_found', 'There is no such person.')
  const { table, id } = person
  return { table, id, at: now, ...(await store.exportPerson(actor, person, now)) }
}

/** Safe to repeat and to interrupt: he himself goes with the last batch, so that whoever asks again goes on. */
export const erasePerson = async (
  store: PersonStore,
  actor: Actor,
  { table, id, reason, confirm }: ErasePersonRequest,
  now: number,
): Promise<ErasePersonReply> => {
  const person = await store.readPerson(actor, { table, id })
  if (person === null) return { outcome: 'forbidden', rows: {} }
  if (person.isErased) return { outcome: 'erased', rows: {} }
  if (foldWord(confirm) !== foldWord(person.name)) return { outcome: 'wrong_name', rows: {} }
  const counts: Record<string, number> = {}
  let count = 0
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const { rows, more } = await store.readFamily(actor, person, ERASED_MAX)
    for (const row of rows) counts[row.table] = (counts[row.table] ?? 0) + 1
    count += rows.length
    const done = more ? null : { ids: [person.id], count }
    await store.erase(actor, { rows, reason, now, done })
    if (!more) return { outcome: 'erased', rows: counts }
  }
  throw new Refusal('unavailable', 'Not all is erased yet. Send the same request again.')
}
