// Cells that two people changed: both values, by whom and when; the server is told which of them shall stand, or a
// third one; cell by cell, for a row, or for all.
import { useState } from 'preact/hooks'

import type { Board, ConflictRow } from '../../../shared/sync/session/board.ts'
import { resolveFields } from '../decide.ts'
import { timeText } from '../sentence.ts'
import { useAnswer } from '../ui/answer.ts'
import type { BoardProps } from '../ui/answer.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { More } from '../ui/more.tsx'
import { Select } from '../ui/select.tsx'
import { RowHead } from './row-head.tsx'

type ConflictField = ConflictRow['fields'][number]

const sides = ['mine', 'theirs'] as const
const texts = {
  cell: { mine: 'conflict.mine', theirs: 'conflict.theirs' },
  row: { mine: 'conflict.rowMine', theirs: 'conflict.rowTheirs' },
  all: { mine: 'conflict.allMine', theirs: 'conflict.allTheirs' },
  ask: { mine: 'conflict.askMine', theirs: 'conflict.askTheirs' },
} as const

interface CellProps extends BoardProps {
  readonly row: ConflictRow
  readonly one: ConflictField
  readonly isRefused: boolean
}

/** A third value; Enter that ends the composing of Chinese does not send it. */
const Another = (props: CellProps & { readonly onDone: () => void }) => {
  const { board, isBusy, row, one, onDone } = props
  const { t } = useUi()
  const answer = useAnswer(board)
  const [text, setText] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  const submit = () => {
    setEmpty(text.trim() === '')
    if (text.trim() === '' || isBusy) return
    onDone()
    answer(resolveFields([one], 'value', text))
  }
  return (
    <>
      <Field
        id={`another-${one.conflict}`}
        label={t('conflict.otherLabel', { header: one.header })}
        value={text}
        error={isEmpty ? t('conflict.empty') : null}
        onInput={setText}
        onEnter={submit}
        isFocused
      />
      <div class="actions">
        <Button
          look="primary"
          isDisabled={isBusy}
          name={`${t('conflict.otherUse')}: ${row.label} · ${one.header}`}
          onClick={submit}
        >
          {t('conflict.otherUse')}
        </Button>
        <Button onClick={onDone}>{t('pane.cancel')}</Button>
      </div>
    </>
  )
}

const Values = ({ one }: Pick<CellProps, 'one'>) => {
  const { t, locale } = useUi()
  const { mine, theirs, by, at } = one
  const shown = (text: string) => (text === '' ? t('conflict.blank') : text)
  const time = timeText(locale, at)
  return (
    <dl class="pairs">
      <div>
        <dt>{one.header}</dt>
        <dd>
          <span class="tag">{t('conflict.mineValue')}</span> <span>{shown(mine)}</span>
        </dd>
        <dd>
          <span class="tag">{t('conflict.theirsValue')}</span>{' '}
          <span>
            {shown(theirs)}{' '}
            <span class="by muted small">
              {by === '' ? time : t('conflict.by', { name: by, time })}
            </span>
          </span>
        </dd>
      </div>
    </dl>
  )
}

const Cell = (props: CellProps) => {
  const { board, isBusy, row, one, isRefused } = props
  const { t } = useUi()
  const answer = useAnswer(board)
  const [isTyping, setTyping] = useState(false)
  const whose = `${row.label} · ${one.header}`
  return (
    <li class="conflict">
      <Values one={one} />
      {isRefused && <p class="field-error">{one.why || t('conflict.refused')}</p>}
      {isTyping ? (
        <Another {...props} onDone={() => setTyping(false)} />
      ) : (
        <div class="actions">
          {sides.map((take) => (
            <Button
              key={take}
              isDisabled={isBusy}
              name={`${t(texts.cell[take])}: ${whose}`}
              onClick={() => answer(resolveFields([one], take))}
            >
              {t(texts.cell[take])}
            </Button>
          ))}
          <Button
            look="subtle"
            isDisabled={isBusy}
            name={`${t('conflict.other')}: ${whose}`}
            onClick={() => setTyping(true)}
          >
            {t('conflict.other')}
          </Button>
        </div>
      )}
    </li>
  )
}

interface ConflictsProps extends BoardProps {
  readonly refused: readonly string[]
}

const Entry = (props: ConflictsProps & { readonly row: ConflictRow }) => {
  const { row, board, isBusy, refused } = props
  const { t } = useUi()
  const answer = useAnswer(board)
  const { fields, label } = row
  return (
    <li class="card">
      <RowHead board={board} row={row.row} label={label} column={fields[0]?.column ?? null} />
      <ul>
        {fields.map((one) => (
          <Cell
            key={one.conflict}
            board={board}
            isBusy={isBusy}
            row={row}
            one={one}
            isRefused={refused.includes(one.conflict)}
          />
        ))}
      </ul>
      {fields.length > 1 && (
        <div class="actions">
          {sides.map((take) => (
            <Button
              key={take}
              isDisabled={isBusy}
              name={`${t(texts.row[take])}: ${label}`}
              onClick={() => answer(resolveFields(fields, take))}
            >
              {t(texts.row[take])}
            </Button>
          ))}
        </div>
      )}
    </li>
  )
}

const ALL = ''

const headersOf = (fields: readonly ConflictField[]) => {
  const counts = new Map<string, { readonly header: string; count: number }>()
  for (const { field, header } of fields) {
    const known = counts.get(field)
    if (known === undefined) counts.set(field, { header, count: 1 })
    else known.count += 1
  }
  return [...counts]
}

/** All of them, or all of one column. */
const ForAll = ({ board, isBusy }: BoardProps) => {
  const { t, count } = useUi()
  const answer = useAnswer(board)
  const [chosen, setChosen] = useState(ALL)
  const fields = board.conflicts.flatMap((row) => row.fields)
  const headers = headersOf(fields)
  const isGone = !headers.some(([field]) => field === chosen)
  const meant = isGone ? fields : fields.filter(({ field }) => field === chosen)
  const options = [
    { value: ALL, text: t('conflict.whichAll', { count: count(fields.length) }) },
    ...headers.map(([value, { header, count: n }]) => ({
      value,
      text: t('conflict.whichOne', { header, count: count(n) }),
    })),
  ]
  return (
    <>
      {headers.length > 1 && (
        <Select
          id="conflict-which"
          label={t('conflict.which')}
          value={isGone ? ALL : chosen}
          options={options}
          onChoose={setChosen}
        />
      )}
      <div class="actions">
        {sides.map((take) => (
          <AskButton
            key={take}
            isDisabled={isBusy}
            text={t(texts.all[take])}
            title={t(texts.ask[take], { count: count(meant.length) })}
            ask={t('conflict.ask')}
            onYes={() => answer(resolveFields(meant, take))}
          />
        ))}
      </div>
    </>
  )
}

const isSeveral = ({ conflicts }: Board): boolean => conflicts.length > 1

export const Conflicts = ({ board, isBusy, refused }: ConflictsProps) => {
  const { t, count } = useUi()
  const { conflicts } = board
  if (conflicts.length === 0) return null
  return (
    <section aria-labelledby="conflict-title">
      <h2 id="conflict-title">{t('conflict.title', { count: count(conflicts.length) })}</h2>
      <p class="muted small">{t('conflict.hint')}</p>
      {isSeveral(board) && <ForAll board={board} isBusy={isBusy} />}
      <More
        items={conflicts}
        renderItem={(row) => (
          <Entry key={row.id} row={row} board={board} isBusy={isBusy} refused={refused} />
        )}
      />
    </section>
  )
}
