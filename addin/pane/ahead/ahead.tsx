// Before a sync: how many of the new rows are on file already, may be, belong to a customer or must be corrected, and
// which. Nothing is stored.
import { useMemo, useRef } from 'preact/hooks'

import { listed as listText } from '../../text/lists.ts'
import { createCancel } from '../reports/cancel.ts'
import { rowsText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { useKeepFocus } from '../ui/keep-focus.ts'
import { Message } from '../ui/message.tsx'
import { More } from '../ui/more.tsx'
import { Progress } from '../ui/progress.tsx'
import { Select } from '../ui/select.tsx'
import { useGreeting } from '../ui/use-greeting.ts'
import { useMachine } from '../ui/use-machine.ts'
import { Stopped } from '../views/said.tsx'
import type { ToolProps } from '../views/tool.tsx'
import './ahead.css'
import { askedRows, kinds, startAhead, step } from './model.ts'
import type { Ahead as State, Checked, Event, Finding } from './model.ts'
import { performAhead } from './perform.ts'
import { sayAhead, type SayAhead } from './words.ts'

interface PartProps {
  readonly state: State
  readonly dispatch: (event: Event) => void
  readonly speak: SayAhead
}

type CheckedProps = PartProps & { readonly checked: Checked }

const Running = ({ state, dispatch, speak }: PartProps) => {
  const { t, count } = useUi()
  const { done, of, isCancelling } = state
  const params = { done: count(done), of: count(of) }
  const text = of === 0 ? speak('ahead.reading') : speak('ahead.working', params)
  return (
    <>
      <Progress
        label={speak('ahead.reading')}
        text={isCancelling ? t('sync.stopping') : text}
        done={done}
        of={of}
      />
      <div class="actions">
        <Button isDisabled={isCancelling} onClick={() => dispatch({ type: 'cancel-asked' })}>
          {t('pane.cancel')}
        </Button>
      </div>
    </>
  )
}

/** How many of each kind; one of which there is none is not told, but for the new ones. */
const Counts = ({ checked, speak }: CheckedProps) => {
  const { locale, count } = useUi()
  const asked = askedRows(checked)
  const told = kinds.filter((kind) => kind === 'new' || checked.counts[kind] > 0)
  return (
    <>
      <p>
        {asked < checked.rows
          ? speak('ahead.ended', { done: count(asked), of: count(checked.rows) })
          : speak('ahead.found', { rows: rowsText(locale, asked) })}
      </p>
      <ul class="counts">
        {told.map((kind) => (
          <li key={kind}>
            <strong>{count(checked.counts[kind])}</strong> {speak(`ahead.count.${kind}`)}
          </li>
        ))}
      </ul>
      {checked.hidden > 0 && (
        <p class="muted small">{speak('ahead.hidden', { count: count(checked.hidden) })}</p>
      )}
      {checked.apart !== null && (
        <p class="muted small">{speak('ahead.apart', { count: count(checked.apart) })}</p>
      )}
    </>
  )
}

const Entry = ({
  finding,
  checked,
  dispatch,
  speak,
}: CheckedProps & { readonly finding: Finding }) => {
  const { t } = useUi()
  const { row, label, kind, texts } = finding
  return (
    <li class="card">
      <button
        type="button"
        class="row-head"
        title={t('pane.goTo')}
        onClick={() => dispatch({ type: 'row-asked', row })}
      >
        {t('pane.row', { row: checked.firstRow + row })}
        {label !== '' && ' · '}
        <bdi>{label}</bdi>
      </button>
      <p>
        <strong>{speak(`ahead.kind.${kind}`)}</strong>
      </p>
      {texts.map((text) => (
        <p key={text} class="small">
          <bdi>{text}</bdi>
        </p>
      ))}
    </li>
  )
}

const Findings = (props: CheckedProps) => {
  const { checked, state, dispatch, speak } = props
  const { findings, counts } = checked
  const present = kinds.filter((kind) => kind !== 'new').filter((kind) => counts[kind] > 0)
  const shown = findings.filter(({ kind }) => state.shown === 'all' || state.shown === kind)
  return (
    <>
      <div class="actions">
        <Button isDisabled={state.doing !== null} onClick={() => dispatch({ type: 'list-asked' })}>
          {speak('ahead.list')}
        </Button>
      </div>
      {present.length > 1 && (
        <Select
          id="ahead-shown"
          label={speak('ahead.which')}
          value={state.shown}
          options={[
            { value: 'all', text: speak('ahead.all') },
            ...present.map((kind) => ({ value: kind, text: speak(`ahead.kind.${kind}`) })),
          ]}
          onChoose={(value) =>
            dispatch({
              type: 'shown-chosen',
              shown: present.find((kind) => kind === value) ?? 'all',
            })
          }
        />
      )}
      <More
        key={state.shown}
        items={shown}
        renderItem={(finding) => <Entry key={finding.row} finding={finding} {...props} />}
      />
    </>
  )
}

const Listed = ({ state, speak }: PartProps) => {
  const { locale, count } = useUi()
  const { listed } = state
  if (listed === null) return null
  const { sheet } = listed
  if (listed.kind === 'written')
    return (
      <Message kind="success">
        {speak('ahead.listed', { sheet, count: count(listed.count) })}
      </Message>
    )
  const headers = listText(locale, listed.headers)
  return <Message kind="warning">{speak('ahead.occupied', { sheet, headers })}</Message>
}

export const Ahead = ({ desk, state: pane }: ToolProps) => {
  const { locale } = useUi()
  const { greet } = useGreeting(desk)
  const cancel = useMemo(createCancel, [])
  const [state, dispatch] = useMachine(
    { start: startAhead, step, perform: performAhead({ desk, greet, locale, ...cancel }) },
    { type: 'opened' },
  )
  const root = useRef<HTMLDivElement>(null)
  useKeepFocus(root, state)
  const speak = sayAhead(locale)
  const { checked, doing, stop } = state
  const props = { state, dispatch, speak }
  return (
    <div class="ahead" ref={root}>
      <Stopped stop={stop} onClose={() => dispatch({ type: 'stop-closed' })} />
      <p class="muted small">{speak('ahead.hint')}</p>
      {doing === 'check' && <Running {...props} />}
      <div role="status">
        {checked?.rows === 0 && <p>{speak('ahead.none')}</p>}
        {checked !== null && checked.rows > 0 && <Counts checked={checked} {...props} />}
        <Listed {...props} />
      </div>
      {doing !== 'check' && (
        <div class="actions">
          <Button
            look={checked === null ? 'primary' : 'plain'}
            isDisabled={pane.run !== null}
            onClick={() => dispatch({ type: 'check-asked' })}
          >
            {speak(checked === null ? 'ahead.go' : 'ahead.again')}
          </Button>
        </div>
      )}
      {checked !== null && checked.findings.length > 0 && <Findings checked={checked} {...props} />}
    </div>
  )
}
