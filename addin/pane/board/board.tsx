// The 80/20/30 board of managers: who makes the profit and who eats it, best and worst with the next step, the three
// saved lists, and what another rule would do. What it changes is on the server at once; a sync brings it into sheets.
import { useLayoutEffect, useRef } from 'preact/hooks'

import { useUi } from '../ui/context.ts'
import { Tabs } from '../ui/tabs.tsx'
import { useMachine } from '../ui/use-machine.ts'
import { Said } from '../views/said.tsx'
import type { ToolProps } from '../views/tool.tsx'
import './board.css'
import { Lists } from './lists.tsx'
import type { BoardEvent } from './model.ts'
import { sections, startBoard } from './model.ts'
import { Overview } from './overview.tsx'
import { performBoard } from './perform.ts'
import { Policy } from './policy.tsx'
import type { PartProps } from './props.ts'
import { Runs } from './runs.tsx'
import { stepBoard } from './step.ts'
import { Views } from './views.tsx'
import { sayBoard } from './words.ts'

const Part = (props: PartProps) => {
  const { board, section } = props.state
  switch (section) {
    case 'board':
      return board === null ? null : <Overview {...props} board={board} />
    case 'lists':
      return <Lists {...props} />
    case 'views':
      return <Views {...props} />
    case 'policy':
      return <Policy {...props} />
    case 'runs':
      return <Runs {...props} />
  }
}

/** After a sync the figures are others. At once: a button must not come free only to be taken away under a finger. */
const useSynced = (isSyncing: boolean, dispatch: (event: BoardEvent) => void): void => {
  const was = useRef(isSyncing)
  useLayoutEffect(() => {
    if (was.current && !isSyncing) dispatch({ type: 'synced' })
    was.current = isSyncing
  }, [isSyncing, dispatch])
}

export const BoardTool = ({ desk, state: pane, onChanged }: ToolProps) => {
  const { locale } = useUi()
  const t = sayBoard(locale)
  const [state, dispatch] = useMachine(
    {
      start: startBoard,
      step: stepBoard,
      perform: performBoard({ desk, locale, onChanged }),
    },
    { type: 'opened' },
  )
  const isSyncing = pane.run !== null
  useSynced(isSyncing, dispatch)
  const { here } = pane
  const who =
    here?.table === 'customer' && here.id !== null ? { id: here.id, name: here.label } : null
  const props = { state, dispatch, t, isBusy: state.isBusy || isSyncing, here: who }
  return (
    <Tabs
      label={t('board.sections')}
      items={sections.map((id) => ({ id, text: t(`board.section.${id}`), count: '' }))}
      chosen={state.section}
      onChoose={(section) => dispatch({ type: 'section-chosen', section })}
    >
      <Said
        stop={state.stop}
        told={state.told && { kind: state.told.kind, text: t(state.told.key, state.told.params) }}
        onClose={() => dispatch({ type: 'closed' })}
      />
      <p role="status" class="muted">
        {state.isBusy ? t(state.board === null ? 'board.loading' : 'board.working') : ''}
      </p>
      <Part {...props} />
    </Tabs>
  )
}
