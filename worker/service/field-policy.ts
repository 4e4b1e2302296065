// The policy on fields: shown to everybody as it concerns him, changed by managers one field at a time, with its history.
import {
  type ChangeFieldReply,
  type ChangeFieldRequest,
  FIELD_VERSIONS_MAX,
  type FieldHistoryReply,
  type FieldPolicy,
  type FieldRule,
  type FieldsReply,
  type ListedField,
} from '../../shared/protocol/fields.ts'
import { faultsOfChange, withChange } from '../../shared/privacy/change.ts'
import {
  boundsOf,
  guardedFields,
  isSensitive,
  type OwnField,
  ruleName,
  ruleOf,
} from '../../shared/privacy/sights.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { RevealStore } from './field-reveal.ts'
import { FIELDS, toFieldPolicy } from './field-sight.ts'
import type { PolicyEntry, PolicyStore } from './policies.ts'
import { dayIn } from './setting.ts'
import { requireManager } from './tier-policy.ts'

interface Stores {
  readonly policies: PolicyStore
  readonly reveals: Pick<RevealStore, 'countReveals'>
}

const toListed = (actor: Actor, policy: FieldPolicy, own: OwnField): ListedField => {
  const { table, key, field } = own
  const { isOn, sight, purpose, days } = ruleOf(policy, own)
  return {
    table,
    key,
    privacy: field.privacy,
    isOn,
    mine: isOn ? sight[actor.role] : 'none',
    byRole: mayHandOver(actor) ? sight : null,
    bounds: [...boundsOf(field)],
    isSwitched: isSensitive(field),
    purpose,
    days,
  }
}

const listedBy = async (
  { reveals }: Stores,
  actor: Actor,
  entry: PolicyEntry | undefined,
  now: number,
): Promise<FieldsReply> => {
  const policy = toFieldPolicy(entry?.value)
  return {
    version: entry?.version ?? 0,
    mayChange: mayHandOver(actor),
    fields: guardedFields.map((own) => toListed(actor, policy, own)),
    reveals: {
      limit: policy.reveals,
      used: await reveals.countReveals(actor, dayIn(actor.org.timeZone, now)),
    },
  }
}

export const listFields = async (
  stores: Stores,
  actor: Actor,
  now: number,
): Promise<FieldsReply> => {
  const [entry] = await stores.policies.readPolicy(actor, FIELDS, 1)
  return await listedBy(stores, actor, entry, now)
}

/** @throws Refusal forbidden, changed */
export const changeField = async (
  stores: Stores,
  actor: Actor,
  order: ChangeFieldRequest,
  now: number,
): Promise<ChangeFieldReply> => {
  requireManager(actor)
  const { seen } = order
  const [entry] = await stores.policies.readPolicy(actor, FIELDS, 1)
  if ((entry?.version ?? 0) !== seen)
    throw new Refusal('changed', 'Somebody else changed the fields: read them again.')
  const policy = toFieldPolicy(entry?.value)
  const faults = 'key' in order ? faultsOfChange(policy, order) : []
  if (faults.length > 0)
    return { ...(await listedBy(stores, actor, entry, now)), saved: false, faults: [...faults] }
  const value =
    'key' in order ? withChange(policy, order, seen + 1) : { ...policy, reveals: order.reveals }
  if (!(await stores.policies.writePolicy(actor, { name: FIELDS, seen, value, now })))
    throw new Refusal('changed', 'Somebody else changed the fields: read them again.')
  return { ...(await listFields(stores, actor, now)), saved: true, faults: [] }
}

const rulesAt = ({ rules }: FieldPolicy, own: OwnField): FieldRule | null =>
  rules[ruleName(own.table, own.key)] ?? null

const isSameRule = (a: FieldRule | null, b: FieldRule | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

const changesOf = (
  before: FieldPolicy,
  after: FieldPolicy,
): FieldHistoryReply['entries'][number]['changes'] =>
  guardedFields.flatMap((own) => {
    const [from, to] = [rulesAt(before, own), rulesAt(after, own)]
    return isSameRule(from, to) ? [] : [{ table: own.table, key: own.key, from, to }]
  })

/** @throws Refusal forbidden */
export const fieldHistory = async (
  policies: PolicyStore,
  actor: Actor,
): Promise<FieldHistoryReply> => {
  requireManager(actor)
  const found = await policies.readPolicy(actor, FIELDS, FIELD_VERSIONS_MAX + 1)
  const names = new Map(actor.users.map(({ id, name }) => [id, name]))
  return {
    entries: found.slice(0, FIELD_VERSIONS_MAX).map(({ version, at, by, value }, i) => {
      const [before, after] = [toFieldPolicy(found[i + 1]?.value), toFieldPolicy(value)]
      const isMoved = before.reveals !== after.reveals
      return {
        version,
        at,
        by,
        byName: names.get(by) ?? '',
        changes: changesOf(before, after),
        reveals: isMoved ? { from: before.reveals, to: after.reveals } : null,
      }
    }),
  }
}
