// The tier engine in pure TypeScript on 100,000 customers, the oracle and the yardstick of the SQL pass; and figures
// from a million lines of transactions, which a manager's export can have.
import { figuresOf } from '../shared/tier/figures.ts'
import { standardPolicy, TIER_ENGINE } from '../shared/tier/policy.ts'
import { type FrozenCustomer, runTiers } from '../shared/tier/run.ts'
import { type Transaction, transactionKinds } from '../shared/tier/transaction.ts'
import { type Figure, figure, leastOf, timeMs } from './figure.ts'
import { benchTierOnD1 } from './tier-d1.ts'

const CUSTOMERS = 100_000
const LINES = 1_000_000
const today = '2026-11-22'

/** Spread out and repeatable; a small prime range makes ties. */
const mixed = (i: number): number => (i * 2_654_435_761) % 100_003

const customers = (): readonly FrozenCustomer[] =>
  Array.from({ length: CUSTOMERS }, (_, i) => ({
    id: `c${i}`,
    profit_12m: i % 17 === 0 ? null : mixed(i) - 12_000,
    sales_12m: mixed(i) * 3,
    before: { tier: i % 3 === 0 ? 'A' : 'C', why: '{"k":"cut"}', downgrades: i % 2 },
    override: null,
    strategic: null,
  }))

const lines = (): readonly Transaction[] =>
  Array.from({ length: LINES }, (_, i) => ({
    customer: `c${mixed(i) % CUSTOMERS}`,
    date: `2026-0${1 + (i % 9)}-1${i % 10}`,
    kind: transactionKinds[i % transactionKinds.length] ?? 'order',
    amount: mixed(i),
    margin: mixed(i) % 1_000,
  }))

const least = async (times: number, run: () => unknown): Promise<number> => {
  const measured: number[] = []
  for (let i = 0; i < times; i++) measured.push(await timeMs(() => Promise.resolve(run())))
  return leastOf(measured)
}

export const benchTier = async (): Promise<readonly Figure[]> => {
  const frozen = {
    engine: TIER_ENGINE,
    today,
    moment: 'month',
    policy: standardPolicy,
    customers: customers(),
  } as const
  const all = lines()
  const ranked = await least(3, () => runTiers(frozen))
  const summed = await least(2, () => figuresOf(all, { today, currency: 'CNY' }))
  return [
    figure('tier: 100,000 customers, pure', ranked, 'ms'),
    figure('tier: figures of 1,000,000 lines, pure', summed, 'ms'),
    ...(await benchTierOnD1()),
  ]
}
