// The pane's sentences: the account of a sync, what it is doing, why it stopped.
import type { Locale } from '../../shared/schema/kind.ts'
import type { Progress } from '../../shared/sync/session/effect.ts'
import type { Stop, StopCode } from '../../shared/sync/session/stop.ts'
import type { TextKey } from '../text/en.ts'
import { joined } from '../text/lists.ts'
import { say } from '../text/say.ts'
import type { Account } from './model.ts'

/** Three digits a group: 2,000. */
export const countText = (locale: Locale, count: number): string =>
  new Intl.NumberFormat(locale).format(count)

/** 1 row, 2,000 rows. */
export const rowsText = (locale: Locale, count: number): string =>
  say(locale)(count === 1 ? 'rows.one' : 'rows.many', { count: countText(locale, count) })

const stopKey = (code: StopCode): TextKey => `stop.${code}`

/** Stops that whoever reads of them mends himself: nobody has to look for the request. */
const ownToMend = new Set<StopCode>([
  'changed',
  'client_too_old',
  'code_invalid',
  'epoch_changed',
  'last_admin',
  'name_taken',
  'set_up_already',
  'too_large',
  'too_many',
])

/** A limit that this version does not know is told as too many of anything. */
const reasonText = (locale: Locale, { code, detail, limit }: Stop): string => {
  const key = `stop.${code}.${limit}`
  const text = limit === undefined ? key : say(locale)(key)
  return text === key ? say(locale)(stopKey(code), { detail }) : text
}

/** What stopped it and what to do; where somebody else must look into it, by which id he finds it. */
export const stopText = (locale: Locale, stop: Stop): string => {
  const text = reasonText(locale, stop)
  const { code, request } = stop
  return request === undefined || ownToMend.has(code)
    ? text
    : say(locale)('stop.request', { text, request })
}

const parts = ['saved', 'unchanged', 'toCorrect', 'known', 'held'] as const

/** e.g. 2,000 行：已保存 1,912，待更正 63，已有客户 25 */
export const accountText = (locale: Locale, account: Account): string => {
  const speak = say(locale)
  if (account.rows === 0) return speak('sync.nothing')
  const count = (n: number) => countText(locale, n)
  const told = parts
    .filter((part) => account[part] > 0)
    .map((part) => speak(`sync.${part}`, { count: count(account[part]) }))
  const rows = rowsText(locale, account.rows)
  return speak('sync.done', { rows, parts: joined(locale, told) })
}

/** What is being done, with its counts. */
export const progressText = (locale: Locale, progress: Progress | null): string => {
  const speak = say(locale)
  if (progress === null) return speak('phase.start')
  return speak(`phase.${progress.phase}`, {
    done: countText(locale, progress.done),
    of: countText(locale, progress.of),
  })
}

/** @param at UTC, milliseconds */
export const timeText = (locale: Locale, at: number): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' }).format(at)
