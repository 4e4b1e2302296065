// Children under 14 are not recorded (PIPL art. 28 and 31: their data is sensitive, and needs their parents' consent).
// What says for certain that somebody is one: a birthday with a year, an identity number, an age or a year of birth in
// a note on a family. Without a year nothing is certain, and nothing is refused.
import { readBirthday } from './birthday-parts.ts'

export const CHILD_YEARS = 14

const two = (n: number): string => String(n).padStart(2, '0')

/** Is somebody born on that day not 14 yet? Both YYYY-MM-DD. */
export const isUnderAge = (born: string, today: string): boolean => {
  const [year = '', ...rest] = born.split('-')
  return [String(Number(year) + CHILD_YEARS), ...rest].join('-') > today
}

/** The earliest day that a birthday leaves open; a lunar year begins on 21 January at the earliest. */
const earliestDay = (birthday: string): string | null => {
  const found = readBirthday(birthday)
  if (found?.year === null || found === null) return null
  const { year, month, day, isLunar } = found
  return isLunar ? `${year}-01-21` : `${year}-${two(month ?? 1)}-${two(day ?? 1)}`
}

export const isChildsBirthday = (birthday: string, today: string): boolean => {
  const born = earliestDay(birthday)
  return born !== null && isUnderAge(born, today)
}

const child =
  '(?:儿子|女儿|儿女|孩子|小孩|宝宝|宝贝|娃|子女|小朋友|双胞胎|孙子|孙女|外孙|侄子|侄女|外甥|' +
  '兒子|女兒|兒女|寶寶|寶貝|雙胞胎|孫子|孫女|外孫|姪子|姪女|仔|囡|老大|老二|老三|大宝|二宝|三宝)'
const childWord =
  "(?:sons?|daughters?|kids?|child|children|boys?|girls?|bab(?:y|ies)|toddlers?|twins?|grandsons?|granddaughters?|nephews?|nieces?)(?:'s)?"
const spelled = '[零一二两兩三四五六七八九十]{1,3}'
const age = `(\\d{1,2}|${spelled})`

const spelledDigits = '零一二三四五六七八九'
/** 八, 十, 十二, 两; null for what is no number up to 99. */
const numberOf = (text: string): number | null => {
  if (/^\d{1,2}$/u.test(text)) return Number(text)
  const said = text.replace(/[两兩]/gu, '二')
  const [, tens = '', ten = '', ones = ''] =
    /^([一二三四五六七八九]?)(十?)([零一二三四五六七八九]?)$/u.exec(said) ?? []
  const digit = (one: string, none: number) => (one === '' ? none : spelledDigits.indexOf(one))
  if (ten !== '') return digit(tens, 1) * 10 + digit(ones, 0)
  return said.length === 1 && tens + ones === said ? digit(said, 0) : null
}

const pet = '(?:狗|犬|猫|貓|宠物|寵物)'
/** How much older or younger somebody is, and how old a pet, says no person's age. */
const comparing = new RegExp(
  `(?:(?:(?<!老)[大小差]|年长|年長|[大小][他她我])了?|${pet}[^,，。;；\\n]{0,4})$`,
  'u',
)
const ofPet = new RegExp(`^\\s*[的大]{0,2}\\s*[^,，。;；\\n]{0,2}${pet}`, 'u')

const agesInChinese = new RegExp(`${age}\\s*(?:周|週)?[岁歲]`, 'gu')
const monthsOld = /(?:\d{1,2}|[一二两兩三四五六七八九十]{1,3})\s*个?個?月大/u
const agesInEnglish = [
  new RegExp(
    `\\b${childWord}\\s*(?:is|are|\\(|,|:|-|–)?\\s*(?:now\\s+)?(?:aged?\\s+)?(\\d{1,2})(?=\\s*(?:\\)|,|;|\\.|/|&|and\\b|y(?:o|rs?|ears?)?\\b|months?\\b|$))`,
    'giu',
  ),
  new RegExp(`(\\d{1,2})\\s*-?\\s*(?:years?|yrs?|months?)\\s*-?\\s*old\\s+${childWord}`, 'giu'),
  new RegExp(
    `\\b${childWord}[^.;\\n]{0,20}?(\\d{1,2})\\s*-?\\s*(?:years?|yrs?)\\s*-?\\s*old`,
    'giu',
  ),
]
const bornIn = [
  /(20\d{2})\s*年?\s*(?:\d{1,2}\s*月\s*(?:\d{1,2}\s*[日号號])?)?\s*(?:出生|生(?=$|[^产產意活病日气氣效涯]))/gu,
  /(?:生于|生於|出生于|出生於|出生[:：]?)\s*(20\d{2})/gu,
  /\bborn\s+(?:in\s+|on\s+)?(?:[a-z]{3,9}\.?\s+)?(?:\d{1,2},?\s+)?(20\d{2})/giu,
  new RegExp(
    `${child}\\s*[(（:：]?\\s*(?:生日[:：]?)?\\s*(20\\d{2})(?=年?\\s*(?:$|[,，;；。)）\\n])|[-/.年]\\d{1,2}[-/.月]\\d{1,2})`,
    'gu',
  ),
  new RegExp(`\\b${childWord}\\s*[(,:]\\s*(20\\d{2})\\b`, 'giu'),
]

interface Told {
  readonly words: string
  /** Years, at most. */
  readonly age: number
}

const agesIn = (text: string, pattern: RegExp): readonly Told[] =>
  [...text.matchAll(pattern)].flatMap((found) => {
    const said = numberOf(found[1] ?? '')
    const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)]
    const isOther = comparing.test(before) || ofPet.test(after)
    return said === null || isOther ? [] : [{ words: found[0], age: said }]
  })

const yearsIn = (text: string, pattern: RegExp, today: string): readonly Told[] =>
  [...text.matchAll(pattern)].map((found) => ({
    words: found[0],
    age: Number(today.slice(0, 4)) - Number(found[1]),
  }))

const ageAlone = new RegExp(
  `^${age}\\s*(?:(?:周|週)?[岁歲]半?|y(?:o|rs?|ears?)(?:\\s*old)?)$`,
  'iu',
)

/** Is it an age under 14 and nothing else: 8岁, 十二歲, 12 years? A bare number may be a code. */
export const isChildsAge = (said: string): boolean => {
  const years = numberOf(ageAlone.exec(said.normalize('NFKC').trim())?.[1] ?? '')
  return years !== null && years < CHILD_YEARS
}

/** The words of a note that speak of a child under 14, as far as patterns can tell; null: none. */
export const childInNote = (note: string, today: string): string | null => {
  const text = note.normalize('NFKC')
  const told: readonly Told[] = [
    ...agesIn(text, agesInChinese),
    ...agesInEnglish.flatMap((pattern) => agesIn(text, pattern)),
    ...bornIn.flatMap((pattern) => yearsIn(text, pattern, today)),
  ]
  const first = told.find(({ age: years }) => years < CHILD_YEARS)
  return first?.words ?? monthsOld.exec(text)?.[0] ?? null
}
