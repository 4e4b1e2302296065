// How long sensitive values are kept: a field that was switched on with so many days loses each value that old, wherever
// it is written, also after it was switched off again. A bounded piece a call, for whoever keeps time. A port stands here.
import {
  guardedFields,
  isSensitive,
  type OwnField,
  ruleName,
  ruleOf,
} from '../../shared/privacy/sights.ts'
import type { Actor } from '../auth/actor.ts'
import { toFieldPolicy } from './field-sight.ts'
import { DAY_MS } from './provision.ts'
import { AGED_MAX } from './retention.ts'

/** A field by its table and key. */
export type KeptField = Pick<OwnField, 'table' | 'key'>

export interface KeepingStore {
  /** The policy `fields`; untrusted. */
  readonly readFieldPolicy: (org: string) => Promise<unknown>
  /** Of the next rows after the field's mark those whose value has stood since before `before` (UTC, milliseconds). */
  readonly readOldValues: (
    org: string,
    ask: KeptField & { readonly before: number },
  ) => Promise<{ readonly ids: readonly string[]; readonly next: string }>
  /** One atomic batch: the value goes from the rows, their history, conflicts and reports; rows get a new revision. */
  readonly blankValues: (
    actor: Actor,
    order: KeptField & { readonly ids: readonly string[]; readonly now: number },
  ) => Promise<void>
  readonly writeFieldMark: (org: string, field: string, after: string) => Promise<void>
}

const runField = async (
  store: KeepingStore,
  actor: Actor,
  { table, key }: KeptField,
  { days, now }: { readonly days: number; readonly now: number },
): Promise<{ readonly blanked: number; readonly more: boolean }> => {
  const org = actor.org.id
  const { ids, next } = await store.readOldValues(org, { table, key, before: now - days * DAY_MS })
  if (ids.length > 0) await store.blankValues(actor, { table, key, ids, now })
  const isFull = ids.length >= AGED_MAX
  await store.writeFieldMark(org, ruleName(table, key), isFull ? (ids.at(-1) ?? '') : next)
  return { blanked: ids.length, more: isFull || next !== '' }
}

export interface Kept {
  /** Values that went in this call. */
  readonly blanked: number
  /** Call again: a round is not finished. */
  readonly more: boolean
}

/** Safe to repeat and to interrupt anywhere. `actor` is the calendar. */
export const runKeeping = async (store: KeepingStore, actor: Actor, now: number): Promise<Kept> => {
  const policy = toFieldPolicy(await store.readFieldPolicy(actor.org.id))
  let [blanked, isMore] = [0, false]
  for (const own of guardedFields.filter(({ field }) => isSensitive(field))) {
    const { days } = ruleOf(policy, own)
    if (days === null) continue
    const done = await runField(store, actor, own, { days, now })
    blanked += done.blanked
    isMore ||= done.more
  }
  return { blanked, more: isMore }
}
