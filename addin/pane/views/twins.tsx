// Rows that began as one and were all edited: which is the original? The others become rows of their own.
import type { WaitingRow } from '../../../shared/sync/session/board.ts'
import { answerPlaces, twinGroups } from '../decide.ts'
import { useAnswer } from '../ui/answer.ts'
import type { BoardProps } from '../ui/answer.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { RowHead } from './row-head.tsx'

const Twin = ({ board, isBusy, twin }: BoardProps & { readonly twin: WaitingRow }) => {
  const { t } = useUi()
  const answer = useAnswer(board)
  const place = t('pane.row', { row: board.firstRow + twin.row })
  return (
    <li class="twin">
      <RowHead board={board} row={twin.row} label={twin.label} />
      <dl class="pairs">
        {twin.differing.map(({ header, text }) => (
          <div key={header} class="pair">
            <dt>{header}</dt>
            <dd>{text === '' ? t('conflict.blank') : text}</dd>
          </div>
        ))}
      </dl>
      <Button
        isDisabled={isBusy}
        name={`${t('twin.pick')}: ${place} · ${twin.label}`}
        onClick={() => answer(answerPlaces([twin], 'original'))}
      >
        {t('twin.pick')}
      </Button>
    </li>
  )
}

export const Twins = ({ board, isBusy }: BoardProps) => {
  const { t, count } = useUi()
  const groups = twinGroups(board)
  if (groups.length === 0) return null
  return (
    <section aria-labelledby="twin-title">
      <h2 id="twin-title">{t('twin.title', { count: count(groups.length) })}</h2>
      <p class="muted small">{t('twin.hint')}</p>
      <More
        items={groups}
        renderItem={(group) => (
          <li key={group[0]?.id} class="card">
            <ul>
              {group.map((twin) => (
                <Twin key={twin.row} board={board} isBusy={isBusy} twin={twin} />
              ))}
            </ul>
          </li>
        )}
      />
    </section>
  )
}
