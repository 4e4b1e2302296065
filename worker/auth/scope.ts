// What a caller may see and change, as the one fragment of SQL that every statement uses.
// A row outside of it and a row that does not exist are answered alike.
import type { WireValues } from '../../shared/protocol/cell.ts'
import { type Actor, seesAll } from './actor.ts'

const standsInFor = (actor: Actor): readonly string[] => actor.standsInFor ?? []

/** The JSON that `scopeSql` binds: me, my team, and those whom I stand in for. */
export const scopeParameter = (actor: Actor): string =>
  JSON.stringify({ me: actor.id, team: actor.teammates, covers: standsInFor(actor) })

/**
 * A condition on a customer row. `parameter` is the placeholder that `scopeParameter` is bound to;
 * `owner` and `visibility` are the columns that hold them.
 */
export const scopeSql = (
  actor: Actor,
  parameter: string,
  owner: string,
  visibility: string,
): string => {
  if (seesAll(actor)) return `(${parameter} IS NOT NULL)`
  const covered =
    standsInFor(actor).length === 0
      ? ''
      : ` OR ${owner} IN (SELECT value FROM json_each(${parameter}, '$.covers'))`
  return `coalesce(${owner} = ${parameter} ->> 'me' OR ${visibility} = 'company' OR (${visibility} = 'team'
      AND ${owner} IN (SELECT value FROM json_each(${parameter}, '$.team')))${covered}, 0)`
}

/** The same rule on values; the store's contract tests hold the two together. */
export const isInScope = (actor: Actor, customer: WireValues): boolean =>
  seesAll(actor) ||
  customer['owner'] === actor.id ||
  customer['visibility'] === 'company' ||
  (customer['visibility'] === 'team' && actor.teammates.some((id) => id === customer['owner'])) ||
  standsInFor(actor).some((id) => id === customer['owner'])

const rowWords = (actor: Actor): readonly string[] => {
  if (seesAll(actor)) return []
  const covered = standsInFor(actor).toSorted()
  const own = [actor.id, ...actor.teammates.toSorted()]
  return covered.length === 0 ? own : [...own, '', ...covered]
}

/** What decides what a caller sees, in words that change with it: his role, team and stand-ins, his rights on fields. */
export const scopeWords = (actor: Actor): readonly string[] => {
  const turn = actor.fields?.turn ?? 0
  return turn === 0 ? rowWords(actor) : [...rowWords(actor), `fields ${turn}`]
}
