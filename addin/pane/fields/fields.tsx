// Fields and privacy, for managers: what is collected and what for, who sees it whole, masked or not at all, and who
// decided that when.
import './fields.css'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Tabs } from '../ui/tabs.tsx'
import { useMachine } from '../ui/use-machine.ts'
import { Stopped } from '../views/said.tsx'
import type { ToolProps } from '../views/tool.tsx'
import { Decisions } from './decisions.tsx'
import { FieldTable } from './list.tsx'
import { fieldTabs, startFields } from './model.ts'
import type { Effect, Event, FieldsState } from './model.ts'
import { performFields } from './perform.ts'
import { sayFields } from './say.ts'
import { stepFields } from './step.ts'

const Part = ({
  state,
  dispatch,
}: {
  readonly state: FieldsState
  readonly dispatch: (event: Event) => void
}) => {
  if (state.tab === 'history') return <Decisions history={state.history} />
  return state.reply === null ? null : (
    <FieldTable state={state} reply={state.reply} dispatch={dispatch} />
  )
}

export const Fields = ({ desk, onChanged }: ToolProps) => {
  const { locale } = useUi()
  const t = sayFields(locale)
  const [state, dispatch] = useMachine(
    {
      start: startFields,
      step: stepFields,
      perform: async (effect: Effect, say: (event: Event) => void) => {
        const event = await performFields(desk, effect)
        say(event)
        if (event.type === 'answered' && event.reply.saved) onChanged()
      },
    },
    { type: 'opened' },
  )
  const { reply, stop, told } = state
  return (
    <div class="fields">
      <p role="status" class="muted">
        {reply === null && stop === null && t('fields.loading')}
        {told !== null && t('fields.saved')}
      </p>
      <Stopped
        stop={stop}
        onClose={() => dispatch({ type: reply === null ? 'opened' : 'stop-closed' })}
        {...(reply === null ? { text: t('fields.again') } : {})}
      />
      {reply !== null && (
        <Tabs
          label={t('fields.tabs')}
          items={fieldTabs.map((id) => ({ id, text: t(`tab.${id}`), count: '' }))}
          chosen={state.tab}
          onChoose={(tab) => dispatch({ type: 'tab-chosen', tab })}
        >
          <Part state={state} dispatch={dispatch} />
          <div class="actions">
            <Button
              look="subtle"
              isDisabled={state.isBusy}
              onClick={() => dispatch({ type: 'opened' })}
            >
              {t('fields.again')}
            </Button>
          </div>
        </Tabs>
      )}
    </div>
  )
}
