// Review of customers that may be one, made for the keyboard: a question at a time, then the next comes by itself.
// What was decided is on the server at once; the sheets follow when their user leaves, or after some merges.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'

import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { useGreeting } from '../ui/use-greeting.ts'
import { useMachine } from '../ui/use-machine.ts'
import { Stopped } from '../views/said.tsx'
import type { ToolProps } from '../views/tool.tsx'
import { Actions, Undo } from './actions.tsx'
import { cardFields } from './card.ts'
import type { TableProps } from './desk.ts'
import { FieldList } from './field-list.tsx'
import { openFields } from './fields.ts'
import { Help } from './help.tsx'
import { Members } from './members.tsx'
import type { Review as ReviewState } from './model.ts'
import { nameOf, startReview } from './model.ts'
import { performReview } from './perform.ts'
import { Reasons, Verdict } from './reasons.tsx'
import './review.css'
import { step } from './step.ts'
import { useKeys } from './use-keys.ts'
import { sayReview, settingFor } from './words.ts'
import type { SayReview } from './words.ts'

/** The last thing that happened, in words. */
const useTold = (state: ReviewState, speak: SayReview): string => {
  const { locale, words } = useUi()
  const { told } = state
  if (told === null) return ''
  const problem =
    told.problem === undefined ? '' : (words?.problem(locale, 'customer', told.problem) ?? '')
  return speak(told.key, { ...told.params, problem })
}

const useReview = ({ desk, onChanged }: ToolProps, of: string | null) => {
  const { dispatch: toPane } = useUi()
  const { greeting, greet } = useGreeting(desk)
  const onFinished = () => {
    if (of !== null) toPane({ type: 'hinted-closed' })
  }
  const [state, dispatch] = useMachine(
    {
      start: startReview(of),
      step,
      perform: performReview({ desk, greet, onChanged, onFinished }),
    },
    { type: 'opened' },
  )
  const leave = useRef<() => void>(() => undefined)
  leave.current = () => {
    if (state.waiting > 0) onChanged()
  }
  useEffect(() => () => leave.current(), [])
  return { state, dispatch, greeting }
}

const Progress = ({ state, speak }: { readonly state: ReviewState; readonly speak: SayReview }) => {
  const { count } = useUi()
  const at = state.done + 1
  const total = at + state.queue.length + state.left
  return (
    <div class="review-progress">
      <progress aria-label={speak('review.progressLabel')} max={total} value={state.done} />
      <p class="muted small">
        {speak(state.left > 0 ? 'review.progressAbout' : 'review.progress', {
          at: count(at),
          total: count(total),
        })}
      </p>
    </div>
  )
}

interface WaitingProps extends Pick<TableProps, 'state' | 'dispatch' | 'speak'> {
  readonly isSyncing: boolean
}

/** What is stored and not yet in the sheets. */
const Waiting = ({ state, speak, dispatch, isSyncing }: WaitingProps) => {
  const { count } = useUi()
  if (isSyncing) return <p class="muted small">{speak('review.syncing')}</p>
  if (state.waiting === 0) return null
  return (
    <p class="muted small">
      {speak('review.waiting', { count: count(state.waiting) })}{' '}
      <Button look="subtle" onClick={() => dispatch({ type: 'sheets-asked' })}>
        {speak('review.toSheets')}
      </Button>
    </p>
  )
}

const Question = (props: TableProps) => (
  <>
    <Verdict {...props} />
    <Reasons {...props} />
    <Members {...props} />
    <FieldList {...props} />
    <Help {...props} />
    <Actions {...props} />
  </>
)

/** Where nothing is on the table. */
const Nothing = ({ state, speak }: Pick<TableProps, 'state' | 'speak'>) => {
  const { t, count, dispatch } = useUi()
  if (state.stop !== null) return null
  if (state.busy === 'page') return <p class="muted">{speak('review.loading')}</p>
  return (
    <Message
      kind={state.done > 0 ? 'success' : 'info'}
      actions={
        <Button look="primary" onClick={() => dispatch({ type: 'tool-left' })}>
          {t('pane.back')}
        </Button>
      }
    >
      {state.done > 0
        ? speak('review.allDone', { count: count(state.done) })
        : speak('review.none')}
    </Message>
  )
}

/** The question that has come gets the focus, at the end the title, unless its user is somewhere else. */
const useFocus = (name: string): void => {
  useEffect(() => {
    const now = document.activeElement
    const isElsewhere = now !== document.body && now?.closest('.review, #tool-title, h2') === null
    if (isElsewhere || !document.hasFocus()) return
    const place = document.querySelector<HTMLElement>(
      name === '' ? '#tool-title' : '#review-question',
    )
    if (place === null) return
    place.tabIndex = -1
    place.focus()
  }, [name])
}

export const Review = (props: ToolProps) => {
  const { locale } = useUi()
  const speak = sayReview(locale)
  const [of] = useState(props.state.toolOf)
  const { state, dispatch, greeting } = useReview(props, of)
  const { card, labels } = state
  const setting = useMemo(
    () => (greeting === null ? null : settingFor(locale, greeting.hello, labels)),
    [locale, greeting, labels],
  )
  const fields = useMemo(
    () => (card === null || setting === null ? [] : cardFields(card, setting)),
    [card, setting],
  )
  useFocus(card === null ? '' : nameOf(card.cluster))
  useKeys({ state, open: openFields(fields), dispatch })
  const told = useTold(state, speak)
  const isBusy = state.busy !== null && state.busy !== 'page'
  return (
    <div class="review">
      {of !== null && <p class="muted small">{speak('review.ofBatch')}</p>}
      {card !== null && <Progress state={state} speak={speak} />}
      <Stopped stop={state.stop} onClose={() => dispatch({ type: 'stop-closed' })} />
      <div role="status" class={state.told?.isTrouble === true ? 'told trouble' : 'told'}>
        {isBusy ? speak('review.busy') : told}
      </div>
      <Waiting
        state={state}
        speak={speak}
        dispatch={dispatch}
        isSyncing={props.state.run !== null}
      />
      {card === null || setting === null ? (
        <>
          <Nothing state={state} speak={speak} />
          <Undo state={state} speak={speak} dispatch={dispatch} />
        </>
      ) : (
        <Question
          key={nameOf(card.cluster)}
          {...{ state, card, fields, setting, speak, dispatch }}
        />
      )}
    </div>
  )
}
