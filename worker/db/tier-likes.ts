// What is said of customers without a rank: what is expected of them, else whom they are like (shared/tier/look-alike.ts
// is the same arithmetic). A sync looks only at rows that changed since the last one; the 1st of the month and
// *Apply now* look at all of them again.
import { isLiveSql, tierCondition } from './tier-condition.ts'
import { frozenTraits, traitsSql } from './tier-inputs.ts'
import { gateSql, isNewSql } from './tier-sql.ts'

const traitColumns = (c: string): string =>
  traitsSql(c)
    .map((sql, i) => `${sql} AS v${i}`)
    .join(', ')
const each = (text: (i: number) => string, separator: string): string =>
  [0, 1, 2, 3].map(text).join(separator)

const TRAIT_MAX = 40
const BEST_MIN = 5
const CLEAR = 1.5
const liftOf = (count: string, base: string, i: number): string =>
  `(t${i}.${count} + 4 * ${base}) / (t${i}.n + 4) / ${base}`

const bandSql = `CASE l.v1 WHEN 'micro' THEN 1 WHEN 'small' THEN 2 WHEN 'medium' THEN 3 WHEN 'large' THEN 4 END * l.potential`

/** Leads: N by today's figures, no manager's word, no key account. `from` says which rows are looked at. */
const leadsSql = (from: string): string =>
  `leads AS MATERIALIZED (
    SELECT c.rowid AS rid, c.id, c.tier_why, c.first_order_on, c.potential, ${isNewSql('c', '$.policy')} AS is_new,
      ${traitColumns('c')}
    FROM ${from} AND c.org = ?1 AND ${isLiveSql('c')} AND c.tier_next = 'N'
      AND c.tier_why ->> 'k' IN ('none', 'new', 'like', 'band'))`

/** Forgets what the run before taught; ?1 org. Both only while a run is open. */
export const forgetTraitsSql = (isOpen: string): string =>
  `DELETE FROM tier_trait WHERE org = ?1 AND ${isOpen}`

const sumOf = (condition: string): string => `coalesce(sum(m) FILTER (WHERE ${condition}), 0)`
const countsSql = `${sumOf('true')}, ${sumOf(`tier_next = 'A'`)}, ${sumOf(`tier_next = 'C'`)}`

/**
 * Takes out what was learnt from nobody but these customers, as they stand and as they entered runs: ?2 org, `ids` a
 * query. Before they are erased.
 */
export const forgetTraitsOf = (ids: string): string => {
  // D1 takes no more than five SELECTs in a UNION.
  const told = (traits: readonly string[], id: string, from: string) =>
    `SELECT k.key AS kind, lower(k.value) AS value, ${id} AS id FROM ${from}
      CROSS JOIN json_each(json_array(${traits.join(', ')})) k WHERE k.value IS NOT NULL AND`
  return `DELETE FROM tier_trait WHERE org = ?2 AND (kind, value) IN (SELECT t.kind, t.value
    FROM (SELECT kind, value, count(DISTINCT id) AS m FROM (
      ${told(traitsSql('c'), 'c.id', 'customer c')} c.org = ?2 AND c.id IN ${ids}
      UNION ALL ${told(frozenTraits('i.figures'), 'i.row_id', 'tier_input i')} i.org = ?2 AND i.row_id IN ${ids})
      GROUP BY 1, 2) f
    CROSS JOIN tier_trait t ON t.org = ?2 AND t.kind = f.kind AND t.value = f.value WHERE t.n <= f.m)`
}

/** Learns from the customers with a tier of their own (look-alike.ts, lookAlikeModel), alike ones counted together. */
export const learnTraitsSql = (isOpen: string): string => `WITH known AS MATERIALIZED (
    SELECT c.tier_next, ${traitColumns('c')}, count(*) AS m
    FROM ${gateSql(isOpen)}customer c INDEXED BY customer_tiered
    WHERE c.org = ?1 AND ${isLiveSql('c')} AND (${tierCondition}) AND c.tier_next IN ('A', 'B', 'C')
    GROUP BY 1, 2, 3, 4, 5)
  INSERT INTO tier_trait (org, kind, value, n, a, c)
  SELECT ?1, -1, '', ${countsSql} FROM known WHERE ${isOpen}
  ${each(
    (i) =>
      `UNION ALL SELECT ?1, ${i}, lower(v${i}), ${countsSql} FROM known WHERE v${i} IS NOT NULL GROUP BY lower(v${i})`,
    '\n  ',
  )}
  ON CONFLICT DO NOTHING`

const modelSql = `base AS MATERIALIZED (
    SELECT n, a, a * 1.0 / n AS base_a, max(c * 1.0 / n, 1.0 / (n + 1)) AS base_c
    FROM tier_trait WHERE org = ?1 AND kind = -1 AND value = '')`

const scoredSql = `lifted AS (SELECT l.*, b.a, ${each((i) => `${liftOf('a', 'b.base_a', i)} AS up${i}, ${liftOf('c', 'b.base_c', i)} AS down${i}`, ', ')}
    FROM leads l CROSS JOIN base b
    ${each((i) => `LEFT JOIN tier_trait t${i} ON t${i}.org = ?1 AND t${i}.kind = ${i} AND t${i}.value = lower(l.v${i})`, '\n    ')}),
  weighed AS (SELECT l.*, ${each((i) => `coalesce(up${i}, 1.0)`, ' * ')} AS up, ${each((i) => `coalesce(down${i}, 1.0)`, ' * ')} AS down
    FROM lifted l),
  likened AS (SELECT w.*, CASE WHEN coalesce(a, 0) < ${BEST_MIN} THEN NULL WHEN up >= ${CLEAR} AND up >= down THEN 'A'
      WHEN down >= ${CLEAR} THEN 'C' ELSE 'B' END AS like
    FROM weighed w),
  paired AS (SELECT l.*, ${bandSql} AS points, (SELECT json_group_array(v) FROM (SELECT v FROM (
      ${each((i) => `SELECT ${i} AS kind, l.v${i} AS v, CASE l.like WHEN 'C' THEN l.down${i} ELSE l.up${i} END AS strength`, ' UNION ALL ')})
      WHERE l.like IS NOT NULL AND strength IS NOT NULL AND (l.like = 'B' OR strength > 1)
      ORDER BY strength DESC, kind LIMIT 2)) AS pair
    FROM likened l),
  said AS (SELECT p.rid, p.id, p.tier_why, CASE
      WHEN points IS NOT NULL THEN json_object('k', 'band', 'like', CASE
        WHEN points >= ?2 ->> '$.policy.provisional.likeA' THEN 'A'
        WHEN points >= ?2 ->> '$.policy.provisional.likeB' THEN 'B' ELSE 'C' END, 'potential', potential, 'size', v1)
      WHEN is_new THEN json_object('k', 'new', 'on', first_order_on, 'days', ?2 ->> '$.policy.newcomers.days')
      WHEN pair ->> 0 IS NULL THEN json_object('k', 'none')
      ELSE json_object('k', 'like', 'like', like, 'a', substr(pair ->> 0, 1, ${TRAIT_MAX}),
        'b', substr(coalesce(pair ->> 1, ''), 1, ${TRAIT_MAX})) END AS why
    FROM paired p)`

/** Says anew what leads are like, where that changed: of rows that changed after a seq, or of all while a run is open. */
export const writeLikesSql = (
  of: { readonly after: string } | { readonly during: string },
): string => {
  const from =
    'after' in of
      ? `customer c INDEXED BY customer_seq WHERE c.seq > ${of.after}`
      : `${gateSql(of.during)}customer c WHERE true`
  return `WITH ${leadsSql(from)},
  ${modelSql},
  ${scoredSql}
  UPDATE customer SET tier_why = s.why, crev = crev + 1, seq = (SELECT seq FROM counter WHERE org = ?1) + s.n
  FROM (SELECT rid, why, row_number() OVER (ORDER BY id) AS n FROM said WHERE tier_why IS NOT why) s
  WHERE customer.rowid = s.rid`
}
