// The cells to correct and those worth a look: filtered by kind, walked through by keyboard, each a step to its cell.
import type { Trouble } from '../../../shared/sync/session/board.ts'
import type { TextKey } from '../../text/en.ts'
import type { State } from '../model.ts'
import { ALL, countKinds, ERRORS, shownBoard, troublesIn } from '../troubles.ts'
import type { Ui } from '../ui/context.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { List } from '../ui/list.tsx'
import { Select } from '../ui/select.tsx'
import type { Board } from '../../../shared/sync/session/board.ts'
import { StopMessage } from './stop-message.tsx'

const ROW_HEIGHT = 56

const kindTexts: Readonly<Record<string, TextKey>> = {
  required: 'kind.required',
  text: 'kind.text',
  digits: 'kind.digits',
  choice: 'kind.choice',
  tags: 'kind.tags',
  phone: 'kind.phone',
  email: 'kind.email',
  url: 'kind.url',
  date: 'kind.date',
  time: 'kind.time',
  money: 'kind.money',
  number: 'kind.number',
  credit: 'kind.credit',
  ref: 'kind.ref',
  formula: 'kind.formula',
  field: 'kind.field',
}

const problemOf = ({ locale, words }: Ui, board: Board, trouble: Trouble): string =>
  trouble.problem === null || words === null
    ? trouble.status
    : words.problem(locale, board.table, trouble.problem)

const Filter = ({ board, filter }: { readonly board: Board; readonly filter: string }) => {
  const { t, count, dispatch } = useUi()
  const errors = board.troubles.filter(({ level }) => level === 'error').length
  const options = [
    { value: ALL, text: t('check.all', { count: count(board.troubles.length) }) },
    ...(errors > 0 && errors < board.troubles.length
      ? [{ value: ERRORS, text: t('check.errors', { count: count(errors) }) }]
      : []),
    ...countKinds(board).map(([kind, n]) => ({
      value: kind,
      text: t('check.kindOf', { kind: t(kindTexts[kind] ?? 'kind.other'), count: count(n) }),
    })),
  ]
  return (
    <Select
      id="filter"
      label={t('check.kind')}
      value={filter}
      options={options}
      onChoose={(chosen) => dispatch({ type: 'filter-chosen', filter: chosen })}
    />
  )
}

const Entry = ({ trouble, board }: { readonly trouble: Trouble; readonly board: Board }) => {
  const ui = useUi()
  return (
    <>
      <span class="entry-head">
        <span class={`sign ${trouble.level}`} aria-hidden="true">
          {trouble.level === 'error' ? '✕' : '!'}
        </span>
        <span class="clip">
          {ui.t('pane.row', { row: board.firstRow + trouble.row })}
          {trouble.label !== '' && ` · ${trouble.label}`}
        </span>
        <span class="unseen">
          {ui.t(trouble.level === 'error' ? 'check.error' : 'check.warning')}
        </span>
      </span>
      <span class="entry-text clip">{problemOf(ui, board, trouble)}</span>
    </>
  )
}

interface WalkProps {
  readonly at: number
  readonly list: readonly Trouble[]
  readonly board: Board
}

const Walk = ({ at, list, board }: WalkProps) => {
  const ui = useUi()
  const { t, count, dispatch } = ui
  const trouble = list[at]
  const go = (to: number) => dispatch({ type: 'pointed', at: to, isGoing: true })
  return (
    <div class="walk">
      <div class="actions">
        <Button name={t('check.before')} isDisabled={at === 0} onClick={() => go(at - 1)}>
          ‹
        </Button>
        <Button
          name={t('check.next')}
          isDisabled={at >= list.length - 1}
          onClick={() => go(at + 1)}
        >
          ›
        </Button>
        <span class="muted">{t('check.at', { at: count(at + 1), count: count(list.length) })}</span>
      </div>
      <p role="status">{trouble === undefined ? '' : problemOf(ui, board, trouble)}</p>
    </div>
  )
}

export const Check = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  const board = shownBoard(state)
  if (board === null) return <p class="muted">{t('check.first')}</p>
  if (board.troubles.length === 0) return <p class="muted">{t('check.none')}</p>
  const list = troublesIn(board, state.filter)
  const at = Math.min(state.at, Math.max(0, list.length - 1))
  return (
    <>
      <StopMessage state={state} />
      <Filter board={board} filter={state.filter} />
      <List
        label={t('check.title')}
        hint="check-keys"
        items={list}
        at={at}
        rowHeight={ROW_HEIGHT}
        onPoint={(to, isGoing) => dispatch({ type: 'pointed', at: to, isGoing })}
        renderItem={(trouble) => <Entry trouble={trouble} board={board} />}
      />
      <Walk at={at} list={list} board={board} />
      <p class="muted small" id="check-keys">
        {t('check.keys')}
      </p>
    </>
  )
}
