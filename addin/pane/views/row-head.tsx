// The head of an entry that speaks of a row: a press leads to it.
import type { Board } from '../../../shared/sync/session/board.ts'
import { useUi } from '../ui/context.ts'

interface RowHeadProps {
  readonly board: Board
  /** Zero-based in the table's body. */
  readonly row: number
  readonly label: string
  readonly column?: number | null
}

export const RowHead = ({ board, row, label, column }: RowHeadProps) => {
  const { t, dispatch } = useUi()
  const place = t('pane.row', { row: board.firstRow + row })
  return (
    <button
      type="button"
      class="row-head"
      title={t('pane.goTo')}
      onClick={() => dispatch({ type: 'place-asked', row, column: column ?? 0 })}
    >
      {place}
      {label !== '' && ` · ${label}`}
    </button>
  )
}
