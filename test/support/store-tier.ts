// The fake store's settle: the pure engine on the rows as they stand, with what D1 keeps between two runs.
import type { Override } from '../../shared/tier/in-force.ts'
import { traitsOf } from '../../shared/tier/look-alike.ts'
import type { Tier } from '../../shared/tier/policy.ts'
import type { FrozenCustomer } from '../../shared/tier/run.ts'
import { withFigures } from '../../shared/tier/figured.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { settleMark } from '../../worker/service/log.ts'
import type { TierAsk, TierCounts } from '../../worker/service/tier-ask.ts'
import { leaveMark } from './store-log.ts'
import { byId, type FakeRow, type FakeState, goneOf, textAt } from './store-state.ts'
import { type OracleCustomer, type OracleRow, oracleRun } from './store-tier-oracle.ts'

const figure = (values: FakeRow['values'], key: string): number | null => {
  const value = values[key]
  return typeof value === 'number' ? value : null
}

/** The field's kind and the engine store letters of Tier only. */
const tierAt = (values: FakeRow['values'], key: string): Tier | null =>
  textAt(values, key) as Tier | null

const overrideOf = ({ values }: FakeRow): Override | null => {
  const tier = tierAt(values, 'tier_override')
  return tier === null
    ? null
    : {
        tier,
        reason: textAt(values, 'override_reason') ?? '',
        until: textAt(values, 'override_until') ?? '',
      }
}

const strategicOf = ({ values }: FakeRow): FrozenCustomer['strategic'] =>
  // As above: the choice stores these codes only.
  textAt(values, 'strategic') as FrozenCustomer['strategic']

const toCustomer = (state: FakeState, row: FakeRow): OracleCustomer => ({
  id: row.id,
  profit_12m: figure(withFigures(row.values, row.figured), 'profit_12m'),
  margin_12m: figure(row.figures ?? {}, 'margin_12m'),
  sales_12m: figure(withFigures(row.values, row.figured), 'sales_12m'),
  orders_12m: figure(row.computed, 'orders_12m'),
  first_order_on: textAt(row.computed, 'first_order_on'),
  orders: figure(row.figures ?? {}, 'orders'),
  before: {
    tier: tierAt(row.computed, 'tier'),
    why: textAt(row.computed, 'tier_why'),
    downgrades: state.downgrades.get(row.id) ?? 0,
  },
  override: overrideOf(row),
  strategic: strategicOf(row),
  traits: traitsOf({
    industry: textAt(row.values, 'industry'),
    size_band: textAt(row.values, 'size_band'),
    employees: figure(row.values, 'employees'),
    region_code: textAt(row.values, 'region_code'),
    city: textAt(row.values, 'city'),
    source: textAt(row.values, 'source'),
  }),
  potential: figure(row.values, 'potential'),
  why: textAt(row.computed, 'tier_why'),
  next: tierAt(row.computed, 'tier_next'),
  isTouched: row.seq > state.settledSeq,
})

const computedOf = (row: FakeRow, { tier, next, why }: OracleRow, ask: TierAsk) => {
  const since =
    tier === tierAt(row.computed, 'tier') ? textAt(row.computed, 'tier_since') : ask.today
  const { tier: _, tier_next: __, tier_since: ___, ...others } = row.computed
  return {
    ...others,
    ...(tier === null ? {} : { tier }),
    ...(next === null ? {} : { tier_next: next }),
    tier_why: why,
    ...(since === null ? {} : { tier_since: since }),
  }
}

export const settleTiers = (state: FakeState, actor: Actor, ask: TierAsk): TierCounts => {
  const live = byId(state, 'customer').filter((row) => !goneOf(row))
  const { policy, engine, today, moment } = ask
  const customers = live.map((row) => toCustomer(state, row))
  const { rows, ranked } = oracleRun({ engine, today, moment, policy }, customers)
  let changed = 0
  let moved = 0
  for (const row of live) {
    const told = rows.get(row.id)
    if (!told) continue
    const computed = computedOf(row, told, ask)
    state.downgrades.set(row.id, told.downgrades)
    if (tierAt(row.computed, 'tier') !== told.tier) moved += 1
    const isSame = ['tier', 'tier_next', 'tier_why'].every(
      (key) => textAt(row.computed, key) === textAt(computed, key),
    )
    if (isSame) continue
    changed += 1
    state.seq += 1
    state.rows.customer.set(row.id, { ...row, crev: row.crev + 1, seq: state.seq, computed })
  }
  state.settledSeq = state.seq
  leaveMark(state, settleMark(actor, ask))
  return { ranked, changed, moved }
}
