// Names of organisations and persons compared: spellings, scripts, homophones, short forms, nicknames.
import type { FullName } from '../normalize/full-name.ts'
import { areNicknames } from '../normalize/nicknames.ts'
import { soundOf } from '../normalize/pinyin.ts'
import { surnamesSpelt } from '../normalize/surnames.ts'
import type { Organisation } from '../normalize/organisation.ts'
import { isTellingTrade, tradeAgreement } from '../normalize/trades.ts'
import { wordWeight, type Counts } from './counts.ts'
import type { Level } from './levels.ts'
import { compareWords, editDistance, jaroWinkler } from './similarity.ts'

/** 华达集团 and 华达商贸: the group is no short form of one of its firms. */
const isGroupAndFirm = (a: Organisation, b: Organisation): boolean =>
  a.isGroup !== b.isGroup &&
  (a.isGroup ? a : b).trades.length === 0 &&
  (a.isGroup ? b : a).trades.length > 0

const withoutStart = (latin: Organisation, length: number): Organisation => ({
  ...latin,
  sound: latin.sound.slice(length),
  coreSound: latin.coreSound.slice(length),
})

/** 南海金达铝业 beside 佛山市南海区金达铝业: what the other's name calls the district is no part of the brand. */
const withoutDistrict = (name: Organisation, { qualifier }: Organisation): Organisation => {
  const { brand, core } = name
  const isNamed = qualifier !== '' && name.qualifier === '' && brand.startsWith(qualifier)
  if (!isNamed || brand.length < qualifier.length + 2) return name
  const [bare, rest] = [brand.slice(qualifier.length), core.slice(qualifier.length)]
  return { ...name, brand: bare, core: rest, sound: soundOf(bare), coreSound: soundOf(rest) }
}

/**
 * A Chinese and a Latin name: they fit by sound, or they cannot be compared; never "different". Where the brand
 * fits and the trades contradict, nothing is said either.
 */
const acrossScripts = (han: Organisation, latin: Organisation): Level<'name'> | null => {
  // The district is no part of the brand, but of the Latin name: Anping Hualian.
  const district = han.qualifier === '' ? '' : soundOf(han.qualifier)
  if (district !== '' && latin.sound.startsWith(district) && latin.sound !== district)
    return acrossScripts({ ...han, qualifier: '' }, withoutStart(latin, district.length))
  if (han.coreSound === latin.coreSound) return 'latin'
  if (han.sound === latin.sound && isGroupAndFirm(han, latin)) return 'weak'
  const isAlike = (a: string, b: string) =>
    a === b || (Math.min(a.length, b.length) > 4 && editDistance(a, b, 1) <= 1)
  if (isAlike(han.coreSound, latin.coreSound)) return 'latin'
  if (isAlike(han.sound, latin.sound)) {
    const [x, y] = [han.trades.filter(isTellingTrade), latin.trades.filter(isTellingTrade)]
    const isShared = x.some((t) => y.some((u) => t.includes(u) || u.includes(t)))
    return x.length === 0 || y.length === 0 || isShared ? 'latin' : 'weak'
  }
  if (han.sound.length < 5 || !latin.coreSound.startsWith(han.sound)) return null
  // The trade may be spelled in pinyin: Xuexibao Guanggao is no 学习宝食品.
  const rest = latin.sound.slice(han.sound.length)
  const trade = han.coreSound.slice(han.sound.length)
  return rest === '' || trade === '' || trade.startsWith(rest) || rest.startsWith(trade)
    ? 'latin'
    : 'weak'
}

/** One name begins the other and holds its whole brand: 华达机 is short for 华达机械, 华达 not for 华达利. */
const isShorter = (a: Organisation, b: Organisation): boolean => {
  const [short, long] = a.core.length < b.core.length ? [a, b] : [b, a]
  return short.core.length >= Math.max(2, long.brand.length) && long.core.startsWith(short.core)
}

/** 台积电 of 台湾积体电路制造: three characters or more that stand in the long name in their order. */
const isAbbreviation = (a: string, b: string): boolean => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length < 3 || long.length < short.length + 2 || short.charAt(0) !== long.charAt(0))
    return false
  let at = 0
  for (const character of short) {
    const next = long.indexOf(character, at)
    if (next < 0) return false
    at = next + 1
  }
  return true
}

/** 联电 of 联华电子: two characters that begin the brand and the trade are little, but not nothing. */
const isInitials = (a: string, b: string): boolean => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return (
    short.length === 2 &&
    long.length >= 4 &&
    short.charAt(0) === long.charAt(0) &&
    long.indexOf(short.charAt(1)) >= 2
  )
}

/** As a short name is formed: 台积电 and 青啤 take their first character from the place. */
const withPlace = ({ places, core }: Organisation): string =>
  places.length === 1 ? `${places[0] ?? ''}${core}` : core

/** 迈瑞医疗 is short for 迈瑞生物医疗电子: all its trades are among the other's, and one tells something. */
const isPicked = (short: readonly string[], long: readonly string[]): boolean =>
  short.some(isTellingTrade) && short.every((trade) => long.includes(trade))

const tradesAgree = (a: Organisation, b: Organisation): boolean =>
  tradeAgreement(a.trade, b.trade) > 0 ||
  isPicked(a.trades, b.trades) ||
  isPicked(b.trades, a.trades)

const hanNames = (a: Organisation, b: Organisation): Level<'name'> => {
  if (a.core === b.core) return a.trades.length > 0 || a.brand.length > 4 ? 'same' : 'brand'
  const isOneTrade = () => !isGroupAndFirm(a, b) && tradesAgree(a, b)
  if (a.brand === b.brand) return isOneTrade() ? 'shorter' : 'otherTrade'
  if (isShorter(a, b) && !isGroupAndFirm(a, b)) return 'shorter'
  if (a.sound === b.sound) return isOneTrade() ? 'sound' : 'otherTrade'
  const shorter = Math.min(a.core.length, b.core.length)
  // Of two characters one is half of the brand: 丰田 and 本田 are two.
  const isHalfOther = a.brand.length === 2 && b.brand.length === 2 && a.trade === b.trade
  if (shorter >= 4 && !isHalfOther && editDistance(a.core, b.core, 1) <= 1) return 'typo'
  const brandLength = Math.min(a.brand.length, b.brand.length)
  const isBrandTypo = brandLength >= 3 && editDistance(a.brand, b.brand, 1) <= 1
  if (isBrandTypo) return isOneTrade() ? 'typo' : 'weak'
  const holds = brandLength >= 2 && (a.core.includes(b.brand) || b.core.includes(a.brand))
  if (holds) return 'similar'
  if (isAbbreviation(a.core, b.core) || isAbbreviation(withPlace(a), withPlace(b))) return 'similar'
  if (isInitials(a.core, b.core) || isInitials(withPlace(a), withPlace(b))) return 'weak'
  return jaroWinkler(a.core, b.core) >= 0.88 ? 'weak' : 'otherBrand'
}

/** The words with each acronym replaced by the words of the other name that it stands for. */
const withoutAcronyms = (words: readonly string[], other: readonly string[]): readonly string[] => {
  const initials = other.map((word) => word.charAt(0)).join('')
  return words.flatMap((word) => {
    const isShort = word.length >= 3 && word.length <= 6 && !other.includes(word)
    const at = isShort ? initials.indexOf(word) : -1
    return at < 0 ? [word] : other.slice(at, at + word.length)
  })
}

const latinNames = (a: Organisation, b: Organisation, counts: Counts): Level<'name'> => {
  if (a.core === b.core) return 'same'
  const [left, right] = [withoutAcronyms(a.words, b.words), withoutAcronyms(b.words, a.words)]
  const { cosine, containment } = compareWords(left, right, (w) => wordWeight(counts, 'w', w))
  const likeness = Math.max(
    cosine,
    containment * 0.9,
    jaroWinkler(a.core, b.core) > 0.95 ? 0.95 : 0,
  )
  if (likeness >= 0.9) return cosine >= 0.9 ? 'typo' : 'shorter'
  if (likeness >= 0.75) return 'close'
  if (likeness >= 0.55) return 'similar'
  // Two beginning words are a brand, however many firms of a list bear it.
  const isOfBrand = a.words.length > 1 && a.words[0] === b.words[0] && a.words[1] === b.words[1]
  return likeness >= 0.35 || isOfBrand ? 'weak' : 'different'
}

const isLatin = ({ core }: Organisation): boolean => /[a-z\d]/u.test(core)

export const compareOrganisations = (
  a: Organisation,
  b: Organisation,
  counts: Counts,
): Level<'name'> | null => {
  if (a.isHan && b.isHan) return hanNames(withoutDistrict(a, b), withoutDistrict(b, a))
  if (a.isHan) return acrossScripts(a, b)
  if (b.isHan) return acrossScripts(b, a)
  // ソニー and Sony, Газпром and Gazprom: nothing can be said either.
  return isLatin(a) === isLatin(b) ? latinNames(a, b, counts) : null
}

/** "School No. 5" and "School No. 7", "Acme (Ohio)" and "Acme (Delaware)". */
export const qualifiersContradict = (a: Organisation, b: Organisation): boolean =>
  (a.numbers !== '' && b.numbers !== '' && a.numbers !== b.numbers) ||
  (a.qualifier !== '' &&
    b.qualifier !== '' &&
    a.qualifier !== b.qualifier &&
    !a.core.includes(b.qualifier.replace(/ /gu, '')) &&
    !b.core.includes(a.qualifier.replace(/ /gu, '')))

type Part = Level<'surname'> & Level<'given'>

/** All letters of one but for one stand in the other, in whatever order: hogu and hugo, aucal and luca. */
const isScrambled = (a: string, b: string): boolean => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length < 3 || long.length - short.length > 1) return false
  let rest = long
  let missing = 0
  for (const letter of short) {
    if (rest.includes(letter)) rest = rest.replace(letter, '')
    else missing++
  }
  return missing + rest.length <= (long.length > 4 ? 2 : 1)
}

/** Two Latin words for one name; null where they differ. */
const latinPart = (a: string, b: string): Part | 'initial' | null => {
  if (a === b) return 'same'
  if ((a.length === 1 || b.length === 1) && a.charAt(0) === b.charAt(0)) return 'initial'
  const alike = jaroWinkler(a, b)
  const isOneOff = Math.min(a.length, b.length) > 3 && editDistance(a, b, 1) <= 1
  if (alike >= 0.92 || isOneOff) return 'close'
  const isTwoOff = Math.min(a.length, b.length) > 4 && editDistance(a, b, 2) <= 2
  // A common beginning is not enough: Venkatesh is no Venkataraman.
  const isAlike = alike >= 0.82 && editDistance(a, b, 3) <= 3
  return isAlike || isTwoOff || isScrambled(a, b) ? 'similar' : null
}

type Crossing = 'both' | 'one' | null

/**
 * The surname of one is the given name of the other, but for slips: both ways, or one way while the other two words
 * are no slip of each other (Weber Lukas and Jonas Weber).
 */
const crossing = (a: FullName, b: FullName): Crossing => {
  const crossed = [
    [a.surnameSound, b.givenSound],
    [b.surnameSound, a.givenSound],
  ] as const
  const isCrossed = ([x, y]: readonly [string, string]) =>
    x.length > 2 && (x === y || latinPart(x, y) === 'close')
  if (!crossed.some(isCrossed)) return null
  const isOther = ([x, y]: readonly [string, string]) =>
    x !== '' &&
    y !== '' &&
    (x.charAt(0) !== y.charAt(0) || y.length > 2) &&
    latinPart(x, y) === null
  return crossed.some(isOther) ? 'one' : 'both'
}

const isSpelling = (han: FullName, latin: FullName): boolean =>
  [latin.surnameSound, latin.givenSound, latin.given.split(' ')[0] ?? ''].some(
    (word) => word === han.surnameSound || surnamesSpelt(word).includes(han.surname),
  )

export const compareSurnames = (a: FullName, b: FullName): Level<'surname'> | null => {
  if (a.surnameSound === '' || b.surnameSound === '') return null
  if (a.isHan && b.isHan) {
    if (a.surname === b.surname) return 'same'
    return a.surnameSound === b.surnameSound ? 'sound' : 'different'
  }
  // Pinyin, Cantonese or Wade-Giles, or an English name of his own: what does not fit proves nothing.
  if (a.isHan) return isSpelling(a, b) ? 'sound' : null
  if (b.isHan) return isSpelling(b, a) ? 'sound' : null
  const part = latinPart(a.surnameSound, b.surnameSound)
  if (part === 'same' || part === 'close') return part
  if (crossing(a, b) !== null) return 'swapped'
  return part === null ? 'different' : 'similar'
}

const hanGiven = (a: string, b: string, soundA: string, soundB: string): Level<'given'> => {
  if (a === b) return 'same'
  if (soundA === soundB) return 'sound'
  const isShared =
    a.length === 2 && b.length === 2 && (a.charAt(0) === b.charAt(0) || a.charAt(1) === b.charAt(1))
  if (isShared) return 'sibling'
  return a.length !== b.length && (a.includes(b) || b.includes(a)) ? 'similar' : 'different'
}

export const compareGiven = (a: FullName, b: FullName): Level<'given'> | null => {
  if (a.givenSound === '' || b.givenSound === '') return null
  if (a.isHan && b.isHan) return hanGiven(a.given, b.given, a.givenSound, b.givenSound)
  if (a.isHan !== b.isHan) {
    const [han, latin] = a.isHan ? [a, b] : [b, a]
    const isFound = han.givenSound === latin.givenSound || han.givenSound === latin.surnameSound
    return isFound ? 'sound' : null
  }
  const part = latinPart(a.givenSound, b.givenSound)
  if (part === 'same' || part === 'close' || part === 'initial') return part
  if (areNicknames(a.given, b.given)) return 'nickname'
  const [firstA = '', firstB = ''] = [a.given.split(' ')[0], b.given.split(' ')[0]]
  if (firstA === firstB) return 'close'
  const crossed = crossing(a, b)
  if (crossed === 'both') return 'swapped'
  return part === null || crossed === 'one' ? 'different' : 'similar'
}

/** Two persons named beside organisations; a firm has several, so a difference says little. */
export const compareContacts = (a: FullName, b: FullName): Level<'contact'> | null => {
  const surname = compareSurnames(a, b)
  const given = compareGiven(a, b)
  if (surname === null && given === null) return null
  if (surname === null || given === null) {
    const part = surname ?? given
    if (part === 'same' || part === 'sound') return 'surnameOnly'
    return a.isHan === b.isHan ? 'different' : null
  }
  const isSurname = surname === 'same' || surname === 'sound' || surname === 'swapped'
  if (isSurname && (given === 'same' || given === 'swapped'))
    return surname === 'sound' ? 'sound' : 'same'
  if (isSurname && (given === 'sound' || given === 'nickname')) return 'sound'
  const isNear = surname !== 'different' && (given === 'close' || given === 'initial')
  if (isNear || (surname === 'close' && given === 'same')) return 'close'
  return isSurname ? 'sameSurname' : 'different'
}
