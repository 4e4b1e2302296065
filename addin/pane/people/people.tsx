// People and keys, for managers and admins: who is in and how, who is invited, who stands in for whom, and keys for
// scripts of one's own.
import { useEffect, useRef, useState } from 'preact/hooks'

import type { ToolDesk } from '../../sync/tool-desk.ts'
import { stopText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { ToolProps } from '../views/tool.tsx'
import { Invites } from './invites.tsx'
import { Keys } from './keys.tsx'
import { Members } from './members.tsx'
import { peopleTabs, startPeople } from './model.ts'
import type { Event, People as PeopleState } from './model.ts'
import type { PartProps } from './part.ts'
import { performPeople } from './perform.ts'
import { sayPeople } from './say.ts'
import { ShownOnce } from './shown-once.tsx'
import { StandIns } from './stand-ins.tsx'
import { stepPeople } from './step.ts'

const usePeople = (desk: ToolDesk) => {
  const [state, setState] = useState<PeopleState>(startPeople)
  const latest = useRef(startPeople)
  const dispatch = (event: Event): void => {
    const step = stepPeople(latest.current, event)
    latest.current = step.state
    setState(step.state)
    for (const effect of step.effects) void performPeople(desk, effect).then(dispatch)
  }
  useEffect(() => dispatch({ type: 'opened' }), [])
  return { state, dispatch }
}

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

const Trouble = ({ state, dispatch }: Pick<PartProps, 'state' | 'dispatch'>) => {
  const { t, locale } = useUi()
  if (state.stop === null) return null
  return (
    <Message
      kind="error"
      actions={
        <Button onClick={() => dispatch({ type: state.list === null ? 'opened' : 'stop-closed' })}>
          {state.list === null ? sayPeople(locale)('people.again') : t('pane.close')}
        </Button>
      }
    >
      {stopText(locale, state.stop)}
    </Message>
  )
}

export const People = ({ desk }: ToolProps) => {
  const { locale, count } = useUi()
  const t = sayPeople(locale)
  const { state, dispatch } = usePeople(desk)
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
      <Trouble state={state} dispatch={dispatch} />
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
