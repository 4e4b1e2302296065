// Rows of a merged customer that may be one: contacts of one name or number, visits of one day, rep and text. They are
// pointed out, never merged.
import { normalizedPerson, personsAgree } from '../normalize/person.ts'
import type { WireValues } from '../protocol/cell.ts'
import { emailsOf } from '../schema/kinds/email.ts'
import { numbersOf } from '../schema/kinds/phone.ts'
import { valueAt } from './three-way.ts'

export interface Child {
  readonly id: string
  readonly values: WireValues
  /** The customer whose it was before the merge. */
  readonly from: string
}

export type Twins = [older: string, younger: string]

const textAt = (values: WireValues, key: string): string => String(valueAt(values, key) ?? '')

/** What a contact is reached by, as comparable text. */
const reachOf = (values: WireValues): readonly string[] => [
  ...['mobile', 'office_phone', 'home_phone'].flatMap((key) => numbersOf(textAt(values, key))),
  ...emailsOf(textAt(values, 'email')).map((address) => address.toLowerCase()),
  ...(valueAt(values, 'wechat') === null ? [] : [`wechat:${textAt(values, 'wechat')}`]),
]

/** What a visit says, if it says anything; two that say the same are equal. */
const visitText = (values: WireValues): string | null => {
  const text = textAt(values, 'talked_about')
  const day = textAt(values, 'at').slice(0, 10)
  return text === '' || day === '' ? null : JSON.stringify([day, textAt(values, 'rep'), text])
}

/** Ids grow with time. */
const toTwins = (a: string, b: string): Twins => (a < b ? [a, b] : [b, a])

/** Pairs from different customers that share a mark, each once, at most `max`. */
const pairsBy = <C extends Child>(
  rows: readonly C[],
  marksOf: (row: C) => readonly string[],
  isPair: (a: C, b: C) => boolean,
  max: number,
): readonly Twins[] => {
  const byMark = new Map<string, C[]>()
  const pairs = new Map<string, Twins>()
  for (const row of rows)
    for (const mark of marksOf(row)) {
      const others = byMark.get(mark) ?? []
      for (const other of others) {
        if (pairs.size >= max) return [...pairs.values()]
        if (other.from === row.from || !isPair(other, row)) continue
        const twins = toTwins(other.id, row.id)
        pairs.set(twins.join(), twins)
      }
      byMark.set(mark, [...others, row])
    }
  return [...pairs.values()]
}

/** The same name, or the same number, address or account under names that agree. */
export const contactTwins = (contacts: readonly Child[], max: number): readonly Twins[] =>
  pairsBy(
    contacts.map((row) => ({ ...row, name: normalizedPerson(textAt(row.values, 'name')) })),
    ({ name, values }) => [...(name === '' ? [] : [`name:${name}`]), ...reachOf(values)],
    (a, b) => a.name === '' || b.name === '' || personsAgree(a.name, b.name),
    max,
  )

/** The same day, rep and text. */
export const visitTwins = (visits: readonly Child[], max: number): readonly Twins[] =>
  pairsBy(
    visits,
    ({ values }) => [visitText(values)].filter((text) => text !== null),
    () => true,
    max,
  )
