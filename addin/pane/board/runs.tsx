// The runs of the engine so far: when, by which policy, how many moved; any of them computed again from what it met, and
// the selected customer's receipt as it was then.
import type { RunsReply } from '../../../shared/protocol/tier-lists.ts'
import type { TierRun } from '../../../shared/protocol/tiers.ts'
import { timeText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { More } from '../ui/more.tsx'
import type { PartProps } from './props.ts'
import { asOfText } from './words.ts'

const Checked = ({ check, t }: Pick<RunsReply, 'check'> & Pick<PartProps, 't'>) => {
  const { count } = useUi()
  if (check === null) return null
  const { customers, differ, hash } = check
  return (
    <Message kind={differ === 0 ? 'success' : 'warning'}>
      {t(differ === 0 ? 'board.runSame' : 'board.runDiffers', {
        count: count(customers),
        differ: count(differ),
        hash,
      })}
    </Message>
  )
}

const Run = ({ run, ...props }: PartProps & { readonly run: TierRun }) => {
  const { state, dispatch, t, isBusy, here } = props
  const { locale, count } = useUi()
  const check = state.runs?.check ?? null
  const title = t(`board.moment.${run.moment}`)
  const name = `${run.run} · ${title}`
  return (
    <li class="card">
      <strong>{name}</strong>
      <p>{asOfText(locale, run)}</p>
      <p class="muted small">
        {[run.byName, timeText(locale, run.at)].filter((part) => part !== '').join(' · ')}
      </p>
      {run.moved !== null && <p>{t('board.runMoved', { count: count(run.moved) })}</p>}
      <div class="actions">
        <Button
          isDisabled={isBusy}
          name={`${t('board.runCheck')}: ${name}`}
          onClick={() => dispatch({ type: 'check-asked', run: run.run })}
        >
          {t('board.runCheck')}
        </Button>
        {here !== null && (
          <Button
            look="subtle"
            isDisabled={isBusy}
            onClick={() => {
              const wish = { ...here, beside: null, run: run.run }
              dispatch({ type: 'receipt-asked', wish })
            }}
          >
            {t('board.receiptFor', { name: here.name })}
          </Button>
        )}
      </div>
      <div role="status">{check?.run === run.run && <Checked check={check} t={t} />}</div>
    </li>
  )
}

export const Runs = (props: PartProps) => {
  const { state, t, here } = props
  if (state.runs === null) return null
  const { runs } = state.runs
  return (
    <>
      <p class="muted">{t('board.runsHint')}</p>
      {here === null && <p class="muted small">{t('board.runsPick')}</p>}
      {runs.length === 0 && <p class="muted">{t('board.noRun')}</p>}
      <More items={runs} renderItem={(run) => <Run key={run.run} {...props} run={run} />} />
    </>
  )
}
