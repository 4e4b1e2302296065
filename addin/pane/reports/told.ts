// What the reports' screen says of work that is done.
import type { Locale } from '../../../shared/schema/kind.ts'
import { labelOfKey } from '../../../shared/sheet/column.ts'
import { listed } from '../../text/lists.ts'
import type { ReportsEvent, Told } from './model.ts'

export const done = (
  kind: Told['kind'],
  key: string,
  params: Told['params'] = {},
): ReportsEvent => ({
  type: 'done',
  told: { kind, key, params },
})

/** Fields of customers, as the reader calls them. */
export const fieldsListed = (locale: Locale, keys: readonly string[]): string =>
  listed(
    locale,
    keys.map((key) => labelOfKey('customer', key, locale)),
  )
