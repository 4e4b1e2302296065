// People and keys, for managers and admins: who is in and how, who is invited, who stands in for whom, and keys for
// scripts of one's own.
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Tabs } from '../ui/tabs.tsx'
import { useMachine } from '../ui/use-machine.ts'
import { Stopped } from '../views/said.tsx'
import type { ToolProps } from '../views/tool.tsx'
import { Invites } from './invites.tsx'
import { Keys } from './keys.tsx'
import { Members } from './members.tsx'
import { peopleTabs, startPeople } from './model.ts'
import type { Effect, Event } from './model.ts'
import type { PartProps } from './part.ts'
import { performPeople } from './perform.ts'
import { sayPeople } from './say.ts'
import { ShownOnce } from './shown-once.tsx'
import { StandIns } from './stand-ins.tsx'
import { stepPeople } from './step.ts'

const Part = (props: PartProps) => {
  switch (props.state.tab) {
    case 'members':
      return <Members {...props} />
    case 'invites':
      return <Invites {...props} />
    case 'standIns':
      return <StandIns {...props} />
    case 'keys':
      return <Keys {...props} />
  }
}

export const People = ({ desk }: ToolProps) => {
  const { locale, count } = useUi()
  const t = sayPeople(locale)
  const [state, dispatch] = useMachine(
    {
      start: startPeople,
      step: stepPeople,
      perform: async (effect: Effect, say: (event: Event) => void) =>
        say(await performPeople(desk, effect)),
    },
    { type: 'opened' },
  )
  const { looker, list, told } = state
  const counts = {
    members: 0,
    invites: list?.invites.length ?? 0,
    standIns: list?.standIns.length ?? 0,
    keys: 0,
  }
  const items = peopleTabs.map((id) => ({
    id,
    text: t(`tab.${id}`),
    count: counts[id] === 0 ? '' : count(counts[id]),
  }))
  return (
    <div class="people">
      <p role="status" class="muted">
        {list === null && state.stop === null ? t('people.loading') : ''}
        {told !== null && t(told.key, told.params)}
      </p>
      <Stopped
        stop={state.stop}
        onClose={() => dispatch({ type: list === null ? 'opened' : 'stop-closed' })}
        {...(list === null ? { text: t('people.again') } : {})}
      />
      {state.shown !== null && (
        <ShownOnce shown={state.shown} org={looker?.org ?? ''} dispatch={dispatch} />
      )}
      {looker !== null && list !== null && (
        <Tabs
          label={t('people.tabs')}
          items={items}
          chosen={state.tab}
          onChoose={(tab) => dispatch({ type: 'tab-chosen', tab })}
        >
          <Part state={state} looker={looker} list={list} now={desk.now()} dispatch={dispatch} />
          <div class="actions">
            <Button
              look="subtle"
              isDisabled={state.isBusy}
              onClick={() => dispatch({ type: 'opened' })}
            >
              {t('people.again')}
            </Button>
          </div>
        </Tabs>
      )}
    </div>
  )
}
