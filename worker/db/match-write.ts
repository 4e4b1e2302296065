// What a write leaves behind for matching: features in the customer's row, his keys, and pairs for review. The push
// batch carries these statements; whoever writes customers in a batch of his own behind the same gate does so too.
import { featuresOf, packFeatures, type Features } from '../../shared/match/features.ts'
import { matchFields } from '../../shared/match/customer.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import { pairName, type PlannedPair } from '../service/matches.ts'
import type { PlannedWrite } from '../service/store.ts'
import type { Statement } from './database.ts'
import { passed } from './gate.ts'
import { forRows } from './parameter.ts'

/** How the rows of a gate begin; see gate.ts. */
type Head = readonly [ordinal: number, id: string, base: number, hash: string]
type Values = readonly [org: string, meta: string]

/** A customer that a gated write stores, by himself or along with another row. */
export interface WrittenCustomer {
  readonly head: Head
  readonly id: string
  readonly features: Features
  /** A customer that stands may have keys that he loses. */
  readonly isNew: boolean
}

/** The features of a customer's new content; null where nothing that is compared changed. */
const changedFeatures = (values: WireValues, changed: readonly string[] | null): Features | null =>
  changed === null || changed.some((field) => matchFields.includes(field))
    ? featuresOf(values)
    : null

interface NumberedWrite {
  readonly write: PlannedWrite
  readonly head: Head
}

/** The customers that the rows of a push store, where what is compared of them changes; by the place of their write. */
export const writtenCustomers = (
  table: TableName,
  rows: readonly NumberedWrite[],
): ReadonlyMap<number, WrittenCustomer> =>
  new Map(
    rows.flatMap(({ write, head }, i): [number, WrittenCustomer][] => {
      const isMain = table === 'customer'
      if (!isMain && write.side?.table !== 'customer') return []
      const { id, values, expected } = isMain || !write.side ? write : write.side
      const features = changedFeatures(values, isMain && expected > 0 ? write.changed : null)
      return features ? [[i, { head, id, features, isNew: expected === 0 }]] : []
    }),
  )

/** As the customer's column holds them. */
export const featuresText = (features: Features | null): string | null =>
  features === null ? null : packFeatures(features)

/** The keys that stand in his row are those that he has, whatever version of the normaliser made them. */
const dropSql = `DELETE FROM match_key WHERE (org, key, row_id) IN (
  SELECT h.org, k.value, j.value ->> 4
  ${passed.replace(
    'WHERE',
    `CROSS JOIN customer c ON c.org = h.org AND c.id = j.value ->> 4
      CROSS JOIN json_each(c.features, '$.k') k WHERE`,
  )} AND NOT EXISTS (SELECT 1 FROM json_each(j.value, '$[5]') n WHERE n.value = k.value))`

const addSql = `INSERT INTO match_key (org, key, row_id)
  SELECT h.org, k.value, j.value ->> 4
  ${passed.replace('WHERE', `CROSS JOIN json_each(j.value, '$[5]') k WHERE`)} ON CONFLICT DO NOTHING`

/** Before the customers themselves are written: the keys that they lose are read off their old features. */
export const matchKeyStatements = (
  customers: readonly WrittenCustomer[],
  values: Values,
): readonly Statement[] => {
  const toRow = ({ head, id, features }: WrittenCustomer) => [...head, id, features.keys]
  const standing = customers.filter(({ isNew }) => !isNew)
  return [
    ...forRows(dropSql, standing.map(toRow), values),
    ...forRows(addSql, customers.map(toRow), values),
  ]
}

const pairColumns = 'org, a, b, outcome, kind, score, by_user, batch, at, open'
const pairUpdate = `ON CONFLICT (org, a, b) DO UPDATE SET outcome = excluded.outcome, kind = excluded.kind,
    score = excluded.score, by_user = excluded.by_user, batch = excluded.batch, at = excluded.at, open = 1, retired = NULL
  WHERE match_pair.open = 0 OR match_pair.outcome <> excluded.outcome OR match_pair.kind IS NOT excluded.kind
    OR abs(match_pair.score - excluded.score) >= 0.5`

const addPairsSql = `INSERT INTO match_pair (${pairColumns})
  SELECT h.org, p.value ->> 0, p.value ->> 1, p.value ->> 2, p.value ->> 3, p.value ->> 4, h.by_user, h.batch, h.at, 1
  ${passed.replace('WHERE', `CROSS JOIN json_each(j.value, '$[4]') p WHERE`)} ${pairUpdate}`

const toTuple = ({ a, b, finding, kind, score }: PlannedPair) => [a, b, finding, kind, score]

export interface WrittenPairs {
  readonly head: Head
  readonly pairs: readonly PlannedPair[]
}

export const matchPairStatements = (
  rows: readonly WrittenPairs[],
  values: Values,
): readonly Statement[] =>
  forRows(
    addPairsSql,
    rows
      .filter(({ pairs }) => pairs.length > 0)
      .map(({ head, pairs }) => [...head, pairs.map(toTuple)]),
    values,
  )

/** Pairs found outside of a push; ?1 pairs, ?2 org, ?3 {user, at}. */
const writePairsSql = `INSERT INTO match_pair (${pairColumns})
  SELECT ?2, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, ?3 ->> 'user', NULL, ?3 ->> 'at', 1
  FROM jsonb_each(jsonb(?1)) j WHERE true ${pairUpdate} RETURNING a`

export const pairStatements = (
  pairs: readonly PlannedPair[],
  values: Values,
): readonly Statement[] => {
  const unique = new Map(pairs.map((pair) => [pairName(pair), pair]))
  return forRows(writePairsSql, [...unique.values()].map(toTuple), values)
}
