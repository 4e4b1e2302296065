// The log of merges: who merged which customers when, what each field became, and taking a merge back.
import { useRef } from 'preact/hooks'

import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { useKeepFocus } from '../ui/keep-focus.ts'
import { useGreeting } from '../ui/use-greeting.ts'
import { useMachine } from '../ui/use-machine.ts'
import { Stopped } from '../views/said.tsx'
import type { ToolProps } from '../views/tool.tsx'
import { Entry } from './entry.tsx'
import './merges.css'
import { startMerges, step } from './model.ts'
import { Done } from './outcome.tsx'
import { performMerges } from './perform.ts'
import { sayMerges } from './words.ts'

export const Merges = ({ desk, state: pane, onChanged }: ToolProps) => {
  const { locale } = useUi()
  const { greeting, greet } = useGreeting(desk)
  const [state, dispatch] = useMachine(
    { start: startMerges, step, perform: performMerges({ desk, greet, onChanged }) },
    { type: 'opened' },
  )
  const root = useRef<HTMLDivElement>(null)
  useKeepFocus(root, state)
  const speak = sayMerges(locale)
  const { entries, outcome, stop } = state
  return (
    <div class="merges" ref={root}>
      <Stopped stop={stop} onClose={() => dispatch({ type: 'stop-closed' })} />
      <div role="status">
        {state.undoing !== null && <p class="muted">{speak('merges.busy')}</p>}
        {outcome !== null && <Done {...{ desk, outcome, pane, speak, greeting }} />}
      </div>
      <p class="muted small">{speak('merges.hint')}</p>
      {entries === null && stop === null && <p class="muted">{speak('merges.loading')}</p>}
      {entries?.length === 0 && <p class="muted">{speak('merges.none')}</p>}
      <ul class="cards">
        {(entries ?? []).map((entry) => (
          <Entry key={entry.merge} {...{ entry, state, dispatch, speak, greeting }} />
        ))}
      </ul>
      {state.before !== null && (
        <Button isDisabled={state.isBusy} onClick={() => dispatch({ type: 'more-asked' })}>
          {speak('merges.more')}
        </Button>
      )}
    </div>
  )
}
