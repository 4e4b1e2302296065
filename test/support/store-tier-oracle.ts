// What a run of the tier engine has to write, by the pure engine of shared/tier: the oracle of the SQL pass, and the
// whole of the fake store's settle. A sync says anew what a lead is like only where his row changed.
import {
  type FrozenCustomer,
  type FrozenRun,
  type RunRow,
  runTiers,
} from '../../shared/tier/run.ts'

export interface OracleCustomer extends FrozenCustomer {
  /** The receipt that he has, JSON. */
  readonly why: string | null
  readonly next: RunRow['tier_next']
  /** Did his row change since the last run ended? */
  readonly isTouched: boolean
}

export interface OracleRow {
  readonly id: string
  readonly tier: RunRow['tier']
  readonly next: RunRow['tier_next']
  readonly downgrades: number
  readonly why: string
}

const kindOf = (why: string | null): string =>
  why === null ? '' : (JSON.parse(why) as { readonly k: string }).k

/** What the run itself leaves standing of an earlier word on a lead. */
const keptWhy = (customer: OracleCustomer, base: RunRow): string => {
  const stands = kindOf(customer.why)
  const isLead = base.why.k === 'none' || base.why.k === 'new'
  const isKept = (stands === 'band' && isLead) || (stands === 'like' && base.why.k === 'none')
  return isKept && customer.why !== null ? customer.why : JSON.stringify(base.why)
}

/** By id, and how many are ranked. */
export const oracleRun = (
  run: Omit<FrozenRun, 'customers'>,
  customers: readonly OracleCustomer[],
): { readonly ranked: number; readonly rows: ReadonlyMap<string, OracleRow> } => {
  const byId = new Map(customers.map((c) => [c.id, c]))
  const bare = customers.map((customer): FrozenCustomer => {
    const { traits: _, ...rest } = customer
    return rest
  })
  const base = runTiers({ ...run, customers: bare })
  const rowOf = new Map(base.rows.map((row) => [row.id, row]))
  const isAsked = (customer: OracleCustomer): boolean => {
    const row = rowOf.get(customer.id)
    return (
      row?.tier_next !== 'N' ||
      run.moment !== 'sync' ||
      customer.isTouched ||
      row.tier !== customer.before.tier ||
      row.tier_next !== customer.next ||
      keptWhy(customer, row) !== customer.why
    )
  }
  const asked = customers.map((customer, i) =>
    isAsked(customer) ? customer : (bare[i] ?? customer),
  )
  const { rows, ranked } = runTiers({ ...run, customers: asked })
  const told = rows.map((row): OracleRow => {
    const customer = byId.get(row.id)
    const isLeft = customer !== undefined && !isAsked(customer)
    return {
      id: row.id,
      tier: row.tier,
      next: row.tier_next,
      downgrades: row.downgrades,
      why: isLeft ? keptWhy(customer, row) : JSON.stringify(row.why),
    }
  })
  return { ranked, rows: new Map(told.map((row) => [row.id, row])) }
}
