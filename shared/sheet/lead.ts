// A lead row speaks of a customer and of a person (design §6). With a company it is an organisation, and what it
// says of a person (contact.*) is its primary contact. With a person and no company it is a person customer:
// his name is the customer's name too, and his numbers stay in contact.*, his own contact row. So nothing is
// stored twice but the name, and a sheet that shows the person does not show the name again.
import type { Problem } from '../problem.ts'
import { flaw } from '../problem.ts'
import type { WireValues } from '../protocol/cell.ts'
import { tables } from '../schema/tables.ts'
import type { TableKey } from '../schema/table-keys.ts'

const PERSON = 'contact.name'

const at = (values: WireValues, key: string): string | number | null => values[key] ?? null

/** Is the stored customer a person known by the name of his own contact row? */
export const isPersonRow = (values: WireValues): boolean =>
  at(values, 'kind') === 'person' &&
  at(values, PERSON) !== null &&
  at(values, 'name') === at(values, PERSON)

/**
 * What the cells of a customer's sheet say -> the values to store. `before` is the row as its writer last saw
 * it, null for a new one: an organisation whose name was emptied does not become a person.
 * Keys that are absent stay absent, but for `name` and `kind` where a person stands alone; an emptied kind is
 * left out, because the server fills it.
 */
export const sheetToCustomer = (values: WireValues, before: WireValues | null): WireValues => {
  const { kind = null, ...others } = values
  const said = kind === null ? others : values
  const person = at(values, PERSON)
  const name = at(values, 'name')
  const wasPerson = before === null || isPersonRow(before)
  if (person === null || !wasPerson || kind === 'org') return said
  if (name === null) return { ...said, name: person, kind: 'person' }
  // A company was typed in beside him: from now on the row is the company's.
  return before !== null && kind === null && name !== person ? { ...said, kind: 'org' } : said
}

/**
 * Stored values -> what a sheet with the columns `keys` shows: the inverse of sheetToCustomer, so that a pull
 * after a push finds the cells as typed. A sheet without a column for the person shows the name as the name.
 */
export const customerToSheet = (values: WireValues, keys: readonly string[]): WireValues =>
  isPersonRow(values) && keys.includes(PERSON) ? { ...values, name: null } : values

/** A new row's kind where it says none. */
export const withKind = (values: WireValues): WireValues =>
  at(values, 'kind') === null ? { ...values, kind: 'org' } : values

/** `required.empty` for each required field that a whole row lacks. */
export const missingRequired = (table: TableKey, values: WireValues): readonly Problem[] =>
  Object.entries(tables[table].fields)
    .filter(([key, field]) => field.required && at(values, key) === null)
    .map(([key]) => ({ field: key, ...flaw('required.empty', 'error') }))
