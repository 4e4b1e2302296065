// Matching on the labelled sets beside fuzzball and the rules of CRMs, and its speed on 10,000 leads against
// 100,000 customers, with explanations. Targets: facts/matching.md §6.
import { clusterRates, leadRates, pairRates } from '../scripts/lib/match-truth.ts'
import { whyText } from '../scripts/lib/match-why.ts'
import { createBase, matchList, suggestFor, type Base } from '../shared/match/match-list.ts'
import { toMatchRecord } from '../shared/match/record.ts'
import { mapColumns, toMatchRow } from '../shared/match/columns.ts'
import { figure, type Figure } from './figure.ts'
import { readNamedSet, readScale, setNames, type LabelledSet, type SetName } from './match-data.ts'
import { learningFigures } from './match-learning.ts'
import { crmF1, fuzzballF1 } from './match-peers.ts'

const targets: Readonly<Record<SetName, number>> = {
  febrl3: 0.999,
  fake1000: 0.955,
  csv_messy: 0.97,
  restaurant: 0.93,
  zh_dev: 0.97,
}

type Peer = NonNullable<Figure['peer']>

/** A share that should be at least its target, to four places. */
const atLeast = (name: string, value: number, target: number | null, peer?: Peer): Figure => ({
  ...figure(name, value, 'ratio'),
  value: Math.round(value * 10_000) / 10_000,
  budget: target,
  peer: peer ?? null,
  within: target === null || value >= target,
})

const setFigures = (name: SetName): readonly Figure[] => {
  const set = readNamedSet(name)
  if (set === null) return []
  const { pairs, clusters } = matchList(set.records)
  const same = pairs.filter(({ judgement }) => judgement.outcome === 'same')
  const { espo, twenty } = crmF1(set)
  const pair = pairRates(set.truth, same).f1
  return [
    atLeast(`match.${name}.cluster.f1`, clusterRates(set.truth, clusters).f1, targets[name], {
      name: 'fuzzball token_set_ratio, best threshold',
      value: fuzzballF1(set),
    }),
    atLeast(`match.${name}.pair.f1`, pair, null, { name: 'EspoCRM rules', value: espo }),
    atLeast(`match.${name}.pair.f1`, pair, null, { name: 'Twenty rules', value: twenty }),
  ]
}

/** Cells to suggestions with their reasons: what a user waits for. */
const timeLeads = (leads: LabelledSet, base: Base, count: number) => {
  const start = performance.now()
  const rows = leads.cells.slice(0, count)
  const roles = mapColumns(leads.header, rows.slice(0, 50))
  let reasons = 0
  for (const row of rows)
    for (const { judgement } of suggestFor(toMatchRecord(toMatchRow(row, roles)), base).suggestions)
      reasons += whyText(judgement).length
  return { ms: performance.now() - start, reasons }
}

const scaleFigures = (): readonly Figure[] => {
  const { base, leads } = readScale()
  if (base === null || leads === null) return []
  const start = performance.now()
  const customers = createBase(base.records)
  const indexed = performance.now() - start
  const keys = customers.index.keys.reduce((sum, own) => sum + own.length, 0)
  const most = Math.max(...customers.index.keys.map((own) => own.length))
  timeLeads(leads, customers, 500)
  const first = timeLeads(leads, customers, 500)
  const all = timeLeads(leads, customers, leads.cells.length)
  const suggested = leads.records.map((lead) =>
    suggestFor(lead, customers).suggestions.flatMap(({ row, judgement }) =>
      judgement.outcome === 'same' ? [row] : [],
    ),
  )
  const { top1Recall, falseSuggestions } = leadRates(leads.truth, base.truth, suggested)
  return [
    atLeast('match.zh_scale.top1', top1Recall, 0.88),
    {
      ...figure('match.zh_scale.false', falseSuggestions, 'ratio', { budget: 0.01 }),
      value: falseSuggestions,
    },
    figure('match.zh_scale.first500', first.ms, 'ms', { budget: 300 }),
    figure('match.zh_scale.leads10000', all.ms, 'ms', { budget: 3000 }),
    figure('match.zh_scale.index', indexed, 'ms'),
    figure('match.zh_scale.keys.mean', keys / base.records.length, 'count', { budget: 8 }),
    figure('match.zh_scale.keys.most', most, 'count', { budget: 8 }),
  ]
}

export const benchMatch = (): Promise<readonly Figure[]> =>
  Promise.resolve([...setNames.flatMap(setFigures), ...scaleFigures(), ...learningFigures()])
