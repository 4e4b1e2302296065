// A sheet for managers: all customers that one may see, in the columns that are chosen here.
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { REPORT_COLUMNS_MAX } from '../../../shared/protocol/tier-lists.ts'
import { usualColumns } from './model.ts'
import { reportFields } from './pages.ts'
import type { PartProps } from './props.ts'

const Choice = ({ state, dispatch, field }: PartProps & { readonly field: string }) => {
  const { words, locale } = useUi()
  const isOn = state.columns.includes(field)
  const isFull = state.columns.length >= REPORT_COLUMNS_MAX
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isOn}
        disabled={!isOn && isFull}
        onChange={({ currentTarget }) =>
          dispatch({ type: 'column-switched', key: field, isOn: currentTarget.checked })
        }
      />
      {words?.field(locale, 'customer', field) ?? field}
    </label>
  )
}

export const Columns = (props: PartProps) => {
  const { state, dispatch, t, isBusy } = props
  const { count } = useUi()
  const more = reportFields.filter((field) => !usualColumns.includes(field))
  return (
    <section aria-labelledby="reports-sheet">
      <h3 id="reports-sheet">{t('reports.sheetTitle')}</h3>
      <p class="muted">{t('reports.sheetHint')}</p>
      <details>
        <summary>{t('reports.columns', { count: count(state.columns.length) })}</summary>
        <fieldset>
          <legend class="unseen">{t('reports.usual')}</legend>
          {usualColumns.map((field) => (
            <Choice key={field} {...props} field={field} />
          ))}
        </fieldset>
        <details>
          <summary>{t('reports.more', { count: count(more.length) })}</summary>
          <fieldset>
            <legend class="unseen">{t('reports.more', { count: count(more.length) })}</legend>
            {more.map((field) => (
              <Choice key={field} {...props} field={field} />
            ))}
          </fieldset>
        </details>
      </details>
      {state.columns.length === 0 && <p class="field-error">{t('reports.noneChosen')}</p>}
      <div class="actions">
        <Button
          isDisabled={isBusy || state.columns.length === 0}
          onClick={() => dispatch({ type: 'report-asked', hasPivot: false })}
        >
          {t('reports.write')}
        </Button>
        {!state.isWithoutPivots && (
          <Button
            isDisabled={isBusy || state.columns.length === 0}
            onClick={() => dispatch({ type: 'report-asked', hasPivot: true })}
          >
            {t('reports.writePivot')}
          </Button>
        )}
      </div>
    </section>
  )
}
