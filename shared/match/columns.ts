// Which part of a MatchRow each column of a list fills, by its header: the words of the customer table, and those
// that lists of persons have. Unlike a bound sheet, several columns may fill one part (phone 1, phone 2).
import type { Cell } from '../schema/kind.ts'
import { headerWord, meanings } from '../sheet/header-words.ts'
import { mapHeader } from '../sheet/header.ts'
import { withLooseRoles } from './loose-roles.ts'
import type { MatchRow } from './record.ts'

export type Role = keyof MatchRow

const listRoles = ['phones', 'emails', 'websites', 'address'] as const
type ListRole = (typeof listRoles)[number]
const isListRole = (role: Role): role is ListRole => listRoles.some((r) => r === role)

const words: { readonly [R in Role]?: string } = {
  company: 'trade name;trading name;business;merchant;venue;facility;字号;企业字号;公司名稱',
  person:
    'full name;fullname;person;people;contact person;customer name in full;真实姓名;收货人;收件人',
  given: 'given name;first name;forename;forenames;fname;given;first;given names;名',
  surname: 'surname;last name;family name;lname;last;姓;姓氏',
  houseNumber: 'street number;house number;street no;house no;building number;门牌号;门牌;門牌號碼',
  address:
    'address line;street name;street address;street;road;addr;addressline;路名;街道;街道地址',
  city: 'suburb;locality;municipality;town;district;area;区县;市区;行政区;鄉鎮市區',
  region: 'state;province;county;region;state province;省份',
  postcode: 'postcode;postal code;zip;zip code;zipcode;plz;post code;eircode;邮编;郵遞區號',
  born: 'date of birth;dob;birth date;birthdate;birthday;birth;born;出生日期;出生年月;出生年月日;生日',
  identity:
    'soc sec id;ssn;social security number;social security;national id;id number;id card;identity number;passport;' +
    'passport number;tax id;tax number;vat;vat number;vat id;abn;ein;duns;registration number;company number;' +
    'license number;licence number;身份证;身份证号;身份证号码;身分證字號;证件号;证件号码;护照号;注册号;统一编号;統一編號;統編;会员号;会员卡号',
  phones:
    'phone;telephone;tel;mobile;cell;home phone;work phone;mobile phone;contact number;家庭电话',
  emails: 'email;e-mail;mail',
  websites: 'website;url;domain;web;homepage;域名',
}
const roleOfWord = new Map<string, Role>()
const isRole = (text: string): text is Role => Object.hasOwn(words, text) || text === 'creditCode'
for (const [role, list] of Object.entries(words))
  for (const word of list.split(';')) if (isRole(role)) roleOfWord.set(headerWord(word), role)

const roleOfField: Readonly<Record<string, Role>> = {
  name: 'company',
  'contact.name': 'person',
  phone: 'phones',
  'contact.mobile': 'phones',
  'contact.office_phone': 'phones',
  email: 'emails',
  'contact.email': 'emails',
  website: 'websites',
  address: 'address',
  city: 'city',
  region_code: 'region',
  postcode: 'postcode',
  credit_code: 'creditCode',
  'contact.birthday': 'born',
}

/** Roles and field keys that `--map` and its like may name. */
export const namedRole = (name: string): Role | null =>
  isRole(name) ? name : (roleOfField[name] ?? null)
export const roleNames: readonly string[] = [...Object.keys(words), ...Object.keys(roleOfField)]

const plain = (cell: string): string => cell.trim().replace(/[_\s]*\d$/u, '')

/** A header's own role; null where it says nothing that is compared. */
const roleOfHeader = (cell: string, mapped: string | null): Role | null => {
  const named = namedRole(cell.trim())
  if (named && cell.trim() !== 'name') return named
  const own = roleOfWord.get(headerWord(cell.trim())) ?? roleOfWord.get(headerWord(plain(cell)))
  // "name" may be a firm's or a person's: there the content has decided.
  if (mapped === 'name' || mapped === 'contact.name') return own ?? roleOfField[mapped] ?? null
  if (own) return own
  const [meaning] = [...meanings('customer', cell.trim()), ...meanings('customer', plain(cell))]
  return meaning ? (roleOfField[meaning.key] ?? null) : null
}

/**
 * The role of each column; null is not compared. `samples` are the first rows; they only decide whether "name"
 * is a firm's or a person's.
 */
export const mapColumns = (
  header: readonly string[],
  samples: readonly (readonly Cell[])[],
): readonly (Role | null)[] => {
  const cells = header.map((cell) => cell.trim())
  const mapped = mapHeader('customer', cells, samples)
  const sure = cells.map((cell, i) => roleOfHeader(cell, mapped[i] ?? null))
  // What is another field of a customer (his trade, his owner) is not guessed to be something else.
  const isOther = cells.map((cell) => meanings('customer', cell).length > 0)
  const roles = withLooseRoles({ header: cells, roles: sure, isOther, samples })
  const isOfPersons = ['born', 'given', 'identity'].some((r) => roles.some((role) => role === r))
  const hasOther = roles.some((role) => role === 'person' || role === 'surname')
  const isAlone = isOfPersons && !hasOther && roles.filter((r) => r === 'company').length === 1
  const isNeutral = (i: number) =>
    /^(?:name|姓名|名字|名称|客户|客户姓名|customer|client)$/iu.test(cells[i] ?? '')
  return roles.map((role, i) => (role === 'company' && isAlone && isNeutral(i) ? 'person' : role))
}

/** One row by its columns' roles; of a part that stands in one cell only, the first that says something. */
export const toMatchRow = (cells: readonly string[], roles: readonly (Role | null)[]): MatchRow => {
  const single: { -readonly [R in Exclude<Role, ListRole>]?: string } = {}
  const lists: { -readonly [R in ListRole]?: string[] } = {}
  for (const [i, role] of roles.entries()) {
    const cell = cells[i] ?? ''
    if (role === null || cell === '') continue
    if (isListRole(role)) (lists[role] ??= []).push(cell)
    else if ((single[role] ?? '').trim() === '') single[role] = cell
  }
  return { ...single, ...lists }
}
