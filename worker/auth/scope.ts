// What a caller may see and change, as the one fragment of SQL that every statement uses.
// A row outside of it and a row that does not exist are answered alike.
import type { WireValues } from '../../shared/protocol/cell.ts'
import { type Actor, seesAll } from './actor.ts'

/** The JSON that `scopeSql` binds: me and my team. */
export const scopeParameter = (actor: Actor): string =>
  JSON.stringify({ me: actor.id, team: actor.teammates })

/**
 * A condition on a customer row. `parameter` is the placeholder that `scopeParameter` is bound to;
 * `owner` and `visibility` are the columns that hold them.
 */
export const scopeSql = (
  actor: Actor,
  parameter: string,
  owner: string,
  visibility: string,
): string =>
  seesAll(actor)
    ? `(${parameter} IS NOT NULL)`
    : `coalesce(${owner} = ${parameter} ->> 'me' OR ${visibility} = 'company' OR (${visibility} = 'team'
      AND ${owner} IN (SELECT value FROM json_each(${parameter}, '$.team'))), 0)`

/** The same rule on values; the store's contract tests hold the two together. */
export const isInScope = (actor: Actor, customer: WireValues): boolean =>
  seesAll(actor) ||
  customer['owner'] === actor.id ||
  customer['visibility'] === 'company' ||
  (customer['visibility'] === 'team' && actor.teammates.some((id) => id === customer['owner']))
