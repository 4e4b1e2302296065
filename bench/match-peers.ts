// What others do with the same rows: the exact rules of CRMs (facts/matching.md §1.1, §2.4) and fuzzball's
// token_set_ratio over all fields at its best threshold, on our candidates.
import { token_set_ratio } from 'fuzzball'

import { ratesOf } from '../scripts/lib/match-truth.ts'
import { createKeyIndex, findCandidates } from '../shared/match/find.ts'
import type { LabelledSet } from './match-data.ts'

type Pair = readonly [a: number, b: number]

const truePairs = (labels: readonly string[]): number => {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
}

const f1Of = (set: LabelledSet, pairs: readonly Pair[]): number => {
  const right = pairs.filter(([a, b]) => set.truth[a] === set.truth[b]).length
  return ratesOf(right, pairs.length, truePairs(set.truth)).f1
}

/** Rows that share one of the values; a value that very many have is passed over, as an index would be. */
const pairsByValue = (values: readonly (readonly string[])[]): readonly Pair[] => {
  const rows = new Map<string, number[]>()
  for (const [row, own] of values.entries())
    for (const value of new Set(own)) rows.set(value, [...(rows.get(value) ?? []), row])
  const found = new Map<string, Pair>()
  for (const list of rows.values())
    if (list.length <= 200)
      for (const [i, a] of list.entries())
        for (const b of list.slice(i + 1)) found.set(`${a}|${b}`, [a, b])
  return [...found.values()]
}

const columns = (set: LabelledSet, form: RegExp): readonly number[] =>
  set.header.flatMap((name, i) => (form.test(name) ? [i] : []))
const plain = (text: string): string => text.trim().toLowerCase().replace(/^"|"$/gu, '')
const valuesOf = (
  set: LabelledSet,
  form: RegExp,
  prefix: string,
  toValue: (text: string) => string,
): readonly (readonly string[])[] => {
  const at = columns(set, form)
  return set.cells.map((row) =>
    at.map((i) => toValue(plain(row[i] ?? ''))).flatMap((v) => (v === '' ? [] : [prefix + v])),
  )
}
const joined = (set: LabelledSet, form: RegExp, prefix: string): readonly (readonly string[])[] => {
  const at = columns(set, form)
  return set.cells.map((row) => {
    const cells = at.map((i) => plain(row[i] ?? ''))
    return cells.length > 0 && cells.every((c) => c !== '') ? [prefix + cells.join(' ')] : []
  })
}
const merged = (...lists: readonly (readonly (readonly string[])[])[]) =>
  (lists[0] ?? []).map((_, row) => lists.flatMap((list) => list[row] ?? []))

const company = /^(?:company|site name|name)$/iu
const person = /^(?:contact|given_name|surname|first_name)$/iu
const phone = /^(?:mobile|tel|phone)$/iu
const mail = /^email$/iu
const digits = (text: string): string => text.replace(/\D/gu, '')
const domain = (text: string): string =>
  text
    .replace(/^[a-z]+:\/\//u, '')
    .replace(/^www\./u, '')
    .replace(/\/.*$/u, '')

/** F1 of pairs by the exact rules of two CRMs. */
export const crmF1 = (set: LabelledSet) => {
  const names = merged(joined(set, company, 'c'), joined(set, person, 'n'))
  const mails = valuesOf(set, mail, 'e', (text) => text)
  const numbers = valuesOf(set, phone, 'p', digits)
  const domains = valuesOf(set, /^website$/iu, 'd', domain)
  return {
    espo: f1Of(set, pairsByValue(merged(names, mails, numbers))),
    twenty: f1Of(set, pairsByValue(merged(names, mails, domains))),
  }
}

/** F1 of pairs at the threshold that suits this set best: an optimist's figure. */
export const fuzzballF1 = (set: LabelledSet): number => {
  const index = createKeyIndex(set.records)
  const texts = set.cells.map((row) => row.map(plain).join(' '))
  const scored = index.keys.flatMap((keys, a) =>
    findCandidates(index, keys)
      .filter((b) => b > a)
      .map((b) => ({
        isTrue: set.truth[a] === set.truth[b],
        score: token_set_ratio(texts[a] ?? '', texts[b] ?? ''),
      })),
  )
  const total = truePairs(set.truth)
  let [best, right] = [0, 0]
  for (const [i, { isTrue }] of scored.toSorted((x, y) => y.score - x.score).entries()) {
    if (isTrue) right++
    best = Math.max(best, ratesOf(right, i + 1, total).f1)
  }
  return best
}
