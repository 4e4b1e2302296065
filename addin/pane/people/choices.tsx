// Choices that several forms of people and keys offer: a role that may be given, how long something works.
import { useUi } from '../ui/context.ts'
import { Select } from '../ui/select.tsx'
import type { Role } from './model.ts'
import { sayPeople } from './say.ts'

interface RoleChoiceProps {
  readonly id: string
  readonly value: Role
  readonly roles: readonly Role[]
  readonly onRole: (role: Role) => void
}

export const RoleChoice = ({ id, value, roles, onRole }: RoleChoiceProps) => {
  const t = sayPeople(useUi().locale)
  return (
    <>
      <Select
        id={id}
        label={t('member.role')}
        value={value}
        options={roles.map((role) => ({ value: role, text: t(`role.${role}`) }))}
        onChoose={(chosen) => onRole(roles.find((role) => role === chosen) ?? value)}
      />
      <p class="muted small">{t(`role.${value}.hint`)}</p>
    </>
  )
}

interface DaysChoiceProps {
  readonly id: string
  readonly label: string
  readonly value: number
  readonly offered: readonly number[]
  readonly onDays: (days: number) => void
}

export const DaysChoice = ({ id, label, value, offered, onDays }: DaysChoiceProps) => {
  const t = sayPeople(useUi().locale)
  return (
    <Select
      id={id}
      label={label}
      value={String(value)}
      options={offered.map((days) => ({
        value: String(days),
        text: t(days === 1 ? 'day' : 'days', { days }),
      }))}
      onChoose={(text) => onDays(Number(text))}
    />
  )
}
