// The organisation's own weights from its answers: logistic regression with a Gaussian prior around the shipped ones
// (maximum a posteriori), each weight bounded. Few answers move little, and what moved can be told with its answers.
import type { Evidence } from './levels.ts'
import { BIAS, MOVE_MAX, shippedBits, weightsWith, type OwnWeight } from './policy.ts'
import { findingsOf, isCertain, isDoubted, isVetoed } from './relation.ts'
import { bitsOf, kindOf, sharesOf } from './score.ts'
import { shippedWeights, type Kind, type Weights } from './weights.ts'

export interface Lesson {
  readonly evidence: readonly Evidence[]
  readonly isSame: boolean
}

/** How far a weight moved and by whose answers. */
export interface Moved {
  readonly of: Kind
  readonly field: string
  readonly level: string
  readonly shipped: number
  readonly now: number
  readonly same: number
  readonly apart: number
}

/** Bits: how far a weight is expected to lie from the shipped one. */
const SPREAD = 1.5
const ROUNDS = 200
/** Less is told and stored as the shipped weight. */
const LEAST = 0.05

interface Input {
  /** Names of its weights, with the share that each counts. */
  readonly parts: readonly (readonly [name: string, share: number])[]
  /** What the rest adds. */
  readonly isSame: boolean
}

const nameOf = (kind: Kind, field: string, level: string): string => [kind, field, level].join('/')

/** Rules decide these, whatever the sum: nothing is learnt from them. */
const isRuled = (evidence: readonly Evidence[]): boolean => {
  const found = findingsOf(evidence)
  return isVetoed(found) || isCertain(found) || isDoubted(found)
}

/** Common values count less by a fixed amount: the input is what is left of 1 of their bits. */
const toInput = ({ evidence, isSame }: Lesson, weights: Weights): Input => {
  const kind = kindOf(evidence)
  const own = weights[kind]
  const bits = evidence.map((e) => bitsOf(e, own))
  const shares = sharesOf(evidence, bits)
  const parts = evidence.flatMap((e, i): [string, number][] => {
    const whole = Math.abs(bitsOf({ ...e, common: 0 }, own))
    const left = whole === 0 ? 1 : Math.abs(bits[i] ?? 0) / whole
    const share = (shares[i] ?? 1) * left
    return share === 0 ? [] : [[nameOf(kind, e.field, e.level), share]]
  })
  return { parts: [[nameOf(kind, BIAS, ''), 1], ...parts], isSame }
}

const chanceOf = (bits: number): number => 1 / (1 + 2 ** -Math.max(-60, Math.min(60, bits)))

const shippedOf = (name: string): number => {
  const [kind, field = '', level = ''] = name.split('/')
  return shippedBits(kind === 'person' ? 'person' : 'organisation', field, level) ?? 0
}

/**
 * Newton steps on each weight by itself, kept short enough to descend all together: the curvature is taken times the
 * number of parts that an input has (Böhning and Lindsay 1988). Order of lessons does not matter but for rounding.
 */
const descend = (inputs: readonly Input[], start: ReadonlyMap<string, number>) => {
  const weights = new Map(start)
  const most = Math.max(1, ...inputs.map(({ parts }) => parts.length))
  const prior = 1 / SPREAD ** 2
  for (let round = 0; round < ROUNDS; round++) {
    const slope = new Map<string, number>()
    const curve = new Map<string, number>()
    for (const { parts, isSame } of inputs) {
      const sum = parts.reduce((bits, [name, x]) => bits + x * (weights.get(name) ?? 0), 0)
      const chance = chanceOf(sum)
      for (const [name, x] of parts) {
        slope.set(name, (slope.get(name) ?? 0) + (chance - (isSame ? 1 : 0)) * x * Math.LN2)
        curve.set(name, (curve.get(name) ?? 0) + chance * (1 - chance) * (x * Math.LN2) ** 2)
      }
    }
    for (const [name, value] of weights) {
      const shipped = shippedOf(name)
      const down = (slope.get(name) ?? 0) + prior * (value - shipped)
      const next = value - down / (most * (curve.get(name) ?? 0) + prior + 0.01)
      weights.set(name, Math.max(shipped - MOVE_MAX, Math.min(shipped + MOVE_MAX, next)))
    }
  }
  return weights
}

export interface Learnt {
  /** For the policy; see policy.ts. */
  readonly bits: readonly OwnWeight[]
  readonly moved: readonly Moved[]
  /** Lessons that taught something: others are decided by rules. */
  readonly answers: number
}

/** Hundredths of a bit are enough, and one value on every machine. */
const rounded = (bits: number): number => Math.round(bits * 100) / 100

/** Learns from the beginning: the same lessons give the same weights, whatever was learnt before. */
export const learn = (lessons: readonly Lesson[]): Learnt => {
  const taught = lessons.filter(({ evidence }) => evidence.length > 0 && !isRuled(evidence))
  let weights = shippedWeights
  let inputs: readonly Input[] = []
  let values = new Map<string, number>()
  // Shares follow from the weights: a second pass takes those that were learnt.
  for (let pass = 0; pass < 2; pass++) {
    const own = weights
    inputs = taught.map((lesson) => toInput(lesson, own))
    const names = new Set(inputs.flatMap(({ parts }) => parts.map(([name]) => name)))
    const from = new Map(
      [...names].toSorted().map((name) => [name, values.get(name) ?? shippedOf(name)]),
    )
    values = descend(inputs, from)
    weights = weightsWith(toOwn(values))
  }
  const moved = [...values]
    .map(([name, value]) => toMoved(name, rounded(value), inputs))
    .filter(({ now, shipped }) => Math.abs(now - shipped) >= LEAST)
    .toSorted((x, y) => Math.abs(y.now - y.shipped) - Math.abs(x.now - x.shipped))
  return {
    bits: moved.map(({ of, field, level, now }) => [of, field, level, now]),
    moved,
    answers: taught.length,
  }
}

const toOwn = (values: ReadonlyMap<string, number>): readonly OwnWeight[] =>
  [...values].map(([name, bits]) => {
    const [kind, field = '', level = ''] = name.split('/')
    return [kind === 'person' ? 'person' : 'organisation', field, level, bits]
  })

const toMoved = (name: string, now: number, inputs: readonly Input[]): Moved => {
  const [kind, field = '', level = ''] = name.split('/')
  const heard = inputs.filter(({ parts }) => parts.some(([part]) => part === name))
  const same = heard.filter(({ isSame }) => isSame).length
  const of = kind === 'person' ? 'person' : 'organisation'
  return { of, field, level, shipped: shippedOf(name), now, same, apart: heard.length - same }
}
