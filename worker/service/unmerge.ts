// unmerge: what a merge did is taken back, all or nothing: fields that still stand as it left them, rows that the winner
// still has, the customers that left. What changed since stays and is listed. The same request twice undoes once.
import type { Standing } from '../../shared/merge/facts.ts'
import type { UnmergeReply, UnmergeRequest } from '../../shared/protocol/merge.ts'
import type { Actor } from '../auth/actor.ts'
import type { MergePorts } from './merge.ts'
import type { UnmergeFacts } from './merge-facts.ts'
import { ofOthers, readStanding } from './merge-rows.ts'
import { planUnmerge } from './unmerge-plan.ts'

const ROUNDS_MAX = 3

type Refused = Extract<UnmergeReply, { readonly outcome: 'refused' }>

const refuse = (reason: Refused['reason']): Refused => ({ outcome: 'refused', reason })

const hasFirst = (rows: readonly Standing[]): rows is readonly [Standing, ...Standing[]] =>
  rows.length > 0

/** Who may not change all of the rows is told the same as of a merge that never was. */
const rowsOf = async (
  { store }: MergePorts,
  actor: Actor,
  { edge, customers }: UnmergeFacts,
): Promise<readonly [Standing, ...Standing[]] | null> => {
  const ids = [edge.winner, ...edge.losers]
  const seen = ids.map((id) => ({ id, rev: customers.get(id)?.rev ?? null }))
  const { standing } = await readStanding(store, actor, seen)
  const rows = ids.flatMap((id) => standing.get(id) ?? [])
  const isAll = rows.length === ids.length && ofOthers(actor, rows).length === 0
  return isAll && hasFirst(rows) ? rows : null
}

const obstacleOf = (facts: UnmergeFacts, winner: Standing): Refused | null => {
  if (winner.gone === null) return null
  if (winner.gone.reason === 'archived') return refuse('archived')
  const { mergedOn } = facts
  return { ...refuse('merged_on'), ...(mergedOn === null ? {} : { by: mergedOn }) }
}

export const unmerge = async (
  ports: MergePorts,
  actor: Actor,
  { merge, workbook }: Omit<UnmergeRequest, 'epoch'>,
  now: number,
): Promise<UnmergeReply> => {
  const { merges, follower } = ports
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const facts = await merges.readUnmerge(actor, merge)
    const rows = facts && (await rowsOf(ports, actor, facts))
    if (!facts || !rows) return refuse('forbidden')
    const { edge } = facts
    const [winner] = rows
    const tell = async (values: Standing['values']) => {
      const told = { merge, winner: edge.winner, losers: edge.losers, values, now }
      await follower.afterUnmerge(actor, told)
    }
    if (edge.undone) {
      await tell(winner.values)
      return edge.undone
    }
    const obstacle = obstacleOf(facts, winner)
    if (obstacle) return obstacle
    const plan = planUnmerge(actor, facts, rows, { workbook, now })
    if (!(await merges.writeUnmerge(actor, plan))) continue
    await tell(plan.winner.values)
    return plan.report
  }
  return refuse('busy')
}
