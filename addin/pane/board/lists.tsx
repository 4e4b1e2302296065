// Best and worst customers: their signs in words, the next step that is proposed, and what a manager says to it.
import { useState } from 'preact/hooks'

import type { BoardLine, StepDecision } from '../../../shared/protocol/tiers.ts'
import { nextSteps } from '../../../shared/tier/next-step.ts'
import { timeText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { More } from '../ui/more.tsx'
import { Select } from '../ui/select.tsx'
import type { PartProps } from './props.ts'
import { ReceiptButton } from './receipt-button.tsx'
import { joined, ownerName, signText, valueText } from './words.ts'

interface LineProps extends PartProps {
  readonly line: BoardLine
}

type Way = 'change' | 'dismiss'

interface FormProps extends LineProps {
  readonly way: Way
  readonly onEnd: () => void
}

const toStep = (text: string) => nextSteps.find((step) => step === text) ?? nextSteps[0]

/** What instead, and why; a dismissal has a reason only. */
const DecisionForm = ({ line, way, dispatch, t, isBusy, onEnd }: FormProps) => {
  const { t: ui } = useUi()
  const others = nextSteps.filter((step) => step !== line.step?.step)
  const [to, setTo] = useState(others[0] ?? nextSteps[0])
  const [reason, setReason] = useState('')
  const proposed = line.step?.step
  if (proposed === undefined) return null
  const save = () => {
    if (isBusy) return
    const decision: StepDecision = {
      id: line.id,
      proposed,
      answer: way,
      to: way === 'change' ? to : null,
      reason: reason.trim().slice(0, 200),
    }
    dispatch({ type: 'decided', decision })
    onEnd()
  }
  return (
    <>
      {way === 'change' && (
        <Select
          id={`to-${line.id}`}
          label={t('board.instead')}
          value={to}
          options={others.map((step) => ({ value: step, text: t(`board.step.${step}`) }))}
          onChoose={(chosen) => setTo(toStep(chosen))}
        />
      )}
      <Field
        id={`reason-${line.id}`}
        label={t('board.reason')}
        value={reason}
        error={null}
        isFocused
        onInput={setReason}
        onEnter={save}
      />
      <div class="actions">
        <Button isDisabled={isBusy} onClick={save}>
          {t('board.ok')}
        </Button>
        <Button onClick={onEnd}>{ui('pane.cancel')}</Button>
      </div>
    </>
  )
}

const Decided = ({ line, t }: LineProps) => {
  const { locale, words } = useUi()
  const { decided } = line
  if (decided === null) return null
  const { answer, byName: name, at, step, reason } = decided
  return (
    <>
      <p>
        {t(`board.decided.${answer}`, {
          name,
          time: timeText(locale, at),
          step: step === null ? '' : t(`board.step.${step}`),
        })}
        {reason !== '' && ` · ${reason}`}
      </p>
      {step === 'let_go' && (
        <p class="muted small">
          {t('board.letGo', { field: words?.field(locale, 'customer', 'tier_override') ?? '' })}
        </p>
      )}
    </>
  )
}

const Answers = (props: LineProps) => {
  const { line, dispatch, t, isBusy } = props
  const [way, setWay] = useState<Way | null>(null)
  const [isAgain, setAgain] = useState(false)
  const proposed = line.step?.step
  if (proposed === undefined) return null
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
  if (way !== null)
    return (
      <DecisionForm
        {...props}
        way={way}
        onEnd={() => {
          setWay(null)
          setAgain(false)
        }}
      />
    )
  const accept = () => {
    const decision = { id: line.id, proposed, answer: 'accept', to: null, reason: '' } as const
    dispatch({ type: 'decided', decision })
    setAgain(false)
  }
  return (
    <>
      <Button isDisabled={isBusy} name={`${t('board.accept')}: ${line.name}`} onClick={accept}>
        {t('board.accept')}
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

const tierText = ({ tier, tier_next: next }: BoardLine, t: PartProps['t']): string => {
  const now = tier ?? t('board.noTier')
  return next === null || next === tier
    ? t('board.tier', { tier: now })
    : t('board.tierTo', { tier: now, next })
}

const Line = (props: LineProps) => {
  const { line, state, t } = props
  const { locale } = useUi()
  const { hello, board } = state
  const value = valueText(
    locale,
    board?.metric ?? 'profit_12m',
    line.value,
    hello?.org.currency ?? '',
  )
  const about = [tierText(line, t), value, ownerName(hello, line.owner)]
  return (
    <li class="card">
      <strong>{line.city === null ? line.name : `${line.name} · ${line.city}`}</strong>
      <p>{about.filter((part) => part !== '').join(' · ')}</p>
      {line.signs.length > 0 && (
        <p>
          {t('board.signs', {
            signs: joined(
              locale,
              line.signs.map((sign) => signText(locale, sign)),
            ),
          })}
        </p>
      )}
      {line.step !== null && (
        <p>
          {t('board.propose', {
            step: t(`board.step.${line.step.step}`),
            why: t(`board.why.${line.step.why}`),
          })}
        </p>
      )}
      <Decided {...props} />
      <div class="actions">
        <Answers {...props} />
        <ReceiptButton {...props} id={line.id} name={line.name} />
      </div>
    </li>
  )
}

export const Lists = (props: PartProps) => {
  const { state, t } = props
  const { board } = state
  if (board === null) return null
  return (
    <>
      {(['worst', 'best'] as const).map((part) => (
        <section key={part} aria-labelledby={`board-${part}`}>
          <h3 id={`board-${part}`}>{t(`board.${part}`)}</h3>
          {board[part].length === 0 && <p class="muted">{t('board.nobody')}</p>}
          <More
            items={board[part]}
            renderItem={(line) => <Line key={line.id} {...props} line={line} />}
          />
        </section>
      ))}
    </>
  )
}
