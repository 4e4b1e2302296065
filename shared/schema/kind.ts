// What a kind of field promises: every answer about its values, in one place.
// A kind is asked, never switched on by name; a new kind is a new file that answers the same questions.
import type * as z from 'zod'

import type { Flaw } from '../problem.ts'

/** What a cell can hold as Excel hands it over; an empty cell is ''. */
export type Cell = string | number | boolean

/** What is stored and travels: comparable with ===, JSON as it is. Lists are canonical text ("a; b"). */
export type Value = string | number

export type Storage = 'text' | 'integer' | 'real'

export type Locale = 'zh-Hans' | 'zh-Hant' | 'en'
export const locales: readonly Locale[] = ['zh-Hans', 'zh-Hant', 'en']
export type Label = Readonly<Record<Locale, string>>

/** Labels of other rows, for references: ids by label, and the label that a cell shows for an id. */
export interface RefBook {
  /** No id: unknown; more than one: ambiguous. */
  readonly find: (table: string, label: string) => readonly string[]
  readonly label: (table: string, id: string) => string | null
}

/** What the meaning of a cell depends on beside the cell itself. */
export interface Setting {
  readonly locale: Locale
  /** ISO 3166 code whose numbering plan a phone without + is read in. */
  readonly country: 'CN' | 'TW' | 'HK' | 'MO'
  readonly currency: string
  /** IANA zone of the organisation. */
  readonly timeZone: string
  /** Today in that zone, YYYY-MM-DD. */
  readonly today: string
  /** null where references cannot be looked up (the pane): such a cell is then taken as typed. */
  readonly refs: RefBook | null
  /** The text of a key in the reader's language (addin/text); null where none is shown. */
  readonly say: ((key: string, params: Readonly<Record<string, string | number>>) => string) | null
}

/**
 * What a cell says. Empty (also 无, -, N/A) is null without a flaw.
 * With a flaw of level `warning`, value is the text as typed; with `error` it is null.
 */
export interface Reading<V extends Value> {
  readonly value: V | null
  readonly flaw: Flaw | null
}

/** Of several cells one. */
export interface Several<V extends Value> {
  /** All of these in one value, as many as it holds; null where they cannot be. */
  readonly unite: (values: readonly V[]) => V | null
  /** Does `whole` say all that `value` says? */
  readonly has: (whole: V, value: V) => boolean
}

export interface Kind<V extends Value = Value, S extends Storage = Storage> {
  readonly name: string
  readonly storage: S
  /** Excel's number format of the column; '@' keeps what is typed as text. */
  readonly numberFormat: string
  /** A stored value. */
  readonly schema: z.ZodType<V>
  readonly read: (cell: Cell, setting: Setting) => Reading<V>
  /** The local way of writing a stored value; read(write(v)) is v. */
  readonly write: (value: V, setting: Setting) => Cell
  /** The canonical text of a cell for hashing: the same however Excel coerced it. Never parsed. */
  readonly canon: (cell: Cell) => string
  /** Is the stored value a read one, not text kept as typed? Only such values become keys. */
  readonly isUsable: (value: V) => boolean
  /** What a validation list offers; empty for free entry. */
  readonly offers: (locale: Locale) => readonly string[]
  /** The table that a reference points to. */
  readonly refersTo: string | null
  /** For a kind that holds several in one cell; absent: one value survives a merge. */
  readonly several?: Several<V>
  /** Values that win when rows are merged: a withdrawal stays one. */
  readonly wins?: readonly string[]
  /** What a reader sees of a masked value, a mask of kinds/masked.ts; absent: that there is one. */
  readonly mask?: (value: V) => string
}
