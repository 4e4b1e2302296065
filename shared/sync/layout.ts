// Where the bound columns of a sheet stand now: found by Excel's column id, then by header. A column that is gone
// is absent from the push (unchanged), never cleared.
import type { AnyField, Fields } from '../schema/table.ts'
import { IDENTITY_KEY, isEntered, STATUS_KEY } from '../sheet/column.ts'
import type { BoundColumn } from './binding.ts'
import { hash64 } from './hash.ts'

/** A column of the table as it stands in the sheet. */
interface PresentColumn {
  readonly id: number
  readonly name: string
  readonly index: number
}

export interface LayoutColumn {
  readonly key: string
  readonly header: string
  /** Zero-based in the table. */
  readonly index: number
  readonly field: AnyField
}

export interface Layout {
  /** Typed by the user and sent, by key. */
  readonly entered: readonly LayoutColumn[]
  /** Filled by the server, by key: computed fields, and fields that this user may not write. */
  readonly computed: readonly LayoutColumn[]
  /** null: the user deleted that column. */
  readonly status: number | null
  readonly sync: number
  /** Names canon and mapping: a hash made under another one says nothing. */
  readonly version: string
  /** Was an entered column found by its header only? Its blank cells say nothing: nobody emptied them. */
  readonly isRemapped: boolean
  /** The binding's columns as they stand now; one that is gone is remembered, should it come back. */
  readonly columns: readonly BoundColumn[]
}

/** Whose rows the column shows by a name that may change; null: no row's. Users' names come with each session. */
export const namedTable = ({ field: { kind } }: LayoutColumn): string | null =>
  kind.refersTo === 'user' ? null : kind.refersTo

export const namesRows = (column: LayoutColumn): boolean => namedTable(column) !== null

export interface LayoutQuestion {
  readonly bound: readonly BoundColumn[]
  readonly present: readonly PresentColumn[]
  readonly fields: Fields
  /** Field keys that this user may write. */
  readonly writable: readonly string[]
  readonly canonVersion: string
  /** The field that a header names, in any language; null for none. */
  readonly keyOf: (header: string) => string | null
}

interface Placed {
  readonly bound: BoundColumn
  readonly present: PresentColumn
}

const placeColumns = ({ bound, present, keyOf }: LayoutQuestion): readonly Placed[] => {
  const byId = new Map(present.map((column) => [column.id, column]))
  const ids = new Set(bound.map((column) => column.id))
  const spare = present.filter((column) => !ids.has(column.id))
  return bound.flatMap((column): readonly Placed[] => {
    const found =
      byId.get(column.id) ??
      spare.find(({ name }) => name === column.header) ??
      spare.find(({ name }) => keyOf(name) === column.key)
    return found === undefined ? [] : [{ bound: column, present: found }]
  })
}

/** Do both versions name the same entered columns? */
export const isSameMapping = (a: string, b: string): boolean =>
  a.split('.').at(-1) === b.split('.').at(-1)

const byKey = (a: LayoutColumn, b: LayoutColumn): number => (a.key < b.key ? -1 : 1)

/** @param keys of the entered columns, in the order of keys */
export const mappingVersion = (canonVersion: string, keys: readonly string[]): string =>
  `${canonVersion}.${hash64(keys.join(',')).slice(0, 6)}`

/** @returns null where `_sync` is gone: then no row can be told from another */
export const resolveLayout = (question: LayoutQuestion): Layout | null => {
  const placed = placeColumns(question)
  const sync = placed.find(({ bound }) => bound.key === IDENTITY_KEY)
  if (sync === undefined) return null
  const writable = new Set(question.writable)
  const columns = placed.flatMap(({ bound, present }): readonly LayoutColumn[] => {
    const field = question.fields[bound.key]
    const column = { key: bound.key, header: present.name, index: present.index }
    return field === undefined ? [] : [{ ...column, field }]
  })
  const isSent = ({ key, field }: LayoutColumn) => isEntered(field) && writable.has(key)
  const entered = columns.filter(isSent).toSorted(byKey)
  const keys = entered.map((column) => column.key)
  return {
    entered,
    computed: columns.filter((column) => !isSent(column)).toSorted(byKey),
    status: placed.find(({ bound }) => bound.key === STATUS_KEY)?.present.index ?? null,
    sync: sync.present.index,
    version: mappingVersion(question.canonVersion, keys),
    isRemapped: placed.some(
      ({ bound, present }) =>
        bound.id !== present.id && entered.some(({ key }) => key === bound.key),
    ),
    columns: question.bound.map((bound) => {
      const present = placed.find((column) => column.bound === bound)?.present
      return present === undefined ? bound : { ...bound, id: present.id, header: present.name }
    }),
  }
}
