// Which columns of a sheet its user does not see whole, or which are not collected here: said after each sync.
import type { TableKey } from '../../../shared/schema/table-keys.ts'
import type { Withheld } from '../../sync/summary.ts'
import { listed } from '../../text/lists.ts'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { sayFields } from './say.ts'

const kinds = ['off', 'hidden', 'masked'] as const

interface WithheldProps {
  readonly table: TableKey
  readonly withheld: Withheld
}

export const WithheldColumns = ({ table, withheld }: WithheldProps) => {
  const { locale, words } = useUi()
  const t = sayFields(locale)
  return (
    <>
      {kinds.map((kind) => {
        const labels = withheld[kind].map((key) => words?.field(locale, table, key) ?? key)
        return labels.length === 0 ? null : (
          <Message key={kind} kind="info">
            {t(`withheld.${kind}`, { fields: listed(locale, labels) })}
          </Message>
        )
      })}
    </>
  )
}
