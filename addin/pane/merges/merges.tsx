// The log of merges: who merged which customers when, what each field became, and taking a merge back.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'

import { stopText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import type { ToolProps } from '../views/tool.tsx'
import { Entry } from './entry.tsx'
import './merges.css'
import type { Event, Merges as MergesState } from './model.ts'
import { startMerges, step } from './model.ts'
import { Done } from './outcome.tsx'
import { createPerformer } from './perform.ts'
import type { Greeting } from './perform.ts'
import { sayMerges } from './words.ts'

const useMerges = ({ desk, onChanged }: ToolProps) => {
  const now = useRef<MergesState>(startMerges)
  const [state, setState] = useState(startMerges)
  const [greeting, setGreeting] = useState<Greeting | null>(null)
  const changed = useRef(onChanged)
  changed.current = onChanged
  const dispatch = useMemo(() => {
    const say = (event: Event): void => {
      const next = step(now.current, event)
      now.current = next.state
      setState(next.state)
      for (const effect of next.effects)
        // A mistake of ours: it must be seen, not swallowed.
        perform(effect).catch((error: unknown) => reportError(error))
    }
    const perform = createPerformer({
      desk,
      dispatch: say,
      onChanged: () => changed.current(),
      onGreeting: setGreeting,
    })
    return say
  }, [desk])
  useEffect(() => dispatch({ type: 'opened' }), [dispatch])
  return { state, dispatch, greeting }
}

export const Merges = (props: ToolProps) => {
  const { t, locale } = useUi()
  const { state, dispatch, greeting } = useMerges(props)
  const speak = sayMerges(locale)
  const { entries, outcome, stop } = state
  return (
    <div class="merges">
      {stop !== null && (
        <Message
          kind="error"
          actions={
            <Button onClick={() => dispatch({ type: 'stop-closed' })}>{t('pane.close')}</Button>
          }
        >
          {stopText(locale, stop)}
        </Message>
      )}
      <div role="status">
        {state.undoing !== null && <p class="muted">{speak('merges.busy')}</p>}
        {outcome !== null && <Done outcome={outcome} speak={speak} greeting={greeting} />}
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
