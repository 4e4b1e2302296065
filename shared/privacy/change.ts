// A manager's change of one field's rule: what is wrong with it, and what the policy says after it. The pane asks before
// it sends, the server before it writes. Pure.
import {
  DAYS_MAX,
  DAYS_MIN,
  type FieldChange,
  type FieldFault,
  type FieldPolicy,
  type FieldRule,
  PURPOSE_MAX,
  PURPOSE_MIN,
} from '../protocol/fields.ts'
import { tableKeys } from '../schema/table-keys.ts'
import {
  boundsOf,
  fieldAt,
  isSensitive,
  type OwnField,
  ruleName,
  ruleOf,
  type SightRole,
  sightsOf,
} from './sights.ts'

const guardedAt = ({ table, key }: Pick<FieldChange, 'table' | 'key'>): OwnField | null => {
  const own = fieldAt(table, key)
  // Only by its own table's key: a borrowed one has no rule of its own.
  return own !== null && own.table === table && own.field.isGuarded ? own : null
}

/** What the field's rule would be. */
const ruleAfter = (before: FieldRule, { isOn, purpose, days, sight }: FieldChange): FieldRule => ({
  isOn: isOn ?? before.isOn,
  purpose: purpose?.trim() ?? before.purpose,
  days: days ?? before.days,
  sight: {
    rep: sight?.rep ?? before.sight.rep,
    manager: sight?.manager ?? before.sight.manager,
    finance: sight?.finance ?? before.sight.finance,
    admin: sight?.admin ?? before.sight.admin,
  },
})

const purposeFaults = (purpose: string | null): readonly FieldFault[] => {
  if (purpose === null || purpose === '') return ['purpose.missing']
  if (purpose.length < PURPOSE_MIN) return ['purpose.short']
  return purpose.length > PURPOSE_MAX ? ['purpose.long'] : []
}

const daysFaults = (days: number | null): readonly FieldFault[] => {
  if (days === null) return ['days.missing']
  return Number.isInteger(days) && days >= DAYS_MIN && days <= DAYS_MAX ? [] : ['days.range']
}

const switchFaults = (own: OwnField, change: FieldChange, after: FieldRule) => {
  if (isSensitive(own.field))
    return after.isOn || change.purpose !== undefined || change.days !== undefined
      ? [...purposeFaults(after.purpose), ...daysFaults(after.days)]
      : []
  const { isOn, purpose, days } = change
  const isSwitching = isOn === false || purpose !== undefined || days !== undefined
  return isSwitching ? (['field.always'] as const) : []
}

/** What a user can put right; none: it may be written. */
export const faultsOfChange = (policy: FieldPolicy, change: FieldChange): readonly FieldFault[] => {
  const own = guardedAt(change)
  if (own === null) return ['field.unknown']
  const after = ruleAfter(ruleOf(policy, own), change)
  const bounds = boundsOf(own.field)
  const isOut = Object.values(after.sight).some((sight) => !bounds.includes(sight))
  return [...switchFaults(own, change, after), ...(isOut ? (['sight.bounds'] as const) : [])]
}

/** Does a role see something else by now? */
const isMoved = (before: FieldPolicy, after: FieldPolicy, role: SightRole): boolean => {
  const [was, is] = [sightsOf(before, role).narrow, sightsOf(after, role).narrow]
  return tableKeys.some(
    (table) =>
      was[table].size !== is[table].size ||
      [...is[table]].some(([key, seen]) => was[table].get(key) !== seen),
  )
}

/** @returns the policy with a change that has no faults, as the version that it becomes */
export const withChange = (
  policy: FieldPolicy,
  change: FieldChange,
  version: number,
): FieldPolicy => {
  const own = guardedAt(change)
  if (own === null) return policy
  const rule = ruleAfter(ruleOf(policy, own), change)
  const after = { ...policy, rules: { ...policy.rules, [ruleName(own.table, own.key)]: rule } }
  const turnOf = (role: SightRole) => (isMoved(policy, after, role) ? version : policy.turns[role])
  const turns = {
    rep: turnOf('rep'),
    manager: turnOf('manager'),
    finance: turnOf('finance'),
    admin: turnOf('admin'),
  }
  return { ...after, turns }
}
