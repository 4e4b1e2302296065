// Addresses made comparable: city, road, number, building and room, Chinese and Western.
import { foldScript } from './fold.ts'
import { latinWords } from './latin.ts'
import { isHan } from './pinyin.ts'
import { cityIn, placeAtStart } from './regions.ts'

export interface Street {
  readonly city: string | null
  /** Words of the road, or the whole of an address that names none. */
  readonly road: readonly string[]
  readonly number: string
  /** The last number of a range: 518 of "516-18"; '' for one number. */
  readonly numberTo: string
  /** Building, floor and room; a Western suite. */
  readonly building: string
  readonly room: string
}

const numerals = '零一二三四五六七八九十'
const plainNumerals = (text: string): string =>
  text
    .replace(
      /十([一二三四五六七八九])(?=[楼层号栋座室])/gu,
      (_, n: string) => `1${numerals.indexOf(n)}`,
    )
    .replace(/[一二三四五六七八九十](?=[楼层号栋座室])/gu, (n) => String(numerals.indexOf(n)))

const district = /^[㐀-鿿]{1,7}?(?:新区|自治县|自治州|[区县旗市])(?=..)/u
const town = /^[㐀-鿿]{1,5}?(?:街道|镇|乡)(?=..)/u
const roadName =
  /([㐀-鿿a-z\d]{1,10}?(?:大道|大街|公路|路|街|道|巷|胡同|弄|里|村|工业区|工业园|科技园|开发区))((?:[东南西北中]|[一二三四五六七八九十]?段)?)(\d+)?(?:[-~]\d+)?(?:号|#|弄|-)?/u
const buildingName =
  /^([㐀-鿿a-z]{2,12}?(?:大厦|大楼|广场|中心|园|城|楼|座|厦|苑|小区|花园|市场|商城)?)((?:[a-z]座|\d+(?:号楼|栋|幢|座|号))?)/u

/** 516-18 is 516 to 518, 12-16 is 12 to 16. */
const rangeEnd = (text: string, number: string): string => {
  if (number === '' || !/\d\s?[-~]\s?\d/u.test(text)) return ''
  const range = new RegExp(`(?:^|\\D)${number}\\s?[-~]\\s?(\\d{1,6})(?!\\d)`, 'u').exec(text)
  const end = range?.[1]
  if (end === undefined || end.length > number.length) return ''
  const whole = number.slice(0, number.length - end.length) + end
  return Number(whole) > Number(number) ? whole : ''
}

const hanStreet = (folded: string): Street => {
  const bare = plainNumerals(folded.replace(/[\s,，。;]+/gu, ''))
  const place = placeAtStart(bare)
  let rest = place.rest
  for (let i = 0; i < 3; i++) {
    const again = placeAtStart(rest)
    const next = again.rest.length < rest.length ? again.rest : rest.replace(district, '')
    if (next === rest) break
    rest = next
  }
  rest = rest.replace(town, '')
  const found = roadName.exec(rest)
  const after = found ? rest.slice(found.index + found[0].length) : rest
  const building = buildingName.exec(after)?.[0] ?? ''
  const room = /(\d{3,4})(?:室|房|号房|单元)?$/u.exec(after)?.[1]
  const floor = /(\d{1,2})(?:楼|层|f)/u.exec(after)?.[1]
  return {
    city: cityIn(bare),
    road: found
      ? [(found[1] ?? '') + (found[2] ?? '')]
      : rest === ''
        ? []
        : [rest.replace(/\d.*$/u, '') || rest],
    numberTo: rangeEnd(bare, found?.[3] ?? ''),
    number: found?.[3] ?? (found ? '' : (/(\d+)(?:号|#)/u.exec(rest)?.[1] ?? '')),
    building: found ? building : '',
    room: room ?? (floor === undefined ? '' : `f${floor}`),
  }
}

const unit =
  /(?:\b(?:ste|suite|apt|apartment|unit|room|rm|fl|floor|bldg)\b|#)\s*[.#]?\s*([a-z]?\d+[a-z]?)\b/u

const latinStreet = (folded: string, givenNumber: string): Street => {
  const room = unit.exec(folded)?.[1] ?? ''
  const text = folded.replace(unit, ' ')
  const number =
    givenNumber === ''
      ? (/(?:^|[^\p{L}\d])(\d{1,6})(?=[a-z]?(?:[^\p{L}\d]|$))/u.exec(text)?.[1] ?? '')
      : givenNumber
  const words = latinWords(text.replace(/\b(\d+)-\d+\b/gu, '$1'))
  const at = words.indexOf(number)
  // 113th and 113 are one street.
  const road = words
    .filter((_, i) => i !== at)
    .map((word) => word.replace(/^(\d+)(?:st|nd|rd|th)$/u, '$1'))
  return { city: null, road, number, numberTo: rangeEnd(text, number), building: '', room }
}

/** An address from its lines and, where it has its own column, the house number. Null for none. */
export const streetIn = (lines: readonly string[], houseNumber: string): Street | null => {
  const folded = foldScript(lines.join(' ')).trim()
  const number = (/\d+/u.exec(houseNumber.normalize('NFKC'))?.[0] ?? '').replace(/^0+/u, '')
  if (folded === '' && number === '') return null
  if (!isHan(folded)) return latinStreet(folded, number)
  const street = hanStreet(folded)
  return number === '' ? street : { ...street, number }
}
