// How many rows share a value. Absolute counts, rounded to powers of two: a row that shares nothing with two
// others never moves their score, whatever the size of the list.
import { hash52 } from '../sync/hash.ts'
import { createKeyTable } from './key-table.ts'
import type { MatchRecord } from './record.ts'

/** How many rows hold a term, 0 where nobody counted. */
export type Counts = (term: string) => number

/** Nothing was counted: every value is taken for rare, every word for telling. */
export const noCounts: Counts = () => 0

/** Words that name no particular firm, for lists too short to show it. */
const generic: ReadonlySet<string> = new Set(
  (
    'ctr assn school acad inst univ hosp comm group national american first general united new city county public service svc ' +
    'day care child children childrens learning early childhood head start program development family church ' +
    'cafe rest grill bar house kitchen bistro inn hotel shop store market club deli coffee pizza food foods ' +
    'tech trading intl industrial industry products solutions systems consulting management mgmt holdings enterprises global ' +
    'st ave rd blvd dr ln way ct pl n s e w north south east west'
  ).split(' '),
)

/** Does a word say which firm or road it is? */
export const isTellingWord = (word: string): boolean => !generic.has(word)

/** Doublings of the number of rows that share a term, beyond the two that are compared; 0 for up to three. */
export const commonness = (count: number): number =>
  count < 4 ? 0 : Math.floor(Math.log2(count)) - 1

/** The weight of a word among others: 12 bits for a rare one, less by one for each doubling of its count. */
export const wordWeight = (counts: Counts, prefix: 'w' | 'r', word: string): number => {
  const known = Math.floor(Math.log2(counts(prefix + word) + 1))
  const assumed = generic.has(word) ? 6 : /^\d+$/u.test(word) ? 3 : 0
  return Math.max(1.5, 11 - Math.max(known, assumed))
}

/** Every term of a record that counts; each stands once. */
export const termsOf = (record: MatchRecord): ReadonlySet<string> => {
  const terms = new Set<string>()
  const { organisation, person, street, born, postcode, city } = record
  if (organisation) {
    terms.add(`o${organisation.core}`)
    terms.add(`b${organisation.sound}`)
    for (const word of organisation.words) terms.add(`w${word}`)
  }
  if (person) {
    if (person.surname !== '') terms.add(`s${person.surname}`)
    if (person.given !== '') terms.add(`g${person.given}`)
    if (person.surname !== '' && person.given !== '')
      terms.add(`n${person.surname} ${person.given}`)
  }
  for (const digits of record.mobiles) terms.add(`p${digits}`)
  for (const digits of record.lines) terms.add(`p${digits.slice(-7)}`)
  for (const digits of record.hotlines) terms.add(`p${digits}`)
  for (const mail of record.mails) terms.add(`e${mail.user}@${mail.domain}`)
  for (const domain of record.domains) terms.add(`d${domain}`)
  if (street) {
    for (const word of street.road) terms.add(`r${word}`)
    if (street.number !== '') terms.add(`a${street.number} ${street.road.join(' ')}`)
  }
  if (born !== null) terms.add(`t${born}`)
  if (postcode !== null) terms.add(`z${postcode}`)
  if (city !== null) terms.add(`c${city}`)
  return terms
}

/** About as many different terms as a row has. */
const TERMS_A_ROW = 8

/** Counts over a list. */
export const countTerms = (records: readonly MatchRecord[]): Counts => {
  const counts = createKeyTable(records.length * TERMS_A_ROW)
  for (const record of records) for (const term of termsOf(record)) counts.add(hash52(term), 1)
  return (term) => counts.get(hash52(term))
}
