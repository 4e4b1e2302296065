// Which look-up keys a change of a row's content adds and drops.
import type { WireValues } from '../protocol/cell.ts'
import type { RowKey, TableRules } from './facts.ts'

export interface KeyChange {
  readonly addedKeys: readonly RowKey[]
  readonly droppedKeys: readonly number[]
}

const isSame = (a: RowKey, b: RowKey): boolean =>
  a.key === b.key && a.name === b.name && a.person === b.person

/** A name's label key is added and never dropped: cells that show a former name keep their meaning. */
export const keyChange = (before: WireValues, after: WireValues, rules: TableRules): KeyChange => {
  const old = [...rules.keysOf(before), ...labelOf(before, rules)]
  const now = [...rules.keysOf(after), ...labelOf(after, rules)]
  return {
    addedKeys: now.filter((key) => !old.some((o) => isSame(o, key))),
    droppedKeys: old.flatMap((o) =>
      o.kind === 'label' || now.some((key) => key.key === o.key) ? [] : [o.key],
    ),
  }
}

const labelOf = (values: WireValues, rules: TableRules): readonly RowKey[] => {
  const key = rules.firstKey(values, null)
  return key.kind === 'label' ? [key] : []
}
