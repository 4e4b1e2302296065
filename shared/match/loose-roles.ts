// Columns whose header no dictionary holds: what a part of the header says, else what most cells look like. It only
// ever adds to what columns.ts knows for sure; a column of numbers, days, notes or other people stays out.
import { isMostlyPersons } from '../sheet/content.ts'
import type { Cell } from '../schema/kind.ts'
import type { Role } from './columns.ts'

/** Of other things than who the customer is and how he is reached. */
const apart =
  /传真|傳真|ファックス|\bfax\b|备注|備註|説明|remark|\bnotes?\b|comment|description|\bids?\b|编号|編號|序号|序號|日期|时间|時間|\bdate\b|\btime\b|\bon\b|金额|金額|amount|price|revenue|数量|職位|职务|职位|job|position|部门|部門|department|业务员|業務|销售|\bsales|\bowner|\brep\b|director|法人|法定代表|country|国家|國家|pays|类型|類型|行业|行業|类别|industry|\btype\b|category|status|状态|狀態|来源|source|摊位|攤位|展位|booth|stand|hall/u

/** The first that fits says it. "E-mail address" is no address, "company phone" no company. */
const parts: readonly (readonly [RegExp, Role])[] = [
  [/邮箱|郵箱|邮件|郵件|电邮|電郵|信箱|e-?mail|\bmail\b|メール|correo|courriel|이메일/u, 'emails'],
  [
    /网址|網址|网站|網站|官网|官網|主页|主頁|域名|web ?site|homepage|\burl\b|domain|\bweb\b|ホームページ|홈페이지/u,
    'websites',
  ],
  [/信用代码|信用代碼|税号|稅號|纳税人|納稅人/u, 'creditCode'],
  [
    /身份证|證號|证号|统一编号|統一編號|\bvat\b|tax (?:id|no|number)|registration|ust-?id/u,
    'identity',
  ],
  [/邮编|郵編|邮政编码|郵便番号|郵遞|\bzip\b|post ?code|postal|\bplz\b|우편번호/u, 'postcode'],
  [
    /手机|手機|电话|電話|座机|座機|固话|热线|熱線|联系方式|聯絡方式|phone|mobile|\btel\b|telefon|téléphone|teléfono|handy|\bcell\b|hotline|whatsapp|携帯|전화/u,
    'phones',
  ],
  [/地址|住址|住所|所在地|addr|\bstreet\b|stra(?:ß|ss)e|adresse|dirección|주소/u, 'address'],
  [/生日|出生|birth|geboren|\bdob\b/u, 'born'],
  [/城市|市区|市區|\bcity\b|\btown\b|\bville\b|\bort\b|\bstadt\b|ciudad/u, 'city'],
  [
    /联系人|聯絡人|联络人|聯繫人|姓名|担当|contact|ansprechpartner|attendee|visitor|负责人|負責人|담당자/u,
    'person',
  ],
  [
    /公司|企业|企業|单位|單位|厂商|廠商|厂家|展商|商家|商户|店名|店铺|店鋪|机构|機構|客户|客戶|供应商|供應商|经销商|会社|会社名|学校|學校|医院|醫院|酒店|餐厅|账户|账号名|company|organi[sz]ation|business|exhibitor|vendor|supplier|merchant|\bstore\b|\bshop\b|restaurant|hotel|\bfirma?\b|société|entreprise|empresa|employer|school|account|facility|institution|clinic|hospital|customer|client|kunde|회사/u,
    'company',
  ],
]

const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[_\s.:：/\\|()]+/gu, ' ')
    .trim()

/** The role that a part of a header names; null for none. */
const roleInHeader = (header: string): Role | null => {
  const text = plain(header)
  return parts.find(([part]) => part.test(text))?.[1] ?? null
}

const looks: readonly (readonly [RegExp, Role])[] = [
  [/^[^\s@]+@[^\s@]+\.\p{L}{2,}$/u, 'emails'],
  [/^(?:https?:\/\/\S+|www\.\S+)$/iu, 'websites'],
  [/^(?:(?:\+|00)\d[\d\s().-]{7,}|1[3-9]\d{9}|0\d{2,3}-\d{7,8})$/u, 'phones'],
]

/** Six cells of ten, and three at least. */
const roleInCells = (cells: readonly string[]): Role | null => {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const found = looks.find(
    ([look]) => filled.filter((cell) => look.test(cell)).length * 10 >= filled.length * 6,
  )
  return filled.length < 3 ? null : (found?.[1] ?? null)
}

const named: readonly Role[] = ['company', 'person', 'given', 'surname']
const nameLike = /名|name|title|brand|\bnom\b/u

export interface Columns {
  readonly header: readonly string[]
  /** What is known for sure; null is not. */
  readonly roles: readonly (Role | null)[]
  /** The header names a field that is not compared. */
  readonly isOther: readonly boolean[]
  /** The first rows. */
  readonly samples: readonly (readonly Cell[])[]
}

/**
 * The roles with their gaps filled. A list in which nothing names anybody is named by its first column that is called
 * a name or a title.
 */
export const withLooseRoles = ({
  header,
  roles,
  isOther,
  samples,
}: Columns): readonly (Role | null)[] => {
  const cellsOf = (i: number) => samples.map((row) => String(row[i] ?? ''))
  const filled: (Role | null)[] = [...roles]
  const isNaming = (role: Role | null) => role !== null && named.includes(role)
  for (const [i, cell] of header.entries()) {
    if (filled[i] !== null || isOther[i] === true || apart.test(plain(cell))) continue
    const role = roleInHeader(cell) ?? roleInCells(cellsOf(i))
    if (!isNaming(role) || !filled.includes(role)) filled[i] = role
  }
  if (filled.some(isNaming)) return filled
  const at = header.findIndex((cell, i) => filled[i] === null && nameLike.test(plain(cell)))
  if (at >= 0) filled[at] = isMostlyPersons(cellsOf(at)) ? 'person' : 'company'
  return filled
}
