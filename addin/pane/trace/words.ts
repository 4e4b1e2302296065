// The words of trace and privacy, in the reader's language, and an entry of the audit as a sentence.
import type { AuditEntry } from '../../../shared/protocol/trace.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import { listed } from '../../text/lists.ts'
import { sayFrom } from '../../text/say.ts'
import { traceEn } from '../../text/trace-en.ts'
import { traceZhHans } from '../../text/trace-zh-hans.ts'
import { traceZhHant } from '../../text/trace-zh-hant.ts'
import type { Looker } from './model.ts'

export const sayTrace = sayFrom({ en: traceEn, 'zh-Hans': traceZhHans, 'zh-Hant': traceZhHant })
export type SayTrace = ReturnType<typeof sayTrace>

/** Facts of an entry whose values are words of ours: `by` of sign_in, `role`, the name of a policy, why. */
const spoken = ['by', 'role', 'was', 'name', 'reason'] as const

const factText = (t: SayTrace, key: string, value: string | number | null): string => {
  const isSpoken = spoken.some((each) => each === key)
  const word = isSpoken ? t(`fact.${key}.${value}`) : ''
  const text = word === '' || word.startsWith('fact.') ? String(value ?? t('fact.none')) : word
  const label = t(`fact.${key}`)
  return label.startsWith('fact.') ? `${key}: ${text}` : t('fact.pair', { label, value: text })
}

/** What an entry says beside its deed: whom it is about, how many rows, its facts. */
export const factsOf = (
  locale: Locale,
  { users }: Pick<Looker, 'users'>,
  { by, ids, count, detail }: AuditEntry,
): readonly string[] => {
  const t = sayTrace(locale)
  const names = ids
    .filter((id) => id !== by)
    .map((id) => users.find((user) => user.id === id)?.name ?? '')
    .filter((name) => name !== '')
  const number = new Intl.NumberFormat(locale)
  return [
    ...(names.length === 0 ? [] : [t('fact.about', { names: listed(locale, names) })]),
    ...(count > ids.length ? [t('fact.count', { count: number.format(count) })] : []),
    ...Object.entries(detail).map(([key, value]) => factText(t, key, value)),
  ]
}

/** Ids that name no user of ours: rows, keys, invitations; for whoever looks them up. */
export const otherIds = (
  { users }: Pick<Looker, 'users'>,
  { ids }: Pick<AuditEntry, 'ids'>,
): readonly string[] => ids.filter((id) => !users.some((user) => user.id === id))
