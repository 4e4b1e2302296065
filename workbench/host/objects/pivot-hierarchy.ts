// The fields of a PivotTable through the API, where they stand: rows, columns, values, filters. A hierarchy has exactly
// one field here, as in every PivotTable that is not OLAP (D: excel-add-ins-pivottables).
import { refuseArgument, refuseMissing } from '../../model/failure.ts'
import type { PivotValue } from '../../model/pivot-layout.ts'
import {
  changePivot,
  type Pivot,
  pivotAt,
  type PivotSpot,
  requireFreeValueName,
  wordsOf,
} from '../../model/pivot.ts'
import type { PivotValueSpot } from '../selves.ts'
import type { Session } from '../session.ts'
import { asText, describe, selfOf, wire, type WireObject, wireOrNull } from '../wire.ts'

type Axis = 'rows' | 'columns' | 'filters'
const AXES: readonly Axis[] = ['rows', 'columns', 'filters']

const sameAs = (wanted: unknown) => (name: string) =>
  name.toLowerCase() === asText(wanted, 'the name of a field').toLowerCase()

function fieldOf(value: unknown): string {
  const spot = selfOf(value, 'PivotHierarchy')
  return spot?.field ?? refuseArgument('a hierarchy of the PivotTable is wanted')
}

/** D: "If the hierarchy is present elsewhere on the row, column, or filter axis, it will be removed from there." */
function putOnAxis(pivot: PivotSpot, axis: Axis, field: string, session: Session): void {
  const now = pivotAt(pivot)
  const others = Object.fromEntries(
    AXES.map((name) => [name, now[name].filter((other) => other !== field)]),
  )
  const change = { ...others, [axis]: [...(others[axis] ?? []), field] }
  if (change['columns']?.length !== undefined && change['columns'].length > 1) {
    throw session.missing('a second column hierarchy')
  }
  changePivot(session.book, pivot, change, 'addin')
}

function takeOff(pivot: PivotSpot, axis: Axis, field: string, { book }: Session): void {
  const left = pivotAt(pivot)[axis].filter((other) => other !== field)
  changePivot(book, pivot, { [axis]: left }, 'addin')
}

const on = ({ pivot }: { readonly pivot: PivotSpot }, axis: Axis, key: unknown) =>
  pivotAt(pivot)[axis].find(sameAs(key))

const missing = (key: unknown): never => refuseMissing(`hierarchy ${String(key)}`)

function hierarchy(pivot: PivotSpot, key: unknown) {
  const field = pivotAt(pivot).cache.fields.find(sameAs(key))
  return field === undefined ? undefined : { pivot, field }
}

export const PIVOT_HIERARCHIES = describe('PivotHierarchyCollection', {
  properties: {},
  methods: {
    GetCount: (pivot) => pivotAt(pivot).cache.fields.length,
    GetItemOrNullObject: (pivot, [key]) => wireOrNull('PivotHierarchy', hierarchy(pivot, key)),
  },
  items: (pivot) =>
    pivotAt(pivot).cache.fields.map((field) => wire('PivotHierarchy', { pivot, field })),
  item: (pivot, key) => wire('PivotHierarchy', hierarchy(pivot, key) ?? missing(key)),
})

export const PIVOT_HIERARCHY = describe('PivotHierarchy', {
  identity: ({ field }) => ({ Id: field }),
  properties: { Id: { get: ({ field }) => field }, Name: { get: ({ field }) => field } },
})

export const ROW_COLUMN_HIERARCHIES = describe('RowColumnPivotHierarchyCollection', {
  properties: {},
  methods: {
    Add: ({ pivot, axis }, [value], session) => {
      const field = fieldOf(value)
      putOnAxis(pivot, axis, field, session)
      return wire('RowColumnPivotHierarchy', { pivot, axis, field })
    },
    GetCount: ({ pivot, axis }) => pivotAt(pivot)[axis].length,
    GetItemOrNullObject: (spot, [key]) => {
      const field = on(spot, spot.axis, key)
      return wireOrNull('RowColumnPivotHierarchy', field === undefined ? field : { ...spot, field })
    },
    Remove: ({ pivot, axis }, [value], session) => {
      const spot = selfOf(value, 'RowColumnPivotHierarchy')
      takeOff(pivot, axis, spot?.field ?? refuseArgument('a hierarchy of this axis'), session)
    },
  },
  items: ({ pivot, axis }) =>
    pivotAt(pivot)[axis].map((field) => wire('RowColumnPivotHierarchy', { pivot, axis, field })),
  item: (spot, key) =>
    wire('RowColumnPivotHierarchy', { ...spot, field: on(spot, spot.axis, key) ?? missing(key) }),
})

export const ROW_COLUMN_HIERARCHY = describe('RowColumnPivotHierarchy', {
  identity: ({ field }) => ({ Id: field }),
  properties: {
    Id: { get: ({ field }) => field },
    Name: { get: ({ field }) => field },
    Position: { get: ({ pivot, axis, field }) => pivotAt(pivot)[axis].indexOf(field) },
  },
})

export const FILTER_HIERARCHIES = describe('FilterPivotHierarchyCollection', {
  properties: {},
  methods: {
    Add: (pivot, [value], session) => {
      const field = fieldOf(value)
      putOnAxis(pivot, 'filters', field, session)
      return wire('FilterPivotHierarchy', { pivot, field })
    },
    GetCount: (pivot) => pivotAt(pivot).filters.length,
    GetItemOrNullObject: (pivot, [key]) => {
      const field = on({ pivot }, 'filters', key)
      return wireOrNull('FilterPivotHierarchy', field === undefined ? field : { pivot, field })
    },
  },
  items: (pivot) =>
    pivotAt(pivot).filters.map((field) => wire('FilterPivotHierarchy', { pivot, field })),
  item: (pivot, key) =>
    wire('FilterPivotHierarchy', { pivot, field: on({ pivot }, 'filters', key) ?? missing(key) }),
})

export const FILTER_HIERARCHY = describe('FilterPivotHierarchy', {
  identity: ({ field }) => ({ Id: field }),
  properties: { Id: { get: ({ field }) => field }, Name: { get: ({ field }) => field } },
})

/** Sum where all cells hold numbers, else count (known; #2348 tells of the surprise). */
function addValue(pivot: PivotSpot, value: unknown, { book }: Session): WireObject {
  const field = fieldOf(value)
  const now = pivotAt(pivot)
  const at = now.cache.fields.indexOf(field)
  const isNumeric = now.cache.records.every((record) => typeof record[at] === 'number')
  const summarize = isNumeric ? 'Sum' : 'Count'
  const taken = now.values.map((known) => known.name)
  const first = wordsOf(book).valueName(summarize, field)
  const name = taken.includes(first) ? `${first}${taken.length + 1}` : first
  const made: PivotValue = { id: book.newId(), field, summarize, name, numberFormat: 'General' }
  changePivot(book, pivot, { values: [...now.values, made] }, 'addin')
  return wire('DataPivotHierarchy', { pivot, id: made.id })
}

function valueBy(pivot: Pivot, key: unknown): PivotValue | undefined {
  const isNamed = sameAs(key)
  return pivot.values.find(({ id, name }) => id === key || isNamed(name))
}

function findValue(pivot: PivotSpot, key: unknown): PivotValueSpot | undefined {
  const value = valueBy(pivotAt(pivot), key)
  return value === undefined ? undefined : { pivot, id: value.id }
}

export const DATA_HIERARCHIES = describe('DataPivotHierarchyCollection', {
  properties: {},
  methods: {
    Add: (pivot, [value], session) => addValue(pivot, value, session),
    GetCount: (pivot) => pivotAt(pivot).values.length,
    GetItemOrNullObject: (pivot, [key]) => wireOrNull('DataPivotHierarchy', findValue(pivot, key)),
    Remove: (pivot, [value], { book }) => {
      const gone = selfOf(value, 'DataPivotHierarchy')
      const values = pivotAt(pivot).values.filter(({ id }) => id !== gone?.id)
      changePivot(book, pivot, { values }, 'addin')
    },
  },
  items: (pivot) =>
    pivotAt(pivot).values.map(({ id }) => wire('DataPivotHierarchy', { pivot, id })),
  item: (pivot, key) => wire('DataPivotHierarchy', findValue(pivot, key) ?? missing(key)),
})

const valueOf = ({ pivot, id }: PivotValueSpot): PivotValue =>
  pivotAt(pivot).values.find((value) => value.id === id) ?? missing(id)

function changeValue(spot: PivotValueSpot, change: Partial<PivotValue>, { book }: Session): void {
  const former = valueOf(spot)
  const values = pivotAt(spot.pivot).values.map((value) =>
    value === former ? { ...value, ...change } : value,
  )
  changePivot(book, spot.pivot, { values }, 'addin')
}

function setSummary(spot: PivotValueSpot, value: unknown, session: Session): void {
  if (value !== 'Sum' && value !== 'Count') {
    throw session.missing(`DataPivotHierarchy.SummarizeBy = ${String(value)}`)
  }
  const { field, name, summarize } = valueOf(spot)
  const words = wordsOf(session.book)
  // A name of Excel's own follows, one that was given stays.
  const isOwn = name === words.valueName(summarize, field)
  const change = isOwn ? { name: words.valueName(value, field) } : {}
  changeValue(spot, { summarize: value, ...change }, session)
}

export const DATA_HIERARCHY = describe('DataPivotHierarchy', {
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    Name: {
      get: (spot) => valueOf(spot).name,
      set: (spot, value, session) => {
        const name = asText(value, 'name')
        requireFreeValueName(pivotAt(spot.pivot), name, valueOf(spot))
        changeValue(spot, { name }, session)
      },
    },
    NumberFormat: {
      get: (spot) => valueOf(spot).numberFormat,
      set: (spot, value, session) =>
        changeValue(spot, { numberFormat: asText(value, 'numberFormat') }, session),
    },
    SummarizeBy: { get: (spot) => valueOf(spot).summarize, set: setSummary },
  },
})
