// The words of the log of merges, and how stored values are written in it.
import { mergeEn } from '../../text/merge-en.ts'
import { mergeZhHans } from '../../text/merge-zh-hans.ts'
import { mergeZhHant } from '../../text/merge-zh-hant.ts'
import { mergesEn } from '../../text/merges-en.ts'
import { mergesZhHans } from '../../text/merges-zh-hans.ts'
import { mergesZhHant } from '../../text/merges-zh-hant.ts'
import { sayFrom } from '../../text/say.ts'
import type { WireValues } from '../../../shared/protocol/cell.ts'
import { isTableKey, sheetFields } from '../../../shared/schema/tables.ts'
import { valueText } from '../../../shared/sync/session/shown.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import { settingFor } from '../review/words.ts'
import type { Greeting } from '../../sync/tool-desk.ts'

export const sayMerges = sayFrom({
  en: { ...mergeEn, ...mergesEn },
  'zh-Hans': { ...mergeZhHans, ...mergesZhHans },
  'zh-Hant': { ...mergeZhHant, ...mergesZhHant },
})
export type SayMerges = ReturnType<typeof sayMerges>

/** A stored value as a sheet shows it; '' for none. */
export const storedText = (
  locale: Locale,
  greeting: Greeting | null,
  {
    table,
    field,
    value,
  }: {
    readonly table: string
    readonly field: string
    readonly value: WireValues[string] | undefined
  },
): string => {
  if (value === null || value === undefined) return ''
  if (greeting === null || !isTableKey(table)) return String(value)
  const { hello } = greeting
  return valueText(value, sheetFields(table)[field], settingFor(locale, hello, {}))
}
