// Company names made comparable: place, brand and trade, legal form, group, branch. Works on folded text;
// nothing of it is stored in a field or shown.
import { foldScript } from './fold.ts'
import { placeAtStart, WHOLE_COUNTRY, type Place } from './regions.ts'
import { holdsBrand } from './trades.ts'

interface CompanyParts {
  /** The county-level city, else the city, else the province, that the name begins with or has in brackets; '' for none. */
  readonly place: string
  /** Brand and trade: the name without place and legal form. */
  readonly core: string
  readonly form: string
  readonly isGroup: boolean
  /** 佛山第五分公司 as 佛山5; '' for the head office. */
  readonly branch: string
}

/** Other words for one legal form. */
const formWords: readonly (readonly [RegExp, string])[] = [
  [/股份(?:(?:有限)?公司)?$/u, '股份有限公司'],
  [/(?:有限责任公司|责任有限公司|有限公司)$/u, '有限公司'],
]
const form =
  /(?:股份有限公司|有限责任公司|责任有限公司|有限公司|责任公司|股份公司|控股公司|公司|(?<=.{2})股份|经营部|工作室|事务所|合作社|商行|(?<=.{3})中心|(?<=.{2})厂)$/u
const groupForm = /(?:集团|控股集团)$/u
const partnership = /(?:特殊普通合伙|有限合伙|普通合伙|个人独资)/gu
const latinForm =
  /^(?:co|ltd|limited|company|inc|incorporated|corp|corporation|llc|plc|gmbh|pte|pty|coltd|the|and|of|group|holdings?)$/u
// What people append to a name in lists: -已成交, （重点客户）, 1. and the like.
const listRemark = /[-—_/|]+(?:已成交|意向|重点|老客户|新客户|展会|推荐|已联系|待跟进).*$/u
const listNumber = /^\s*(?:no\.?\s*)?\d{1,4}\s*[.、)）:：]\s*(?=\p{L})/iu

const branchForm =
  /(?:分公司|分部|分店|办事处|办事机构|营业部|门市部|分行|支行|分中心|分厂|分校|代表处|(?<=[一二三四五六七八九十\d])[号门]?店)$/u
const branchAfterForm =
  /^(.*(?:公司|集团|厂|中心|经营部|银行))((?:.{0,14})(?:分公司|分部|分店|办事处|办事机构|营业部|门市部|分行|支行|分中心|分厂|代表处|第?[一二三四五六七八九十\d]+[号门]店|第[一二三四五六七八九十\d]+店))$/u
const branchAfterBrand =
  /^(.{2,}?)((?:第?[一二三四五六七八九十\d]+)?(?:分公司|分部|分店|办事处)|第?[一二三四五六七八九十\d]+[号门]店|第[一二三四五六七八九十\d]+店)$/u

const numerals = '零一二三四五六七八九十'
const plainNumerals = (text: string): string =>
  text.replace(
    /第([一二三四五六七八九十])|^([一二三四五六七八九十])$/gu,
    (_, n?: string, m?: string) => String(numerals.indexOf(n ?? m ?? '')),
  )

/** The nearest of what a place says. */
const nearestOf = ({ county, city, province }: Place): string | null => county ?? city ?? province

/** A branch that says no more than that it is one. */
export const UNNAMED_BRANCH = '分'

const normalBranch = (text: string): string => {
  const bare = plainNumerals(text.replace(branchForm, '')).replace(/第/gu, '')
  const place = placeAtStart(bare)
  const named = (nearestOf(place) ?? '') + place.rest
  return named === '' ? UNNAMED_BRANCH : named
}

const splitBranch = (name: string): readonly [head: string, branch: string] => {
  const after = branchAfterForm.exec(name)
  if (after?.[1] !== undefined && after[2] !== undefined && branchForm.test(after[2])) {
    return [after[1], normalBranch(after[2])]
  }
  const short = branchAfterBrand.exec(name)
  if (short?.[1] === undefined || short[2] === undefined) return [name, '']
  // A short form such as 华达深圳分公司: the place before 分公司 belongs to the branch.
  for (let length = 4; length >= 2; length--) {
    const place = short[1].slice(-length)
    if (short[1].length - length >= 2 && placeAtStart(place).rest === '') {
      return [short[1].slice(0, -length), normalBranch(place + short[2])]
    }
  }
  return [short[1], normalBranch(short[2])]
}

/** Bracketed places and remarks: a place counts as the name's place, the rest stays in the name. */
const openBrackets = (name: string): readonly [name: string, place: string] => {
  let place = ''
  const opened = name.replace(/[([{【〔「]([^)\]}】〕」]*)[)\]}】〕」]/gu, (_, inner: string) => {
    if (inner === WHOLE_COUNTRY) {
      place ||= inner
      return ''
    }
    const found = placeAtStart(inner)
    if (found.rest === '' && nearestOf(found) !== null) {
      place ||= nearestOf(found) ?? ''
      return ''
    }
    return /^(?:重点|老客户|新客户|意向|推荐|已成交).*$/u.test(inner) ? '' : inner
  })
  return [opened, place]
}

/** 鑫达模具厂 东莞: set apart behind the name. */
const openTail = (name: string): readonly [name: string, place: string] => {
  const [, head = '', tail = ''] = /^(\S.{2,})\s+(\S{2,5})$/u.exec(name) ?? []
  const found = tail === '' ? null : placeAtStart(tail)
  const place = found?.rest === '' ? nearestOf(found) : null
  return place === null ? [name, ''] : [head, place]
}

const tidy = (name: string): string =>
  foldScript(name).replace(listNumber, '').replace(listRemark, '').replace(partnership, '').trim()

const latinParts = (text: string): CompanyParts => {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const core = words.filter((word) => !latinForm.test(word))
  const isGroup = words.some((word) => /^(?:group|holdings?)$/u.test(word))
  return { place: '', core: core.join(' '), form: '', isGroup, branch: '' }
}

/** A row asks for the same name several times in a row (key, city, names, matching): the last answer is kept. */
let last: { readonly name: string; readonly parts: CompanyParts } | null = null
let lastTidied: { readonly tidied: string; readonly parts: CompanyParts } | null = null

/** The comparable parts of a name as typed. The core is '' for a name that says nothing but place and form. */
export const companyParts = (name: string): CompanyParts => {
  if (last?.name !== name) last = { name, parts: partsOf(name) }
  return last.parts
}

const partsOf = (name: string): CompanyParts => {
  const tidied = tidy(name)
  if (lastTidied?.tidied !== tidied) lastTidied = { tidied, parts: partsOfTidied(tidied) }
  return lastTidied.parts
}

/** 双汇集团漯河物流 is 双汇物流: a firm of the group, wherever it lies. */
const withoutInnerGroup = (core: string): string => {
  const [, brand = '', behind = ''] = /^(.{2,}?)(?:控股)?集团(.{2,})$/u.exec(core) ?? []
  const { rest } = placeAtStart(behind)
  return rest.length < 2 ? core : brand + rest
}

const partsOfTidied = (tidied: string): CompanyParts => {
  if (!/[㐀-鿿]/u.test(tidied)) return latinParts(tidied)
  const [untailed, tailPlace] = openTail(tidied)
  const [opened, innerPlace] = openBrackets(untailed)
  const bracketPlace = innerPlace || tailPlace
  const joined = opened.replace(/[\s\p{P}\p{S}]+/gu, '')
  const [head, branch] = splitBranch(joined)
  const found = placeAtStart(head, (rest) => holdsBrand(rest.replace(form, '')))
  const isOnlyPlace = found.rest.length < 2
  let core = isOnlyPlace ? head : found.rest
  const legal = form.exec(core)?.[0] ?? ''
  if (core.length - legal.length >= 2) core = core.slice(0, core.length - legal.length)
  // 松下电器中国有限公司 is 松下电器（中国）有限公司.
  core = core.replace(/(?<=..)中国$/u, '')
  core = withoutInnerGroup(core)
  const isGroup = groupForm.test(core)
  const bare = core.replace(groupForm, '')
  return {
    place: isOnlyPlace ? bracketPlace : (nearestOf(found) ?? bracketPlace),
    core: bare.length >= 2 ? bare : core,
    form: formWords.find(([word]) => word.test(legal))?.[1] ?? legal,
    isGroup,
    branch,
  }
}

/** The whole comparable name: equal for two spellings of one registered name. '' where nothing can be compared. */
export const normalizedCompany = (name: string): string => {
  const { place, core, form: legal, isGroup, branch } = companyParts(name)
  if (core.length < 2) return ''
  return `${place}${core}${isGroup ? '集团' : ''}${legal}${branch === '' ? '' : `@${branch}`}`
}

/** The name without place and legal form. */
export const companyCore = (name: string): string => companyParts(name).core
export const companyBranch = (name: string): string => companyParts(name).branch
