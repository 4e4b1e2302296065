// What concerns a whole sheet or file: rows that the server lost, another file name, who syncs a sheet.
import type { Notice, State } from '../model.ts'
import { rowsText } from '../sentence.ts'
import { shownBoard } from '../troubles.ts'
import { useAnswer } from '../ui/answer.ts'
import type { BoardProps } from '../ui/answer.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Lazy } from '../ui/lazy.tsx'
import { Message } from '../ui/message.tsx'

/** A restored server has less than this sheet. */
export const Lost = ({ board, isBusy }: BoardProps) => {
  const { t, locale } = useUi()
  const answer = useAnswer(board)
  if (board.lost.length === 0) return null
  const { seen, lost } = board
  return (
    <Message
      kind="warning"
      title={t('lost.title')}
      actions={
        <>
          <Button
            isDisabled={isBusy}
            onClick={() => answer([{ id: '', answer: 'recover', seen, lost }])}
          >
            {t('lost.back')}
          </Button>
          <AskButton
            isDisabled={isBusy}
            text={t('lost.accept')}
            title={t('lost.askTitle')}
            ask={t('lost.ask')}
            onYes={() => answer([{ id: '', answer: 'accept', seen, lost }])}
          />
        </>
      }
    >
      {t('lost.text', { rows: rowsText(locale, board.lost.length) })}
    </Message>
  )
}

const Close = ({ notice }: { readonly notice: Notice }) => {
  const { t, dispatch } = useUi()
  return (
    <Button onClick={() => dispatch({ type: 'notice-closed', notice })}>{t('notice.ok')}</Button>
  )
}

const loadWipe = async () => (await import('../blank/wipe.tsx')).Wipe

/** Empties this file, after a question. */
export const WipeFile = ({ state }: { readonly state: State }) => (
  <Lazy load={loadWipe} props={{ isDisabled: state.run !== null || state.isBusy }} />
)

/** Ends the syncing of this file, after a question. */
export const Detach = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  return (
    <AskButton
      look="subtle"
      isDisabled={state.run !== null || state.isBusy}
      text={t('detach.go')}
      title={t('detach.askTitle')}
      ask={t('detach.ask')}
      onYes={() => dispatch({ type: 'detach-asked' })}
    />
  )
}

export const Notices = ({ state }: { readonly state: State }) => {
  const { t } = useUi()
  const { notices } = state
  const board = shownBoard(state)
  return (
    <>
      {board !== null && <Lost board={board} isBusy={state.run !== null} />}
      {notices.includes('other-file') && (
        <Message
          kind="warning"
          title={t('notice.file')}
          actions={
            <>
              <Close notice="other-file" />
              <Detach state={state} />
              <WipeFile state={state} />
            </>
          }
        >
          {t('notice.fileText')}
        </Message>
      )}
      {notices.includes('bound') && (
        <Message kind="info" actions={<Close notice="bound" />}>
          {t('notice.bound')}
        </Message>
      )}
    </>
  )
}
