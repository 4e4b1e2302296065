// A customer's frozen inputs: the JSON array that a run keeps of him, as SQL writes it and as it is read again.
// Both stand here, so that an old run is computed from exactly what it met.
import * as z from 'zod'

import { traitKeys } from '../../shared/tier/look-alike.ts'
import type { Override, TierHeld } from '../../shared/tier/in-force.ts'
import type { Tier } from '../../shared/tier/policy.ts'
import type { FrozenCustomer } from '../../shared/tier/run.ts'
import { tierCells } from '../../shared/tier/what-if.ts'
import type { TierState } from '../service/tier-runs.ts'
import { isLiveSql } from './tier-condition.ts'

/** What is worked out from transactions and has no column of its own. */
export const figureAt = (alias: string, key: string): string => `(${alias}.figures ->> '$.${key}')`

/** In the order of `traitKeys`: industry, size, region, source (look-alike.ts, traitsOf). */
export const traitsSql = (c: string): readonly string[] => [
  `${c}.industry`,
  `coalesce(${c}.size_band, CASE WHEN ${c}.employees >= 500 THEN '500+' WHEN ${c}.employees >= 100 THEN '100–499'
    WHEN ${c}.employees >= 20 THEN '20–99' WHEN ${c}.employees >= 0 THEN '1–19' END)`,
  `coalesce(${c}.region_code, ${c}.city)`,
  `${c}.source`,
]

/** The frozen array, in order; behind it what he is, for leads are likened to those who have a tier. */
const inputKeys = [
  'profit_12m',
  'margin_12m',
  'sales_12m',
  'orders_12m',
  'first_order_on',
  'orders',
  'tier_override',
  'override_reason',
  'override_until',
  'strategic',
] as const
const columnSql = (c: string, key: (typeof inputKeys)[number]): string => {
  if (key === 'margin_12m' || key === 'orders') return figureAt(c, key)
  return key === 'strategic' ? `nullif(${c}.strategic, 'no')` : `${c}.${key}`
}
const teaches = (c: string): string =>
  `coalesce(${c}.profit_12m, ${c}.sales_12m, ${c}.orders_12m, nullif(${c}.strategic, 'no')) IS NOT NULL`
const inputsSql = (c: string): string =>
  `json_array(${[
    ...inputKeys.map((key) => columnSql(c, key)),
    ...traitsSql(c).map((sql) => `iif(${teaches(c)}, ${sql}, NULL)`),
  ].join(', ')})`

/** The traits in the frozen array, in the order of `traitKeys`. */
export const frozenTraits = (figures: string): readonly string[] =>
  traitKeys.map((_, i) => `(${figures} ->> ${inputKeys.length + i})`)

/** One of the frozen inputs, out of the array. */
export const frozenAt = (figures: string, key: (typeof inputKeys)[number]): string =>
  `(${figures} ->> ${inputKeys.indexOf(key)})`

/** Of a customer who has nothing that a tier could come from; such ones are not kept. */
const emptyInputs = `json_array(${[...inputKeys, ...traitKeys].map(() => 'NULL').join(', ')})`

/** The frozen text of a customer row; 'null' once it is archived or merged. */
export const frozenSql = (c: string): string =>
  `CASE WHEN ${isLiveSql(c)} THEN ${inputsSql(c)} ELSE 'null' END`

/** Is there anything to keep? `last` is what was kept last, NULL for nothing. */
export const isChangedSql = (frozen: string, last: string): string =>
  `(${frozen} IS NOT ${last} AND (${last} IS NOT NULL OR ${frozen} NOT IN ('null', ${emptyInputs})))`

/** Joins what was kept last of customer `c` as `i`. */
export const lastInputJoin = (c: string, i: string): string =>
  `LEFT JOIN tier_input ${i} ON ${i}.org = ${c}.org AND ${i}.row_id = ${c}.id AND ${i}.run =
    (SELECT max(x.run) FROM tier_input x WHERE x.org = ${c}.org AND x.row_id = ${c}.id)`

const amount = z.number().nullable()
const words = z.string().nullable()
const letter = z.enum(['A', 'B', 'C', 'N', 'X'])
const inputs = z.tuple([
  amount,
  amount,
  amount,
  amount,
  words,
  amount,
  letter.nullable(),
  words,
  words,
  z.enum(['no', 'current', 'future', 'potential']).nullable(),
  words,
  words,
  words,
  words,
])

/** null: none. */
export const textToTier = (text: string | null): Tier | null =>
  tierCells.find((cell): cell is Tier => cell !== '' && cell === text) ?? null

const state = z.tuple([letter.nullable(), letter.nullable(), z.int(), z.int()])
export const textToState = (text: string | null): TierState | null => {
  if (text === null) return null
  const [tier, next, downgrades, isWord] = state.parse(JSON.parse(text))
  return { tier, next, downgrades, isWord: isWord === 1 }
}

const place = z.tuple([z.int().nullable(), z.int().nullable(), z.enum(['band', 'run']).nullable()])
export const textToPlace = (text: string | null) => {
  const [first, last, held] = text === null ? [null, null, null] : place.parse(JSON.parse(text))
  return { first, last, held }
}

/** Only whether he had a manager's word is asked of an old receipt. */
const heldOf = (before: TierState | null): TierHeld =>
  before === null
    ? { tier: null, why: null, downgrades: 0 }
    : {
        tier: before.tier,
        why: before.isWord ? '{"k":"override"}' : null,
        downgrades: before.downgrades,
      }

/** A frozen row as the engine takes it; null for one who was no customer then. */
export const textToFrozen = (
  id: string,
  figures: string,
  before: TierState | null,
): FrozenCustomer | null => {
  const parsed: unknown = JSON.parse(figures)
  if (parsed === null) return null
  const [profit, margin, sales, orders12, first, orders, tier, reason, until, strategic] =
    inputs.parse(parsed)
  const override: Override | null =
    tier === null ? null : { tier, reason: reason ?? '', until: until ?? '' }
  return {
    id,
    profit_12m: profit,
    margin_12m: margin,
    sales_12m: sales,
    orders_12m: orders12,
    first_order_on: first,
    orders,
    before: heldOf(before),
    override,
    strategic,
  }
}
