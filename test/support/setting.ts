// A setting to read and write cells in: mainland, yuan, Shanghai, in the middle of the table's own year.
import { say } from '../../addin/text/say.ts'
import type { Setting } from '../../shared/schema/kind.ts'

export const aSetting = (change: Partial<Setting> = {}): Setting => {
  const locale = change.locale ?? 'zh-Hans'
  return {
    locale,
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    today: '2026-11-21',
    refs: null,
    say: say(locale),
    ...change,
  }
}
