// What a match came to: the JSON line of `npm run match`, the same in words, and the lines of its two files.
import type { MatchedList, Suggested } from '../../shared/match/match-list.ts'
import type { Judgement } from '../../shared/match/judge.ts'
import type { MatchList } from './match-list.ts'
import { clusterRates, leadRates, pairRates, type Rates } from './match-truth.ts'
import { whyText } from './match-why.ts'

export interface MatchJson {
  readonly rows: number
  readonly pairsScored: number
  readonly same: number
  readonly related: number
  readonly clusters: number
  readonly seconds: number
  readonly pair?: Rates
  readonly cluster?: Rates | null
  readonly top1Recall?: number | null
  readonly falseSuggestions?: number | null
}

export interface MatchReport {
  readonly json: MatchJson
  readonly pairLines: readonly (readonly string[])[]
  readonly clusterLines: readonly (readonly string[])[]
}

const lineOf = (a: string, b: string, judgement: Judgement): readonly string[] => [
  a,
  b,
  judgement.outcome,
  judgement.kind ?? '',
  judgement.score.toFixed(1),
  whyText(judgement),
]

const seconds = (ms: number): number => Math.round(ms) / 1000

const idOf = (list: MatchList, row: number): string => list.ids[row] ?? ''

/** The report on a list; `ms` is what it took. */
export const listReport = (list: MatchList, matched: MatchedList, ms: number): MatchReport => {
  const { pairs, clusters, pairsScored } = matched
  const same = pairs.filter(({ judgement }) => judgement.outcome === 'same')
  const json: MatchJson = {
    rows: list.records.length,
    pairsScored,
    same: same.length,
    related: pairs.length - same.length,
    clusters: new Set(clusters).size,
    seconds: seconds(ms),
    ...(list.truth === null
      ? {}
      : {
          pair: pairRates(list.truth, same),
          cluster: clusterRates(list.truth, clusters),
          top1Recall: null,
          falseSuggestions: null,
        }),
  }
  return {
    json,
    pairLines: pairs.map(({ a, b, judgement }) => lineOf(idOf(list, a), idOf(list, b), judgement)),
    clusterLines: clusters.map((cluster, row) => [idOf(list, row), idOf(list, cluster)]),
  }
}

/** The report on leads; the cluster of a lead is the customer that it is, else the lead itself. */
export const leadsReport = (
  base: MatchList,
  leads: MatchList,
  suggested: readonly Suggested[],
  ms: number,
): MatchReport => {
  const sameRows = suggested.map(({ suggestions }) =>
    suggestions.flatMap(({ row, judgement }) => (judgement.outcome === 'same' ? [row] : [])),
  )
  const lines = suggested.flatMap(({ suggestions }, i) =>
    suggestions.map(({ row, judgement }) => lineOf(idOf(leads, i), idOf(base, row), judgement)),
  )
  const same = sameRows.reduce((sum, rows) => sum + rows.length, 0)
  const known = sameRows.filter((rows) => rows.length > 0).length
  const json: MatchJson = {
    rows: leads.records.length,
    pairsScored: suggested.reduce((sum, s) => sum + s.pairsScored, 0),
    same,
    related: lines.length - same,
    clusters: base.records.length + leads.records.length - known,
    seconds: seconds(ms),
    ...(leads.truth === null || base.truth === null
      ? {}
      : withCluster(leadRates(leads.truth, base.truth, sameRows))),
  }
  return {
    json,
    pairLines: lines,
    clusterLines: [
      ...base.ids.map((id) => [id, id]),
      ...leads.ids.map((id, i) => [id, idOfFirst(base, sameRows[i] ?? []) ?? id]),
    ],
  }
}
const withCluster = ({ pair, top1Recall, falseSuggestions }: ReturnType<typeof leadRates>) => ({
  pair,
  cluster: null,
  top1Recall,
  falseSuggestions,
})
const idOfFirst = (list: MatchList, [first]: readonly number[]): string | null =>
  first === undefined ? null : idOf(list, first)

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`

export const reportText = (json: MatchJson): string => {
  const lines = [
    `${json.rows} rows, ${json.pairsScored} pairs compared in ${json.seconds} s: ${json.same} the same, ${json.related} related, ${json.clusters} customers.`,
  ]
  const { pair, cluster, top1Recall, falseSuggestions } = json
  if (pair)
    lines.push(`Pairs: precision ${percent(pair.p)}, recall ${percent(pair.r)}, F1 ${pair.f1}.`)
  if (cluster)
    lines.push(
      `Clusters: precision ${percent(cluster.p)}, recall ${percent(cluster.r)}, F1 ${cluster.f1}.`,
    )
  if (typeof top1Recall === 'number' && typeof falseSuggestions === 'number')
    lines.push(
      `Of the leads on file ${percent(top1Recall)} have the right customer first; of the new ones ${percent(falseSuggestions)} get a suggestion.`,
    )
  return lines.join('\n')
}
