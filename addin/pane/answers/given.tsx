// The answers one by one: which two customers, what was said of them by whom, and asking about them again.
import type { Greeting } from '../../sync/tool-desk.ts'
import { timeText } from '../sentence.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { Select } from '../ui/select.tsx'
import { namesText } from '../merges/names.ts'
import {
  customersOf,
  mayClear,
  nameOf,
  shownVerdicts,
  together,
  type Answers,
  type Cleared,
  type Event,
  type Filter,
} from './model.ts'
import { verdictText, type SayAnswers } from './words.ts'

export interface PartProps {
  readonly state: Answers
  readonly dispatch: (event: Event) => void
  readonly speak: SayAnswers
  readonly greeting: Greeting | null
}

type Group = ReturnType<typeof together>[number]

/** Asking again, and giving what was taken back again, are one button: so the focus stays where it is. */
const Turn = ({
  group,
  names,
  state,
  dispatch,
  speak,
}: PartProps & { readonly group: Group; readonly names: string }) => {
  const isTaken = group.every((answer) => state.taken.has(nameOf(answer)))
  const text = speak(isTaken ? 'answers.restore' : 'answers.clear')
  return (
    <>
      <p role="status" class="muted">
        {isTaken && speak('answers.taken')}
      </p>
      <div class="actions">
        <Button
          isDisabled={state.isBusy}
          name={`${text}: ${names}`}
          onClick={() =>
            dispatch({ type: isTaken ? 'restore-asked' : 'clear-asked', answers: group })
          }
        >
          {text}
        </Button>
      </div>
    </>
  )
}

const Entry = (props: PartProps & { readonly group: Group }) => {
  const { group, speak } = props
  const { locale, dispatch } = useUi()
  const [first] = group
  const { byName, at } = first
  const labels = [...customersOf(group).values()]
  const names = namesText(
    locale,
    labels.map((label) => (label === '' ? speak('answers.unnamed') : label)),
  )
  return (
    <li class="card">
      <p class="customers">
        <bdi>{names}</bdi>
      </p>
      <p>
        <strong>{verdictText(locale, first)}</strong>
      </p>
      <p class="muted small">
        {speak('answers.who', { name: byName, time: timeText(locale, at) })}
      </p>
      {mayClear(first) ? (
        <Turn {...props} names={names} />
      ) : (
        <div class="actions">
          <Button look="subtle" onClick={() => dispatch({ type: 'tool-asked', tool: 'merges' })}>
            {speak('answers.toMerges')}
          </Button>
        </div>
      )}
    </li>
  )
}

const verdictOf = (value: string): Filter['verdict'] =>
  shownVerdicts.find((verdict) => verdict === value) ?? 'all'

const Filters = ({ state, dispatch, speak, greeting }: PartProps) => {
  const { verdict, by } = state.filter
  const users = greeting?.hello.users ?? []
  return (
    <div class="filters">
      <Select
        id="answers-verdict"
        label={speak('answers.which')}
        value={verdict}
        options={[
          { value: 'all', text: speak('answers.which.all') },
          ...shownVerdicts.map((one) => ({ value: one, text: speak(`answers.verdict.${one}`) })),
        ]}
        onChoose={(value) => dispatch({ type: 'filtered', filter: { verdict: verdictOf(value) } })}
      />
      <Select
        id="answers-by"
        label={speak('answers.by')}
        value={by}
        options={[
          { value: '', text: speak('answers.everybody') },
          ...users.map(({ id, name }) => ({ value: id, text: name })),
        ]}
        onChoose={(value) => dispatch({ type: 'filtered', filter: { by: value } })}
      />
    </div>
  )
}

const Done = ({ cleared, state, dispatch, speak }: PartProps & { readonly cleared: Cleared }) => {
  const { count } = useUi()
  const { answers, isMore } = cleared
  return (
    <Message
      kind="success"
      actions={
        <Button
          isDisabled={state.isBusy}
          onClick={() => dispatch({ type: 'restore-asked', answers })}
        >
          {speak('answers.restoreAll')}
        </Button>
      }
    >
      {speak('answers.cleared', { count: count(answers.length) })}
      {isMore && ` ${speak('answers.clearedMore')}`}
    </Message>
  )
}

const Outcome = (props: PartProps) => {
  const { state, speak } = props
  const { cleared } = state
  return (
    <div role="status">
      {state.isBusy && state.given !== null && <p class="muted">{speak('answers.busy')}</p>}
      {cleared !== null && cleared.answers.length > 0 && <Done {...props} cleared={cleared} />}
    </div>
  )
}

const isNarrowed = ({ verdict, by }: Filter): boolean => verdict !== 'all' || by !== ''

export const Given = (props: PartProps) => {
  const { state, dispatch, speak } = props
  const { given, filter, cursor, isBusy, stop, taken } = state
  const left = (given ?? []).filter((answer) => !taken.has(nameOf(answer)))
  return (
    <>
      <p class="muted small">{speak('answers.hint')}</p>
      <Filters {...props} />
      {given === null && stop === null && <p class="muted">{speak('answers.loading')}</p>}
      {given?.length === 0 && (
        <p class="muted">{speak(isNarrowed(filter) ? 'answers.noneSuch' : 'answers.none')}</p>
      )}
      <ul class="cards">
        {together(given ?? []).map((group) => (
          <Entry key={nameOf(group[0])} group={group} {...props} />
        ))}
      </ul>
      <Outcome {...props} />
      <div class="actions">
        {cursor !== '' && (
          <Button isDisabled={isBusy} onClick={() => dispatch({ type: 'more-asked' })}>
            {speak('answers.more')}
          </Button>
        )}
        {left.some(mayClear) && (
          <AskButton
            isDisabled={isBusy}
            look="subtle"
            text={speak('answers.clearAll')}
            title={speak('answers.clearAllTitle')}
            ask={speak('answers.clearAllAsk')}
            onYes={() => dispatch({ type: 'clear-all-asked' })}
          />
        )}
      </div>
    </>
  )
}
