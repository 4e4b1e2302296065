// The setting in which `npm run tier` reads cells: a list by itself, without an organisation and without a clock.
import type { Setting } from '../../shared/schema/kind.ts'

/** Yearless days cannot be read without a day to count from: '' is none. */
export const plainSetting = (currency: string, today = ''): Setting => ({
  locale: 'zh-Hans',
  country: 'CN',
  currency,
  timeZone: 'Asia/Shanghai',
  today,
  refs: null,
  say: null,
})
