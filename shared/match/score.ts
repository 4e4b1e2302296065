// Evidence added up (Fellegi and Sunter 1969): bits for and against, from shipped or learnt weights. Pieces of one
// group tell much the same: the strongest counts fully, the others half.
import type { Evidence, Field } from './levels.ts'
import type { Kind, KindWeights, Weights } from './weights.ts'

type Group = 'place' | 'net' | 'phone' | 'name'

const groupOf: { readonly [F in Field]?: Group } = {
  address: 'place',
  city: 'place',
  postcode: 'place',
  region: 'place',
  email: 'net',
  web: 'net',
  mobile: 'phone',
  line: 'phone',
}
const DAMPING = 0.5

/** The bits of one piece of evidence, before damping. */
export const bitsOf = (evidence: Evidence, weights: KindWeights): number => {
  // A level belongs to its field, which the types of a pair of strings cannot say.
  const byLevel: Readonly<Record<string, number>> = weights.bits[evidence.field]
  const bits = byLevel[evidence.level] ?? 0
  // What many rows share may come to prove nothing, but sharing it never counts against.
  return bits > 0
    ? Math.max(0, bits - evidence.common * (weights.common[evidence.field] ?? 0))
    : bits
}

/** How much of its bits each piece counts, in the order given: 1 or DAMPING. */
export const sharesOf = (
  evidence: readonly Evidence[],
  bits: readonly number[],
): readonly number[] => {
  // By group and sign; a pair has few pieces, and this runs for every pair.
  const isStronger = (i: number, j: number): boolean => {
    const [x, y] = [bits[i] ?? 0, bits[j] ?? 0]
    if (x > 0 !== y > 0) return false
    return Math.abs(y) > Math.abs(x) || (Math.abs(y) === Math.abs(x) && j < i)
  }
  return evidence.map(({ field }, i) => {
    const group = groupOf[field]
    if (group === undefined) return 1
    const isBeaten = evidence.some(
      (e, j) => j !== i && groupOf[e.field] === group && isStronger(i, j),
    )
    return isBeaten ? DAMPING : 1
  })
}

/** Persons are compared by surname and given name, organisations by their name; rows without either as persons. */
export const kindOf = (evidence: readonly Evidence[]): Kind =>
  evidence.some((e) => e.field === 'name' || e.field === 'kind' || e.field === 'contact')
    ? 'organisation'
    : 'person'

/** The score in bits: above zero more likely one customer than not. */
export const scoreOf = (evidence: readonly Evidence[], weights: Weights): number => {
  const own = weights[kindOf(evidence)]
  const bits = evidence.map((e) => bitsOf(e, own))
  const shares = sharesOf(evidence, bits)
  return bits.reduce((sum, b, i) => sum + b * (shares[i] ?? 1), own.bias)
}
