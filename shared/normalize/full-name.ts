// Names of persons for matching: surname and given name, their sound, and what other script stands beside.
// person.ts serves the strong keys of the push; this one also tells typos, homophones and romanised names.
import { foldScript } from './fold.ts'
import { plainLatin } from './latin.ts'
import { isHan, soundOf, surnameSound } from './pinyin.ts'

export interface FullName {
  readonly isHan: boolean
  /** '' where unknown. */
  readonly surname: string
  /** '' where only the surname is known: 彭老板, Mr Peng. */
  readonly given: string
  /** Pinyin of surname and given name; for a Latin name its words. */
  readonly surnameSound: string
  readonly givenSound: string
  /** true: of a Latin name in one cell, so that surname and given name may stand the other way round. */
  readonly isOrderUnsure: boolean
}

const doubleSurname =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|端木|长孙|宇文|轩辕|独孤|南宫|闻人|澹台|濮阳|钟离|呼延|万俟|拓跋|百里|东郭|西门)(?=.)/u
const titleAfter =
  /(?:(?:销售|市场|采购|技术|财务|行政|区域|大区)?(?:副?总经理|副?总裁|董事长|总监|副总|经理|主任|主管|部长|科长|处长)|老板娘?|老师|先生|小姐|女士|太太|厂长|店长|校长|院长|队长|医生|律师|工程师|会计|采购|前台|秘书|助理|总|董|工|姐|哥|嫂|叔|师傅)$/u
const titleBefore = /^(?:mr|mrs|ms|miss|dr|prof|sir|madam)\b\.?\s*/u
const titleWord =
  /^(?:mr|mrs|ms|miss|dr|prof|sir|madam|jr|sr|ii|iii|iv|phd|md|manager|director|ceo)$/u
const nickname = /^[小老阿](?=.$)/u

const hanName = (text: string): FullName | null => {
  const bare = text.replace(/[^㐀-鿿·]/gu, '').replace(/·/gu, '')
  const untitled = bare.replace(titleAfter, '')
  const own = untitled === '' ? bare : untitled
  if (own === '') return null
  const named = own.replace(nickname, '')
  // 司马 alone, or 欧阳经理: nobody of the surname 司 is called 马.
  const isAlone = own.length === 2 && doubleSurname.test(`${own}一`)
  const length = isAlone || doubleSurname.test(own) ? 2 : 1
  const surname = named.slice(0, length)
  const given = named === own ? own.slice(length) : ''
  return {
    isHan: true,
    surname,
    given,
    surnameSound: surnameSound(surname),
    givenSound: soundOf(given),
    isOrderUnsure: false,
  }
}

const latinName = (text: string): FullName | null => {
  const isTitled = titleBefore.test(text)
  const comma = /^([^,]+),\s*(.+)$/u.exec(text)
  const ordered = comma ? `${comma[2] ?? ''} ${comma[1] ?? ''}` : text
  const words = plainLatin(ordered.replace(/-/gu, ''))
    .replace(/\d/gu, '')
    .split(' ')
    .filter((word) => word !== '' && !titleWord.test(word))
  const last = words.at(-1)
  if (last === undefined) return null
  if (words.length === 1) {
    const [given, surname] = isTitled ? ['', last] : [last, '']
    return {
      isHan: false,
      surname,
      given,
      surnameSound: surname,
      givenSound: given,
      isOrderUnsure: true,
    }
  }
  const given = words.slice(0, -1).join(' ')
  const joined = given.replace(/ /gu, '')
  return {
    isHan: false,
    surname: last,
    given,
    surnameSound: last,
    givenSound: joined,
    isOrderUnsure: !comma,
  }
}

/** The name in one cell; the Chinese one where both scripts stand beside each other. Null for none. */
export const fullNameIn = (cell: string): FullName | null => {
  const folded = foldScript(cell)
    .replace(/[(（[【].*$/u, '')
    .replace(/[-—_/].*(?:部|经理|采购|总监)$/u, '')
    .trim()
  return isHan(folded) ? hanName(folded) : latinName(folded)
}

/** The name in two cells. A Latin one may still have been typed the other way round. */
export const nameOfParts = (givenCell: string, surnameCell: string): FullName | null => {
  const [given, surname] = [givenCell, surnameCell].map((cell) => {
    const folded = foldScript(cell)
    return isHan(folded)
      ? folded.replace(/[^㐀-鿿]/gu, '')
      : plainLatin(folded).replace(/[^\p{L} ]/gu, '')
  })
  if (given === undefined || surname === undefined || (given === '' && surname === '')) return null
  if (isHan(given + surname)) return hanName(surname + given)
  return {
    isHan: false,
    surname,
    given,
    surnameSound: surname.replace(/ /gu, ''),
    givenSound: given.replace(/ /gu, ''),
    isOrderUnsure: true,
  }
}
