// A customer who showed an erased contact as his main one: he stands on without it. His older revisions keep a mark in
// its place, so that a sheet that still shows the contact is not taken to have typed it in anew.
import { featuresOf, packFeatures } from '../../shared/match/features.ts'
import { tombstoneOf } from '../../shared/merge/tombstone.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import type { Actor } from '../auth/actor.ts'
import { rulesOf } from '../service/rules.ts'
import type { Statement } from './database.ts'
import { author, before, historyColumns, nextRev } from './gate.ts'
import { borrowedKeys, type Host } from './person-places.ts'

/** ?1 host, ?2 org. Every revision before this erasure: whose contact it showed is not known any more. */
const marks = borrowedKeys.map((key) => `, '$."${key}"', '${tombstoneOf('')}' || row_id`).join('')
const pastSql = `UPDATE history SET fields = json_replace(fields ${marks})
WHERE org = ?2 AND row_id = ?1 ->> 'id' AND "table" = 'customer'`

/** A host whose main contact is another now shows that one again. */
const shownSql = `UPDATE history SET fields = ?1 -> 'content'
WHERE org = ?2 AND row_id = ?1 ->> 'id' AND "table" = 'customer' AND rev = ?1 ->> 'rev'`

const nowSql = `INSERT INTO history ${historyColumns}
  SELECT t.org, t.id, ${nextRev('t.rev')}, t.rev, ?1 ->> 'hash', 'customer', ?1 -> 'content', ${author}, ${before} + (?1 ->> 'ordinal'), NULL, t.rev
  FROM customer t WHERE t.org = ?2 AND t.id = ?1 ->> 'id' AND t.rev = ?1 ->> 'rev' ON CONFLICT DO NOTHING`

/** Before the customer is written: his keys are read off his old features. */
const matchKeysSql = `DELETE FROM match_key WHERE (org, key, row_id) IN (SELECT c.org, k.value, c.id
  FROM customer c CROSS JOIN json_each(c.features, '$.k') k WHERE c.org = ?2 AND c.id = ?1 ->> 'id')`
const addMatchKeysSql = `INSERT INTO match_key (org, key, row_id)
  SELECT ?2, k.value, ?1 ->> 'id' FROM json_each(?1, '$.matchKeys') k WHERE 1 ON CONFLICT DO NOTHING`

const rowSql = `UPDATE customer SET rev = ${nextRev('rev')}, seq = ${before} + (?1 ->> 'ordinal'), updated_at = ?3 ->> 'at',
  updated_by = ?3 ->> 'user', workbook = ?3 ->> 'via', primary_contact = NULL, features = ?1 ->> 'features'
WHERE org = ?2 AND id = ?1 ->> 'id' AND rev = ?1 ->> 'rev'`

/** Keys that the contact lent him go; the others name the person no more. Marks of how rows began stay. */
const dropKeysSql = `DELETE FROM strong_key WHERE org = ?2 AND row_id = ?1 ->> 'id' AND kind NOT IN ('label', 'first', 'alias')
  AND key NOT IN (SELECT value FROM json_each(?1, '$.keys'))`
const nameKeysSql = `UPDATE strong_key SET person = ?1 ->> 'person' WHERE org = ?2 AND row_id = ?1 ->> 'id'
  AND kind NOT IN ('label', 'first', 'alias')`

const conflictsSql = `DELETE FROM conflict WHERE org = ?2 AND row_id = ?1 ->> 'id' AND field IN (
  SELECT value FROM json_each(?1, '$.borrowed'))`
/** Why two customers were told apart may quote the contact. */
const answersSql = `UPDATE match_answer SET print = '{}', evidence = '[]'
WHERE org = ?2 AND (a = ?1 ->> 'id' OR b = ?1 ->> 'id')`

const without = (values: WireValues): WireValues =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !borrowedKeys.includes(key)))

/** Seqs follow those of the erased rows, of which there are `rows`. */
export const hostStatements = (
  actor: Actor,
  hosts: readonly Host[],
  rows: number,
  meta: object,
): readonly Statement[] =>
  hosts.flatMap(({ id, rev, values: shown, isMain }, i) => {
    const values = isMain ? without(shown) : shown
    const keys = rulesOf(actor, 'customer').keysOf(values)
    const features = featuresOf(values)
    const host = {
      id,
      rev,
      ordinal: rows + 1 + i,
      hash: `host/${hash64(JSON.stringify(values))}`,
      content: values,
      keys: keys.map(({ key }) => key),
      person: keys.find(({ person }) => person !== null)?.person ?? null,
      features: packFeatures(features),
      matchKeys: features.keys,
      borrowed: borrowedKeys,
    }
    const bound = [JSON.stringify(host), actor.org.id, JSON.stringify(meta)] as const
    const own = isMain
      ? [pastSql, nowSql, matchKeysSql, rowSql, addMatchKeysSql, dropKeysSql, nameKeysSql]
      : [pastSql, shownSql]
    return [...own, conflictsSql, answersSql].map((sql) => ({
      sql,
      values: sql.includes('?3') ? bound : bound.slice(0, 2),
    }))
  })
