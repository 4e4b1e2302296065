// Fields and tables: a field is a kind with labels, a table a set of fields. Row type, wire schema, D1 columns,
// headers, cell codec and validation all derive from these descriptions.
import * as z from 'zod'

import type { Kind, Label, Storage, Value } from './kind.ts'
import { maskable } from './kinds/masked.ts'

/** Who fills a field: the user, the server, or the user until the server has figures of its own. */
export type Filled = 'entered' | 'computed' | 'both'
/** shown: a column of a new sheet; optional: offered; off: defined, not offered until a manager allows it. */
export type Show = 'shown' | 'optional' | 'off'
/** Privacy class of facts/features.md §2: B0, B1 business; P1 to P3 personal, P3 sensitive. */
export type Privacy = 'B0' | 'B1' | 'P1' | 'P2' | 'P3'

/** Which value survives when rows are merged, where verified before newest does not do (shared/merge/survive.ts). */
export interface Survival {
  /** full_name: the registered name beats the short one. winner: the row that stays. latest: the greatest value. */
  readonly by?: 'full_name' | 'winner' | 'latest'
  /** Means nothing without that field: always of the same row, empty or not. */
  readonly partOf?: string
  /** Of the row that gave that field, where it has one. */
  readonly near?: string
  /** Names that were not taken are kept in this list of words. */
  readonly aliases?: string
}

export interface Field<
  V extends Value = Value,
  S extends Storage = Storage,
  R extends boolean = boolean,
> {
  readonly kind: Kind<V, S>
  readonly label: Label
  readonly required: R
  readonly filled: Filled
  readonly show: Show
  readonly privacy: Privacy
  /** Other headers that mean this field, in any language; compared folded. */
  readonly synonyms: readonly string[]
  readonly survives: Survival
  /** May managers take it from some roles' sight, or all but its end? See shared/privacy. */
  readonly isGuarded: boolean
}

export interface FieldOptions {
  readonly filled?: Filled
  readonly show?: Show
  readonly privacy?: Privacy
  readonly synonyms?: readonly string[]
  readonly survives?: Survival
  /** The product ranks or works by it: whoever sees the row sees it, whatever its class. */
  readonly isOpen?: true
}

/** Erases the value type where fields stand in one list: each kind only ever gets its own values back. */
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyField = Field<any, Storage, boolean>
export type Fields = Readonly<Record<string, AnyField>>

type Labels = readonly [en: string, zhHans: string, zhHant: string]
const labelOf = ([en, zhHans, zhHant]: Labels): Label => ({
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
  en,
})

const field = <V extends Value, S extends Storage, R extends boolean>(
  kind: Kind<V, S>,
  labels: Labels,
  required: R,
  options: FieldOptions,
): Field<V, S, R> => {
  const { privacy = 'B0', isOpen = false } = options
  const isGuarded = !required && !isOpen && privacy !== 'B0' && kind.refersTo === null
  return {
    kind: isGuarded ? maskable(kind) : kind,
    label: labelOf(labels),
    required,
    filled: options.filled ?? 'entered',
    show: options.show ?? 'optional',
    privacy,
    synonyms: options.synonyms ?? [],
    survives: options.survives ?? {},
    isGuarded,
  }
}

export const required = <V extends Value, S extends Storage>(
  kind: Kind<V, S>,
  labels: Labels,
  options: FieldOptions = {},
): Field<V, S, true> => field(kind, labels, true, options)

export const optional = <V extends Value, S extends Storage>(
  kind: Kind<V, S>,
  labels: Labels,
  options: FieldOptions = {},
): Field<V, S, false> => field(kind, labels, false, options)

export const computed = <V extends Value, S extends Storage>(
  kind: Kind<V, S>,
  labels: Labels,
  options: FieldOptions = {},
): Field<V, S, false> => field(kind, labels, false, { ...options, filled: 'computed' })

export interface Table<N extends string = string, F extends Fields = Fields> {
  readonly name: N
  readonly label: Label
  readonly fields: F
}
export const table = <const N extends string, F extends Fields>(
  name: N,
  labels: Labels,
  fields: F,
): Table<N, F> => ({ name, label: labelOf(labels), fields })

type ValueOf<F extends AnyField> =
  F extends Field<infer V, Storage, infer R> ? (R extends true ? V : V | null) : never
export type Row<T extends Table> = { readonly [K in keyof T['fields']]: ValueOf<T['fields'][K]> }

type Shape<F extends Fields> = { [K in keyof F]: z.ZodType<ValueOf<F[K]>> }

/** The schema of a stored row: the same kinds, assembled. The cast is safe: entries keep their keys. */
export const rowSchema = <F extends Fields>(t: Table<string, F>): z.ZodObject<Shape<F>> =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(t.fields).map(([key, f]) => [
        key,
        f.required ? f.kind.schema : f.kind.schema.nullable(),
      ]),
    ) as Shape<F>,
  )
