// A tier set by hand has a reason and an end, as the organisation's policy bounds them. Asked only of who sets or changes
// one: a word that has ended meanwhile holds up nobody's other edits.
import type { Standing } from '../../shared/merge/facts.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import { flaw, type Problem } from '../../shared/problem.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { addMonths } from '../../shared/tier/days.ts'
import { type Override, overrideFaults } from '../../shared/tier/in-force.ts'
import type { Tier, TierPolicy } from '../../shared/tier/policy.ts'

export interface OverrideCheck {
  readonly policy: TierPolicy
  /** YYYY-MM-DD in the organisation's zone. */
  readonly today: string
}

export const overrideFields = ['tier_override', 'override_reason', 'override_until'] as const

const letters: readonly Tier[] = ['A', 'B', 'C', 'X']

const overrideIn = (values: WireValues): Override | null => {
  const tier = letters.find((letter) => letter === valueAt(values, 'tier_override'))
  if (tier === undefined) return null
  const textAt = (key: string) => String(valueAt(values, key) ?? '')
  return { tier, reason: textAt('override_reason'), until: textAt('override_until') }
}

const isChanged = (values: WireValues, standing: Standing | null): boolean =>
  overrideFields.some((key) => valueAt(values, key) !== (standing && valueAt(standing.values, key)))

const toProblem = (
  fault: ReturnType<typeof overrideFaults>[number],
  { policy, today }: OverrideCheck,
): Problem => {
  const { reasonAtLeast: least, monthsAtMost: months } = policy.override
  const last = addMonths(today, months)
  switch (fault) {
    case 'reason.short':
      return { field: 'override_reason', ...flaw('override.reason', 'error', { least }) }
    case 'until.missing':
      return { field: 'override_until', ...flaw('override.end', 'error', { today, last }) }
    case 'until.past':
      return { field: 'override_until', ...flaw('override.past', 'error', { today, last }) }
    case 'until.far':
      return { field: 'override_until', ...flaw('override.far', 'error', { months, last }) }
  }
}

export const faultsOfOverride = (
  values: WireValues,
  standing: Standing | null,
  check: OverrideCheck,
): readonly Problem[] => {
  const override = overrideIn(values)
  if (override === null || !isChanged(values, standing)) return []
  return overrideFaults(override, check.today, check.policy).map((fault) => toProblem(fault, check))
}
