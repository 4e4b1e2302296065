// How a found pair is told to the caller: reasons as field, level and bits. Of a customer out of his sight he learns
// that there is one, and of the fields that he typed himself only those that agree.
import { findingsOf } from '../../shared/match/relation.ts'
import { reasonsOf } from '../../shared/match/judge.ts'
import type { Field } from '../../shared/match/levels.ts'
import type { Hit } from '../../shared/match/search.ts'
import type { FoundPair } from '../../shared/match/verdict.ts'
import type { Weights } from '../../shared/match/weights.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { REASONS_MAX, type MatchHint, type MatchReason } from '../../shared/protocol/matches.ts'
import type { Known } from '../../shared/protocol/push.ts'

const inTenths = (bits: number): number => Math.round(bits * 10) / 10

/** The weightiest first; bits in tenths. */
export const toReasons = (pair: FoundPair, weights: Weights): MatchReason[] =>
  reasonsOf(pair, weights)
    .slice(0, REASONS_MAX)
    .map(({ field, level, bits }) => ({ field, level, bits: inTenths(bits) }))

const reasonsFor = ({ candidate, pair }: Hit, weights: Weights): MatchReason[] =>
  toReasons(pair, weights).filter(({ bits }) => candidate.isVisible || bits > 0)

/** A colleague's score says no more than his reasons do. */
const scoreFor = ({ candidate, pair }: Hit): number =>
  candidate.isVisible ? inTenths(pair.score) : Math.round(pair.score)

export const toHint = (hit: Hit, weights: Weights): MatchHint => {
  const { candidate, pair, isNew } = hit
  return {
    id: candidate.isVisible ? candidate.id : null,
    label: candidate.isVisible ? candidate.label : null,
    kind: pair.kind,
    score: scoreFor(hit),
    here: isNew,
    reasons: reasonsFor(hit, weights),
  }
}

const byField: { readonly [F in Field]?: Known['by'] } = {
  code: 'credit',
  mobile: 'mobile',
  line: 'phone',
  email: 'email',
  web: 'email',
}

/** In a word; the reasons say it whole. */
const byOf = (reasons: readonly MatchReason[]): Known['by'] =>
  Object.entries(byField).find(([field]) => field === reasons[0]?.field)?.[1] ?? 'name'

export const toKnown = (hit: Hit, weights: Weights, isHere: boolean): Known => {
  const { id, label, score, reasons } = toHint(hit, weights)
  return { by: byOf(reasons), id, label, here: isHere, score, reasons }
}

/** What the matcher adds to a customer who was known by a strong key. */
export const withReasons = (known: Known, hit: Hit | undefined, weights: Weights): Known => {
  if (!hit || known.reasons) return known
  const { score, reasons } = toHint(hit, weights)
  return { ...known, score, reasons }
}

export const isExact = ({ pair }: Hit): boolean =>
  findingsOf(pair.evidence).get('code')?.level === 'sameValid'

/** The server fills these, or they say who may see the row: no reason to compare. */
const uncompared: readonly string[] = ['owner', 'kind', 'visibility', 'workbook']

/** Which of a row's fields say something else than the customer that it is, and which would fill his blanks. */
export const differencesOf = (
  mine: WireValues,
  his: WireValues,
): Pick<Known, 'differ' | 'fills'> => {
  const said = Object.keys(mine).filter(
    (field) => valueAt(mine, field) !== null && !uncompared.includes(field),
  )
  return {
    differ: said.filter(
      (field) => valueAt(his, field) !== null && valueAt(his, field) !== valueAt(mine, field),
    ),
    fills: said.filter((field) => valueAt(his, field) === null),
  }
}
