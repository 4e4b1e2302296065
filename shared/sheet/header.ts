// Which field each column of a sheet holds, by its header in any of the three languages. Each field is taken
// once, the best match first; what is not recognised stays the user's own column.
import type { Cell } from '../schema/kind.ts'
import type { TableKey } from '../schema/table-keys.ts'
import { isMostlyMobiles, isMostlyPersons } from './content.ts'
import { headerWord, meanings } from './header-words.ts'

/** The key of each column; null is the user's own. */
type Mapping = readonly (string | null)[]

/** Words that name a company in one list and a person in another. */
const eitherName = new Set(
  ['name', 'client', 'customer', 'account', '客户', '客户名', '名称', '姓名', '名字'].map(
    headerWord,
  ),
)
/** Words that name any phone: the company's or, where no column is called mobile, the person's. */
const anyPhone = new Set(
  ['phone', 'tel', 'telephone', 'phone number', '电话', '联系电话', '联系方式', '电话号码'].map(
    headerWord,
  ),
)

interface Claim {
  readonly column: number
  readonly key: string
  readonly strength: number
}

const column = (samples: readonly (readonly Cell[])[], index: number): readonly Cell[] =>
  samples.map((row) => row[index] ?? '')

/** Strong claims first, then columns from the left; a field or a column that is taken stays taken. */
const settle = (claims: readonly Claim[], width: number): (string | null)[] => {
  const mapping: (string | null)[] = Array.from({ length: width }, () => null)
  const taken = new Set<string>()
  for (const claim of claims.toSorted((a, b) => b.strength - a.strength || a.column - b.column)) {
    if (mapping[claim.column] !== null || taken.has(claim.key)) continue
    mapping[claim.column] = claim.key
    taken.add(claim.key)
  }
  return mapping
}

/**
 * "Name" beside "company" is the person; alone it is what its content looks like. "Phone" is the person's where
 * a person stands beside, no column is called mobile, and most of its numbers are mobiles.
 */
const customerClaims = (
  claims: readonly Claim[],
  header: readonly Cell[],
  samples: readonly (readonly Cell[])[],
): readonly Claim[] => {
  const word = (claim: Claim) => headerWord(header[claim.column] ?? '')
  const hasCompany = claims.some((c) => c.key === 'name' && !eitherName.has(word(c)))
  const hasMobile = claims.some((c) => c.key === 'contact.mobile')
  const adjusted = claims.flatMap((claim): Claim[] => {
    const cells = column(samples, claim.column)
    if (claim.key === 'name' && eitherName.has(word(claim))) {
      const isPerson = hasCompany || isMostlyPersons(cells)
      // A word for either weighs less than one that is plain; so 公司 wins the name, 客户 the person.
      return isPerson ? [{ ...claim, key: 'contact.name', strength: 1 }] : [claim]
    }
    if (claim.key === 'contact.name' && word(claim) === 'name' && !hasCompany) {
      return cells.length === 0 || isMostlyPersons(cells) ? [claim] : [{ ...claim, key: 'name' }]
    }
    return [claim]
  })
  const hasPerson = adjusted.some((c) => c.key === 'contact.name')
  return adjusted.map((claim) =>
    claim.key === 'phone' &&
    anyPhone.has(word(claim)) &&
    hasPerson &&
    !hasMobile &&
    isMostlyMobiles(column(samples, claim.column))
      ? { ...claim, key: 'contact.mobile' }
      : claim,
  )
}

const contactClaims = (
  claims: readonly Claim[],
  header: readonly Cell[],
  samples: readonly (readonly Cell[])[],
): readonly Claim[] => {
  const hasMobile = claims.some((c) => c.key === 'mobile')
  return claims.map((claim) =>
    claim.key === 'office_phone' &&
    !hasMobile &&
    anyPhone.has(headerWord(header[claim.column] ?? '')) &&
    isMostlyMobiles(column(samples, claim.column))
      ? { ...claim, key: 'mobile' }
      : claim,
  )
}

/** A list that names its customers by their numbers alone: the number is how a cell says whom it means. */
const transactionClaims = (claims: readonly Claim[]): readonly Claim[] =>
  claims.some((c) => c.key === 'customer_id')
    ? claims
    : claims.map((c) => (c.key === 'customer_code' ? { ...c, key: 'customer_id' } : c))

/** What a table knows of words that mean more than one thing. */
const adjustments: Partial<
  Readonly<
    Record<
      TableKey,
      (
        claims: readonly Claim[],
        header: readonly Cell[],
        samples: readonly (readonly Cell[])[],
      ) => readonly Claim[]
    >
  >
> = { customer: customerClaims, contact: contactClaims, transaction: transactionClaims }

/**
 * Maps a header row to sheet keys. `samples` are the first rows beneath it (20 are enough); they only decide
 * where a word is ambiguous.
 */
export const mapHeader = (
  table: TableKey,
  header: readonly Cell[],
  samples: readonly (readonly Cell[])[] = [],
): Mapping => {
  const claims = header.flatMap((cell, index) =>
    meanings(table, cell).map(({ key, strength }) => ({ column: index, key, strength })),
  )
  const adjust = adjustments[table]
  return settle(adjust ? adjust(claims, header, samples) : claims, header.length)
}

const visitMarks = new Set([
  'talked_about',
  'result',
  'channel',
  'next_what',
  'promised',
  'rep',
  'at',
])
const contactMarks = new Set(['role', 'birthday', 'wechat', 'sex', 'department', 'office_phone'])

const amountMarks = new Set(['amount', 'margin', 'cost', 'qty'])

/** A list of trade says whose, when and how much, once a line. */
const isTrade = (header: readonly Cell[], others: number): boolean => {
  const keys = mapHeader('transaction', header).filter((key) => key !== null)
  return (
    keys.includes('date') &&
    keys.includes('customer_id') &&
    keys.some((key) => amountMarks.has(key)) &&
    keys.length >= others
  )
}

/**
 * The table that a header speaks of: visits and contacts need two marks of their own, transactions a date and an
 * amount beside the customer; else it is customers.
 */
export const guessTable = (header: readonly Cell[]): TableKey => {
  const has = (table: TableKey, marks: ReadonlySet<string>) =>
    mapHeader(table, header).filter((key) => key !== null && marks.has(key)).length
  const count = (table: TableKey) => mapHeader(table, header).filter((key) => key !== null).length
  const customers = count('customer')
  if (isTrade(header, Math.max(customers, count('visit')))) return 'transaction'
  if (has('visit', visitMarks) >= 2 && count('visit') > customers) return 'visit'
  if (has('contact', contactMarks) >= 2 && count('contact') > customers) return 'contact'
  return 'customer'
}
