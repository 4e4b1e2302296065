// Two rows compared field by field. Symmetric: compare(a, b) equals compare(b, a).
import {
  compareContacts,
  compareGiven,
  compareOrganisations,
  compareSurnames,
  qualifiersContradict,
} from './compare-names.ts'
import {
  compareBorn,
  compareCities,
  compareCodes,
  compareDomains,
  compareIdentities,
  compareLines,
  compareMails,
  compareMobiles,
  comparePostcodes,
  compareStreets,
  isSameLine,
} from './compare-reach.ts'
import { assumedGiven, assumedSurname } from '../normalize/common-names.ts'
import { UNNAMED_BRANCH } from '../normalize/company.ts'
import type { Mail } from '../normalize/mail.ts'
import type { Street } from '../normalize/street.ts'
import { commonness, type Counts } from './counts.ts'
import type { Evidence, Field, Level } from './levels.ts'
import type { MatchRecord } from './record.ts'

/** Of several shared terms the rarest counts; at least as common as assumed. */
type Add = (field: Field, level: Level | null, terms?: readonly string[], assumed?: number) => void

const organisations = (a: MatchRecord, b: MatchRecord, counts: Counts, add: Add): void => {
  const [x, y] = [a.organisation, b.organisation]
  if (x === null || y === null) {
    if (x !== y) add('kind', 'different')
    return
  }
  const name = compareOrganisations(x, y, counts)
  const isWhole = name === 'same' || name === 'brand'
  const isBrand = x.sound === y.sound && name !== 'weak' && name !== 'similar' && name !== 'close'
  add('name', name, isWhole ? [`o${x.core}`] : isBrand ? [`b${x.sound}`] : [])
  if (qualifiersContradict(x, y)) add('qualifier', 'contradicts')
  if (x.isGroup !== y.isGroup && x.isHan === y.isHan) add('group', 'oneSide')
  if (x.form !== '' && y.form !== '') add('form', x.form === y.form ? 'same' : 'different')
  const hasBranch = x.branch !== '' || y.branch !== ''
  const isOneSided = x.branch === '' || y.branch === ''
  if (!hasBranch) return
  // A Latin name rarely says its branch, and people leave a shop's site out: silence is doubt, not proof.
  const isSite = /[店区厅点柜站]$/u.test(x.branch + y.branch)
  const isUnnamed =
    x.branch !== y.branch && (x.branch === UNNAMED_BRANCH || y.branch === UNNAMED_BRANCH)
  if (isOneSided ? x.isHan !== y.isHan || isSite : isUnnamed) add('branch', 'silent')
  else add('branch', x.branch === y.branch ? 'same' : isOneSided ? 'headAndBranch' : 'different')
}

const persons = (a: MatchRecord, b: MatchRecord, add: Add): void => {
  if (a.person === null || b.person === null) return
  if (a.organisation !== null || b.organisation !== null) {
    const contact = compareContacts(a.person, b.person)
    const isOne = contact === 'same' || contact === 'sound' || contact === 'close'
    const whole = [a.person, b.person].map((p) => `n${p.surname} ${p.given}`)
    add('contact', contact, isOne ? whole : [])
    return
  }
  const surname = compareSurnames(a.person, b.person)
  add(
    'surname',
    surname,
    surname === 'same' ? [`s${a.person.surname}`] : [],
    assumedSurname(a.person),
  )
  const given = compareGiven(a.person, b.person)
  add('given', given, given === 'same' ? [`g${a.person.given}`] : [], assumedGiven(a.person))
}

const shared = (a: readonly string[], b: readonly string[], prefix: string): readonly string[] =>
  a.filter((x) => b.includes(x)).map((x) => prefix + x)

const doorOf = (street: Street | null): string =>
  street === null ? '' : `a${street.number} ${street.road.join(' ')}`

const numbers = (a: MatchRecord, b: MatchRecord, add: Add): void => {
  add('mobile', compareMobiles(a, b), shared(a.mobiles, b.mobiles, 'p'))
  const lines = a.lines.filter((x) => b.lines.some((y) => isSameLine(x, y)))
  add('line', compareLines(a, b), [
    ...lines.map((digits) => `p${digits.slice(-7)}`),
    ...shared(a.hotlines, b.hotlines, 'p'),
  ])
  const mailText = (m: Mail) => `${m.user}@${m.domain}`
  add('email', compareMails(a, b), shared(a.mails.map(mailText), b.mails.map(mailText), 'e'))
  add('web', compareDomains(a, b), shared(a.domains, b.domains, 'd'))
  add('code', compareCodes(a.code, b.code))
  add('identity', compareIdentities(a.identity, b.identity))
  add('born', compareBorn(a.born, b.born), a.born === b.born ? [`t${a.born ?? ''}`] : [])
}

const places = (a: MatchRecord, b: MatchRecord, counts: Counts, add: Add): void => {
  const address = compareStreets(a.street, b.street, counts)
  const isDoor = address === 'room' || address === 'door' || address === 'otherRoom'
  add('address', address, isDoor ? [doorOf(a.street), doorOf(b.street)] : [])
  const city = compareCities(a, b)
  add('city', city, city === 'same' && a.city !== null && a.city === b.city ? [`c${a.city}`] : [])
  const postcode = comparePostcodes(a.postcode, b.postcode)
  add('postcode', postcode, postcode === 'same' ? [`z${a.postcode ?? ''}`] : [])
  if (a.region !== null && b.region !== null)
    add('region', a.region === b.region ? 'same' : 'different')
}

/** The evidence for and against two rows being one customer, in the order of `levels`. */
export const compareRecords = (
  a: MatchRecord,
  b: MatchRecord,
  counts: Counts,
): readonly Evidence[] => {
  const found: Evidence[] = []
  const add: Add = (field, level, terms = [], assumed = 0) => {
    if (level === null) return
    let common = Infinity
    for (const term of terms) common = Math.min(common, commonness(counts(term)))
    found.push({ field, level, common: terms.length === 0 ? 0 : Math.max(common, assumed) })
  }
  organisations(a, b, counts, add)
  persons(a, b, add)
  numbers(a, b, add)
  places(a, b, counts, add)
  return found
}
