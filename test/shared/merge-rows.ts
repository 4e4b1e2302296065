// Rows, facts and rules for the tests of merge/: a customer has a name, and his phone is his key.
import { decideChunk } from '../../shared/merge/decide.ts'
import type {
  Decision,
  Facts,
  Incoming,
  Match,
  RowKey,
  Side,
  Standing,
  TableRules,
} from '../../shared/merge/facts.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'

export const key = (k: number, kind: RowKey['kind'] = 'mobile'): RowKey => ({
  key: k,
  kind,
  name: null,
  person: null,
})

/** The key of what a row began with. */
export const FIRST = 999

export const rules: TableRules = {
  meant: (values) => values,
  keysOf: (values) => (typeof values['phone'] === 'number' ? [key(values['phone'])] : []),
  firstKey: (_, first) => ({ ...key(FIRST, 'label'), person: first }),
  nameOf: (values) => String(values['name'] ?? ''),
  agrees: () => true,
  completed: (values) => ({ ...values, owner: 'me' }),
  faults: (values) =>
    valueAt(values, 'name') === null
      ? [{ field: 'name', code: 'required.empty', level: 'error', params: {} }]
      : [],
}

const noFacts: Facts = {
  seen: 0,
  standing: new Map(),
  foreign: new Set(),
  bases: new Map(),
  applied: new Set(),
  matches: new Map(),
  parents: new Map(),
}

export const incoming = (
  id: string,
  values: WireValues,
  more: Partial<Incoming> = {},
): Incoming => ({
  id,
  base: 0,
  hash: 'h',
  answer: null,
  values,
  problems: [],
  first: 'mark',
  ...more,
})

export const standing = (
  id: string,
  rev: number,
  values: WireValues,
  more: Partial<Standing> = {},
): Standing => ({ id, rev, crev: 1, values, computed: {}, gone: null, side: null, ...more })

export const byId = (...rows: readonly Standing[]): ReadonlyMap<string, Standing> =>
  new Map(rows.map((row) => [row.id, row]))

/** A customer who has a key, called like his id. */
export const match = (id: string, has: RowKey, isVisible = true): Match => ({
  ...has,
  id,
  label: id,
  isVisible,
})

export const side = (id: string, more: Partial<Side> = {}): Side => ({
  id,
  rev: 2,
  values: {},
  primary: null,
  ...more,
})

interface Asked {
  readonly rules?: Partial<TableRules>
  /** Rows that were given to a create before, in the same push. */
  readonly adopted?: Set<string>
}

/** The decisions about rows that are the whole of their push. */
export const decide = (
  rows: readonly Incoming[],
  facts: Partial<Facts> = {},
  asked: Asked = {},
): readonly Decision[] =>
  decideChunk(
    rows,
    { ...noFacts, ...facts },
    { ...rules, ...asked.rules },
    { ids: new Set(rows.map((row) => row.id)), adopted: asked.adopted ?? new Set() },
  )
