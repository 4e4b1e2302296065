// Starting with empty sheets: which, and what they hold. That is chosen once.
import { useState } from 'preact/hooks'

import { type TableKey, tableKeys } from '../../../shared/schema/table-keys.ts'
import type { Holds } from '../../../shared/sync/binding.ts'
import type { State } from '../model.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { StopMessage } from './stop-message.tsx'

const holdings: readonly Holds[] = ['put', 'own', 'all']

interface TablesProps {
  readonly free: readonly TableKey[]
  readonly chosen: readonly TableKey[]
  readonly onChoose: (chosen: readonly TableKey[]) => void
}

const Tables = ({ free, chosen, onChoose }: TablesProps) => {
  const { t } = useUi()
  return (
    <fieldset>
      <legend>{t('empty.which')}</legend>
      {free.map((table) => (
        <label key={table} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(table)}
            onChange={({ currentTarget: { checked } }) =>
              onChoose(free.filter((key) => (key === table ? checked : chosen.includes(key))))
            }
          />
          {t(`table.${table}`)}
        </label>
      ))}
    </fieldset>
  )
}

export const EmptySheets = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  const bound = new Set(state.sheets.map(({ table }) => table))
  const free = tableKeys.filter((table) => !bound.has(table))
  const [tables, setTables] = useState<readonly TableKey[]>(free.slice(0, 1))
  const [holds, setHolds] = useState<Holds>('own')
  const isNone = tables.length === 0
  const create = () => {
    if (!isNone) dispatch({ type: 'empty-asked', tables, holds })
  }
  return (
    <section aria-labelledby="empty-title">
      <h2 id="empty-title">{t('empty.title')}</h2>
      <StopMessage state={state} />
      <Tables free={free} chosen={tables} onChoose={setTables} />
      <fieldset>
        <legend>{t('empty.holds')}</legend>
        {holdings.map((one) => (
          <label key={one} class="check">
            <input
              type="radio"
              name="holds"
              checked={holds === one}
              onChange={() => setHolds(one)}
            />
            {t(`holds.${one}`)}
          </label>
        ))}
      </fieldset>
      <p role="status" class="muted">
        {state.isBusy ? t('empty.busy') : isNone ? t('empty.none') : ''}
      </p>
      <div class="actions">
        <Button look="primary" isDisabled={state.isBusy || isNone} onClick={create}>
          {t('empty.go')}
        </Button>
        <Button isDisabled={state.isBusy} onClick={() => dispatch({ type: 'chosen', way: 'back' })}>
          {t('pane.back')}
        </Button>
      </div>
    </section>
  )
}
