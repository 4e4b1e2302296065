// What the matcher knows of a row: its cells read once into comparable features. Plain data that JSON keeps, so
// that a store can hold it beside the row. A change of what is read must change NORMALISER_VERSION.
import { fullNameIn, nameOfParts, type FullName } from '../normalize/full-name.ts'
import { bornIn, creditCodeIn, numberIn, postcodeIn, type Code } from '../normalize/identifier.ts'
import { latinWords } from '../normalize/latin.ts'
import { mailsIn, ownDomainsIn, webDomain, type Mail } from '../normalize/mail.ts'
import { organisationIn, saysCompany, type Organisation } from '../normalize/organisation.ts'
import { isHan } from '../normalize/pinyin.ts'
import { foldScript } from '../normalize/fold.ts'
import { cityIn, placeAtStart } from '../normalize/regions.ts'
import { streetIn, type Street } from '../normalize/street.ts'
import { telephonesIn } from '../normalize/telephone.ts'

export const NORMALISER_VERSION = 3

/** The cells of one row by what they say; several cells of one meaning stand in one list. All as typed. */
export interface MatchRow {
  readonly company?: string
  readonly person?: string
  readonly given?: string
  readonly surname?: string
  readonly phones?: readonly string[]
  readonly emails?: readonly string[]
  readonly websites?: readonly string[]
  readonly address?: readonly string[]
  readonly houseNumber?: string
  readonly city?: string
  readonly region?: string
  readonly postcode?: string
  readonly creditCode?: string
  readonly identity?: string
  readonly born?: string
}

export interface MatchRecord {
  readonly organisation: Organisation | null
  /** The contact of an organisation, or the customer himself. */
  readonly person: FullName | null
  readonly mobiles: readonly string[]
  readonly lines: readonly string[]
  readonly hotlines: readonly string[]
  readonly mails: readonly Mail[]
  readonly domains: readonly string[]
  readonly code: Code | null
  readonly identity: string | null
  readonly born: string | null
  readonly street: Street | null
  /** City of its column or the address; a Chinese one by its short name. */
  readonly city: string | null
  readonly region: string | null
  readonly postcode: string | null
}

/** Typed to fill a cell: 无, -, 未知, N/A, 暂无, null, xxx. */
const emptyWord =
  /^(?:[\s\p{P}\p{S}]*|无|没有|暂无|未知|不详|未填|待定|待补充|同上|空|無|沒有|暫無|不詳|n\/?a|none|null|nil|unknown|tbd|test|测试|測試|x{2,}|0+|1+)$/iu

/** Most cells begin with none of the characters that these words begin with, and end without quotes or space. */
const beginsOtherwise =
  /^(?![无没暂未不待同空無沒暫測测])[一-鿿2-9a-mo-svwyzA-MO-SVWYZ](?:.*[一-鿿\da-zA-Z])?$/u

/** The text of a cell without quotes and space around it; '' for a placeholder. */
const said = (cell: string | undefined): string => {
  if (cell === undefined || cell === '') return ''
  if (beginsOtherwise.test(cell)) return cell
  const bare = cell
    .trim()
    .replace(/^["'“”‘’`]+|["'“”‘’`]+$/gu, '')
    .trim()
  return emptyWord.test(bare.normalize('NFKC')) ? '' : bare
}
const allSaid = (cells: readonly string[] | undefined): readonly string[] =>
  (cells ?? []).map(said).filter((cell) => cell !== '')

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)]

/** Typed where there is no company: 个人, 个体户, freelance. */
const noCompany =
  /^(?:个人|個人|个体|个体户|個體戶|自由职业|散客|零售|无公司|无单位|self[- ]?employed|freelancer?|individual|private)$/iu

/** A company typed in the person's column, and the other way round. */
const whoIsWho = (row: MatchRow): readonly [company: string, person: string] => {
  const typed = said(row.company)
  const company = noCompany.test(typed) ? '' : typed
  const person = said(row.person)
  const isSwapped = saysCompany(person) && !saysCompany(company)
  return isSwapped ? [person, company] : [company, person]
}

const cityOf = (cell: string, street: Street | null): string | null => {
  if (cell === '') return street?.city ?? null
  const folded = foldScript(cell)
  if (isHan(folded)) return (cityIn(folded) ?? folded.replace(/[\s市县區区]+$/u, '')) || null
  return latinWords(cell).join(' ') || null
}

const regionOf = (cell: string): string | null => {
  if (cell === '') return null
  const folded = foldScript(cell)
  if (!isHan(folded)) return latinWords(cell).join(' ') || null
  const place = placeAtStart(folded)
  return place.province ?? folded
}

/** Reads a row. Bad values are left out, never an error. */
export const toMatchRecord = (row: MatchRow): MatchRecord => {
  const [company, person] = whoIsWho(row)
  const given = said(row.given)
  const surname = said(row.surname)
  const telephones = allSaid(row.phones).flatMap(telephonesIn)
  const numbers = (type: string) =>
    unique(telephones.flatMap((t) => (t.type === type ? t.digits : [])))
  const emails = allSaid(row.emails)
  const sites = allSaid(row.websites).flatMap((cell) => webDomain(cell) ?? [])
  const street = streetIn(allSaid(row.address), said(row.houseNumber))
  return {
    organisation: company === '' ? null : organisationIn(company),
    person:
      given !== '' || surname !== ''
        ? nameOfParts(given, surname)
        : person === ''
          ? null
          : fullNameIn(person),
    mobiles: numbers('mobile'),
    lines: numbers('line'),
    hotlines: numbers('hotline'),
    mails: emails.flatMap(mailsIn).slice(0, 4),
    domains: unique([...sites, ...emails.flatMap(ownDomainsIn)]).slice(0, 3),
    code: creditCodeIn(said(row.creditCode)),
    identity: numberIn(said(row.identity)),
    born: bornIn(said(row.born)),
    street,
    city: cityOf(said(row.city), street),
    region: regionOf(said(row.region)),
    postcode: postcodeIn(said(row.postcode)),
  }
}
