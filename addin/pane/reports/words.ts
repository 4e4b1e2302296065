// The words of reports and PivotTables, in the reader's language.
import { reportsEn } from '../../text/reports-en.ts'
import { reportsZhHans } from '../../text/reports-zh-hans.ts'
import { reportsZhHant } from '../../text/reports-zh-hant.ts'
import { sayFrom } from '../../text/say.ts'

export const sayReports = sayFrom({
  en: reportsEn,
  'zh-Hans': reportsZhHans,
  'zh-Hant': reportsZhHant,
})
export type SayReports = ReturnType<typeof sayReports>
