// The keys under which a row is found: at most eight integers. Two rows are compared when they share one that
// not too many rows have.
import { soundex } from '../normalize/latin.ts'
import type { FullName } from '../normalize/full-name.ts'
import type { Organisation } from '../normalize/organisation.ts'
import { hash52 } from '../sync/hash.ts'
import { isTellingWord } from './counts.ts'
import type { MatchRecord } from './record.ts'

export const KEYS_MAX = 8
/** A key that more rows have finds nobody: a switchboard, an agency's phone, a common name. */
export const KEY_ROWS_MAX = 60

const ordered = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

const numberKeys = (record: MatchRecord): readonly string[] => [
  ...record.mobiles.slice(0, 2).map((digits) => `m${digits.slice(0, -2)}`),
  ...record.lines.slice(0, 2).map((digits) => `l${digits.slice(-7)}`),
  ...record.hotlines.slice(0, 1).map((digits) => `h${digits}`),
]

const netKeys = (record: MatchRecord): readonly string[] => [
  ...record.mails
    .slice(0, 2)
    .map(({ user, domain }) => `e${user.length > 3 ? user : `${user}@${domain}`}`),
  ...record.domains.slice(0, 1).map((domain) => `d${domain}`),
]

/** Where an address leads to. */
export const doorKeys = ({ street, city, postcode }: MatchRecord): readonly string[] => {
  if (street === null || street.number === '') return []
  const words = street.road
    .filter((word) => word.length > 1 && isTellingWord(word))
    .map((w) => w.slice(0, 5))
  const road = words.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))[0]
  if (road === undefined) return postcode === null ? [] : [`z${street.number} ${postcode}`]
  return [`a${street.number} ${road} ${/[㐀-鿿]/u.test(road) ? (city ?? '') : ''}`]
}

const organisationKeys = (organisation: Organisation, record: MatchRecord): readonly string[] => {
  const place = organisation.places[0] ?? record.city ?? ''
  const keys = [`b${organisation.sound}`, `c${organisation.coreSound.slice(0, 7)}`]
  if (organisation.isHan) {
    const { brand, trades } = organisation
    if (trades[0] !== undefined && brand.length > 2) keys.push(`j${brand.slice(-2)}${trades[0]}`)
    if (place !== '') keys.push(`B${organisation.sound} ${place}`)
    if (organisation.branch !== '') keys.push(`x${organisation.sound} ${organisation.branch}`)
    return keys
  }
  const telling = organisation.words.filter((word) => word.length > 2 && isTellingWord(word))
  const [first, second] = telling.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
  if (first !== undefined && second !== undefined) keys.push(`w${ordered(first, second)}`)
  if (telling[0] !== undefined && record.street?.number)
    keys.push(`k${telling[0].slice(0, 4)} ${record.street.number}`)
  return keys
}

const personKeys = (person: FullName, record: MatchRecord): readonly string[] => {
  const { surnameSound: surname, givenSound: given } = person
  const { born, postcode, street } = record
  const keys: string[] = []
  if (surname !== '' && given !== '') {
    keys.push(`n${ordered(surname, given)}`)
    if (!person.isHan) keys.push(`s${ordered(soundex(surname), soundex(given))}`)
  }
  if (born !== null) keys.push(`t${born}`)
  if (born !== null && surname !== '') keys.push(`y${surname.slice(0, 3)}${born.slice(0, 4)}`)
  if (born !== null && given !== '') keys.push(`g${given.slice(0, 3)}${born.slice(0, 4)}`)
  if (!person.isHan && surname !== '' && record.city !== null)
    keys.push(`q${surname.slice(0, 4)} ${record.city}`)
  if (!person.isHan && given !== '' && record.city !== null)
    keys.push(`r${given.slice(0, 4)} ${record.city}`)
  if (surname !== '' && postcode !== null)
    keys.push(`z${surname.slice(0, 4)}${postcode.slice(0, 3)}`)
  if (surname !== '' && street !== null && street.number !== '')
    keys.push(`f${surname.slice(0, 3)} ${street.number}`)
  return keys
}

/** The key texts of a record, the best first. */
const keyTexts = (record: MatchRecord): readonly string[] => [
  ...(record.code ? [`u${record.code.code}`] : []),
  ...(record.identity === null ? [] : [`i${record.identity}`]),
  ...numberKeys(record),
  ...netKeys(record).slice(0, 2),
  ...(record.organisation ? organisationKeys(record.organisation, record) : []),
  ...doorKeys(record),
  ...(record.person && !record.organisation ? personKeys(record.person, record) : []),
]

/** At most KEYS_MAX integers of 52 bits; equal for two rows that should be compared. */
export const keysOf = (record: MatchRecord): readonly number[] =>
  [...new Set(keyTexts(record))].slice(0, KEYS_MAX).map(hash52)
