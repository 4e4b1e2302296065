// Reports: a PivotTable of the bound customers by one press, a read-only sheet of all customers in chosen columns, and
// what each rep did by month. Nothing of it is ever synced back.
import { useMemo } from 'preact/hooks'

import { countText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { Progress } from '../ui/progress.tsx'
import { Select } from '../ui/select.tsx'
import { useMachine } from '../ui/use-machine.ts'
import { Said } from '../views/said.tsx'
import type { ToolProps } from '../views/tool.tsx'
import { createCancel } from './cancel.ts'
import { Columns } from './columns.tsx'
import { spans, startReports } from './model.ts'
import { performReports } from './perform.ts'
import type { PartProps } from './props.ts'
import { stepReports } from './step.ts'
import { listed } from '../../text/lists.ts'
import { sayReports } from './words.ts'

const Pivot = ({ state, dispatch, t, isBusy }: PartProps) => {
  const { locale } = useUi()
  const pivots = state.pivots ?? []
  const sheets = pivots.map(({ sheet }) => sheet)
  return (
    <section aria-labelledby="reports-pivot">
      <h3 id="reports-pivot">{t('reports.pivotTitle')}</h3>
      <p class="muted">{t('reports.pivotHint')}</p>
      {state.isWithoutPivots && <Message kind="warning">{t('reports.noPivots')}</Message>}
      <div class="actions">
        {!state.isWithoutPivots && (
          <Button
            look="primary"
            isDisabled={isBusy}
            onClick={() => dispatch({ type: 'pivot-asked' })}
          >
            {t('reports.pivot')}
          </Button>
        )}
        <Button isDisabled={isBusy} onClick={() => dispatch({ type: 'cells-asked' })}>
          {t('reports.cells')}
        </Button>
      </div>
      {pivots.length > 0 && (
        <>
          <p class="muted small">{t('reports.pivotsOn', { sheets: listed(locale, sheets) })}</p>
          <div class="actions">
            <Button
              look="subtle"
              isDisabled={isBusy}
              onClick={() => dispatch({ type: 'refresh-asked' })}
            >
              {t('reports.refresh')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

const Activity = ({ state, dispatch, t, isBusy }: PartProps) => (
  <section aria-labelledby="reports-activity">
    <h3 id="reports-activity">{t('reports.activityTitle')}</h3>
    <Select
      id="reports-span"
      label={t('reports.span')}
      value={String(state.span)}
      options={spans.map((span) => ({
        value: String(span),
        text: t('reports.months', { count: span }),
      }))}
      onChoose={(chosen) => {
        const span = spans.find((one) => String(one) === chosen)
        if (span !== undefined) dispatch({ type: 'span-chosen', span })
      }}
    />
    <div class="actions">
      <Button isDisabled={isBusy} onClick={() => dispatch({ type: 'activity-asked' })}>
        {t('reports.activity')}
      </Button>
    </div>
  </section>
)

const Running = ({ state, dispatch, t }: PartProps) => {
  const { t: ui, locale } = useUi()
  const { doing, isCancelling } = state
  if (doing === null || doing === 'look') return null
  return (
    <>
      <Progress
        label={t('reports.working')}
        text={
          isCancelling
            ? t('reports.cancelling')
            : state.rows > 0
              ? t('reports.rows', { count: countText(locale, state.rows) })
              : t('reports.working')
        }
        done={0}
        of={0}
      />
      {doing === 'report' && (
        <div class="actions">
          <Button isDisabled={isCancelling} onClick={() => dispatch({ type: 'cancel-asked' })}>
            {ui('pane.cancel')}
          </Button>
        </div>
      )}
    </>
  )
}

export const Reports = ({ desk, state: pane }: ToolProps) => {
  const { locale } = useUi()
  const t = sayReports(locale)
  const cancel = useMemo(createCancel, [])
  const [state, dispatch] = useMachine(
    {
      start: startReports,
      step: stepReports,
      perform: performReports({ desk, locale, ...cancel }),
    },
    { type: 'opened' },
  )
  const isBusy = state.doing !== null || pane.run !== null
  const props = { state, dispatch, t, isBusy }
  const isForAll = pane.me !== null && pane.me.role !== 'rep'
  return (
    <>
      <Said
        stop={state.stop}
        told={state.told && { kind: state.told.kind, text: t(state.told.key, state.told.params) }}
        onClose={() => dispatch({ type: 'closed' })}
      />
      <Running {...props} />
      <Pivot {...props} />
      {isForAll && <Columns {...props} />}
      <Activity {...props} />
    </>
  )
}
