// The questions that only the user can answer.
import type { Board } from '../../../shared/sync/session/board.ts'
import { decidable, openKnown, questioned } from '../decide.ts'
import type { State } from '../model.ts'
import { rowsText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Conflicts } from './conflicts.tsx'
import { Hinted } from './hinted.tsx'
import { Known } from './known.tsx'
import { Lost } from './notices.tsx'
import { Questioned } from './questioned.tsx'
import { Recycled } from './recycled.tsx'
import { Removed } from './removed.tsx'
import { StopMessage } from './stop-message.tsx'
import { shownBoard } from '../troubles.ts'
import { Twins } from './twins.tsx'

/** What was left for now can be had again. */
const LeftAlone = ({ state, board }: { readonly state: State; readonly board: Board }) => {
  const { t, locale, dispatch } = useUi()
  const all = questioned(board, [])
  const open = questioned(board, state.left)
  const left = (['copy', 'damaged', 'gone'] as const).reduce(
    (sum, kind) => sum + all[kind].length - open[kind].length,
    0,
  )
  if (left === 0) return null
  return (
    <p class="muted">
      {t('leave.left', { rows: rowsText(locale, left) })}{' '}
      <Button look="subtle" onClick={() => dispatch({ type: 'left-shown' })}>
        {t('known.showLeft')}
      </Button>
    </p>
  )
}

export const Decide = ({ state }: { readonly state: State }) => {
  const { t } = useUi()
  const board = shownBoard(state)
  if (board === null) return <p class="muted">{t('decide.first')}</p>
  const isBusy = state.run !== null
  return (
    <>
      <StopMessage state={state} />
      <Lost board={board} isBusy={isBusy} />
      <p role="status" class="muted">
        {isBusy ? t('phase.start') : decidable(board, []) === 0 ? t('decide.none') : ''}
      </p>
      <Hinted hinted={state.hinted} />
      <Known board={board} rows={openKnown(board, state.left)} isBusy={isBusy} />
      <Recycled board={board} isBusy={isBusy} />
      <Conflicts board={board} isBusy={isBusy} refused={state.refused} />
      <Twins board={board} isBusy={isBusy} />
      <Questioned board={board} isBusy={isBusy} left={state.left} />
      <Removed board={board} isBusy={isBusy} />
      <LeftAlone state={state} board={board} />
    </>
  )
}
