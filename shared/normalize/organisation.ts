// Names of organisations for matching: brand, trade, legal form, places, branch, and how the brand sounds.
// company.ts gives the parts of a Chinese name; here they meet English and pinyin spellings.
import { companyParts } from './company.ts'
import { foldScript } from './fold.ts'
import { latinWords } from './latin.ts'
import { isHan, soundOf } from './pinyin.ts'
import { isSmallPlace, placesBySound } from './place-sounds.ts'
import { WHOLE_COUNTRY } from './regions.ts'
import { splitTrades, tradeOfWord } from './trades.ts'

export interface Organisation {
  readonly isHan: boolean
  /** Brand and trade together: the name without place, legal form and branch. */
  readonly core: string
  readonly brand: string
  /** Pinyin of the brand; of a Latin name its words joined, without place and trade. */
  readonly sound: string
  /** The same with the trade, for names that spell the trade in pinyin too. */
  readonly coreSound: string
  readonly trades: readonly string[]
  /** The trades in one. */
  readonly trade: string
  /** Words of a Latin name that tell something; of a Chinese one brand and trades. */
  readonly words: readonly string[]
  readonly form: string
  readonly isGroup: boolean
  /** Cities or provinces the name can mean: several for a pinyin one (Suzhou is 苏州 or 宿州). */
  readonly places: readonly string[]
  readonly branch: string
  /** What stands in brackets of a Latin name: "Acme (Ohio)"; the district in front of a Chinese one. */
  readonly qualifier: string
  /** Numbers in the core: "School No. 5". */
  readonly numbers: string
}

const legalWord =
  /^(?:co|ltd|limited|company|inc|incorporated|corp|corporation|llc|llp|lp|plc|gmbh|ag|kg|bv|nv|sa|srl|spa|oy|ab|as|kk|pte|pty|pvt|sdn|bhd|coltd|sarl)$/u
const groupWord = /^(?:group|holdings?)$/u
const companyWord =
  /公司|集团|企业|工厂|厂$|商行|经营部|工作室|事务所|合作社|银行|医院|学校|大学|协会|中心$|\b(?:co|ltd|inc|limited|corp|llc|company|group|gmbh|plc)\b/iu
/** Marks, departments and notes that lists glue to a name. */
const gluedNote =
  /[-—_/|·]+(?:采购部?|销售部?|财务部?|市场部?|技术部?|总部|展会.*|\d{4}.*|已.*|待.*|vip|[abc]类.*)$/iu

export const saysCompany = (text: string): boolean => companyWord.test(text)

const numerals = '零一二三四五六七八九十'
const ordinal =
  /第([一二三四五六七八九十]+)|([一二三四五六七八九十]+)(?=人民|中学|小学|医院|幼儿园|分店|号店)/gu

/** All numbers of a name: 第二人民医院 and School No. 2 say 2. */
const numbersIn = (text: string): string => {
  if (!/[\d一二三四五六七八九十]/u.test(text)) return ''
  const han = [...text.matchAll(ordinal)].flatMap((m) => m[1] ?? m[2] ?? [])
  const plain = text.match(/\d+/gu) ?? []
  return [...plain, ...han.map((n) => Array.from(n, (c) => numerals.indexOf(c)).join(''))].join(' ')
}

/** （中山路店）, （城南校区）: which of several shops or sites. */
const siteInBrackets =
  /[([{【〔「]([^)\]}】〕」]{1,14}?(?:店|门店|校区|院区|园区|营业厅|网点|专柜|站))[)\]}】〕」]/u

/** 海底捞火锅中山路店: behind a word that ends the name of a chain stands which of its shops. */
const siteBehind =
  /^(.{2,}(?:酒店|饭店|宾馆|餐厅|火锅|咖啡|药房|药店|超市|便利店|烤鸭店|烘焙|影城|健身|诊所))((?!第?[一二三四五六七八九十\d]+[分门号]?店)[㐀-鿿]{2,8}店)$/u

/** The name without its site, and the site; '' for none. */
const withoutSite = (folded: string): readonly [named: string, site: string] => {
  const inBrackets = siteInBrackets.exec(folded)
  if (inBrackets) return [folded.replace(siteInBrackets, ''), inBrackets[1] ?? '']
  // Few names end so, and the search through all that may stand before it is long.
  const [, named = folded, site = ''] = (folded.endsWith('店') && siteBehind.exec(folded)) || []
  return [named, site]
}

/** 第二医院 and 第2医院 are one. */
const withDigits = (text: string): string =>
  text.replace(/第([一二三四五六七八九]|十)(?![一二三四五六七八九十百])/gu, (_, n: string) => {
    return `第${numerals.indexOf(n)}`
  })

/** What is left of a long place (黔西南布依族苗族瀚铭) and the district that a name says (江北区老王火锅). */
const openDistrict = (core: string): readonly [rest: string, district: string] => {
  const bare = core.replace(/^(?:[㐀-鿿]{1,3}族)+(?=..)/u, '')
  const district = /^([㐀-鿿]{1,3})[区县旗](?=.{3})/u.exec(bare)
  return district ? [bare.slice(district[0].length), district[1] ?? ''] : [bare, '']
}

const hanOrganisation = (folded: string): Organisation => {
  const [named, site] = withoutSite(withDigits(folded))
  const { place, core: whole, form, isGroup, branch } = companyParts(named)
  const [core, district] = place === '' ? [whole, ''] : openDistrict(whole)
  const { brand, trades } = splitTrades(core)
  return {
    isHan: isHan(core),
    core,
    brand,
    sound: soundOf(brand),
    coreSound: soundOf(core),
    trades,
    trade: trades.join(''),
    words: [brand, ...trades],
    form,
    isGroup,
    places: place === '' ? [] : [place],
    branch: branch === '' ? site : branch,
    qualifier: district,
    numbers: numbersIn(core),
  }
}

/** The last words of "Acme Ltd, Leeds Branch" or "Huada Shanghai office". */
const latinBranch = /([\s,(-]+)(\p{L}+)\s+(?:branch|office)(?:\s+office)?\)?\s*$/u

/** The branch of a Latin name: named after a place of ours, or set apart; Dorothy Sutton Branch is no branch. */
const branchOf = (text: string): string => {
  const found = latinBranch.exec(text)
  if (!found) return ''
  const [, between = '', word = ''] = found
  const isApart =
    /[,(]/u.test(between) ||
    legalWord.test(/\p{L}+(?=\.?$)/u.exec(text.slice(0, found.index))?.[0] ?? '')
  return isApart || placesBySound(word).length > 0 ? word : ''
}

/** A B C Center, I. B. M.: single letters are one word. */
const spelledOut = /(?<![\p{L}\p{N}'])\p{L}(?:[ .]+\p{L}(?![\p{L}\p{N}']))+/gu

/** The places that the first word spells: Suzhou Huada, Kunshan Jinshi; Kaili Electronics is a brand. */
const placesBefore = ([first = '', second]: readonly string[]): readonly string[] => {
  if (second === undefined) return []
  const places = placesBySound(first)
  return tradeOfWord(second) !== null && isSmallPlace(places) ? [] : places
}

const inBrackets = /\(([^)]*)\)/u

/** Huada Machinery (Suzhou) Co., Omron (China): the place, and the name without it. */
const withoutPlace = (text: string): readonly [named: string, places: readonly string[]] => {
  const inner = (inBrackets.exec(text)?.[1] ?? '').replace(/[^\p{L}]/gu, '')
  const places = inner === 'china' ? [WHOLE_COUNTRY] : placesBySound(inner)
  const named = places.length > 0 ? text.replace(inBrackets, ' ') : text
  return [named, places]
}

const latinOrganisation = (folded: string): Organisation | null => {
  const branch = branchOf(folded)
  const whole = branch === '' ? folded : folded.replace(latinBranch, '')
  const [text, bracketPlaces] = withoutPlace(whole)
  const qualifier = latinWords(inBrackets.exec(text)?.[1] ?? '').join(' ')
  const all = latinWords(text.replace(spelledOut, (letters) => letters.replace(/[ .]/gu, '')))
  const named = all.filter((word) => !legalWord.test(word) && !groupWord.test(word))
  const words = named.length > 0 ? named : all
  if (words[0] === undefined || words[0] === '') return null
  const first = placesBefore(words)
  const placed = first.length > 0 ? words.slice(1) : words
  const firstTrade = placed.findIndex((word, i) => i > 0 && tradeOfWord(word) !== null)
  const brandWords = firstTrade < 0 ? placed : placed.slice(0, firstTrade)
  const trades = placed.slice(1).flatMap((word) => tradeOfWord(word) ?? [])
  return {
    isHan: false,
    core: words.join(''),
    brand: brandWords.join(' '),
    sound: brandWords.join(''),
    coreSound: placed.join(''),
    trades,
    trade: trades.join(''),
    words,
    form: '',
    isGroup: all.some((word) => groupWord.test(word)),
    places: bracketPlaces.length > 0 ? bracketPlaces : first,
    branch,
    qualifier,
    numbers: numbersIn(words.join(' ')),
  }
}

/** Legal forms of Japan and Korea, before or behind the name. */
const easternForm = /株式会社|有限会社|合同会社|\(株\)|주식회사|유한회사|\(주\)/gu

/** A legal form alone names nobody. */
const onlyForm = /^(?:股份|有限|责任|集团|控股|分)*(?:公司|集团)?$/u

/** The name of an organisation as typed; null where nothing of a name is left. */
export const organisationIn = (cell: string): Organisation | null => {
  const folded = foldScript(cell)
    .normalize('NFC')
    .replace(gluedNote, '')
    .replace(easternForm, ' ')
    .trim()
  if (folded === '') return null
  if (!isHan(folded)) return latinOrganisation(folded)
  const organisation = hanOrganisation(folded)
  return organisation.core === '' || onlyForm.test(organisation.core) ? null : organisation
}
