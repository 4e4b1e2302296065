// Phones, e-mails, sites, codes, dates and places compared.
import { isFreeDomain, type Mail } from '../normalize/mail.ts'
import type { Code } from '../normalize/identifier.ts'
import { isProvinceOnly, liesIn, WHOLE_COUNTRY } from '../normalize/regions.ts'
import type { Street } from '../normalize/street.ts'
import { wordWeight, type Counts } from './counts.ts'
import type { Level } from './levels.ts'
import type { MatchRecord } from './record.ts'
import { compareWords, editDistance, jaroWinkler } from './similarity.ts'

/** The lowest rank over all pairs of two lists; null where one is empty. */
const best = <T>(
  a: readonly T[],
  b: readonly T[],
  rankOf: (x: T, y: T) => number,
): number | null => {
  let least: number | null = null
  for (const x of a)
    for (const y of b) {
      const rank = rankOf(x, y)
      if (least === null || rank < least) least = rank
    }
  return least
}
const pick = <L>(list: readonly L[], rank: number | null): L | null =>
  rank === null ? null : (list[rank] ?? null)

export const compareMobiles = (a: MatchRecord, b: MatchRecord): Level<'mobile'> | null =>
  pick(
    ['same', 'close', 'different'] as const,
    best(a.mobiles, b.mobiles, (x, y) => (x === y ? 0 : editDistance(x, y, 1) <= 1 ? 1 : 2)),
  )

/** A number without its area code meets the whole one: the last seven digits must agree and one end the other. */
export const isSameLine = (x: string, y: string): boolean =>
  x === y ||
  (Math.min(x.length, y.length) >= 7 &&
    (x.endsWith(y) ||
      y.endsWith(x) ||
      (Math.min(x.length, y.length) >= 9 && x.slice(-8) === y.slice(-8))))

/** One digit off is the neighbour's line, not a slip; so "close" is only two neighbours swapped. */
const isSlippedLine = (x: string, y: string): boolean =>
  x.length === y.length &&
  x !== y &&
  editDistance(x, y, 1) === 1 &&
  Array.from(x).toSorted().join('') === Array.from(y).toSorted().join('')

export const compareLines = (a: MatchRecord, b: MatchRecord): Level<'line'> | null => {
  const rank = best(a.lines, b.lines, (x, y) =>
    isSameLine(x, y) ? 0 : isSlippedLine(x, y) ? 2 : 3,
  )
  if (rank === 0) return 'same'
  if (a.hotlines.some((x) => b.hotlines.includes(x))) return 'hotline'
  if (rank === 2) return 'close'
  return rank === null && (a.hotlines.length === 0 || b.hotlines.length === 0) ? null : 'different'
}

const mailRank = (x: Mail, y: Mail): number => {
  const isSameDomain =
    x.domain === y.domain ||
    (Math.min(x.domain.length, y.domain.length) > 5 && editDistance(x.domain, y.domain, 2) <= 2)
  if (x.user === y.user)
    return x.domain === y.domain ? 0 : isSameDomain ? 1 : x.user.length > 5 ? 1 : 4
  const allowed = Math.min(x.user.length, y.user.length) > 7 ? 2 : 1
  const isClose =
    Math.min(x.user.length, y.user.length) > 3 &&
    !/^\d+$/u.test(x.user + y.user) &&
    editDistance(x.user, y.user, allowed) <= allowed
  if (isClose && isSameDomain) return 2
  return x.domain === y.domain && !isFreeDomain(x.domain) ? 3 : 4
}

export const compareMails = (a: MatchRecord, b: MatchRecord): Level<'email'> | null =>
  pick(
    ['same', 'sameUser', 'closeUser', 'colleague', 'different'] as const,
    best(a.mails, b.mails, mailRank),
  )

const stemOf = (domain: string): string => domain.split('.')[0] ?? ''

export const compareDomains = (a: MatchRecord, b: MatchRecord): Level<'web'> | null =>
  pick(
    ['same', 'stem', 'different'] as const,
    best(a.domains, b.domains, (x, y) =>
      x === y || x.endsWith(`.${y}`) || y.endsWith(`.${x}`)
        ? 0
        : stemOf(x) === stemOf(y) || (x.length > 6 && editDistance(x, y, 1) <= 1)
          ? 1
          : 2,
    ),
  )

export const compareCodes = (a: Code | null, b: Code | null): Level<'code'> | null => {
  if (a === null || b === null) return null
  if (a.code === b.code) return a.isValid ? 'sameValid' : 'same'
  if (a.isValid && b.isValid) return 'differentValid'
  return editDistance(a.code, b.code, 2) <= 2 ? 'close' : 'different'
}

export const compareIdentities = (a: string | null, b: string | null): Level<'identity'> | null => {
  if (a === null || b === null) return null
  if (a === b) return 'same'
  return editDistance(a, b, 1) <= 1 || (a.length > 10 && editDistance(a, b, 2) <= 2)
    ? 'close'
    : 'different'
}

const dayMonthSwapped = (date: string): string =>
  date.slice(0, 4) + date.slice(6) + date.slice(4, 6)

export const compareBorn = (a: string | null, b: string | null): Level<'born'> | null => {
  if (a === null || b === null) return null
  if (a === b) return 'same'
  if (editDistance(a, b, 1) <= 1 || dayMonthSwapped(a) === b || dayMonthSwapped(b) === a)
    return 'close'
  const agreeing = [
    a.slice(0, 4) === b.slice(0, 4),
    a.slice(4, 6) === b.slice(4, 6),
    a.slice(6) === b.slice(6),
  ].filter(Boolean).length
  if (agreeing >= 2 || editDistance(a, b, 2) <= 2) return 'partly'
  return agreeing === 0 && editDistance(a, b, 3) > 3 ? 'apart' : 'different'
}

const isSameRoom = (a: Street, b: Street): boolean =>
  a.room === b.room ||
  (a.room !== '' && b.room.startsWith('f') && a.room.slice(0, -2) === b.room.slice(1)) ||
  (b.room !== '' && a.room.startsWith('f') && b.room.slice(0, -2) === a.room.slice(1))

/** Equal, or one is an end of the other's range. */
export const isSameNumber = (a: Street, b: Street): boolean =>
  a.number === b.number || a.number === b.numberTo || b.number === a.numberTo

/** 世纪大道 and 浦东世纪大道: a district that was left out or stands before the road. */
const isWithin = (x: string, y: string): boolean =>
  x === y || (/[㐀-鿿]{3}/u.test(x) && /[㐀-鿿]{3}/u.test(y) && (x.endsWith(y) || y.endsWith(x)))

const isHanRoad = ({ road }: Street): boolean => /[㐀-鿿]/u.test(road.join(''))
/** 登州路56号 and 56 Dengzhou Road: what cannot be read side by side says nothing. */
const isInOtherScript = (a: Street, b: Street): boolean =>
  a.road.length > 0 && b.road.length > 0 && isHanRoad(a) !== isHanRoad(b)
/** 方庄 and 方庄路2号: an area without a number holds many roads. */
const isOnlyArea = (a: Street, b: Street): boolean =>
  [a, b].some(
    (street) => isHanRoad(street) && !/(?:路|街|道|巷|弄|里|胡同)$/u.test(street.road.join('')),
  )

export const compareStreets = (
  a: Street | null,
  b: Street | null,
  counts: Counts,
): Level<'address'> | null => {
  if (a === null || b === null || isInOtherScript(a, b)) return null
  const likeness =
    a.road.length === 0 || b.road.length === 0
      ? null
      : isWithin(a.road.join(''), b.road.join(''))
        ? 1
        : compareWords(a.road, b.road, (w) => wordWeight(counts, 'r', w)).cosine
  const joinedAlike =
    likeness !== null &&
    likeness < 0.8 &&
    a.road.join('').length > 5 &&
    jaroWinkler(a.road.join(''), b.road.join('')) > 0.92
  const isRoad = likeness !== null && (likeness >= 0.8 || joinedAlike)
  const isAlike = likeness !== null && likeness >= 0.4
  if (a.number === '' || b.number === '')
    return likeness === null
      ? null
      : isRoad
        ? 'road'
        : isAlike || isOnlyArea(a, b)
          ? null
          : 'different'
  if (isSameNumber(a, b)) {
    if (isRoad) {
      if (a.room === '' || b.room === '') return 'door'
      return isSameRoom(a, b) ? 'room' : 'otherRoom'
    }
    return isAlike || likeness === null ? 'nearDoor' : 'number'
  }
  if (likeness === null) return 'different'
  if (!isRoad) return 'different'
  const isNear =
    Math.max(a.number.length, b.number.length) > 1 && editDistance(a.number, b.number, 1) <= 1
  return isNear ? 'nearNumber' : 'otherNumber'
}

/** Where a record lies: its city or address, else the place in its name, which of a branch is the head office's. */
const placesOf = ({ city, organisation }: MatchRecord): readonly string[] => {
  if (city !== null) return [city]
  return organisation === null || organisation.branch !== '' ? [] : organisation.places
}

/** Two legal persons: of one brand, 欧姆龙（上海） and 欧姆龙（大连）. A province may be the brand's: 四川大学. */
const isRegisteredIn = ({ organisation }: MatchRecord, [place = '']: readonly string[]): boolean =>
  organisation?.isHan === true &&
  organisation.form !== '' &&
  (place === WHOLE_COUNTRY || !isProvinceOnly(place))

/** Places of two names are compared with each other, else where the rows lie. Ambiguous pinyin never contradicts. */
export const compareCities = (a: MatchRecord, b: MatchRecord): Level<'city'> | null => {
  const named = [a.organisation?.places ?? [], b.organisation?.places ?? []] as const
  const isNamed = named[0].length > 0 && named[1].length > 0
  const [x, y] = isNamed ? named : [placesOf(a), placesOf(b)]
  if (x.length === 0 || y.length === 0) return null
  const rank = best(x, y, (p, q) => {
    if (p === q) return 0
    if (liesIn(p, q) || liesIn(q, p)) return 2
    const isShort =
      Math.min(p.length, q.length) > 3 &&
      (p.startsWith(q) || q.startsWith(p) || p.endsWith(q) || q.endsWith(p))
    return isShort || (p.length > 3 && jaroWinkler(p, q) >= 0.85) ? 1 : 3
  })
  if (rank === 3 && (x.length > 1 || y.length > 1)) return null
  if (rank === 3 && isNamed && isRegisteredIn(a, x) && isRegisteredIn(b, y)) return 'apart'
  return pick(['same', 'close', 'within', 'different'] as const, rank)
}

export const comparePostcodes = (a: string | null, b: string | null): Level<'postcode'> | null => {
  if (a === null || b === null) return null
  if (a === b) return 'same'
  if (editDistance(a, b, 1) <= 1) return 'close'
  return a.slice(0, 3) === b.slice(0, 3) ? 'area' : 'different'
}
