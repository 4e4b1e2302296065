// The rows of a question side by side, field by field: who says what, which value the merged customer gets and why,
// and which one comes next. What the merge will do is worked out here by the server's own rules.
import { survive } from '../../../shared/merge/survive.ts'
import type { Decided } from '../../../shared/merge/survive.ts'
import type { SurvivalRule } from '../../../shared/merge/survival.ts'
import { valueAt } from '../../../shared/merge/three-way.ts'
import type { WireValues } from '../../../shared/protocol/cell.ts'
import type { Setting, Value } from '../../../shared/schema/kind.ts'
import type { AnyField } from '../../../shared/schema/table.ts'
import { customer } from '../../../shared/schema/customer.ts'
import { borrowed, borrowedKey, sheetFields } from '../../../shared/schema/tables.ts'
import { valueText } from '../../../shared/sync/session/shown.ts'
import { markDifferences } from './differ.ts'
import type { Part } from './differ.ts'

/** The field that stands for the main contact as a whole: he comes from one row. */
export const CONTACT = 'contact'

/** A row of the question, as it would be merged. */
export interface SideRow {
  readonly id: string
  readonly values: WireValues
  readonly updatedAt: number
  readonly hasContact: boolean
}

export interface Option {
  /** A row that says so: what is asked for; null is the rule's own value, put together from several. */
  readonly from: string | null
  /** All rows that say so. */
  readonly ids: readonly string[]
  readonly text: string
  readonly parts: readonly Part[]
}

export interface FieldView {
  readonly key: string
  readonly options: readonly Option[]
  /** Place of the value that the merged customer gets; -1: none. */
  readonly chosen: number
  /** null where nothing is decided: the merge cannot be looked at yet. */
  readonly rule: SurvivalRule | null
  /** differs: two rows say something else. fills: one row or some say it, the others nothing. same: all say so. */
  readonly state: 'differs' | 'fills' | 'same'
}

export interface Choices {
  readonly fields: Readonly<Record<string, string>>
  /** The row whose main contact it is to be. */
  readonly contact: string | null
}

interface Said {
  readonly from: string | null
  readonly ids: string[]
  readonly text: string
}

const stateOf = (said: readonly Said[], rows: number): FieldView['state'] => {
  if (said.length > 1) return 'differs'
  return (said[0]?.ids.length ?? 0) < rows ? 'fills' : 'same'
}

const toView = (
  key: string,
  said: readonly Said[],
  chosen: number,
  part: Pick<FieldView, 'rule' | 'state'>,
): FieldView => {
  const parts = markDifferences(
    said.map(({ text }) => text),
    Math.max(0, chosen),
  )
  const options = said.map((one, at): Option => ({ ...one, parts: parts[at] ?? [] }))
  return { key, options, chosen, ...part }
}

const sayers = (
  rows: readonly SideRow[],
  textOf: (row: SideRow) => { readonly same: Value; readonly text: string } | null,
): readonly Said[] => {
  const found = new Map<Value, Said>()
  for (const row of rows) {
    const said = textOf(row)
    if (said === null) continue
    const known = found.get(said.same)
    if (known) known.ids.push(row.id)
    else found.set(said.same, { from: row.id, ids: [row.id], text: said.text })
  }
  return [...found.values()]
}

type Decisions = ReadonlyMap<string, Decided>

interface Ground {
  readonly setting: Setting
  /** As the rules and the choices have it; empty where nothing is decided. */
  readonly decided: Decisions
  /** As the rules alone would have it. */
  readonly ruled: Decisions
}

/** What a rule puts together from several rows is a value of its own beside theirs. */
const unitedBy = (
  decided: Decided | undefined,
  said: readonly Said[],
  text: (value: Value | null) => string,
): readonly Said[] => {
  if (decided?.rule !== 'union' || decided.value === null) return []
  const own = text(decided.value)
  const isSaid = said.some((one) => one.text === own)
  return isSaid ? [] : [{ from: null, ids: [...decided.from], text: own }]
}

const fieldView = (
  key: string,
  field: AnyField,
  rows: readonly SideRow[],
  { decided, ruled, setting }: Ground,
): FieldView | null => {
  const text = (value: Value | null) => valueText(value, field, setting)
  const said = sayers(rows, ({ values }) => {
    const value = valueAt(values, key)
    return value === null ? null : { same: value, text: text(value) }
  })
  if (said.length === 0) return null
  const all = [...unitedBy(ruled.get(key), said, text), ...said]
  const own = decided.get(key)
  const chosen = own === undefined ? -1 : all.findIndex((one) => one.text === text(own.value))
  return toView(key, all, chosen, { rule: own?.rule ?? null, state: stateOf(said, rows.length) })
}

const contactFields = borrowed.map((key) => borrowedKey(key))

/** A person in a line: name, title, mobile, e-mail. */
const contactText = (values: WireValues, setting: Setting): string =>
  contactFields
    .map((key) => valueText(valueAt(values, key), sheetFields('customer')[key], setting))
    .filter((text) => text !== '')
    .join(' · ')

const contactView = (
  rows: readonly SideRow[],
  { contact }: Choices,
  setting: Setting,
  isDecided: boolean,
): FieldView | null => {
  const said = sayers(rows, ({ values }) => {
    const text = contactText(values, setting)
    return text === '' ? null : { same: text, text }
  })
  if (said.length === 0) return null
  const having = rows.filter((row) => row.hasContact)
  const giver = having.find(({ id }) => id === contact) ?? having[0] ?? null
  const chosen = said.findIndex(({ ids }) => ids.includes(giver?.id ?? ''))
  const state = stateOf(said, rows.length)
  const rule = !isDecided
    ? null
    : contact !== null
      ? 'chosen'
      : state === 'same'
        ? 'same'
        : having.length === 1
          ? 'only'
          : 'winner'
  return toView(CONTACT, said, isDecided ? chosen : -1, { rule, state })
}

const decide = (rows: readonly SideRow[], choices: Readonly<Record<string, string>>): Decisions => {
  const chosen = new Map(Object.entries(choices).map(([key, from]) => [key, { from }]))
  return new Map(survive(customer.fields, rows, chosen).map((one) => [one.field, one]))
}

/**
 * The fields that any row fills, in the order of a sheet. `rows`: the one that stays first.
 * @param isDecided false: the rows cannot be merged (yet); nothing is chosen then
 */
export const viewFields = (
  rows: readonly SideRow[],
  choices: Choices,
  setting: Setting,
  isDecided: boolean,
): readonly FieldView[] => {
  const ground: Ground = {
    setting,
    decided: isDecided ? decide(rows, choices.fields) : new Map(),
    ruled: isDecided ? decide(rows, {}) : new Map(),
  }
  const borrowedKeys = new Set<string>(contactFields)
  return Object.entries(sheetFields('customer')).flatMap(([key, field]) => {
    if (borrowedKeys.has(key))
      return key === contactFields[0] ? (contactView(rows, choices, setting, isDecided) ?? []) : []
    return field.filled === 'computed' ? [] : (fieldView(key, field, rows, ground) ?? [])
  })
}

/** Those where its user has a choice: they are looked at one by one. */
export const openFields = (views: readonly FieldView[]): readonly FieldView[] =>
  views.filter(({ state }) => state === 'differs')
