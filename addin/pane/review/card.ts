// The question on the table: who takes part, who stays, what a merge would be asked to do, which pairs an answer names.
import type { RelationKind } from '../../../shared/match/relation.ts'
import {
  MERGE_ROWS_MAX,
  type MergeRequest,
  type MergeRow,
  type RefusedRow,
} from '../../../shared/protocol/merge.ts'
import type { MatchAnswer, MatchCluster, MatchPair } from '../../../shared/protocol/matches.ts'
import type { Setting } from '../../../shared/schema/kind.ts'
import { viewFields } from './fields.ts'
import type { FieldView, SideRow } from './fields.ts'
import type { Card } from './model.ts'

/** Pairs whose reasons go into a merge's record. */
const EVIDENCE_PAIRS_MAX = 5

export const toCard = (cluster: MatchCluster, preview: Card['preview']): Card => ({
  cluster,
  preview,
  ticked: cluster.members.slice(0, MERGE_ROWS_MAX).map(({ id }) => id),
  stays: null,
  fields: {},
  contact: null,
  at: 0,
})

const mergeRowOf = ({ preview }: Card, id: string): MergeRow | null =>
  preview?.rows.find((row) => row.id === id) ?? null

/** Why a member cannot be merged; null: he can, or it is not known yet. */
export const refusalOf = ({ preview }: Card, id: string): RefusedRow | null =>
  preview?.refused.find((row) => row.id === id) ?? null

/** Ticked members that can be merged, the one that stays first. */
export const mergingIds = (card: Card): readonly string[] => {
  const able = card.ticked.filter((id) => mergeRowOf(card, id) !== null)
  const wished = [card.stays, card.preview?.winner ?? null].find(
    (id) => id !== null && able.includes(id),
  )
  const first = wished ?? able[0]
  return first === undefined ? [] : [first, ...able.filter((id) => id !== first)]
}

/** Ticked members of whom a merge has not been looked at: the ninth of a question, say. */
export const unseenIds = (card: Card): readonly string[] =>
  card.ticked.filter((id) => mergeRowOf(card, id) === null && refusalOf(card, id) === null)

export const canMerge = (card: Card): boolean => {
  const count = mergingIds(card).length
  return count >= 2 && card.ticked.length <= MERGE_ROWS_MAX && unseenIds(card).length === 0
}

/** Ticked members side by side; those that can be merged as they stand now, the one that stays first. */
export const sideRows = (card: Card): readonly SideRow[] => {
  const merging = mergingIds(card)
  const ids = canMerge(card) ? merging : card.cluster.members.map(({ id }) => id)
  return ids.flatMap((id) => {
    const member = card.cluster.members.find((one) => one.id === id)
    const row = mergeRowOf(card, id)
    if (member === undefined) return []
    return [
      {
        id,
        values: row?.values ?? member.values,
        updatedAt: row?.updatedAt ?? 0,
        hasContact: (row?.contact ?? null) !== null,
      },
    ]
  })
}

export const cardFields = (card: Card, setting: Setting): readonly FieldView[] =>
  viewFields(sideRows(card), card, setting, canMerge(card))

const isAmong = (ids: readonly string[], { a, b }: Pick<MatchPair, 'a' | 'b'>): boolean =>
  ids.includes(a) && ids.includes(b)

/** The pairs that "not the same" is about: the ticked ones with each other; a single one with all others. */
const pairsMeant = ({ cluster, ticked }: Card): readonly MatchPair[] => {
  const [only] = ticked
  if (ticked.length === 1 && only !== undefined)
    return cluster.pairs.filter(({ a, b }) => a === only || b === only)
  return cluster.pairs.filter((pair) => isAmong(ticked, pair))
}

export const toAnswers = (
  card: Card,
  verdict: 'different' | 'related',
  kind?: RelationKind,
): readonly MatchAnswer[] =>
  pairsMeant(card).map(({ a, b }) => ({
    a,
    b,
    verdict,
    ...(kind === undefined ? {} : { kind }),
  }))

/** A merge of what is related, or of what was found to differ, is asked about once more. */
export const isDoubtful = (card: Card): boolean => {
  const { cluster } = card
  const ids = mergingIds(card)
  return (
    cluster.outcome === 'related' ||
    cluster.pairs.some(
      (pair) => isAmong(ids, pair) && ['related', 'different'].includes(pair.outcome),
    )
  )
}

/** The relation that the matcher found; null: none. */
export const kindOf = ({ kind, pairs }: MatchCluster): RelationKind | null =>
  kind ?? pairs.find((pair) => pair.kind !== null)?.kind ?? null

const inShort = (pairs: readonly MatchPair[]) =>
  pairs.slice(0, EVIDENCE_PAIRS_MAX).map(({ a, b, score, reasons }) => ({
    a,
    b,
    score,
    reasons: reasons.map(({ field, level, bits }) => `${field}.${level} ${bits}`),
  }))

/** null: fewer than two, or more than eight, can be merged. */
export const toMergeOrder = (card: Card): Omit<MergeRequest, 'epoch' | 'workbook'> | null => {
  const [winner, ...losers] = mergingIds(card).flatMap((id) => {
    const row = mergeRowOf(card, id)
    return row === null ? [] : [{ id, rev: row.rev }]
  })
  if (winner === undefined || !canMerge(card)) return null
  const ids = [winner, ...losers].map(({ id }) => id)
  const pairs = card.cluster.pairs.filter((pair) => isAmong(ids, pair))
  const chosen = Object.entries(card.fields).filter(([, from]) => ids.includes(from))
  return {
    winner,
    losers,
    fields: Object.fromEntries(chosen.map(([key, from]) => [key, { from }])),
    ...(card.contact === null || !ids.includes(card.contact) ? {} : { contact: card.contact }),
    ...(pairs.length === 0
      ? {}
      : { score: Math.round((pairs.reduce((s, p) => s + p.score, 0) / pairs.length) * 10) / 10 }),
    evidence: inShort(pairs),
  }
}
