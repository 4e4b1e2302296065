// The rows of a merge as they stand, and which of them cannot be merged. Whoever may change all of them may merge them;
// customers of different owners only a manager does.
import type { Standing } from '../../shared/merge/facts.ts'
import { type MergingRow } from '../../shared/merge/survive.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import type { RefusedRow } from '../../shared/protocol/merge.ts'
import type { PulledRow } from '../../shared/protocol/pull.ts'
import { withFigures } from '../../shared/tier/figured.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import type { PushFacts, Store } from './store.ts'

/** What no sheet's content is called: nothing was intended yet. */
const NO_HASH = '&'

export interface SeenRow {
  readonly id: string
  /** The revision that was looked at; null: whichever stands. */
  readonly rev: number | null
}

export const readStanding = async (
  store: Store,
  actor: Actor,
  rows: readonly SeenRow[],
): Promise<PushFacts> =>
  await store.readPush(actor, {
    table: 'customer',
    rows: rows.map(({ id, rev }) => [id, rev ?? 0, NO_HASH]),
    keys: [],
    firstKeys: [],
    parents: [],
  })

const toPulled = ({ id, rev, crev, values, computed, figured }: Standing): PulledRow => ({
  id,
  rev,
  crev,
  values: withFigures(values, figured),
  computed: { ...computed },
})

/** A row out of sight and one that never was are refused alike. */
const refusalOf = ({ id, rev }: SeenRow, standing: Standing | undefined): RefusedRow | null => {
  if (!standing) return { id, outcome: 'forbidden' }
  if (standing.gone) {
    const { reason, into } = standing.gone
    return { id, outcome: 'gone', reason, ...(into === null ? {} : { into }) }
  }
  if (rev !== null && rev !== standing.rev)
    return { id, outcome: 'changed', row: toPulled(standing) }
  return null
}

/** Ids of rows that are not the first one's owner's; none for who may hand customers over. */
export const ofOthers = (actor: Actor, rows: readonly Standing[]): readonly string[] => {
  if (mayHandOver(actor)) return []
  const [first, ...others] = rows
  const owner = first ? valueAt(first.values, 'owner') : null
  return others.filter((row) => valueAt(row.values, 'owner') !== owner).map((row) => row.id)
}

export interface JudgedRows {
  readonly rows: readonly Standing[]
  readonly refused: readonly RefusedRow[]
}

export const judgeRows = (
  actor: Actor,
  seen: readonly SeenRow[],
  standing: PushFacts['standing'],
): JudgedRows => {
  const refused = seen.flatMap((row) => refusalOf(row, standing.get(row.id)) ?? [])
  const isRefused = (id: string) => refused.some((row) => row.id === id)
  const sound = seen.flatMap(({ id }) => (isRefused(id) ? [] : (standing.get(id) ?? [])))
  const others = ofOthers(actor, sound)
  return {
    rows: sound.filter((row) => !others.includes(row.id)),
    refused: [...refused, ...others.map((id): RefusedRow => ({ id, outcome: 'forbidden' }))],
  }
}

export const toMerging = (facts: PushFacts, { id, values }: Standing): MergingRow => ({
  id,
  values,
  updatedAt: facts.authors.get(id)?.at ?? 0,
})
