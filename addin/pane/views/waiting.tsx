// Rows that are not with the server as they stand, and why.
import type { Board, WaitingRow } from '../../../shared/sync/session/board.ts'
import type { TextKey } from '../../text/en.ts'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { RowHead } from './row-head.tsx'

const reasons: Readonly<Partial<Record<WaitingRow['why'], TextKey>>> = {
  dirty: 'waiting.dirty',
  new: 'waiting.new',
  stale: 'waiting.stale',
  retry: 'waiting.retry',
  copy: 'waiting.copy',
  twin: 'waiting.twin',
  cleared: 'waiting.cleared',
  damaged: 'waiting.damaged',
  forbidden: 'waiting.forbidden',
  gone: 'waiting.gone',
}

export const Waiting = ({ board }: { readonly board: Board }) => {
  const { t, count } = useUi()
  const { waiting } = board
  if (waiting.length === 0) return null
  return (
    <section aria-labelledby="waiting-title">
      <h2 id="waiting-title">{t('waiting.title', { count: count(waiting.length) })}</h2>
      <More
        items={waiting}
        renderItem={({ row, label, why, status }) => {
          const reason = reasons[why]
          return (
            <li key={row} class="card">
              <RowHead board={board} row={row} label={label} />
              <p class="muted">{reason === undefined ? status : t(reason)}</p>
            </li>
          )
        }}
      />
    </section>
  )
}
