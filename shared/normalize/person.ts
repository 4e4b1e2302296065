// Names of persons made comparable: titles and nicknames apart, surname and given name told.
import { foldScript } from './fold.ts'

interface PersonParts {
  readonly surname: string
  /** '' where only the surname is known: 彭老板, 欧阳经理. */
  readonly given: string
}

const doubleSurname =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|端木|长孙|宇文|轩辕|独孤|南宫)/u
const titleAfter =
  /(?:副?总经理|副?总裁|董事长|总监|副总|经理|主任|主管|老板娘?|老师|先生|小姐|女士|太太|厂长|店长|校长|院长|医生|律师|工程师|会计|采购|部长|科长|处长|队长|总|董|工|姐|哥|嫂|叔|师傅)$/u
const titleBefore = /^(?:mr|mrs|ms|miss|dr|prof)\b\.?\s*/u
const nickname = /^[小老阿]/u

/** The parts of a name as typed; null where nothing of a name is left. */
const personParts = (name: string): PersonParts | null => {
  const folded = foldScript(name)
    .replace(/[(（[【].*$/u, '')
    .replace(titleBefore, '')
    .trim()
  if (!/[㐀-鿿]/u.test(folded)) {
    const words = folded.split(/[^\p{L}]+/u).filter((word) => word !== '')
    if (words.length === 0) return null
    // Pinyin and English names differ in their order: all words, sorted, are the name.
    return { surname: '', given: words.toSorted().join(' ') }
  }
  const bare = folded.replace(/[\s\p{P}\p{N}]+/gu, '')
  const untitled = bare.replace(titleAfter, '')
  const own = untitled === '' ? bare : untitled
  // 小彭, 老彭: a nickname says the surname only.
  if (nickname.test(own) && own.length === 2) return { surname: own.slice(1), given: '' }
  const length = doubleSurname.test(own) ? 2 : 1
  return { surname: own.slice(0, length), given: own.slice(length) }
}

/** `surname given` for comparing; '' for none. */
export const normalizedPerson = (name: string): string => {
  const parts = personParts(name)
  return parts ? `${parts.surname} ${parts.given}` : ''
}

/** Of two normalized persons: can both be one? A surname alone agrees with every bearer of it. */
export const personsAgree = (a: string, b: string): boolean => {
  if (a === b) return true
  const [surnameA = '', givenA = ''] = splitOnce(a)
  const [surnameB = '', givenB = ''] = splitOnce(b)
  // A Latin and a Chinese spelling cannot be compared: they contradict nothing.
  if ((surnameA === '') !== (surnameB === '')) return true
  return surnameA === surnameB && surnameA !== '' && (givenA === '' || givenB === '')
}
const splitOnce = (text: string): readonly string[] => {
  const space = text.indexOf(' ')
  return [text.slice(0, space), text.slice(space + 1)]
}

const companyWord =
  /公司|集团|企业|工厂|厂$|店$|商行|经营部|工作室|事务所|中心|银行|医院|学校|大学|协会|\b(?:co|ltd|inc|limited|corp|llc|company|group)\b/iu
export const looksLikeCompany = (text: string): boolean =>
  companyWord.test(text) || foldScript(text).replace(/\s/gu, '').length > 12

/** Two to four Han characters, with or without a title, or two or three Latin words. */
export const looksLikePerson = (text: string): boolean => {
  const bare = foldScript(text).replace(/\s/gu, '').replace(titleAfter, '')
  if (/^[㐀-鿿·]{1,4}$/u.test(bare)) return true
  return /^[A-Z][a-z]+(?:\s+[A-Z][a-z]*\.?){1,2}$/u.test(text.trim())
}
