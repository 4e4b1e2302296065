// What a customer is recognised by (design §6, `known`): an equal valid credit code; an equal name in the same
// city; an equal mobile, phone or e-mail where the names agree or one is missing.
import type { WireValues } from '../protocol/cell.ts'
import { isCreditCode } from '../schema/kinds/credit-code.ts'
import { emailsOf } from '../schema/kinds/email.ts'
import { isMobile } from '../schema/kinds/phone-number.ts'
import { numbersOf } from '../schema/kinds/phone.ts'
import { companyParts, normalizedCompany } from './company.ts'
import { foldScript } from './fold.ts'
import { normalizedPerson, personsAgree } from './person.ts'
import { isPlaceholderMail, isPlaceholderNumber } from './placeholder.ts'
import { cityIn } from './regions.ts'

export type StrongKeyKind = 'credit' | 'name' | 'mobile' | 'phone' | 'email'
interface StrongKey {
  readonly kind: StrongKeyKind
  /** Comparable text, e.g. "mobile:+8613912345678"; unique over kinds. */
  readonly key: string
}

/** Whom a row names, as comparable text. */
export interface Names {
  /** Core, branch and group mark of the company; null for a person or an unnamed row. */
  readonly name: string | null
  readonly person: string | null
}

const textAt = (values: WireValues, key: string): string => {
  const value = values[key]
  return typeof value === 'string' ? value : ''
}

const companyOf = (values: WireValues): string =>
  textAt(values, 'kind') === 'person' ? '' : textAt(values, 'name')

/** The city of a customer: its field, else its address, else the place in its name; '' unknown. */
const cityOf = (values: WireValues): string => {
  const city = textAt(values, 'city')
  if (city !== '') return cityIn(foldScript(city)) ?? foldScript(city).replace(/[市县]$/u, '')
  const address = textAt(values, 'address')
  return (
    (address === '' ? null : cityIn(foldScript(address))) ?? companyParts(companyOf(values)).place
  )
}

/** The strong keys of a customer's sheet row (its own values and the borrowed contact.*). */
export const strongKeys = (values: WireValues): readonly StrongKey[] => {
  const keys: StrongKey[] = []
  const add = (kind: StrongKeyKind, text: string) => {
    const key = `${kind}:${text}`
    if (!keys.some((known) => known.key === key)) keys.push({ kind, key })
  }
  const credit = textAt(values, 'credit_code')
  if (isCreditCode(credit)) add('credit', credit)
  const name = normalizedCompany(companyOf(values))
  if (name !== '') add('name', `${name}|${cityOf(values)}`)
  for (const field of ['contact.mobile', 'phone'])
    for (const number of numbersOf(textAt(values, field)))
      if (!isPlaceholderNumber(number)) add(isMobile(number) ? 'mobile' : 'phone', number)
  for (const field of ['contact.email', 'email'])
    for (const address of emailsOf(textAt(values, field)))
      if (!isPlaceholderMail(address)) add('email', address.toLowerCase())
  return keys
}

/** The names that decide whether two rows that share a phone or an e-mail can be one. */
export const namesOf = (values: WireValues): Names => {
  const company = companyOf(values)
  const { core, branch, isGroup } = companyParts(company)
  const person = normalizedPerson(textAt(values, 'contact.name') || personOf(values))
  return {
    name: core === '' ? null : `${core}/${branch}/${isGroup ? 'g' : ''}`,
    person: person === '' ? null : person,
  }
}
const personOf = (values: WireValues): string =>
  textAt(values, 'kind') === 'person' ? textAt(values, 'name') : ''

const isHan = (text: string): boolean => /[㐀-鿿]/u.test(text)

/** Equal or one within the other, at least two characters; "group" and a plain firm of one brand are relatives. */
const companiesAgree = (a: string, b: string): boolean => {
  const [coreA = '', branchA = '', groupA = ''] = a.split('/')
  const [coreB = '', branchB = '', groupB = ''] = b.split('/')
  if (branchA !== branchB) return false
  if (coreA === coreB) return true
  if (groupA !== groupB) return false
  const [short, long] = coreA.length < coreB.length ? [coreA, coreB] : [coreB, coreA]
  return short.length >= 2 && long.includes(short)
}

/**
 * Do the names of two rows agree, or is one missing? Companies decide where both have one; else persons;
 * a Latin and a Chinese name cannot be compared and leave the decision to the persons.
 */
const nameAgrees = (a: Names, b: Names): boolean => {
  if (a.name !== null && b.name !== null && isHan(a.name) === isHan(b.name)) {
    return companiesAgree(a.name, b.name)
  }
  return a.person === null || b.person === null || personsAgree(a.person, b.person)
}

/** Two rows share a key of this kind: is that enough to be one customer? */
export const keyAgrees = (kind: StrongKeyKind, a: Names, b: Names): boolean =>
  kind === 'credit' || kind === 'name' || nameAgrees(a, b)
