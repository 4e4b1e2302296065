// Best and worst customers: their signs in words, the next step that is proposed, what a manager says to it; and what
// was decided so far, to be taken back.
import type { BoardLine, DecidedStep } from '../../../shared/protocol/tiers.ts'
import { Button } from '../ui/button.tsx'
import { joined } from '../../text/lists.ts'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { Answers, Decided } from './decision.tsx'
import type { PartProps } from './props.ts'
import { ReceiptButton } from './receipt-button.tsx'
import { ownerName, signText, valueText } from './words.ts'

interface LineProps extends PartProps {
  readonly line: BoardLine
}

const tierText = ({ tier, tier_next: next }: BoardLine, t: PartProps['t']): string => {
  const now = tier ?? t('board.noTier')
  return next === null || next === tier
    ? t('board.tier', { tier: now })
    : t('board.tierTo', { tier: now, next })
}

const Withdraw = ({ step, dispatch, t, isBusy }: PartProps & { readonly step: DecidedStep }) => {
  const { id, name, proposed } = step
  const withdraw = () => {
    const decision = { id, proposed, answer: 'withdraw', to: null, reason: '' } as const
    dispatch({ type: 'decided', decision })
  }
  return (
    <Button isDisabled={isBusy} name={`${t('board.withdraw')}: ${name}`} onClick={withdraw}>
      {t('board.withdraw')}
    </Button>
  )
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
      <Decided decided={line.decided} t={t} />
      <div class="actions">
        <Answers {...props} />
        {line.step === null && line.decided !== null && <Withdraw {...props} step={line.decided} />}
        <ReceiptButton {...props} id={line.id} name={line.name} />
      </div>
    </li>
  )
}

const DecidedLine = ({ step, ...props }: PartProps & { readonly step: DecidedStep }) => {
  const { id, name, city } = step
  return (
    <li class="card">
      <strong>{city === null ? name : `${name} · ${city}`}</strong>
      <Decided decided={step} t={props.t} />
      <div class="actions">
        <Withdraw {...props} step={step} />
        <ReceiptButton {...props} id={id} name={name} />
      </div>
    </li>
  )
}

const DecidedSoFar = (props: PartProps) => {
  const { state, dispatch, t, isBusy } = props
  const { count } = useUi()
  const steps = state.steps ?? []
  if (steps.length === 0) return null
  return (
    <details>
      <summary>{`${t('board.decided')} (${count(steps.length)})`}</summary>
      <div class="actions">
        <Button isDisabled={isBusy} onClick={() => dispatch({ type: 'steps-listed' })}>
          {t('board.list')}
        </Button>
      </div>
      <More
        items={steps}
        renderItem={(step) => <DecidedLine key={step.id} {...props} step={step} />}
      />
    </details>
  )
}

export const Lists = (props: PartProps) => {
  const { state, t } = props
  const { board } = state
  if (board === null) return null
  return (
    <>
      <DecidedSoFar {...props} />
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
