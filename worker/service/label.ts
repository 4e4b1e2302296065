// What a reference's cell shows and how it is read back: a customer's name, with the city where names are shared.
// A cell that a row was delivered with keeps its meaning, whatever its target is called by now.
import { companyParts } from '../../shared/normalize/company.ts'
import { foldScript, foldWord } from '../../shared/normalize/fold.ts'
import { cityIn } from '../../shared/normalize/regions.ts'
import type { Cell, RefBook } from '../../shared/schema/kind.ts'
import type { AnyField } from '../../shared/schema/table.ts'
import { hash52 } from '../../shared/sync/hash.ts'
import type { User } from '../auth/actor.ts'
import type { Labelled, LabelFacts, NamedRows } from './store.ts'

const SEPARATOR = ' · '

/** What of a name the spellings of it share: brand and trade, branch and group, without place and legal form. */
const coreOf = (name: string): string => {
  const { core, branch, isGroup } = companyParts(name)
  return core.length < 2 ? foldWord(name) : `${core}/${branch}/${isGroup ? 'g' : ''}`
}

/** The key that a customer is found by from a cell that names him, in one spelling or another. */
export const labelKey = (name: string): number => hash52(`label/${coreOf(name)}`)
/** What stored labels were found by before spellings were. */
const wholeKey = (name: string): number => hash52(`label/${foldWord(name)}`)
/** The key of his code and of each of his other names. */
export const aliasKey = (word: string): number => hash52(`alias/${foldWord(word)}`)

export const labelOf = (row: Labelled, isShared: boolean): string =>
  isShared && row.city !== null ? row.name + SEPARATOR + row.city : row.name

interface NameAndCity {
  readonly name: string
  readonly city: string
}

const splitLabel = (text: string): NameAndCity | null => {
  const at = text.lastIndexOf(SEPARATOR)
  return at < 1 ? null : { name: text.slice(0, at), city: text.slice(at + SEPARATOR.length) }
}

/** Keys under which the customer of a cell may stand: of the whole text, and of the name before a city. */
export const keysOfCell = (cell: Cell): readonly number[] => {
  const text = String(cell).trim()
  if (text === '') return []
  const parts = splitLabel(text)
  const names = parts ? [text, parts.name] : [text]
  return [aliasKey(text), ...names.flatMap((name) => [labelKey(name), wholeKey(name)])]
}

/** Positions of the columns that refer to a table. */
export const referringColumns = (
  fields: readonly (AnyField | undefined)[],
  table: string,
): readonly number[] => fields.flatMap((f, i) => (f?.kind.refersTo === table ? [i] : []))

const isSame = (a: string, b: string): boolean => foldWord(a) === foldWord(b)

const placeOf = ({ name, city }: Pick<Labelled, 'name' | 'city'>): string =>
  (city === null ? null : cityIn(foldScript(city))) ?? companyParts(name).place

/** 上海华兴 is not 北京华兴有限公司; 华兴 alone may be. */
const isSamePlace = (text: string, row: Labelled): boolean => {
  const [said, stands] = [companyParts(text).place, placeOf(row)]
  return said === '' || stands === '' || said === stands || said === companyParts(row.name).place
}

const foundBy = (facts: LabelFacts, keys: readonly number[]): readonly Labelled[] => [
  ...new Map(
    keys.flatMap((key) => (facts.customersByKey.get(key) ?? []).map((row) => [row.id, row])),
  ).values(),
]

/**
 * His name as it stands; name · city; his code or another name of his; else a spelling of his name, now or earlier.
 * The first that anybody answers to.
 */
const findCustomer = (
  facts: LabelFacts,
  text: string,
  held: readonly string[],
): readonly Labelled[] => {
  const alike = foundBy(facts, [labelKey(text), wholeKey(text)])
  const current = alike.filter((row) => isSame(row.name, text))
  if (current.length > 0) return current
  const parts = splitLabel(text)
  const named = parts ? foundBy(facts, [labelKey(parts.name), wholeKey(parts.name)]) : []
  const inCity = named.filter(
    (row) => parts && isSame(row.name, parts.name) && isSame(row.city ?? '', parts.city),
  )
  if (inCity.length > 0) return inCity
  const aliased = foundBy(facts, [aliasKey(text)])
  if (aliased.length > 0) return aliased
  // What a row refers to already may have been called so, whatever place it has now.
  return alike.filter((row) => held.includes(row.id) || isSamePlace(text, row))
}

/** Several rows have the label: the one that this row refers to already is meant. */
const settle = (ids: readonly string[], held: readonly string[]): readonly string[] => {
  const kept = ids.find((id) => held.includes(id))
  return kept === undefined ? ids : [kept]
}

/** A customer among those who may be meant, as a cell would name just him. */
const offered = (facts: LabelFacts, id: string): string | null => {
  const row = [...facts.customersByKey.values()].flat().find((one) => one.id === id)
  return row ? labelOf(row, true) : null
}

/**
 * The labels as one row of a sheet reads them: `held` are the ids that the row refers to already. It must be
 * asked for the customer before his contacts, who are looked for among that customer's only.
 */
export const openRefs = (
  users: readonly User[],
  facts: LabelFacts,
  held: readonly string[],
): RefBook => {
  let customer: string | null = null
  const find = (table: string, label: string): readonly string[] => {
    const text = label.trim()
    if (table === 'user') return users.filter((u) => isSame(u.name, text)).map((u) => u.id)
    if (table === 'customer') {
      const ids = settle(
        findCustomer(facts, text, held).map((row) => row.id),
        held,
      )
      const only = ids.length === 1 ? (ids[0] ?? null) : null
      customer = facts.customers.has(text) ? text : only
      return ids
    }
    const named = facts.contacts.filter((row) => isSame(row.name, text))
    const his = named.filter((row) => customer === null || row.customer === customer)
    return settle(
      his.map((row) => row.id),
      held,
    )
  }
  const label = (table: string, id: string): string | null => {
    if (table === 'user') return users.find((u) => u.id === id)?.name ?? null
    if (table === 'customer') return facts.customers.get(id)?.name ?? offered(facts, id)
    return facts.contacts.find((row) => row.id === id)?.name ?? null
  }
  return { find, label }
}

/** Labels by table and id, as they travel. */
export const toLabels = (
  named: NamedRows,
  users: readonly User[],
): Record<string, Record<string, string>> => {
  const labels: Record<string, Record<string, string>> = {}
  const put = (table: string, id: string, label: string) => {
    labels[table] = { ...labels[table], [id]: label }
  }
  for (const [id, row] of named)
    put(row.customer === null ? 'customer' : 'contact', id, labelOf(row, row.isShared))
  for (const { id, name } of users) put('user', id, name)
  return labels
}
