// How Chinese is read, without tones, for telling homophones and pinyin spellings. The table is generated at
// build time; a character with several readings has its most common one, surnames their own.
import { readings, syllables } from './pinyin.generated.ts'

const FIRST_CHARACTER = 0x4e00
const FIRST_LETTER = 0x100
const syllableList: readonly string[] = syllables.split(' ')

/** Surnames that are read otherwise than the same character in other words. */
const surnameReadings: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '曾zeng 单shan 解xie 仇qiu 任ren 区ou 查zha 盖ge 翟zhai 朴piao 尉yu 洗xian 冼xian 乐yue 员yun 缪miao 覃qin ' +
    '佴nai 尹yin 折she 召shao 华hua 纪ji 宁ning 葛ge 牟mou 隗wei 逄pang 贾jia 哈ha 种chong 晟cheng 祭zhai 薄bo'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
)

/** The syllable of one character; the character itself where it is no Chinese one. Expects folded text. */
export const syllableOf = (character: string): string => {
  const letter = readings.charCodeAt(character.charCodeAt(0) - FIRST_CHARACTER)
  return syllableList[letter - FIRST_LETTER] ?? character
}

/** The reading of folded text without spaces: 华达机械 is "huadajixie"; other characters stay. */
export const soundOf = (text: string): string => {
  let sound = ''
  for (const character of text) sound += syllableOf(character)
  return sound
}

/** The reading of a surname, double ones too. */
export const surnameSound = (surname: string): string =>
  surname.length === 1 ? (surnameReadings[surname] ?? syllableOf(surname)) : soundOf(surname)

export const isHan = (text: string): boolean => /[㐀-鿿]/u.test(text)
