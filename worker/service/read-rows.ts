// From the rows of a push to what they say: shape, hash, references, values, problems. A row that is no row,
// or whose hash is not that of its cells, is answered `invalid` without problems: no cell of it is to blame.
import type { Incoming } from '../../shared/merge/facts.ts'
import { flaw, type Problem } from '../../shared/problem.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import {
  pushRow,
  type PushRow,
  type RowOrigin,
  type RowResult,
} from '../../shared/protocol/push.ts'
import type { Cell, Setting } from '../../shared/schema/kind.ts'
import { isMask } from '../../shared/schema/kinds/masked.ts'
import type { AnyField } from '../../shared/schema/table.ts'
import { sheetFields } from '../../shared/schema/tables.ts'
import { transaction } from '../../shared/schema/transaction.ts'
import { readRow, type RowReading } from '../../shared/sheet/row.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import type { Actor } from '../auth/actor.ts'
import { isTold, seenBy } from './field-sight.ts'
import { keysOfCell, openRefs, referringColumns } from './label.ts'
import { firstMark } from './rules.ts'
import { settingOf } from './setting.ts'
import type { LabelFacts, Store } from './store.ts'

export interface SentRows {
  readonly table: TableName
  readonly fields: readonly string[]
  readonly rows: readonly unknown[]
}

/** In the order in which the rows were sent: what is to be decided, or the answer that stands already. */
export type ReadRow =
  | {
      /** Without the fields that say nothing: masks, and what is not collected here or not the caller's to see. */
      readonly incoming: Incoming
      /** All that the cells say, masks too. */
      readonly sent: WireValues
      readonly result: null
      readonly hint: string | null
    }
  | { readonly incoming: null; readonly result: RowResult; readonly hint: null }

/** For the audit: `remote` was typed by a co-author, `copy <id>` is an edited copy. */
const hintOf = (origin: RowOrigin | null | undefined): string | null => {
  const words = [
    ...(origin?.remote === true ? ['remote'] : []),
    ...(!origin?.copiedFrom ? [] : [`copy ${origin.copiedFrom}`]),
  ]
  return words.length > 0 ? words.join(' ') : null
}

const idOf = (row: unknown): string => {
  const id: unknown = Array.isArray(row) ? row[0] : null
  return typeof id === 'string' ? id.slice(0, 26) : ''
}

const toSound = (sent: SentRows, row: unknown): PushRow | null => {
  const parsed = pushRow.safeParse(row)
  if (!parsed.success) return null
  const [, , hash, cells] = parsed.data
  const fits = cells.length === sent.fields.length
  return fits && rowHash(sent.table, sent.fields, cells) === hash ? parsed.data : null
}

/** Keys come from outside: `__proto__` and its like are no fields. */
const fieldAt = (table: TableName, key: string): AnyField | undefined => {
  const fields = sheetFields(table)
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

const isWritable = (table: TableName, key: string): boolean => {
  const field = fieldAt(table, key)
  return field !== undefined && field.filled !== 'computed'
}

/** A mask says what stands there already: nothing. */
const withoutMasks = (values: WireValues): WireValues =>
  Object.values(values).some(isMask)
    ? Object.fromEntries(Object.entries(values).filter(([, value]) => !isMask(value)))
    : values

/** Columns that are passed over here, with what is said where a cell of them is filled. */
const passedOver = (actor: Actor, { table, fields }: SentRows): readonly PassedOver[] =>
  fields.flatMap((key, at) => {
    if (!isWritable(table, key) || isTold(actor, table, key)) return []
    const isOff = seenBy(actor, table, key) === 'off'
    return [{ at, key, code: isOff ? ('field.off' as const) : ('field.hidden' as const) }]
  })

const ignored = (passed: readonly PassedOver[], cells: readonly Cell[]): readonly Problem[] =>
  passed.flatMap(({ at, key, code }) =>
    String(cells[at] ?? '').trim() === '' ? [] : [{ field: key, ...flaw(code, 'warning') }],
  )

const readonlyFields = (table: TableName, fields: readonly string[]): readonly Problem[] =>
  fields
    .filter((key) => !isWritable(table, key))
    .map((field) => ({ field, ...flaw('field.readonly', 'error') }))

interface PassedOver {
  readonly at: number
  readonly key: string
  readonly code: 'field.off' | 'field.hidden'
}

const noLabels: LabelFacts = {
  customersByKey: new Map(),
  customers: new Map(),
  contacts: [],
  held: new Map(),
}

const readLabels = async (
  store: Store,
  actor: Actor,
  sent: SentRows,
  rows: readonly PushRow[],
): Promise<LabelFacts> => {
  const fields = sent.fields.map((key) => fieldAt(sent.table, key))
  const customers = referringColumns(fields, 'customer')
  const contacts = referringColumns(fields, 'contact')
  const code = codeColumn(sent)
  const places = code === null ? customers : [...customers, code]
  const cells = rows.flatMap((row) => places.map((i) => row[3][i] ?? ''))
  if (cells.every((cell) => cell === '') && contacts.length === 0) return noLabels
  return await store.readLabels(actor, {
    customers: [...new Set(cells.flatMap(keysOfCell))],
    customerIds: [
      ...new Set(cells.flatMap((cell) => (/^\w{26}$/u.test(String(cell)) ? [String(cell)] : []))),
    ],
    withContacts: contacts.length > 0,
    table: sent.table,
    rows: rows.filter((row) => row[1] > 0).map((row) => row[0]),
  })
}

/** The column that says by his number whom a line means, where his name does not. */
const codeColumn = (sent: SentRows): number | null => {
  const at = sent.table === 'transaction' ? sent.fields.indexOf('customer_code') : -1
  return at < 0 ? null : at
}

/** A name that says nobody, or more than one, or nothing, is settled by the number beside it. */
const withCode = (reading: RowReading, code: Cell, setting: Setting): RowReading => {
  const isOpen = (reading.values['customer_id'] ?? null) === null
  const found = isOpen ? transaction.fields.customer_id.kind.read(code, setting) : null
  if (!found || found.value === null || found.flaw) return reading
  return {
    values: { ...reading.values, customer_id: found.value },
    problems: reading.problems.filter(({ field }) => field !== 'customer_id'),
  }
}

/** The customer's column first: contacts are looked for among his. */
const inReadingOrder = (fields: readonly string[]): readonly number[] => {
  const at = fields.indexOf('customer_id')
  const all = fields.map((_, i) => i)
  return at < 0 ? all : [at, ...all.filter((i) => i !== at)]
}

export const readRows = async (
  store: Store,
  actor: Actor,
  sent: SentRows,
  now: number,
): Promise<readonly ReadRow[]> => {
  const sound = sent.rows.map((row) => toSound(sent, row))
  const labels = await readLabels(
    store,
    actor,
    sent,
    sound.filter((row) => row !== null),
  )
  const order = inReadingOrder(sent.fields)
  const keys = order.map((i) => {
    const key = sent.fields[i] ?? ''
    return isWritable(sent.table, key) && isTold(actor, sent.table, key) ? key : null
  })
  const code = codeColumn(sent)
  const unwritable = readonlyFields(sent.table, sent.fields)
  const passed = passedOver(actor, sent)
  const base = settingOf(actor.org, now, openRefs(actor.users, labels, []))
  return sound.map((row, i) => {
    if (row === null)
      return {
        incoming: null,
        result: { id: idOf(sent.rows[i]), outcome: 'invalid', problems: [] },
        hint: null,
      }
    const [id, rev, hash, sentCells, answer, origin, after] = row
    const cells: readonly Cell[] = order.map((at) => sentCells[at] ?? '')
    const refs = openRefs(actor.users, labels, labels.held.get(id) ?? [])
    const setting = { ...base, refs }
    const read = readRow(sent.table, keys, cells, setting)
    const reading = code === null ? read : withCode(read, sentCells[code] ?? '', setting)
    const incoming: Incoming = {
      id,
      base: rev,
      hash,
      ...(after === undefined ? {} : { after: typeof after === 'string' ? [after] : after }),
      answer: answer ?? null,
      values: withoutMasks(reading.values),
      problems: [...reading.problems, ...ignored(passed, sentCells), ...unwritable],
      first: firstMark(actor, sent.table, hash),
    }
    return { incoming, sent: reading.values, result: null, hint: hintOf(origin) }
  })
}
