// A Problem is data that a user can fix: a list, never thrown. Its words are in addin/text, by code.
// A Refusal is the server's no (protocol/refusal.ts); assert (assert.ts) is for our own mistakes.

/** error: the row is not stored. warning: stored as typed, marked, not used as a key. */
export type Level = 'error' | 'warning'

/** The closed list of what can be wrong with a cell; addin/text has a sentence for each. */
export const flawCodes = [
  'required.empty',
  'text.long',
  'text.control',
  'digits.lost',
  'choice.unknown',
  'tags.many',
  'phone.form',
  'phone.length',
  'phone.area',
  'email.form',
  'email.domain',
  'url.form',
  'date.form',
  'date.ambiguous',
  'time.form',
  'money.form',
  'money.currency',
  'number.form',
  'number.whole',
  'number.range',
  'credit.length',
  'credit.letter',
  'credit.check',
  'ref.unknown',
  'ref.ambiguous',
  'formula.error',
  'rate.missing',
  'kind.booked',
  'override.reason',
  'override.end',
  'override.past',
  'override.far',
  'figure.computed',
  'field.readonly',
  'field.off',
  'field.hidden',
  'id.form',
  'id.check',
  'child.age',
  'child.told',
] as const
export type FlawCode = (typeof flawCodes)[number]

export type Params = Readonly<Record<string, string | number>>

export interface Flaw {
  readonly code: FlawCode
  readonly level: Level
  readonly params: Params
}

/** A flaw in a place: `field` is a field key of the sheet, such as `contact.mobile`. */
export interface Problem extends Flaw {
  readonly field: string
}

export const flaw = (code: FlawCode, level: Level, params: Params = {}): Flaw => ({
  code,
  level,
  params,
})
