// Judges what is created (I4): what was typed once is stored once.
import type { WireValues } from '../../shared/protocol/cell.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { sees } from '../support/store-state.ts'
import type { FakeHistory, FakeState } from '../support/store-state.ts'
import { enteredKeys, meaningOfCell, meaningOfValue } from './fields.ts'
import type { EnteredKey, SheetTable } from './fields.ts'
import type { Pushed } from './ledger.ts'
import type { Oracle } from './oracle.ts'

type Meanings = Readonly<Record<string, string>>

interface Created {
  readonly table: SheetTable
  readonly pushed: Pushed
  /** All rows of the push that it came with. */
  readonly beside: readonly Pushed[]
  /** Who sent it, with his rights by then. */
  readonly actor: Actor
}

type Judge = (oracle: Oracle, state: FakeState, entry: FakeHistory, created: Created) => void

const isSameMark = (a: Pushed, b: Pushed, key: EnteredKey): boolean =>
  (a.cells[key]?.mark ?? 0) === (b.cells[key]?.mark ?? 0)

const textIn = ({ cells }: Pushed, key: EnteredKey): string =>
  meaningOfCell(key, cells[key]?.value ?? '')

/** What cannot be read is no number that anybody is known by. */
const isPhone = (text: string): boolean => /^\d{11}$/u.test(text)

/** By what a customer who was typed once is known again: the name, and with it the city or the phone. */
const signs = [
  ['name', 'city'],
  ['name', 'contact.mobile'],
] as const

/** The same act of typing, and the server still says so: then it must know him again. */
const isSameAct = (first: Pushed, again: Pushed, now: Meanings): boolean =>
  signs.some((keys) =>
    keys.every((key) => {
      const { mark = 0, value = '' } = first.cells[key] ?? {}
      const says = meaningOfCell(key, value)
      const isTyped = key === 'city' || (mark !== 0 && says !== '')
      const isSign = isTyped && (key !== 'contact.mobile' || isPhone(says))
      return isSign && says === now[key] && isSameMark(first, again, key)
    }),
  )

const isNamedAlike = (now: Meanings, values: WireValues): boolean =>
  now['name'] === meaningOfValue('name', values['name']) &&
  now['city'] === meaningOfValue('city', values['city'])

/** I4: a customer who was typed once is created once, and nobody is created beside his equal. */
const judgeCustomer: Judge = (oracle, state, { row: id, values }, { pushed }) => {
  if (pushed.isInsisted) return
  for (const { id: other, first, revisions } of oracle.ledger.entries.values()) {
    const row = state.rows.customer.get(other)
    // As it stood before this row: later ones of the same batch are not in the ledger yet.
    const now = revisions.at(-1)?.meanings
    if (other === id || !row || row.archived || row.mergedInto !== null || !now) continue
    const names = `"${pushed.cells.name?.value}" ${id.slice(-4)} was created beside ${other.slice(-4)}`
    if (isNamedAlike(now, values)) oracle.violate('I4', `${names}, who is called the same`)
    else if (first !== null && !pushed.beside.has(other) && isSameAct(first, pushed, now))
      oracle.violate('I4', `${names}, and was typed only once`)
  }
}

/**
 * I4: what belongs to a customer, was typed once, and says what it said then, is stored once by his account, unless a copy
 * of it stands beside it. Nobody knows it by its name: one of a colleague's that lost its hidden cell is new (R6).
 */
const judgeChild: Judge = (oracle, state, { row: id, hash }, { table, pushed, beside, actor }) => {
  const isSame = (one: Pushed) => enteredKeys.every((key) => isSameMark(one, pushed, key))
  const typed = enteredKeys.filter((key) => (pushed.cells[key]?.mark ?? 0) !== 0)
  if (pushed.isInsisted || pushed.isOwnCopy === true || typed.length < 2) return
  // Of rows that say the same each may take the place of the one on file.
  const saysSo = (one: Pushed) =>
    enteredKeys.every((key) => textIn(one, key) === textIn(pushed, key))
  if (beside.some((one) => one !== pushed && saysSo(one))) return
  for (const { id: other, first, creator } of oracle.ledger.entries.values()) {
    const row = state.rows[table].get(other)
    // Of one that he may not see any more, since its customer was handed over, nobody tells him.
    const isThere = row?.archived === false && sees(state, actor, table, row)
    if (other === id || creator !== actor.id || !isThere || pushed.beside.has(other)) continue
    if (first === null || !isSame(first)) continue
    const wasThat = ({ row, prior, hash: then }: FakeHistory) =>
      row === other && prior === 0 && then === hash
    if (state.history.some(wasThat))
      oracle.violate(
        'I4',
        `${id.slice(-4)} was stored beside ${other.slice(-4)}, and typed only once`,
      )
  }
}

/** By what the sheets hold. */
export const judgeNew: Readonly<Record<SheetTable, Judge>> = {
  customer: judgeCustomer,
  contact: judgeChild,
  visit: judgeChild,
  transaction: judgeChild,
}
