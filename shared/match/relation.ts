// What no sum of evidence may overrule: vetoes, and the relations that two rows can have without being one
// customer. A related pair is never merged by itself.
import type { Evidence, Field, Level } from './levels.ts'

export const relationKinds = ['branch', 'subsidiary', 'owner', 'household', 'employer'] as const
export type RelationKind = (typeof relationKinds)[number]

/** The evidence of a pair by field. */
export type Findings = ReadonlyMap<Field, Evidence>

export const findingsOf = (evidence: readonly Evidence[]): Findings =>
  new Map(evidence.map((e) => [e.field, e]))

const is = <F extends Field>(
  found: Findings,
  field: F,
  ...levels: readonly Level<F>[]
): boolean => {
  const level = found.get(field)?.level
  return level !== undefined && levels.some((l) => l === level)
}

/** A value that sixteen rows or more share ties nobody: a switchboard, a book-keeper's phone. */
const TIED_MAX = 3
const isTied = <F extends Field>(
  found: Findings,
  field: F,
  ...levels: readonly Level<F>[]
): boolean => is(found, field, ...levels) && (found.get(field)?.common ?? 0) < TIED_MAX

const hasSameNumber = (found: Findings): boolean =>
  is(found, 'code', 'sameValid') || is(found, 'identity', 'same')

const isReachedAlike = (found: Findings): boolean =>
  is(found, 'mobile', 'same') || is(found, 'line', 'same') || is(found, 'email', 'same', 'sameUser')
/** A second address for mails is everybody's; a second phone is less so. */
const isReachedApart = (found: Findings): boolean =>
  !isReachedAlike(found) && (is(found, 'mobile', 'different') || is(found, 'line', 'different'))

/** Born on one day into one family: twins have the given name apart, and numbers of their own, bought together. */
const isTwin = (found: Findings): boolean =>
  is(found, 'born', 'same') &&
  is(found, 'surname', 'same', 'sound', 'swapped') &&
  (isReachedApart(found) || (!isReachedAlike(found) && is(found, 'mobile', 'close')))

/** Alike is not the same: Xiaoming and Xiaoli. */
const isLooselyNamed = (found: Findings): boolean =>
  is(found, 'surname', 'different', 'similar') ||
  is(found, 'given', 'different', 'sibling', 'similar', 'close', 'initial')

/** Neither word is the same: Sarah Johnson and Sara Johnston. */
const isNamedOtherwise = (found: Findings): boolean =>
  is(found, 'surname', 'close', 'similar', 'different') &&
  is(found, 'given', 'close', 'similar', 'different', 'sibling', 'initial')

/**
 * Father and son of one name, brothers, strangers: reached by other numbers, and born on quite another day; or called
 * otherwise, the less alike the more the birthday must agree.
 */
const isNamesake = (found: Findings): boolean => {
  if (is(found, 'identity', 'same', 'close')) return false
  // Eric and Erika of one home and one telephone.
  const isAtHome = is(found, 'address', 'room', 'door')
  if (isAtHome && is(found, 'born', 'apart') && is(found, 'given', 'similar', 'close')) return true
  return (
    isReachedApart(found) &&
    (is(found, 'born', 'apart') ||
      (is(found, 'surname', 'different') && !is(found, 'born', 'same')) ||
      (isLooselyNamed(found) && !is(found, 'born', 'same', 'close', 'partly')) ||
      (isNamedOtherwise(found) && !is(found, 'born', 'same', 'close')))
  )
}

const isOtherPerson = (found: Findings): boolean =>
  is(found, 'given', 'different', 'sibling') &&
  !is(found, 'identity', 'same', 'close') &&
  !is(found, 'email', 'same') &&
  !(is(found, 'born', 'same', 'close') && !isTwin(found))

/** Can the pair never be one customer, whatever else agrees? An equal official number overrules the trade. */
export const isVetoed = (found: Findings): boolean => {
  if (found.has('kind')) return true
  if (is(found, 'code', 'differentValid')) return true
  if (is(found, 'branch', 'headAndBranch', 'different')) return true
  return is(found, 'name', 'otherTrade') && !hasSameNumber(found)
}

/** A valid equal credit code, and nothing that vetoes: one customer, whatever the names say. */
export const isCertain = (found: Findings): boolean => is(found, 'code', 'sameValid')

/**
 * Does the given name say that it is another person? Then the pair is not "same", but other rows of one cluster
 * may still carry both: given names get lost and mistaken more than branches and codes do.
 */
export const isDoubted = (found: Findings): boolean =>
  !hasSameNumber(found) && (isOtherPerson(found) || isNamesake(found) || is(found, 'city', 'apart'))

const hasBrand = (found: Findings): boolean =>
  is(found, 'name', 'same', 'brand', 'shorter', 'sound', 'latin', 'typo')

const isReachable = (found: Findings): boolean =>
  isTied(found, 'mobile', 'same') ||
  isTied(found, 'line', 'same', 'hotline') ||
  isTied(found, 'email', 'same', 'sameUser', 'colleague') ||
  isTied(found, 'web', 'same')

const isAtOneDoor = (found: Findings): boolean => isTied(found, 'address', 'room', 'door')
const isOneContact = (found: Findings): boolean => is(found, 'contact', 'same', 'sound')

const isHousehold = (found: Findings): boolean => {
  const isFamily = is(found, 'surname', 'same', 'sound') && isOtherPerson(found)
  const isShared =
    isTied(found, 'mobile', 'same') ||
    isTied(found, 'line', 'same') ||
    isTied(found, 'email', 'same')
  const isHome = isAtOneDoor(found)
  if (isFamily) return isShared || isHome
  return isOtherPerson(found) && isHome && isShared
}

const isPlacedApart = (found: Findings): boolean =>
  is(found, 'city', 'different', 'apart') || is(found, 'address', 'different', 'otherNumber')

/** How two rows that are not one customer belong together; null where they do not. */
export const relationOf = (found: Findings): RelationKind | null => {
  if (found.has('kind'))
    return isOneContact(found) && (isReachable(found) || isAtOneDoor(found)) ? 'employer' : null
  if (isHousehold(found)) return 'household'
  if (!found.has('name')) return null
  const isTogether = isReachable(found) || isAtOneDoor(found) || isOneContact(found)
  // Of a bare or foreign brand there may be many: something else must tie the two.
  const isElsewhere = is(found, 'city', 'different', 'apart')
  const isNamed =
    isTogether ||
    (is(found, 'name', 'same', 'typo') && !(isElsewhere && is(found, 'form', 'different'))) ||
    (is(found, 'name', 'shorter') && !isElsewhere)
  if (hasBrand(found) && is(found, 'branch', 'headAndBranch', 'different'))
    return isNamed ? 'branch' : null
  if (is(found, 'name', 'otherTrade')) return isTogether ? 'subsidiary' : null
  if (hasBrand(found) && isReachable(found)) return isPlacedApart(found) ? 'branch' : 'subsidiary'
  const isOwn = isTied(found, 'mobile', 'same') || isTied(found, 'email', 'same')
  return isOneContact(found) && isOwn ? 'owner' : null
}
