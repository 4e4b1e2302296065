// Most rows that share no more than the sound of a brand are other firms. A few cheap looks see it, and only the other
// pairs are compared in full. Of a pair that would be told it never says so (SPEC.md, M85).
import { compareContacts, compareOrganisations } from './compare-names.ts'
import {
  compareDomains,
  compareLines,
  compareMails,
  compareMobiles,
  isSameNumber,
} from './compare-reach.ts'
import { noCounts } from './counts.ts'
import type { Field, Level } from './levels.ts'
import type { MatchRecord } from './record.ts'
import { LOOK_FROM } from './verdict.ts'
import type { Weights } from './weights.ts'

type Loose = readonly (readonly [field: Field, ...levels: readonly Level[]])[]

/** What two firms that nothing ties may still agree in. */
const loose: Loose = [
  ['group', 'oneSide'],
  ['form', 'same', 'different'],
  ['branch', 'same', 'silent', 'headAndBranch', 'different'],
  ['contact', 'sameSurname', 'different'],
  ['mobile', 'different'],
  ['line', 'different'],
  ['email', 'different'],
  ['web', 'different'],
  ['address', 'nearNumber', 'road', 'otherNumber', 'different'],
  ['city', 'same', 'close', 'within', 'different', 'apart'],
  ['postcode', 'same', 'close', 'area', 'different'],
  ['region', 'same', 'different'],
  ['qualifier', 'contradicts'],
]

/** The most that two firms of other brands score when nothing ties them: each field at its best. */
const mostOf = ({ organisation: { bias, bits } }: Weights): number =>
  loose.reduce((sum, [field, ...levels]) => {
    const byLevel: Readonly<Record<string, number>> = bits[field]
    return sum + Math.max(0, ...levels.map((level) => byLevel[level] ?? 0))
  }, bias + bits.name.otherBrand)

const isOther = (level: Level | null): boolean => level === null || level === 'different'

const isOtherContact = (a: MatchRecord, b: MatchRecord): boolean => {
  if (a.person === null || b.person === null) return true
  const level = compareContacts(a.person, b.person)
  return isOther(level) || level === 'sameSurname'
}

/** No number, address or person that both have, and nothing that only persons have. */
const isUntied = (a: MatchRecord, b: MatchRecord): boolean =>
  (a.code === null || b.code === null) &&
  (a.identity === null || b.identity === null) &&
  (a.born === null || b.born === null) &&
  isOther(compareMobiles(a, b)) &&
  isOther(compareLines(a, b)) &&
  isOther(compareMails(a, b)) &&
  isOther(compareDomains(a, b)) &&
  (a.street === null || b.street === null || !isSameNumber(a.street, b.street)) &&
  isOtherContact(a, b)

/** Would the pair surely not be told, neither as one customer nor as near or related? */
export type IsStranger = (a: MatchRecord, b: MatchRecord) => boolean

export const strangersBy = (weights: Weights): IsStranger => {
  // Of one brand and another trade no score makes a pair; of another brand weights that were learnt might.
  const isBrandEnough = mostOf(weights) <= LOOK_FROM
  return (a, b) => {
    const [x, y] = [a.organisation, b.organisation]
    if (!x?.isHan || !y?.isHan) return false
    const name = compareOrganisations(x, y, noCounts)
    const isSure = name === 'otherTrade' || (isBrandEnough && name === 'otherBrand')
    return isSure && isUntied(a, b)
  }
}
