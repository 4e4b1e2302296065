// Rows that are no longer in the sheet, removed or emptied: only from here, archived for everybody, or put back; one
// by one or all.
import type { Decision } from '../../../shared/sync/session/answer.ts'
import { answerAll, emptied } from '../decide.ts'
import { rowsText } from '../sentence.ts'
import { useAnswer } from '../ui/answer.ts'
import type { BoardProps } from '../ui/answer.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { RowHead } from './row-head.tsx'

type Kind = Extract<Decision['answer'], 'forget' | 'archive' | 'put-back'>

const kinds: readonly Kind[] = ['put-back', 'forget', 'archive']
const short = {
  forget: 'removed.forget',
  archive: 'removed.archive',
  'put-back': 'removed.back',
} as const
const forAll = {
  forget: 'removed.forgetAll',
  archive: 'removed.archiveAll',
  'put-back': 'removed.backAll',
} as const

interface Missing {
  readonly id: string
  readonly label: string
  /** Where it stands emptied; null: in no row. */
  readonly row: number | null
}

const Entry = ({ board, isBusy, one }: BoardProps & { readonly one: Missing }) => {
  const { t } = useUi()
  const answer = useAnswer(board)
  const label = one.label === '' ? t('removed.unnamed') : one.label
  return (
    <li class="card">
      {one.row === null ? (
        <strong>{label}</strong>
      ) : (
        <RowHead board={board} row={one.row} label={t('removed.emptied')} />
      )}
      <div class="actions">
        {kinds.map((kind) => (
          <Button
            key={kind}
            isDisabled={isBusy}
            name={`${t(short[kind])}: ${label}`}
            onClick={() => answer([{ id: one.id, answer: kind }])}
          >
            {t(short[kind])}
          </Button>
        ))}
      </div>
    </li>
  )
}

const ForAll = ({ board, isBusy, ids }: BoardProps & { readonly ids: readonly string[] }) => {
  const { t, locale } = useUi()
  const answer = useAnswer(board)
  const decide = (kind: Kind) =>
    answer(
      answerAll(
        ids.map((id) => ({ id })),
        kind,
      ),
    )
  return (
    <div class="actions">
      {kinds.map((kind) =>
        kind === 'archive' ? (
          <AskButton
            key={kind}
            isDisabled={isBusy}
            text={t(forAll[kind])}
            title={t('removed.askTitle', { rows: rowsText(locale, ids.length) })}
            ask={t('removed.ask')}
            onYes={() => decide(kind)}
          />
        ) : (
          <Button key={kind} isDisabled={isBusy} onClick={() => decide(kind)}>
            {t(forAll[kind])}
          </Button>
        ),
      )}
    </div>
  )
}

export const Removed = ({ board, isBusy }: BoardProps) => {
  const { t, count, locale } = useUi()
  const { removed } = board
  const blank = emptied(board)
  const total = removed.count + blank.length
  if (total === 0) return null
  const named: readonly Missing[] = [
    ...blank.map(({ id, label, row }) => ({ id, label, row })),
    ...removed.rows.map(({ id, label }) => ({ id, label, row: null })),
  ]
  const ids = [...blank.map(({ id }) => id), ...removed.ids]
  return (
    <section aria-labelledby="removed-title">
      <h2 id="removed-title">{t('removed.title', { count: count(total) })}</h2>
      <p class="muted small">{t('removed.hint')}</p>
      {ids.length > 1 && <ForAll board={board} isBusy={isBusy} ids={ids} />}
      <More
        items={named}
        renderItem={(one) => <Entry key={one.id} board={board} isBusy={isBusy} one={one} />}
      />
      {total > named.length && (
        <p class="muted">{t('removed.rest', { rows: rowsText(locale, total - named.length) })}</p>
      )}
    </section>
  )
}
