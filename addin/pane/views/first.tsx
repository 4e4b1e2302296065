// The three ways to begin.
import type { State } from '../model.ts'
import { toolsBefore } from '../tool.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { StopMessage } from './stop-message.tsx'
import { ToolLinks } from './tool.tsx'

type Way = 'list' | 'empty' | 'demo'

const texts = {
  list: ['first.list', 'first.listHint'],
  empty: ['first.empty', 'first.emptyHint'],
  demo: ['first.demo', 'first.demoHint'],
} as const

const WayCard = ({ way, isBusy }: { readonly way: Way; readonly isBusy: boolean }) => {
  const { t, dispatch } = useUi()
  const [title, hint] = texts[way]
  return (
    <li>
      <button
        type="button"
        class="way"
        aria-disabled={isBusy}
        onClick={() => dispatch({ type: 'chosen', way })}
      >
        <strong>{t(title)}</strong>
        <span class="muted">{t(hint)}</span>
      </button>
    </li>
  )
}

export const First = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  return (
    <section aria-labelledby="first-title">
      <h2 id="first-title">{t('first.title')}</h2>
      <StopMessage state={state} />
      <p role="status" class="muted">
        {state.isBusy ? t('empty.busy') : ''}
      </p>
      <ul class="ways">
        <WayCard way="list" isBusy={state.isBusy} />
        <WayCard way="empty" isBusy={state.isBusy} />
        {state.isDemo && state.sheets.length === 0 && <WayCard way="demo" isBusy={state.isBusy} />}
      </ul>
      <ToolLinks tools={toolsBefore(state.me)} />
      {state.sheets.length > 0 && (
        <div class="actions">
          <Button onClick={() => dispatch({ type: 'chosen', way: 'back' })}>
            {t('pane.back')}
          </Button>
        </div>
      )}
    </section>
  )
}
