// The three saved views: who can bear a price rise, who will order, who may leave, each with his reason.
import { savedViews } from '../../../shared/tier/views.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { Select } from '../ui/select.tsx'
import type { PartProps } from './props.ts'
import { ReceiptButton } from './receipt-button.tsx'
import { ownerName, viewWhy } from './words.ts'

export const Views = (props: PartProps) => {
  const { state, dispatch, t, isBusy } = props
  const { locale, count } = useUi()
  const reply = state.views[state.view]
  return (
    <>
      <Select
        id="board-view"
        label={t('board.which')}
        value={state.view}
        options={savedViews.map((view) => ({ value: view, text: t(`board.view.${view}`) }))}
        onChoose={(chosen) => {
          const view = savedViews.find((one) => one === chosen)
          if (view !== undefined) dispatch({ type: 'view-chosen', view })
        }}
      />
      {reply !== undefined && reply.rows.length === 0 && <p class="muted">{t('board.nobody')}</p>}
      {reply !== undefined && reply.rows.length > 0 && (
        <>
          <div class="actions">
            <Button isDisabled={isBusy} onClick={() => dispatch({ type: 'list-asked' })}>
              {t('board.list')}
            </Button>
          </div>
          {reply.isPart && (
            <p class="muted small">{t('board.part', { count: count(reply.rows.length) })}</p>
          )}
          <More
            items={reply.rows}
            renderItem={(row) => (
              <li key={row.id} class="card">
                <strong>{row.city === null ? row.name : `${row.name} · ${row.city}`}</strong>
                <p>
                  {[
                    t('board.tier', { tier: row.tier ?? t('board.noTier') }),
                    ownerName(state.hello, row.owner),
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </p>
                <p>{viewWhy(locale, row.why)}</p>
                <div class="actions">
                  <ReceiptButton {...props} id={row.id} name={row.name} />
                </div>
              </li>
            )}
          />
        </>
      )}
    </>
  )
}
