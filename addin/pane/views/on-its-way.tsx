// What is with the server and what is not: being sent now, waiting to be sent, held and why. Nothing is told that the
// last look at the sheet did not find.
import type { ComponentChildren } from 'preact'

import type { WaitingRow } from '../../../shared/sync/session/board.ts'
import { decidable, toSend } from '../decide.ts'
import type { State, Tab } from '../model.ts'
import { rowsText } from '../sentence.ts'
import { shownBoard } from '../troubles.ts'
import type { TextKey } from '../../text/en.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { RowHead } from './row-head.tsx'

const reasons: Readonly<Partial<Record<WaitingRow['why'], TextKey>>> = {
  dirty: 'waiting.dirty',
  new: 'waiting.new',
  stale: 'waiting.stale',
  retry: 'waiting.retry',
}

interface HeldProps {
  readonly children: ComponentChildren
  readonly tab: Tab
}

/** A press leads to where it can be answered. */
const Held = ({ children, tab }: HeldProps) => {
  const { t, dispatch } = useUi()
  return (
    <li class="way-line">
      <span>{children}</span>
      <Button
        look="subtle"
        name={`${t('way.show')}: ${t(`tab.${tab}`)}`}
        onClick={() => dispatch({ type: 'tab-chosen', tab })}
      >
        {t('way.show')}
      </Button>
    </li>
  )
}

/** Under way: what of it is still to go. */
const leftToSend = ({ run }: State): number | null =>
  run?.progress?.phase === 'push' ? run.progress.of - run.progress.done : null

export const OnItsWay = ({ state }: { readonly state: State }) => {
  const { t, locale, count } = useUi()
  const board = shownBoard(state)
  const account = state.table === null ? undefined : state.accounts[state.table]
  if (board === null || account === undefined) return null
  const rows = toSend(board)
  const open = decidable(board, [])
  const left = leftToSend(state)
  const isNothing = rows.length + account.toCorrect + open === 0 && !state.isEdited
  if (isNothing && state.run === null)
    return <p class="muted small">{account.rows === 0 ? '' : t('way.nothing')}</p>
  return (
    <section aria-labelledby="way-title">
      <h2 id="way-title">{t('way.title')}</h2>
      <ul class="plain">
        {left !== null && <li>{t('way.toSend', { rows: rowsText(locale, left) })}</li>}
        {state.isEdited && <li>{t('way.edited')}</li>}
        {account.toCorrect > 0 && (
          <Held tab="check">
            {t('way.toCorrect', { rows: rowsText(locale, account.toCorrect) })}
          </Held>
        )}
        {open > 0 && <Held tab="decide">{t('way.toDecide', { count: count(open) })}</Held>}
      </ul>
      {rows.length > 0 && left === null && (
        <details>
          <summary>{t('way.toSend', { rows: rowsText(locale, rows.length) })}</summary>
          <More
            items={rows}
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
        </details>
      )}
    </section>
  )
}
