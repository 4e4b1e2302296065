// Merges and review as their reader sees the fields: the replies of those services, told through field-sight.ts.
import type {
  FieldDecision,
  MergePreviewReply,
  MergeReply,
  MergesReply,
  RefusedRow,
  UnmergeReply,
} from '../../shared/protocol/merge.ts'
import type { ReviewReply } from '../../shared/protocol/matches.ts'
import type { Actor } from '../auth/actor.ts'
import { isTold, seenComputed, seenCrev, seenRow, seenValue, seenValues } from './field-sight.ts'

const refusedRows = (actor: Actor, rows: readonly RefusedRow[]): RefusedRow[] =>
  rows.map((refused) =>
    refused.row ? { ...refused, row: seenRow(actor, 'customer', refused.row) } : refused,
  )

const decisions = (actor: Actor, made: readonly FieldDecision[]): FieldDecision[] =>
  made.flatMap((decision) => {
    const { field, value, rejected } = decision
    if (!isTold(actor, 'customer', field)) return []
    const seen = (each: FieldDecision['value']) => seenValue(actor, 'customer', field, each)
    return [
      {
        ...decision,
        value: seen(value),
        rejected: rejected.map((each) => ({ ...each, value: seen(each.value) })),
      },
    ]
  })

export const toldPreview = (actor: Actor, reply: MergePreviewReply): MergePreviewReply => ({
  ...reply,
  rows: reply.rows.map((row) => ({
    ...row,
    values: seenValues(actor, 'customer', row.values),
    computed: seenComputed(actor, 'customer', row.values, row.computed),
  })),
  refused: refusedRows(actor, reply.refused),
  decisions: decisions(actor, reply.decisions),
})

export const toldMerge = (actor: Actor, reply: MergeReply): MergeReply =>
  reply.outcome === 'merged'
    ? { ...reply, decisions: decisions(actor, reply.decisions) }
    : { ...reply, rows: refusedRows(actor, reply.rows) }

export const toldUnmerge = (actor: Actor, reply: UnmergeReply): UnmergeReply =>
  reply.outcome === 'refused'
    ? reply
    : {
        ...reply,
        kept: reply.kept.flatMap((kept) => {
          const { table, field, now, before } = kept
          if (field === null) return [kept]
          if (!isTold(actor, table, field)) return []
          const seen = (value: typeof now) => seenValue(actor, table, field, value)
          return [{ ...kept, now: seen(now), before: seen(before) }]
        }),
      }

export const toldMerges = (actor: Actor, reply: MergesReply): MergesReply => ({
  ...reply,
  merges: reply.merges.map((entry) =>
    entry.decisions ? { ...entry, decisions: decisions(actor, entry.decisions) } : entry,
  ),
})

export const toldReview = (actor: Actor, reply: ReviewReply): ReviewReply => ({
  ...reply,
  clusters: reply.clusters.map((cluster) => ({
    ...cluster,
    members: cluster.members.map((member) => ({
      ...member,
      crev: seenCrev(actor, member.crev),
      values: seenValues(actor, 'customer', member.values),
    })),
  })),
})
