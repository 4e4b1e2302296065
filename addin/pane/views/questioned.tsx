// Rows whose identity is in question: copies, rows that are not recognised, rows that left their user's sight with
// something typed in them. Each is a row of its own, or left as it is; what was typed may also be given up.
import type { WaitingRow } from '../../../shared/sync/session/board.ts'
import { answerPlaces, leaveKey, questioned } from '../decide.ts'
import type { TextKey } from '../../text/en.ts'
import { useAnswer } from '../ui/answer.ts'
import type { BoardProps } from '../ui/answer.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { RowHead } from './row-head.tsx'

interface Question {
  readonly id: 'copy' | 'damaged' | 'gone'
  readonly title: TextKey
  readonly hint: TextKey
  readonly own: TextKey
  /** null: only one by one. */
  readonly ownAll: TextKey | null
}

const questions: readonly Question[] = [
  {
    id: 'copy',
    title: 'copy.title',
    hint: 'copy.hint',
    own: 'copy.own',
    ownAll: 'copy.ownAll',
  },
  {
    id: 'damaged',
    title: 'damaged.title',
    hint: 'damaged.hint',
    own: 'damaged.own',
    ownAll: 'damaged.ownAll',
  },
  { id: 'gone', title: 'gone.title', hint: 'gone.hint', own: 'gone.own', ownAll: null },
]

interface PartProps extends BoardProps {
  readonly question: Question
}

const GiveUp = ({ board, isBusy, row }: BoardProps & { readonly row: WaitingRow }) => {
  const { t } = useUi()
  const answer = useAnswer(board)
  return (
    <AskButton
      isDisabled={isBusy}
      text={t('gone.giveUp')}
      name={`${t('gone.giveUp')}: ${row.label}`}
      title={t('gone.askTitle')}
      ask={t('gone.ask')}
      onYes={() => answer(answerPlaces([row], 'give-up'))}
    />
  )
}

const Entry = ({ board, isBusy, question, row }: PartProps & { readonly row: WaitingRow }) => {
  const { t, dispatch } = useUi()
  const answer = useAnswer(board)
  const { label } = row
  const reason = row.why === 'gone' || row.why === 'forbidden' ? t(`waiting.${row.why}`) : null
  return (
    <li class="card">
      <RowHead board={board} row={row.row} label={label} />
      {reason !== null && <p class="muted">{reason}</p>}
      <div class="actions">
        <Button
          isDisabled={isBusy}
          name={`${t(question.own)}: ${label}`}
          onClick={() => answer(answerPlaces([row], 'own'))}
        >
          {t(question.own)}
        </Button>
        {question.id === 'gone' && <GiveUp board={board} isBusy={isBusy} row={row} />}
        <Button
          look="subtle"
          name={`${t('leave.one')}: ${label}`}
          onClick={() => dispatch({ type: 'left', ids: [leaveKey(row)] })}
        >
          {t('leave.one')}
        </Button>
      </div>
    </li>
  )
}

const ForAll = ({
  board,
  isBusy,
  question,
  rows,
}: PartProps & { readonly rows: readonly WaitingRow[] }) => {
  const { t, dispatch } = useUi()
  const answer = useAnswer(board)
  return (
    <div class="actions">
      {question.ownAll !== null && (
        <Button isDisabled={isBusy} onClick={() => answer(answerPlaces(rows, 'own'))}>
          {t(question.ownAll)}
        </Button>
      )}
      <Button look="subtle" onClick={() => dispatch({ type: 'left', ids: rows.map(leaveKey) })}>
        {t('leave.all')}
      </Button>
    </div>
  )
}

interface QuestionedProps extends BoardProps {
  readonly left: readonly string[]
}

export const Questioned = ({ board, isBusy, left }: QuestionedProps) => {
  const { t, count } = useUi()
  const rowsOf = questioned(board, left)
  return (
    <>
      {questions.map((question) => {
        const { id, title, hint } = question
        const rows = rowsOf[id]
        if (rows.length === 0) return null
        return (
          <section key={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{t(title, { count: count(rows.length) })}</h2>
            <p class="muted small">{t(hint)}</p>
            {rows.length > 1 && (
              <ForAll board={board} isBusy={isBusy} question={question} rows={rows} />
            )}
            <More
              items={rows}
              renderItem={(row) => (
                <Entry key={row.row} board={board} isBusy={isBusy} question={question} row={row} />
              )}
            />
          </section>
        )
      })}
    </>
  )
}
