// The board at a glance: the headline, the curve, the tiers in force, what is proposed, charts on a sheet, Apply now.
import type { BoardReply } from '../../../shared/protocol/tiers.ts'
import { nextSteps } from '../../../shared/tier/next-step.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { joined } from '../../text/lists.ts'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { Curve } from './curve.tsx'
import type { PartProps } from './props.ts'
import { asOfText, headlineText, shareText, valueText } from './words.ts'

interface Props extends PartProps {
  readonly board: BoardReply
}

const Tiers = ({ board, state, t }: Props) => {
  const { locale, count } = useUi()
  const metric = t(`board.metric.${board.metric}`)
  const currency = state.hello?.org.currency ?? ''
  return (
    <table class="figures">
      <caption>{t('board.tiersTitle')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('board.col.tier')}</th>
          <th scope="col">{t('board.col.count')}</th>
          <th scope="col">{t('board.col.value', { metric })}</th>
          <th scope="col">{t('board.col.valueShare', { metric })}</th>
        </tr>
      </thead>
      <tbody>
        {board.distribution.map((line) => (
          <tr key={line.tier}>
            <th scope="row">{line.tier === '' ? t('board.noTier') : line.tier}</th>
            <td>
              {count(line.count)}{' '}
              <span class="muted small">{shareText(locale, line.countShare)}</span>
            </td>
            <td>{valueText(locale, board.metric, line.value, currency)}</td>
            <td>{line.valueShare === null ? '–' : shareText(locale, line.valueShare)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Proposed = ({ board, t }: Props) => {
  const { locale, count } = useUi()
  const found = nextSteps.filter((step) => board.steps[step] > 0)
  if (found.length === 0) return null
  return (
    <>
      <h3>{t('board.proposed')}</h3>
      <p>
        {joined(
          locale,
          found.map((step) => `${t(`board.step.${step}`)} ${count(board.steps[step])}`),
        )}
      </p>
      <p class="muted small">{t('board.proposedOf', { count: count(board.stepsOf) })}</p>
    </>
  )
}

/** Tiers come into force by the month; a manager need not wait. */
const Moving = ({ board, dispatch, t, isBusy }: Props) => {
  const { count } = useUi()
  const { effectiveOn: day, version, run } = board
  const isNewRule = run !== null && run.version !== version
  if (board.moving === 0)
    return <p class="muted">{t(isNewRule ? 'board.ruleNext' : 'board.still')}</p>
  return (
    <>
      <p>{t('board.moving', { count: count(board.moving) })}</p>
      {isNewRule && <p class="muted">{t('board.ruleNext')}</p>}
      {day !== '' && <p class="muted small">{t('board.effectiveOn', { day })}</p>}
      <div class="actions">
        <AskButton
          isDisabled={isBusy}
          text={t('board.apply')}
          title={t('board.applyTitle')}
          ask={t('board.applyAsk', { day })}
          onYes={() => dispatch({ type: 'apply-asked' })}
        />
      </div>
    </>
  )
}

const Ending = ({ board: { ending }, t }: Pick<Props, 'board' | 't'>) => {
  const { count, locale, words } = useUi()
  if (ending.count === 0) return null
  const field = words?.field(locale, 'customer', 'override_until') ?? ''
  return <p>{t('board.ending', { count: count(ending.count), days: ending.days, field })}</p>
}

export const Overview = (props: Props) => {
  const { board, dispatch, t, isBusy } = props
  const { locale } = useUi()
  const { run } = board
  if (run === null) return <Message kind="info">{t('board.noRun')}</Message>
  return (
    <>
      <p class="headline">{headlineText(locale, board) ?? t('board.noShares')}</p>
      <p class="muted small">
        {asOfText(locale, run)}
        {board.scope === 'mine' && ` ${t('board.mine')}`}
      </p>
      <Curve board={board} />
      <div class="actions">
        <Button
          look="primary"
          isDisabled={isBusy}
          onClick={() => dispatch({ type: 'charts-asked' })}
        >
          {t('board.charts')}
        </Button>
      </div>
      <Tiers {...props} />
      <Moving {...props} />
      <Ending board={board} t={t} />
      <Proposed {...props} />
    </>
  )
}
