// The decision about a chunk, row by row and pure: what each row's outcome is and what is to be written.
// Rows see those before them: of equal new rows the first is stored. A bad row harms no other.
import type { Problem } from '../problem.ts'
import { unfigured } from '../tier/figured.ts'
import { createdOf } from './created.ts'
import type {
  Decision,
  Facts,
  Incoming,
  Match,
  Recogniser,
  RowKey,
  Standing,
  TableRules,
} from './facts.ts'
import { isOtherCustomer } from './identity.ts'
import { keyChange } from './key-change.ts'
import { findKnown } from './known.ts'
import { mergeRow, sparse } from './three-way.ts'

/** What must not be forgotten when some rows of a push are decided a second time. */
export interface PushMemory {
  /** Ids of all rows of the push: they stand in the sheet. */
  readonly ids: ReadonlySet<string>
  /** Rows given to a create that began like them; each at most once. */
  readonly adopted: Set<string>
}

interface Chunk extends PushMemory {
  readonly facts: Facts
  readonly rules: TableRules
  /** Keys of the new rows that were accepted so far. */
  readonly accepted: Map<number, Match[]>
  readonly decided: Set<string>
  readonly recogniser: Recogniser | null
}

const accept = (chunk: Chunk, id: string, name: string, keys: readonly RowKey[]): void => {
  for (const key of keys) {
    const match: Match = { ...key, id, label: name, isVisible: true }
    chunk.accepted.set(key.key, [...(chunk.accepted.get(key.key) ?? []), match])
  }
}

/** The oldest live row of mine that began with just this content and is not in the sheet. */
const findAdoptable = (chunk: Chunk, first: RowKey): Standing | null => {
  const { facts, ids, adopted } = chunk
  let oldest: Standing | null = null
  for (const match of facts.matches.get(first.key) ?? []) {
    const standing = facts.standing.get(match.id)
    const isSame = match.kind === first.kind && match.person === first.person
    const isFree = !ids.has(match.id) && !adopted.has(match.id)
    if (!isSame || !isFree || !standing || standing.gone) continue
    if (!oldest || standing.id < oldest.id) oldest = standing
  }
  return oldest
}

/** All problems of a row; a field that could not be read is not also called empty. */
const problemsOf = (row: Incoming, faults: readonly Problem[]): readonly Problem[] => {
  const isRead = (fault: Problem) =>
    !row.problems.some((p) => p.field === fault.field && p.level === 'error')
  return [...row.problems, ...faults.filter(isRead)]
}
const hasError = (problems: readonly Problem[]) => problems.some((p) => p.level === 'error')

/** Two customers may share an alias: nobody waits for it. */
const isGuarded = (key: RowKey): boolean => key.kind !== 'alias'

const decideNew = (chunk: Chunk, row: Incoming): Decision => {
  const { facts, rules, ids, accepted } = chunk
  const { values, keys, first } = createdOf(row, rules)
  const problems = problemsOf(row, rules.faults(values, null))
  if (hasError(problems)) return { outcome: 'invalid', problems }
  if (row.answer !== 'new') {
    const same = findAdoptable(chunk, first)
    if (same) {
      chunk.adopted.add(same.id)
      return { outcome: 'adopted', row: same }
    }
    const matchesOf = (key: number) => [
      ...(facts.matches.get(key) ?? []),
      ...(accepted.get(key) ?? []),
    ]
    const known =
      findKnown(keys, matchesOf, (id) => ids.has(id), rules) ?? chunk.recogniser?.knownOf(row)
    if (known) return { outcome: 'known', known }
  }
  accept(chunk, row.id, String(values['name'] ?? ''), keys)
  chunk.recogniser?.accept(row)
  const write = {
    id: row.id,
    base: 0,
    hash: row.hash,
    expected: 0,
    values,
    changed: Object.keys(values),
    addedKeys: [...keys, first],
    droppedKeys: [],
    guard: row.answer === 'new' ? [] : [...keys, first].filter(isGuarded).map((k) => k.key),
    conflicts: [],
  }
  return { outcome: 'applied', row: null, write }
}

const decideChange = (chunk: Chunk, row: Incoming, standing: Standing): Decision => {
  const { facts, rules } = chunk
  const base =
    row.base > 0 && row.base === standing.rev ? standing.values : (facts.bases.get(row.id) ?? null)
  const mine = unfigured(rules.meant(row.values, base), standing.figured)
  if (base && row.answer !== 'renamed') {
    const after = sparse({ ...base, ...mine })
    if (isOtherCustomer(base, after, rules, mine))
      return { outcome: 'changed_identity', row: standing }
  }
  const merge = mergeRow(base, mine, standing.values)
  const problems = problemsOf(row, rules.faults(merge.values, standing))
  if (hasError(problems)) return { outcome: 'invalid', problems }
  const calm = row.base === standing.rev ? 'applied' : 'merged'
  const outcome = merge.conflicts.length > 0 ? 'conflict' : calm
  if (merge.changed.length === 0 && merge.conflicts.length === 0)
    return { outcome, row: standing, write: null }
  const { addedKeys, droppedKeys } = keyChange(standing.values, merge.values, rules)
  // Under his new name he is known to the rows behind him.
  accept(chunk, row.id, String(merge.values['name'] ?? ''), addedKeys)
  const write = {
    id: row.id,
    base: row.base,
    hash: row.hash,
    expected: standing.rev,
    values: merge.values,
    changed: merge.changed,
    addedKeys,
    droppedKeys,
    guard: [],
    conflicts: merge.conflicts,
  }
  return { outcome, row: standing, write }
}

const decideRow = (chunk: Chunk, row: Incoming): Decision => {
  const { facts, decided } = chunk
  if (decided.has(row.id)) return { outcome: 'retry' }
  decided.add(row.id)
  const standing = facts.standing.get(row.id)
  if (facts.foreign.has(row.id) || (row.base > 0 && !standing)) return { outcome: 'forbidden' }
  if (!standing) return decideNew(chunk, row)
  if (standing.gone) return { outcome: 'gone', ...standing.gone }
  if (facts.applied.has(row.id)) return { outcome: 'done', row: standing }
  // A revision that never was: from another server's days, or made up.
  if (row.base > standing.rev) return { outcome: 'forbidden' }
  return decideChange(chunk, row, standing)
}

/**
 * One decision for each row, in order. Deterministic: the same facts and memory give the same decisions. Without a
 * recogniser rows are known by their strong keys only.
 */
export const decideChunk = (
  rows: readonly Incoming[],
  facts: Facts,
  rules: TableRules,
  memory: PushMemory,
  recogniser: Recogniser | null = null,
): readonly Decision[] => {
  const fresh = { accepted: new Map(), decided: new Set<string>() }
  const chunk: Chunk = { facts, rules, ...memory, ...fresh, recogniser }
  return rows.map((row) => decideRow(chunk, row))
}
