// Judgements beside labels: precision, recall and F1 of pairs and of clusters; for leads how often the best
// suggestion is right, and how many new leads get one.

export interface Rates {
  readonly p: number
  readonly r: number
  readonly f1: number
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000
/** Nothing said and nothing to say is right. */
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)

export const ratesOf = (right: number, said: number, true_: number): Rates => ({
  p: rounded(share(right, said)),
  r: rounded(share(right, true_)),
  f1: rounded(share(2 * right, said + true_)),
})

const pairCount = (labels: readonly string[]): number => {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
}

/** Rows without a label are alone. */
const labelled = (truth: readonly string[]): readonly string[] =>
  truth.map((label, i) => (label === '' ? `#${i}` : label))

export const pairRates = (
  truth: readonly string[],
  pairs: readonly { readonly a: number; readonly b: number }[],
): Rates => {
  const labels = labelled(truth)
  const right = pairs.filter(({ a, b }) => labels[a] === labels[b]).length
  return ratesOf(right, pairs.length, pairCount(labels))
}

/** Pairwise rates of a partition. */
export const clusterRates = (truth: readonly string[], clusters: readonly number[]): Rates => {
  const labels = labelled(truth)
  const right = pairCount(clusters.map((cluster, i) => `${cluster}|${labels[i] ?? ''}`))
  return ratesOf(right, pairCount(clusters.map(String)), pairCount(labels))
}

interface LeadRates {
  readonly pair: Rates
  /** Of the leads that are in the base, the share whose best suggestion is right. */
  readonly top1Recall: number
  /** Of the leads that are new, the share that gets a suggestion. */
  readonly falseSuggestions: number
}

/** `suggested` are the base rows of each lead that are "same", best first. */
export const leadRates = (
  leads: readonly string[],
  base: readonly string[],
  suggested: readonly (readonly number[])[],
): LeadRates => {
  const sizes = new Map<string, number>()
  for (const label of base) if (label !== '') sizes.set(label, (sizes.get(label) ?? 0) + 1)
  let [inBase, firstRight, fresh, disturbed, right, said, all] = [0, 0, 0, 0, 0, 0, 0]
  for (const [i, label] of leads.entries()) {
    const rows = suggested[i] ?? []
    const size = label === '' ? 0 : (sizes.get(label) ?? 0)
    said += rows.length
    right += size === 0 ? 0 : rows.filter((row) => base[row] === label).length
    all += size
    if (size > 0) {
      inBase++
      const [first] = rows
      if (first !== undefined && base[first] === label) firstRight++
    } else {
      fresh++
      if (rows.length > 0) disturbed++
    }
  }
  return {
    pair: ratesOf(right, said, all),
    top1Recall: rounded(share(firstRight, inBase)),
    falseSuggestions: fresh === 0 ? 0 : rounded(disturbed / fresh),
  }
}
