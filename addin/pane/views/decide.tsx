// The questions that only the user can answer, and the rows that wait.
import type { Board } from '../../../shared/sync/session/board.ts'
import { openKnown } from '../decide.ts'
import type { State } from '../model.ts'
import { useUi } from '../ui/context.ts'
import { Conflicts } from './conflicts.tsx'
import { Known } from './known.tsx'
import { Recycled } from './recycled.tsx'
import { StopMessage } from './stop-message.tsx'
import { shownBoard } from '../troubles.ts'
import { Waiting } from './waiting.tsx'

const isNothing = ({ known, recycled, conflicts, waiting }: Board): boolean =>
  known.length + recycled.length + conflicts.length + waiting.length === 0

export const Decide = ({ state }: { readonly state: State }) => {
  const { t } = useUi()
  const board = shownBoard(state)
  if (board === null) return <p class="muted">{t('decide.first')}</p>
  const isBusy = state.run !== null
  return (
    <>
      <StopMessage state={state} />
      <p role="status" class="muted">
        {isBusy ? t('phase.start') : isNothing(board) ? t('decide.none') : ''}
      </p>
      <Known board={board} rows={openKnown(board, state.left)} isBusy={isBusy} />
      <Recycled board={board} isBusy={isBusy} />
      <Conflicts board={board} isBusy={isBusy} />
      <Waiting board={board} />
    </>
  )
}
