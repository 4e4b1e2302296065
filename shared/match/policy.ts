// What an organisation decides about matching, and the weights that it has learnt: two policies, each a JSON value
// that is parsed here. What cannot be parsed counts as not decided.
import * as z from 'zod'

import { levels, type Field, type Level } from './levels.ts'
import { shippedWeights, type Kind, type KindWeights, type Weights } from './weights.ts'

export const MATCH_POLICY = 'match'
export const WEIGHTS_POLICY = 'weights'

export const matchPolicy = z.strictObject({
  /** Rows with the valid credit code of a customer in sight are linked to him without a click. */
  autoLinkExact: z.boolean().default(false),
  /** Hints about customers out of sight, a user and day; beyond, such rows are held without a word. */
  hintsADay: z.int().min(0).max(100_000).default(200),
})
export type MatchPolicy = z.infer<typeof matchPolicy>

export const toMatchPolicy = (value: unknown): MatchPolicy =>
  matchPolicy.safeParse(value ?? {}).data ?? matchPolicy.parse({})

/** [kind, field, level, bits] of each weight that is not the shipped one. */
const ownWeight = z.tuple([z.enum(['organisation', 'person']), z.string(), z.string(), z.number()])
export type OwnWeight = z.infer<typeof ownWeight>

/** Farther from the shipped weight none is taken, wherever it comes from. */
export const MOVE_MAX = 4

const weightsPolicy = z.strictObject({
  bits: z.array(ownWeight).max(500),
  /** The answers that they were learnt from. */
  answers: z.int().min(0),
})
export type WeightsPolicy = z.infer<typeof weightsPolicy>

const isField = (name: string): name is Field => Object.hasOwn(levels, name)
const isLevel = <F extends Field>(field: F, name: string): name is Level<F> & string =>
  levels[field].some((level) => level === name)

/** Stands in the place of a field: what a pair scores before anything is compared. */
export const BIAS = 'bias'

/** The shipped bits of a level; null where there is no such level. */
export const shippedBits = (kind: Kind, field: string, level: string): number | null => {
  if (field === BIAS) return shippedWeights[kind].bias
  if (!isField(field) || !isLevel(field, level)) return null
  const byLevel: Readonly<Record<string, number>> = shippedWeights[kind].bits[field]
  return byLevel[level] ?? null
}

const bounded = (value: number, shipped: number): number =>
  Math.max(shipped - MOVE_MAX, Math.min(shipped + MOVE_MAX, value))

const withBits = (
  own: KindWeights,
  bias: number,
  bits: Readonly<Record<string, object>>,
): KindWeights => ({ ...own, bias, bits: { ...own.bits, ...bits } })

const kindWith = (kind: Kind, moved: readonly OwnWeight[]): KindWeights => {
  const own = shippedWeights[kind]
  const changed: Record<string, Record<string, number>> = {}
  let { bias } = own
  for (const [of, field, level, bits] of moved) {
    const shipped = of === kind ? shippedBits(kind, field, level) : null
    if (shipped !== null && field === BIAS) bias = bounded(bits, shipped)
    if (shipped === null || !isField(field)) continue
    changed[field] = { ...own.bits[field], ...changed[field], [level]: bounded(bits, shipped) }
  }
  return withBits(own, bias, changed)
}

/** The shipped weights with an organisation's own on top. */
export const weightsWith = (moved: readonly OwnWeight[]): Weights =>
  moved.length === 0
    ? shippedWeights
    : { organisation: kindWith('organisation', moved), person: kindWith('person', moved) }

export const toWeightsPolicy = (value: unknown): WeightsPolicy =>
  weightsPolicy.safeParse(value).data ?? { bits: [], answers: 0 }
