// Rows whose name and keys were all replaced: new customers, or really renamed? Many of them are one question.
import type { Board } from '../../../shared/sync/session/board.ts'
import type { Decision } from '../../../shared/sync/session/answer.ts'
import { answerAll, RECYCLED_SINGLY_MAX } from '../decide.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { Differing } from './differing.tsx'
import { RowHead } from './row-head.tsx'

interface RecycledProps {
  readonly board: Board
  readonly isBusy: boolean
}

type Row = Board['recycled'][number]

const useAnswer = (board: Board) => {
  const { dispatch } = useUi()
  return (rows: readonly Row[], answer: Decision['answer']) =>
    dispatch({ type: 'answered', table: board.table, decisions: answerAll(rows, answer) })
}

const ForAll = ({ board, isBusy }: RecycledProps) => {
  const { t } = useUi()
  const answer = useAnswer(board)
  return (
    <div class="actions">
      <Button isDisabled={isBusy} onClick={() => answer(board.recycled, 'separate')}>
        {t('recycled.separateAll')}
      </Button>
      <Button isDisabled={isBusy} onClick={() => answer(board.recycled, 'renamed')}>
        {t('recycled.renamedAll')}
      </Button>
    </div>
  )
}

const Entry = ({ row, board, isBusy }: RecycledProps & { readonly row: Row }) => {
  const { t } = useUi()
  const answer = useAnswer(board)
  const button = (text: string, kind: Decision['answer']) => (
    <Button isDisabled={isBusy} name={`${text}: ${row.label}`} onClick={() => answer([row], kind)}>
      {text}
    </Button>
  )
  return (
    <li class="card">
      <RowHead board={board} row={row.row} label={row.label} />
      {row.was !== '' && (
        <Differing
          lead={t('recycled.was', { name: row.was })}
          differing={row.differing}
          mine={t('recycled.nowValue')}
          theirs={t('recycled.beforeValue')}
        />
      )}
      <div class="actions">
        {button(t('recycled.separate'), 'separate')}
        {button(t('recycled.renamed'), 'renamed')}
      </div>
    </li>
  )
}

export const Recycled = ({ board, isBusy }: RecycledProps) => {
  const { t, count } = useUi()
  const { recycled } = board
  if (recycled.length === 0) return null
  const isOneQuestion = recycled.length > RECYCLED_SINGLY_MAX
  return (
    <section aria-labelledby="recycled-title">
      <h2 id="recycled-title">{t('recycled.title', { count: count(recycled.length) })}</h2>
      <p class="muted small">
        {isOneQuestion ? t('recycled.many', { count: count(recycled.length) }) : t('recycled.hint')}
      </p>
      {recycled.length > 1 && <ForAll board={board} isBusy={isBusy} />}
      {!isOneQuestion && (
        <More
          items={recycled}
          renderItem={(row) => <Entry key={row.id} row={row} board={board} isBusy={isBusy} />}
        />
      )}
    </section>
  )
}
