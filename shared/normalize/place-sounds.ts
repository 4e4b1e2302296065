// Cities and provinces by their pinyin. One spelling can mean several places: all of them are given.
import { countyCities } from './county-cities.ts'
import { soundOf } from './pinyin.ts'
import { placeNames } from './regions.ts'

/** Places that are read otherwise than character by character, or have a name of their own abroad. */
const ownNames: readonly (readonly [string, string])[] = [
  ['重庆', 'chongqing'],
  ['厦门', 'xiamen'],
  ['长春', 'changchun'],
  ['长沙', 'changsha'],
  ['长治', 'changzhi'],
  ['朝阳', 'chaoyang'],
  ['六安', 'luan'],
  ['蚌埠', 'bengbu'],
  ['台州', 'taizhou'],
  ['丽水', 'lishui'],
  ['乐山', 'leshan'],
  ['陕西', 'shaanxi'],
  ['香港', 'hongkong'],
  ['香港', 'hk'],
  ['澳门', 'macau'],
  ['澳门', 'macao'],
  ['台北', 'taipei'],
  ['高雄', 'kaohsiung'],
  ['台中', 'taichung'],
  ['新竹', 'hsinchu'],
  ['广州', 'canton'],
  ['北京', 'peking'],
  ['西藏', 'tibet'],
  ['内蒙古', 'innermongolia'],
  ['哈尔滨', 'harbin'],
]

const bySound = new Map<string, readonly string[]>()
const add = (sound: string, name: string) => {
  const known = bySound.get(sound) ?? []
  if (!known.includes(name)) bySound.set(sound, [...known, name])
}
for (const name of placeNames) add(soundOf(name), name)
for (const [name, sound] of ownNames) add(sound, name)

for (const [name, { isBrandLike }] of countyCities) if (!isBrandLike) add(soundOf(name), name)

/** The places that a Latin word can spell; none for any other word. */
export const placesBySound = (word: string): readonly string[] => bySound.get(word) ?? []

/** Is it at most a county-level city, which few outside know, so that the word may as well be a brand? */
export const isSmallPlace = (places: readonly string[]): boolean =>
  places.every((place) => countyCities.has(place))
