// Learning curves: half of a set's customers are asked about, the pairs nearest the threshold first, as a review would;
// the other half, never asked about, is judged with the weights learnt so far.
import { clusterRates, pairRates } from '../scripts/lib/match-truth.ts'
import { countTerms } from '../shared/match/counts.ts'
import { createKeyIndex, findCandidates } from '../shared/match/find.ts'
import { judge, judging, type Judging } from '../shared/match/judge.ts'
import { learn, type Lesson } from '../shared/match/learn.ts'
import { matchList } from '../shared/match/match-list.ts'
import { weightsWith } from '../shared/match/policy.ts'
import { hash52 } from '../shared/sync/hash.ts'
import { figure, type Figure } from './figure.ts'
import { readNamedSet, setNames, type LabelledSet, type SetName } from './match-data.ts'

/** Answers between two lessons: a review is learnt from as it goes on. */
const STEP = 10
const stops = [0, 50, 100] as const

interface Pair {
  readonly a: number
  readonly b: number
}

/** The same half on every machine: by the label's hash. */
const isAsked = (label: string): boolean => hash52(`half/${label}`) % 2 === 0

const candidatePairs = (set: LabelledSet): readonly Pair[] => {
  const index = createKeyIndex(set.records)
  return index.keys.flatMap((keys, a) =>
    findCandidates(index, keys).flatMap((b) => (b > a ? [{ a, b }] : [])),
  )
}

interface Halves {
  readonly set: LabelledSet
  readonly labels: readonly string[]
  readonly asked: readonly Pair[]
  readonly unseen: readonly Pair[]
}

const toHalves = (set: LabelledSet): Halves => {
  const labels = set.truth.map((label, i) => (label === '' ? `#${i}` : label))
  const pairs = candidatePairs(set)
  const sideOf = ({ a, b }: Pair) => [isAsked(labels[a] ?? ''), isAsked(labels[b] ?? '')]
  return {
    set,
    labels,
    asked: pairs.filter((pair) => sideOf(pair).every((side) => side)),
    unseen: pairs.filter((pair) => sideOf(pair).every((side) => !side)),
  }
}

const judgementOf = ({ set }: Halves, { a, b }: Pair, by: Judging) => {
  const [left, right] = [set.records[a], set.records[b]]
  return left && right ? judge(left, right, by) : null
}

/** F1 of pairs among the customers never asked about. */
const unseenF1 = (halves: Halves, by: Judging): number => {
  const { labels, unseen } = halves
  const found = unseen.filter((pair) => judgementOf(halves, pair, by)?.outcome === 'same')
  // Rows of the asked half stand alone here.
  const truth = labels.map((label, i) => (isAsked(label) ? `#asked${i}` : label))
  return pairRates(truth, found).f1
}

interface Point {
  readonly pair: number
  readonly cluster: number
}

/** F1 of pairs and of clusters among the customers never asked about: rows of the asked half stand alone. */
const unseenRates = (halves: Halves, by: Judging): Point => {
  const { set, labels } = halves
  const truth = labels.map((label, i) => (isAsked(label) ? `#asked${i}` : label))
  const found = matchList(set.records, by.weights).clusters
  const clusters = found.map((cluster, i) => (isAsked(labels[i] ?? '') ? -1 - i : cluster))
  return { pair: unseenF1(halves, by), cluster: clusterRates(truth, clusters).f1 }
}

const curveOf = (set: LabelledSet): readonly Point[] => {
  const halves = toHalves(set)
  const counts = countTerms(set.records)
  const lessons: Lesson[] = []
  const told = new Set<Pair>()
  let by = judging(counts)
  const points = [unseenRates(halves, by)]
  for (let asked = 0; asked < stops[2]; asked += STEP) {
    const open = halves.asked
      .filter((pair) => !told.has(pair))
      .flatMap((pair) => {
        const judgement = judgementOf(halves, pair, by)
        return judgement ? [{ pair, judgement, far: Math.abs(judgement.score) }] : []
      })
    for (const { pair, judgement } of open.toSorted((x, y) => x.far - y.far).slice(0, STEP)) {
      told.add(pair)
      const isSame = halves.labels[pair.a] === halves.labels[pair.b]
      lessons.push({ evidence: judgement.evidence, isSame })
    }
    by = judging(counts, weightsWith(learn(lessons).bits))
    if (asked + STEP === stops[1]) points.push(unseenRates(halves, by))
  }
  return [...points, unseenRates(halves, by)]
}

/** facts/matching.md §4.3: logistic regression in the prototype, its own model and halves. */
const peers: Readonly<Record<SetName, readonly number[] | null>> = {
  febrl3: null,
  fake1000: [0.873, 0.896, 0.903],
  csv_messy: [0.964, 0.975, 0.978],
  restaurant: [0.826, 0.983, 0.983],
  zh_dev: [0.903, 0.941, 0.944],
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** facts/matching.md §6: what clusters must reach after so many answers. */
const targets: Readonly<Record<string, number>> = { 'csv_messy.100': 0.978, 'restaurant.50': 0.97 }

const pointFigures = (set: SetName, { pair, cluster }: Point, i: number): readonly Figure[] => {
  const place = `${set}.${stops[i] ?? 0}`
  const peer = peers[set]?.[i]
  const target = targets[place] ?? null
  return [
    {
      ...figure(`match.learn.${place}.pair`, pair, 'ratio'),
      value: rounded(pair),
      peer: peer === undefined ? null : { name: 'prototype, pair F1', value: peer },
    },
    {
      ...figure(`match.learn.${place}.cluster`, cluster, 'ratio'),
      value: rounded(cluster),
      budget: target,
      within: target === null || cluster >= target,
    },
  ]
}

export const learningFigures = (names: readonly SetName[] = setNames): readonly Figure[] =>
  names.flatMap((name) => {
    const set = readNamedSet(name)
    return set === null ? [] : curveOf(set).flatMap((point, i) => pointFigures(name, point, i))
  })
