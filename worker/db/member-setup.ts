// The first organisation of a database with its admin, in one batch: there is one, or there is none.
import type { Organisation } from '../auth/actor.ts'
import type { NewKeyRow } from '../service/member-store.ts'
import { auditStatement } from './audit.ts'
import type { Database } from './database.ts'
import { keyStatement, organisationStatements, userStatement } from './member-rows.ts'

export const hasOrganisation = async (database: Database): Promise<boolean> => {
  const [rows] = await database.runBatch([{ sql: 'SELECT 1 AS one FROM org LIMIT 1', values: [] }])
  return (rows ?? []).length > 0
}

/** false: there was an organisation already. */
export const writeFirst = async (
  database: Database,
  {
    org,
    admin,
    key,
  }: {
    readonly org: Organisation
    readonly admin: { readonly id: string; readonly name: string }
    readonly key: NewKeyRow
  },
): Promise<boolean> => {
  const source = '(SELECT 1 FROM org WHERE id = ?2)'
  const user = { org: org.id, id: admin.id, name: admin.name, role: 'admin', team: null } as const
  const isFirst = 'NOT EXISTS (SELECT 1 FROM org)'
  const results = await database.runBatch([
    ...organisationStatements(org, isFirst),
    userStatement(user, source, [org.id]),
    keyStatement({ org: org.id, user: admin.id }, key, source, [org.id]),
    auditStatement(
      org.id,
      { by: admin.id, what: 'setup', ids: [admin.id], at: key.now },
      'EXISTS (SELECT 1 FROM org WHERE id = ?1)',
    ),
    { sql: 'SELECT 1 AS ours FROM org WHERE id = ?1', values: [org.id] },
  ])
  return (results.at(-1) ?? []).length > 0
}
