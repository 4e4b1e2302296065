// What a manager says to a proposed step: accept, change, dismiss, or take back what was said. Letting somebody go asks
// for a reason and an end, for it becomes the tier of his row.
import { useState } from 'preact/hooks'

import type { BoardLine, StepDecision } from '../../../shared/protocol/tiers.ts'
import { addMonths } from '../../../shared/tier/days.ts'
import { nextSteps } from '../../../shared/tier/next-step.ts'
import type { NextStep } from '../../../shared/tier/next-step.ts'
import { standardPolicy } from '../../../shared/tier/policy.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { DayField } from '../ui/day-field.tsx'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import type { PartProps } from './props.ts'
import { decidedText } from './words.ts'

interface LineProps extends PartProps {
  readonly line: BoardLine
}

type Way = 'accept' | 'change' | 'dismiss'

interface FormProps extends LineProps {
  readonly way: Way
  readonly proposal: NonNullable<BoardLine['step']>
  readonly onEnd: () => void
}

const REASON_MAX = 200
const toStep = (text: string) => nextSteps.find((step) => step === text) ?? nextSteps[0]

/** How a tier by hand is bounded; the server says what is wrong where the policy is another one. */
const boundsOf = ({ board, policy }: PartProps['state']) => {
  const { reasonAtLeast, monthsAtMost } = (policy?.policy ?? standardPolicy).override
  const today = board?.run?.today ?? ''
  return { today, last: today === '' ? '' : addMonths(today, monthsAtMost), least: reasonAtLeast }
}

interface UntilProps {
  readonly id: string
  readonly bounds: ReturnType<typeof boundsOf>
  readonly until: string
  readonly isTried: boolean
  readonly t: PartProps['t']
  readonly onDay: (day: string) => void
}

const Until = ({ id, bounds, until, isTried, t, onDay }: UntilProps) => (
  <>
    <DayField
      id={`until-${id}`}
      label={t('board.until')}
      value={until}
      first={bounds.today}
      last={bounds.last}
      error={isTried && until === '' ? t('board.untilMissing') : null}
      onDay={onDay}
    />
    <p class="muted small">{t('board.goHint')}</p>
  </>
)

/** What instead, and why; a dismissal has a reason only. */
const DecisionForm = ({ line, way, proposal, state, dispatch, t, isBusy, onEnd }: FormProps) => {
  const { t: ui } = useUi()
  const { step: proposed, why } = proposal
  const others = nextSteps.filter((step) => step !== proposed)
  const bounds = boundsOf(state)
  const [to, setTo] = useState(others[0] ?? nextSteps[0])
  const [reason, setReason] = useState(way === 'accept' ? t(`board.why.${why}`) : '')
  const [until, setUntil] = useState(bounds.last)
  const [isTried, setTried] = useState(false)
  const step: NextStep | null = way === 'dismiss' ? null : way === 'change' ? to : proposed
  const isGoing = step === 'let_go'
  const isShort = isGoing && reason.trim().length < bounds.least
  const save = () => {
    setTried(true)
    if (isBusy || isShort || (isGoing && until === '')) return
    const decision: StepDecision = {
      id: line.id,
      proposed,
      answer: way,
      to: way === 'change' ? to : null,
      reason: reason.trim().slice(0, REASON_MAX),
      ...(isGoing ? { until } : {}),
    }
    dispatch({ type: 'decided', decision })
    onEnd()
  }
  return (
    <div class="whole">
      {way === 'change' && (
        <Select
          id={`to-${line.id}`}
          label={t('board.instead')}
          value={to}
          options={others.map((other) => ({ value: other, text: t(`board.step.${other}`) }))}
          onChoose={(chosen) => setTo(toStep(chosen))}
        />
      )}
      <Field
        id={`reason-${line.id}`}
        label={t('board.reason')}
        value={reason}
        error={isTried && isShort ? t('board.reasonShort', { least: bounds.least }) : null}
        isFocused
        onInput={setReason}
        onEnter={save}
      />
      {isGoing && <Until {...{ id: line.id, bounds, until, isTried, t, onDay: setUntil }} />}
      <div class="actions">
        <Button isDisabled={isBusy} onClick={save}>
          {t('board.ok')}
        </Button>
        <Button onClick={onEnd}>{ui('pane.cancel')}</Button>
      </div>
    </div>
  )
}

/** What was decided, and what it did. */
export const Decided = ({
  decided,
  t,
}: Pick<BoardLine, 'decided'> & { readonly t: PartProps['t'] }) => {
  const { locale, words } = useUi()
  if (decided === null) return null
  const { step, reason, until } = decided
  const field = words?.field(locale, 'customer', 'tier_override') ?? ''
  return (
    <>
      <p>
        {decidedText(locale, decided)}
        {reason !== '' && ` · ${reason}`}
      </p>
      {step === 'let_go' && (
        <p class="muted small">
          {until === null ? t('board.letGo', { field }) : t('board.isGone', { field, until })}
        </p>
      )}
    </>
  )
}

export const Answers = (props: LineProps) => {
  const { line, dispatch, t, isBusy } = props
  const [way, setWay] = useState<Way | null>(null)
  const [isAgain, setAgain] = useState(false)
  const proposal = line.step
  if (proposal === null) return null
  const { step: proposed } = proposal
  if (line.decided !== null && !isAgain)
    return (
      <Button
        look="subtle"
        name={`${t('board.again')}: ${line.name}`}
        onClick={() => setAgain(true)}
      >
        {t('board.again')}
      </Button>
    )
  const end = () => {
    setWay(null)
    setAgain(false)
  }
  if (way !== null) return <DecisionForm {...props} way={way} proposal={proposal} onEnd={end} />
  const accept = () => {
    if (proposed === 'let_go') return setWay('accept')
    const decision = { id: line.id, proposed, answer: 'accept', to: null, reason: '' } as const
    dispatch({ type: 'decided', decision })
    end()
  }
  const yes = t(proposed === 'let_go' ? 'board.acceptGo' : 'board.accept')
  return (
    <>
      <Button isDisabled={isBusy} name={`${yes}: ${line.name}`} onClick={accept}>
        {yes}
      </Button>
      <Button name={`${t('board.change')} ${line.name}`} onClick={() => setWay('change')}>
        {t('board.change')}
      </Button>
      <Button name={`${t('board.dismiss')} ${line.name}`} onClick={() => setWay('dismiss')}>
        {t('board.dismiss')}
      </Button>
    </>
  )
}
