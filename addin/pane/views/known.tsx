// Rows that equal a customer on file: link, create anyway, leave; one by one or all. A linked one whose cells differ
// shows both, side by side.
import { useState } from 'preact/hooks'

import type { Board, KnownRow } from '../../../shared/sync/session/board.ts'
import type { Decision } from '../../../shared/sync/session/answer.ts'
import { answerAll, creatable, differing, knownHint, linkable } from '../decide.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import type { Ui } from '../ui/context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { More } from '../ui/more.tsx'
import { Differing } from './differing.tsx'
import { RowHead } from './row-head.tsx'

interface KnownProps {
  readonly board: Board
  readonly rows: readonly KnownRow[]
  readonly isBusy: boolean
}

/** Why it is known, and what stands in the way of linking it. */
const reasonOf = ({ t, locale, words }: Ui, { known, failure, status }: KnownRow, board: Board) => {
  const why = known === null || words === null ? status : words.known(locale, known)
  if (failure === null) return why
  const obstacle =
    failure.kind === 'hidden'
      ? t('known.hidden')
      : t('known.isHere', { row: board.firstRow + failure.row })
  return `${why} · ${obstacle}`
}

/** The matcher's reasons, field by field; before a link also what differs and what it would fill in. */
const Details = ({ row, board }: { readonly row: KnownRow; readonly board: Board }) => {
  const { locale, words } = useUi()
  if (row.known === null || words === null) return null
  return (
    <>
      {words.knownDetails(locale, board.table, row.known).map((line) => (
        <p key={line} class="small">
          {line}
        </p>
      ))}
    </>
  )
}

interface ActionsProps {
  readonly row: KnownRow
  readonly isBusy: boolean
  readonly answer: (answer: Decision['answer']) => void
}

const Actions = ({ row, isBusy, answer }: ActionsProps) => {
  const { t, dispatch } = useUi()
  const name = (text: string) => `${text}: ${row.label}`
  const button = (text: string, kind: Decision['answer']) => (
    <Button isDisabled={isBusy} name={name(text)} onClick={() => answer(kind)}>
      {text}
    </Button>
  )
  if (row.isLinked)
    return differing([row]).length === 0 ? null : (
      <div class="actions">
        {button(t('known.mine'), 'mine')}
        {button(t('known.file'), 'theirs')}
      </div>
    )
  return (
    <div class="actions">
      {linkable([row]).length > 0 && button(t('known.link'), 'link')}
      {button(t('known.create'), 'create')}
      <Button
        look="subtle"
        name={name(t('known.leave'))}
        onClick={() => dispatch({ type: 'left', ids: [row.id] })}
      >
        {t('known.leave')}
      </Button>
    </div>
  )
}

const Entry = (props: {
  readonly row: KnownRow
  readonly board: Board
  readonly isBusy: boolean
}) => {
  const ui = useUi()
  const { row, board, isBusy } = props
  return (
    <li class="card">
      <RowHead board={board} row={row.row} label={row.label} />
      {row.isLinked && row.differing.length > 0 ? (
        <Differing
          lead={ui.t('known.differs')}
          differing={row.differing}
          mine={ui.t('conflict.mineValue')}
          theirs={ui.t('conflict.theirsValue')}
        />
      ) : (
        <>
          <p class="muted">{reasonOf(ui, row, board)}</p>
          <Details row={row} board={board} />
        </>
      )}
      <Actions
        row={row}
        isBusy={isBusy}
        answer={(answer) =>
          ui.dispatch({
            type: 'answered',
            table: board.table,
            decisions: answerAll([row], answer),
          })
        }
      />
    </li>
  )
}

/** What can be said of many rows at once: of how many at least, its button, its question, and what comes of it. */
const bulks = {
  link: {
    rowsOf: linkable,
    least: 1,
    text: 'known.linkAll',
    ask: 'known.askLink',
    hint: 'known.hint',
  },
  create: {
    rowsOf: creatable,
    least: 1,
    text: 'known.createAll',
    ask: 'known.askCreate',
    hint: null,
  },
  mine: {
    rowsOf: differing,
    least: 2,
    text: 'known.mineAll',
    ask: 'known.askMine',
    hint: 'known.thenMine',
  },
  theirs: {
    rowsOf: differing,
    least: 2,
    text: 'known.fileAll',
    ask: 'known.askFile',
    hint: 'known.thenFile',
  },
} as const
type Bulk = keyof typeof bulks
const bulkKinds: readonly Bulk[] = ['link', 'create', 'mine', 'theirs']

const ForAll = ({ board, rows, isBusy }: KnownProps) => {
  const { t, count, dispatch } = useUi()
  const [asking, setAsking] = useState<Bulk | null>(null)
  const asked = asking === null ? null : { kind: asking, ...bulks[asking] }
  const chosen = asked?.rowsOf(rows) ?? []
  return (
    <div class="actions">
      {bulkKinds
        .filter((kind) => bulks[kind].rowsOf(rows).length >= bulks[kind].least)
        .map((kind) => (
          <Button
            key={kind}
            look={kind === 'link' ? 'primary' : 'plain'}
            isDisabled={isBusy}
            onClick={() => setAsking(kind)}
          >
            {t(bulks[kind].text)}
          </Button>
        ))}
      <Button
        look="subtle"
        onClick={() => dispatch({ type: 'left', ids: rows.map(({ id }) => id) })}
      >
        {t('known.leaveAll')}
      </Button>
      {asked !== null && (
        <Dialog
          title={t(asked.ask, { count: count(chosen.length) })}
          yes={t(asked.text)}
          no={t('pane.cancel')}
          onNo={() => setAsking(null)}
          onYes={() => {
            setAsking(null)
            const decisions = answerAll(chosen, asked.kind)
            dispatch({ type: 'answered', table: board.table, decisions })
          }}
        >
          <p>{asked.hint === null ? '' : t(asked.hint)}</p>
        </Dialog>
      )}
    </div>
  )
}

export const Known = ({ board, rows, isBusy }: KnownProps) => {
  const { t, count, dispatch } = useUi()
  if (board.known.length === 0) return null
  const left = board.known.length - rows.length
  const hint = knownHint(rows)
  return (
    <section aria-labelledby="known-title">
      <h2 id="known-title">{t('known.title', { count: count(rows.length) })}</h2>
      {hint !== null && <p class="muted small">{t(hint)}</p>}
      {rows.length > 1 && <ForAll board={board} rows={rows} isBusy={isBusy} />}
      <More
        items={rows}
        renderItem={(row) => <Entry key={row.id} row={row} board={board} isBusy={isBusy} />}
      />
      {left > 0 && (
        <p class="muted">
          {t('known.left', { count: count(left) })}{' '}
          <Button look="subtle" onClick={() => dispatch({ type: 'left-shown' })}>
            {t('known.showLeft')}
          </Button>
        </p>
      )}
    </section>
  )
}
