// The reasons of a judgement in a few words, English and Chinese, for the command line.
import { reasonsOf, type Judgement, type Reason } from '../../shared/match/judge.ts'
import type { Field, Level } from '../../shared/match/levels.ts'

type Words = { readonly [F in Field]: { readonly [L in Level<F>]: string } }

const words: Words = {
  name: {
    same: 'same name 名称相同',
    brand: 'same short name 简称相同',
    shorter: 'one name within the other 名称包含',
    sound: 'name sounds the same 名称同音',
    latin: 'Chinese and Latin name fit 中英文名称相符',
    typo: 'name a slip apart 名称差一字',
    close: 'names much alike 名称很相近',
    similar: 'names alike 名称相近',
    weak: 'names share a word 名称有相同词',
    otherTrade: 'same brand, other trade 字号同行业不同',
    otherBrand: 'other brand 字号不同',
    different: 'other name 名称不同',
  },
  qualifier: { contradicts: 'numbers or brackets in the names differ 名称中编号不同' },
  group: { oneSide: 'one is a group 一方为集团' },
  form: { same: 'same legal form 组织形式相同', different: 'other legal form 组织形式不同' },
  branch: {
    same: 'same branch 分支相同',
    silent: 'branch said on one side only 仅一方注明分支',
    headAndBranch: 'head office and branch 总部与分支',
    different: 'other branch 分支不同',
  },
  surname: {
    same: 'same surname 姓相同',
    sound: 'surname sounds the same 姓同音',
    close: 'surname a slip apart 姓差一字',
    swapped: 'surname and given name swapped 姓名颠倒',
    similar: 'surnames alike 姓相近',
    different: 'other surname 姓不同',
  },
  given: {
    same: 'same given name 名相同',
    sound: 'given name sounds the same 名同音',
    close: 'given name a slip apart 名差一字',
    nickname: 'short form of the given name 昵称',
    initial: 'initial of the given name 名首字母',
    swapped: 'surname and given name swapped 姓名颠倒',
    sibling: 'given name shares a character 名有一字相同',
    similar: 'given names alike 名相近',
    different: 'other given name 名不同',
  },
  contact: {
    same: 'same contact 联系人相同',
    sound: 'contact sounds the same 联系人同音',
    surnameOnly: 'contact of the same surname 联系人同姓',
    close: 'contact a slip apart 联系人差一字',
    sameSurname: 'other contact, same surname 联系人同姓不同名',
    different: 'other contact 联系人不同',
  },
  kind: { different: 'a firm and a person 公司与个人' },
  mobile: {
    same: 'same mobile 手机相同',
    close: 'mobile one digit off 手机差一位',
    different: 'other mobile 手机不同',
  },
  line: {
    same: 'same phone 电话相同',
    hotline: 'same hotline 热线相同',
    close: 'phone digits swapped 电话数字颠倒',
    different: 'other phone 电话不同',
  },
  email: {
    same: 'same e-mail 邮箱相同',
    sameUser: 'same e-mail user 邮箱用户名相同',
    closeUser: 'e-mail a slip apart 邮箱相近',
    colleague: 'e-mail at the same firm 邮箱同域',
    different: 'other e-mail 邮箱不同',
  },
  web: {
    same: 'same domain 域名相同',
    stem: 'domains alike 域名相近',
    different: 'other domain 域名不同',
  },
  code: {
    sameValid: 'same credit code 信用代码相同',
    same: 'same code 代码相同',
    close: 'code a slip apart 代码相近',
    different: 'other code 代码不同',
    differentValid: 'other credit code 信用代码不同',
  },
  identity: {
    same: 'same number 证件号相同',
    close: 'number a slip apart 证件号相近',
    different: 'other number 证件号不同',
  },
  born: {
    same: 'same date of birth 生日相同',
    close: 'date of birth a slip apart 生日相近',
    partly: 'date of birth partly the same 生日部分相同',
    different: 'other date of birth 生日不同',
  },
  address: {
    room: 'same room 房号相同',
    door: 'same address 地址相同',
    otherRoom: 'other room at the address 同楼不同室',
    nearDoor: 'address alike 地址相近',
    nearNumber: 'house number one digit off 门牌差一位',
    road: 'same road 同一条路',
    number: 'same house number only 仅门牌号相同',
    otherNumber: 'other number in the road 同路不同号',
    different: 'other address 地址不同',
  },
  city: {
    same: 'same city 城市相同',
    close: 'cities alike 城市相近',
    within: 'city in the province 同省',
    different: 'other city 城市不同',
  },
  postcode: {
    same: 'same postcode 邮编相同',
    close: 'postcode one digit off 邮编差一位',
    area: 'same postal area 邮区相同',
    different: 'other postcode 邮编不同',
  },
  region: { same: 'same region 省份相同', different: 'other region 省份不同' },
}

const wordsOf = ({ field, level }: Reason): string => {
  // A level belongs to its field, which the types of a pair of strings cannot say.
  const byLevel: Readonly<Record<string, string>> = words[field]
  return byLevel[level] ?? level
}

const WORDS_MAX = 6

/** The weightiest reasons, at most six. */
export const whyText = (judgement: Judgement): string =>
  reasonsOf(judgement).slice(0, WORDS_MAX).map(wordsOf).join('; ')
