// Trace and privacy, for managers and admins: who did what, how many rows went to whom, the rights of the people in the
// data, and what the organisation decides about all that.
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Tabs } from '../ui/tabs.tsx'
import { useMachine } from '../ui/use-machine.ts'
import { Said } from '../views/said.tsx'
import type { ToolProps } from '../views/tool.tsx'
import { Audit } from './audit.tsx'
import { Deliveries } from './deliveries.tsx'
import { type Deed, startTrace, traceTabs } from './model.ts'
import type { PartProps } from './part.ts'
import { performTrace } from './perform.ts'
import { Person } from './person.tsx'
import { SettingsPart } from './settings.tsx'
import { stepTrace } from './step.ts'
import './trace.css'
import { sayTrace } from './words.ts'

const Part = (props: PartProps) => {
  switch (props.state.tab) {
    case 'audit':
      return <Audit {...props} />
    case 'delivery':
      return <Deliveries {...props} />
    case 'person':
      return <Person {...props} />
    case 'settings':
      return <SettingsPart {...props} />
  }
}

export const TraceTool = ({ desk, onChanged }: ToolProps) => {
  const { locale, words } = useUi()
  const t = sayTrace(locale)
  const [state, dispatch] = useMachine(
    {
      start: startTrace,
      step: stepTrace,
      perform: performTrace({ desk, locale, words, onChanged }),
    },
    { type: 'opened' },
  )
  const { looker, told } = state
  const ask = (deed: Deed) => dispatch({ type: 'asked', deed })
  return (
    <div class="trace">
      {looker === null && state.stop === null && <p class="muted">{t('trace.loading')}</p>}
      <Said
        stop={state.stop}
        onClose={() => dispatch({ type: 'stop-closed' })}
        {...(looker === null ? { text: t('trace.again') } : {})}
        told={told && { kind: told.kind, text: t(told.key, told.params) }}
      />
      {looker !== null && (
        <Tabs
          label={t('trace.tabs')}
          items={traceTabs.map((id) => ({ id, text: t(`tab.${id}`), count: '' }))}
          chosen={state.tab}
          onChoose={(tab) => dispatch({ type: 'tab-chosen', tab })}
        >
          <Part {...{ state, looker, t, dispatch, ask }} now={desk.now()} />
          {state.tab !== 'person' && (
            <div class="actions">
              <Button look="subtle" onClick={() => dispatch({ type: 'again' })}>
                {t('trace.again')}
              </Button>
            </div>
          )}
        </Tabs>
      )}
    </div>
  )
}
