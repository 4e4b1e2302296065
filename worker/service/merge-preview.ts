// preview: the rows of a merge side by side, with what each field would become and why. Nothing is stored.
import type { Standing } from '../../shared/merge/facts.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import type {
  MergePreviewReply,
  MergePreviewRequest,
  MergeRow,
} from '../../shared/protocol/merge.ts'
import { isCreditCode } from '../../shared/schema/kinds/credit-code.ts'
import { withFigures } from '../../shared/tier/figured.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { MergePorts } from './merge.ts'
import type { MergingFact } from './merge-facts.ts'
import { joinRows } from './merge-plan.ts'
import { judgeRows, readStanding, toMerging } from './merge-rows.ts'
import { readLabelsOf } from './named.ts'

type Facts = ReadonlyMap<string, MergingFact>

const childrenOf = (facts: Facts, id: string): number =>
  Object.values(facts.get(id)?.children ?? {}).reduce((sum, count) => sum + count, 0)

/** A customer that the trade register knows, then one that was verified, then one that much belongs to, then the oldest. */
const byStanding =
  (facts: Facts) =>
  (a: Standing, b: Standing): number => {
    const marks = ({ id, values }: Standing): readonly number[] => [
      isCreditCode(String(valueAt(values, 'credit_code') ?? '')) ? 1 : 0,
      valueAt(values, 'verified_on') === null ? 0 : 1,
      childrenOf(facts, id),
      -(facts.get(id)?.createdAt ?? 0),
    ]
    const [x, y] = [marks(a), marks(b)]
    const at = x.findIndex((mark, i) => mark !== y[i])
    return at < 0 ? 0 : (y[at] ?? 0) - (x[at] ?? 0)
  }

export const mergePreview = async (
  { store, merges }: MergePorts,
  actor: Actor,
  order: Omit<MergePreviewRequest, 'epoch'>,
): Promise<MergePreviewReply> => {
  if (new Set(order.rows).size < order.rows.length)
    throw new Refusal('malformed', 'A row is named twice.')
  const seen = order.rows.map((id) => ({ id, rev: null }))
  const facts = await readStanding(store, actor, seen)
  const { rows, refused } = judgeRows(actor, seen, facts.standing)
  const found = await merges.readMerging(actor, order.rows)
  const told = rows.map((row): MergeRow => {
    const fact = found.get(row.id)
    const { id, rev, values, computed, figured, side } = row
    return {
      id,
      rev,
      values: withFigures(values, figured),
      computed: { ...computed },
      createdAt: fact?.createdAt ?? 0,
      updatedAt: toMerging(facts, row).updatedAt,
      children: { ...fact?.children },
      contact: side?.id ?? null,
    }
  })
  const ordered = order.isOpen ? rows.toSorted(byStanding(found)) : rows
  const joined = ordered.length < 2 ? null : joinRows(facts, ordered, new Map(), null)
  return {
    rows: told,
    refused: [...refused],
    winner: joined ? (ordered[0]?.id ?? null) : null,
    decisions: joined ? [...joined.decisions] : [],
    contact: joined?.contactOf ?? null,
    labels: await readLabelsOf(
      store,
      actor,
      told.map(({ values }) => ({ table: 'customer', values })),
    ),
  }
}
