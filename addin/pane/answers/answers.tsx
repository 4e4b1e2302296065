// What was answered about pairs of customers, for managers: the list, asking again, and what was learnt from it.
import { useRef } from 'preact/hooks'

import { useUi } from '../ui/context.ts'
import { useKeepFocus } from '../ui/keep-focus.ts'
import { Tabs } from '../ui/tabs.tsx'
import { useGreeting } from '../ui/use-greeting.ts'
import { useMachine } from '../ui/use-machine.ts'
import { Stopped } from '../views/said.tsx'
import type { ToolProps } from '../views/tool.tsx'
import './answers.css'
import { Given } from './given.tsx'
import { parts, startAnswers } from './model.ts'
import { performAnswers } from './perform.ts'
import { step } from './step.ts'
import { WeightsPart } from './weights.tsx'
import { sayAnswers } from './words.ts'

export const AnswersTool = ({ desk }: ToolProps) => {
  const { locale } = useUi()
  const { greeting, greet } = useGreeting(desk)
  const [state, dispatch] = useMachine(
    { start: startAnswers, step, perform: performAnswers({ desk, greet }) },
    { type: 'opened' },
  )
  const root = useRef<HTMLDivElement>(null)
  useKeepFocus(root, state)
  const speak = sayAnswers(locale)
  const props = { state, dispatch, speak, greeting }
  return (
    <div class="answers" ref={root}>
      <Stopped stop={state.stop} onClose={() => dispatch({ type: 'stop-closed' })} />
      <Tabs
        label={speak('answers.parts')}
        items={parts.map((id) => ({ id, text: speak(`answers.part.${id}`), count: '' }))}
        chosen={state.part}
        onChoose={(part) => dispatch({ type: 'part-chosen', part })}
      >
        {state.part === 'given' ? <Given {...props} /> : <WeightsPart {...props} />}
      </Tabs>
    </div>
  )
}
