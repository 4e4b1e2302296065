// All organisations of this deployment, for what runs by the clock.
import type { Organisation } from '../auth/actor.ts'
import type { Database, Row } from './database.ts'
import { numberOf, textOf } from './sql.ts'

const countries = ['CN', 'TW', 'HK', 'MO'] as const

const toOrganisation = (row: Row): Organisation => ({
  id: textOf(row, 'id') ?? '',
  name: textOf(row, 'name') ?? '',
  country: countries.find((country) => country === row['country']) ?? 'CN',
  currency: textOf(row, 'currency') ?? '',
  timeZone: textOf(row, 'time_zone') ?? '',
  epoch: textOf(row, 'epoch') ?? '',
  createdAt: numberOf(row, 'created_at'),
})

/** At most `limit`, in the order of their ids. */
export const readOrganisations = async (
  database: Database,
  limit: number,
): Promise<readonly Organisation[]> => {
  const [rows] = await database.runBatch([
    {
      sql: `SELECT id, name, country, currency, time_zone, epoch, created_at FROM org ORDER BY id LIMIT CAST(?1 AS INTEGER)`,
      values: [String(limit)],
    },
  ])
  return (rows ?? []).map(toOrganisation)
}
