// Cells that two people changed: both values, by whom and when; the server is told which of them shall stand.
import type { Board, ConflictRow } from '../../../shared/sync/session/board.ts'
import type { Decision } from '../../../shared/sync/session/answer.ts'
import type { Take } from '../../../shared/protocol/resolve.ts'
import { timeText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { RowHead } from './row-head.tsx'

interface ConflictsProps {
  readonly board: Board
  readonly isBusy: boolean
}

const Values = ({ row }: { readonly row: ConflictRow }) => {
  const { t, locale } = useUi()
  const shown = (text: string) => (text === '' ? t('conflict.blank') : text)
  return (
    <dl class="pairs">
      {row.fields.map(({ field, header, mine, theirs, by, at }) => (
        <div key={field}>
          <dt>{header}</dt>
          <dd>
            <span class="tag">{t('conflict.mineValue')}</span> <span>{shown(mine)}</span>
          </dd>
          <dd>
            <span class="tag">{t('conflict.theirsValue')}</span>{' '}
            <span>
              {shown(theirs)}{' '}
              <span class="by muted small">
                {by === ''
                  ? timeText(locale, at)
                  : t('conflict.by', { name: by, time: timeText(locale, at) })}
              </span>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const Entry = ({ row, board, isBusy }: ConflictsProps & { readonly row: ConflictRow }) => {
  const { t, dispatch } = useUi()
  const decisions = (take: Take): readonly Decision[] =>
    row.fields.map(({ conflict, rev }) => ({
      id: row.id,
      answer: 'resolve',
      resolution: { conflict, take, rev },
    }))
  const button = (text: string, take: Take) => (
    <Button
      isDisabled={isBusy}
      name={`${text}: ${row.label}`}
      onClick={() => dispatch({ type: 'answered', table: board.table, decisions: decisions(take) })}
    >
      {text}
    </Button>
  )
  return (
    <li class="card">
      <RowHead
        board={board}
        row={row.row}
        label={row.label}
        column={row.fields[0]?.column ?? null}
      />
      <Values row={row} />
      <div class="actions">
        {button(t('conflict.mine'), 'mine')}
        {button(t('conflict.theirs'), 'theirs')}
      </div>
    </li>
  )
}

export const Conflicts = ({ board, isBusy }: ConflictsProps) => {
  const { t, count } = useUi()
  const { conflicts } = board
  if (conflicts.length === 0) return null
  return (
    <section aria-labelledby="conflict-title">
      <h2 id="conflict-title">{t('conflict.title', { count: count(conflicts.length) })}</h2>
      <p class="muted small">{t('conflict.hint')}</p>
      <More
        items={conflicts}
        renderItem={(row) => <Entry key={row.id} row={row} board={board} isBusy={isBusy} />}
      />
    </section>
  )
}
