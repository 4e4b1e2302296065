// Who sees a field how, in one line: one word where all see it alike.
import type { SightByRole } from '../../../shared/protocol/fields.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import { joined } from '../../text/lists.ts'
import { roles } from './model.ts'
import { sayFields } from './say.ts'

export const sightsText = (locale: Locale, byRole: SightByRole): string => {
  const t = sayFields(locale)
  const [one, ...others] = new Set(roles.map((role) => byRole[role]))
  if (one !== undefined && others.length === 0) return t(`sight.${one}`)
  return joined(
    locale,
    roles.map((role) =>
      t('field.sights', { role: t(`role.${role}`), sight: t(`sight.${byRole[role]}`) }),
    ),
  )
}
