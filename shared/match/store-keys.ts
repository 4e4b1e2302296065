// The keys that a store keeps for finding: few, because each is a row to write. What the strong keys of the sync find
// already (an equal number, e-mail, credit code, name in its city) needs none of its own.
import { soundex } from '../normalize/latin.ts'
import { assumedGiven, assumedSurname } from '../normalize/common-names.ts'
import type { FullName } from '../normalize/full-name.ts'
import type { Organisation } from '../normalize/organisation.ts'
import { hash52 } from '../sync/hash.ts'
import { doorKeys } from './keys.ts'
import { isTellingWord } from './counts.ts'
import type { MatchRecord } from './record.ts'

/** Of each record, beside its strong keys: 8 with them. */
export const STORE_KEYS_MAX = 4

const ordered = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** The beginning of brand and trade as they sound: another script, a homophone, a longer form. */
export const soundKey = (organisation: Organisation): string =>
  `c${organisation.coreSound.slice(0, 7)}`
/** A long brand begins with what many share, such as the name of a county: it is found by the whole of it as well. */
const brandKeys = ({ isHan, brand, sound }: Organisation): readonly string[] =>
  isHan && brand.length >= 4 ? [`b${sound}`] : []
export const domainKey = (domain: string): string => `d${domain}`

/** Two telling words of a Latin name, which need not be its first. */
const wordKeys = ({ isHan, words }: Organisation): readonly string[] => {
  if (isHan) return []
  const telling = words.filter((word) => word.length > 2 && isTellingWord(word))
  const [first, second] = telling.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
  return first === undefined || second === undefined ? [] : [`w${ordered(first, second)}`]
}

/** As common as 王伟 or John Smith: too many bear it for it to find anybody. */
const isCommon = (person: FullName): boolean =>
  assumedGiven(person) >= 3 && assumedSurname(person) >= 3

/**
 * A whole name finds him. Half a name or a common one does not: then the mobile without its last digits does, in spite
 * of a slip in them, and the name with the city.
 */
const personKeys = (person: FullName, { city, mobiles }: MatchRecord): readonly string[] => {
  const { surnameSound: surname, givenSound: given } = person
  const slip = mobiles.slice(0, 1).map((digits) => `m${digits.slice(0, -2)}`)
  if (surname === '' || given === '') return slip
  const sound = person.isHan ? [] : [`s${ordered(soundex(surname), soundex(given))}`]
  const place = city === null ? [] : [`P${ordered(surname, given)} ${city}`]
  return [`n${ordered(surname, given)}`, ...(isCommon(person) ? [...place, ...slip] : []), ...sound]
}

const storeKeyTexts = (record: MatchRecord): readonly string[] => {
  const { organisation, person } = record
  return [
    ...(organisation ? [soundKey(organisation), ...brandKeys(organisation)] : []),
    ...(person && !organisation ? personKeys(person, record) : []),
    ...record.domains.slice(0, 1).map(domainKey),
    ...doorKeys(record),
    ...(organisation ? wordKeys(organisation) : []),
  ]
}

/** At most STORE_KEYS_MAX integers of 52 bits. */
export const storeKeysOf = (record: MatchRecord): readonly number[] =>
  [...new Set(storeKeyTexts(record))].slice(0, STORE_KEYS_MAX).map(hash52)
