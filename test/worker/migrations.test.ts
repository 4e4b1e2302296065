// Migrations only add: a rebuild would lose rows on D1, whatever the foreign keys say (facts/platform.md §6.2).
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { tableKeys } from '../../shared/schema/table-keys.ts'
import { migrate } from './support.ts'

const statements = env.MIGRATIONS.flatMap((migration) => migration.queries)

test('no migration drops or rebuilds a table, cascades or renames', () => {
  const risky = /\b(?:DROP\s+TABLE|ON\s+DELETE\s+CASCADE|RENAME\s+TO|PRAGMA)\b/iu
  expect(statements.length).toBeGreaterThan(10)
  expect(statements.filter((sql) => risky.test(sql))).toEqual([])
})

test('a fresh database takes them all, and taking them again changes nothing', async () => {
  await migrate()
  const schema = async () =>
    (await env.DB.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all()).results
  const once = await schema()
  await migrate()
  expect(await schema()).toEqual(once)
})

test('org leads every key, and only look-up tables go without a rowid', async () => {
  await migrate()
  const rows = await env.DB.prepare(
    "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql LIKE 'CREATE%'",
  ).all<{ name: string; sql: string }>()
  const ours = rows.results.filter((row) => !/^(?:_cf|d1_|sqlite_)/u.test(row.name))
  const unique = ours.flatMap(({ sql }) => [
    ...sql.matchAll(/(?:PRIMARY KEY|UNIQUE INDEX [^(]*)\s*\(([^)]*)\)/giu),
  ])
  expect(unique.length).toBeGreaterThan(8)
  expect(unique.map((m) => m[1] ?? '').filter((columns) => !/^[`"]?org\b/u.test(columns))).toEqual(
    [],
  )
  expect(
    ours
      .filter((row) => /WITHOUT ROWID/u.test(row.sql))
      .map((row) => row.name)
      .toSorted(),
  ).toEqual([
    'audit_seal',
    'delivery',
    'delivery_grant',
    'erased',
    'field_mark',
    'figure_mark',
    'identity',
    'intent_void',
    'lease',
    'match_answer',
    'match_hint',
    'match_key',
    'match_pair',
    'match_rebuild',
    'merge_moved',
    'pane_lease',
    'policy',
    'retention_mark',
    'scope_event',
    'seq_tag',
    'stand_in',
    'strong_key',
    'throttle',
    'tier_input',
    'tier_step',
    'tier_trait',
    'value_reveal',
  ])
})

test('a table has room for more fields: D1 allows 100 columns', async () => {
  await migrate()
  for (const table of tableKeys) {
    const columns = await env.DB.prepare(
      `SELECT count(*) AS n FROM pragma_table_info('${table}')`,
    ).first<{ n: number }>()
    expect(columns?.n ?? 0).toBeLessThanOrEqual(95)
  }
})
