// The list as it was found: where its header is, what stands in the way, how each column is read. The sheet is
// touched only after a yes.
import { useState } from 'preact/hooks'

import { tableKeys } from '../../../shared/schema/table-keys.ts'
import type { ListPreview, PreviewColumn } from '../../sync/preview.ts'
import { isPreviewFit, keyChosenTwice } from '../mapping.ts'
import type { State } from '../model.ts'
import { rowsText } from '../sentence.ts'
import { listed } from '../../text/lists.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Message } from '../ui/message.tsx'
import { Select } from '../ui/select.tsx'
import { StopMessage } from './stop-message.tsx'

const OWN = ''

interface ColumnProps {
  readonly column: PreviewColumn
  readonly at: number
  readonly preview: ListPreview
}

const Column = ({ column, at, preview }: ColumnProps) => {
  const { t, locale, words, dispatch } = useUi()
  const { header, key, samples, isOurs, isOff } = column
  const label = (field: string) => words?.field(locale, preview.table, field) ?? field
  const options = [
    { value: OWN, text: t('preview.own') },
    ...preview.fields.map((field) => ({ value: field, text: label(field) })),
  ]
  return (
    <li class={key === null ? 'column own' : 'column'}>
      <strong class="header">{header}</strong>
      {isOurs ? (
        <span class="muted">{t('preview.ours')}</span>
      ) : (
        <Select
          id={`column-${at}`}
          label={t('preview.field', { header })}
          isLabelHidden
          value={key ?? OWN}
          options={options}
          onChoose={(chosen) =>
            dispatch({ type: 'mapped', at, key: chosen === OWN ? null : chosen })
          }
        />
      )}
      {isOff === true && key === null && <span class="muted">{t('preview.off')}</span>}
      <span class="samples">{samples.length === 0 ? t('preview.blank') : samples.join(' · ')}</span>
    </li>
  )
}

/** What must be put right in the sheet first. */
const Blockers = ({ preview }: { readonly preview: ListPreview }) => {
  const { t, locale, words } = useUi()
  const twice = keyChosenTwice(preview)
  return (
    <>
      {preview.merged.length > 0 && (
        <Message kind="error">
          {t('preview.merged', { cells: listed(locale, preview.merged) })}
        </Message>
      )}
      {preview.isFiltered && <Message kind="error">{t('preview.filtered')}</Message>}
      {twice !== null && (
        <Message kind="error">
          {t('preview.twice', { field: words?.field(locale, preview.table, twice) ?? twice })}
        </Message>
      )}
    </>
  )
}

const Found = ({
  preview,
  isBusy,
}: {
  readonly preview: ListPreview
  readonly isBusy: boolean
}) => {
  const { t, locale, dispatch } = useUi()
  const { isTable, sheet, rowCount, headerRow, titles, columns } = preview
  const what = { sheet, rows: rowsText(locale, rowCount), row: headerRow }
  return (
    <>
      <p>{t(isTable ? 'preview.table' : 'preview.range', what)}</p>
      {titles.length > 0 && (
        <p class="muted clip">{t('preview.titles', { titles: titles.join(' / ') })}</p>
      )}
      <Blockers preview={preview} />
      <Select
        id="kind"
        label={t('preview.kind')}
        value={preview.table}
        options={tableKeys.map((table) => ({ value: table, text: t(`table.${table}`) }))}
        onChoose={(chosen) => {
          const table = tableKeys.find((key) => key === chosen)
          if (table !== undefined && !isBusy) dispatch({ type: 'look-again', table })
        }}
      />
      <h3>{t('preview.columns')}</h3>
      <ul class="columns">
        {columns.map((column, at) => (
          <Column key={at} column={column} at={at} preview={preview} />
        ))}
      </ul>
    </>
  )
}

const Ask = ({ preview, onNo }: { readonly preview: ListPreview; readonly onNo: () => void }) => {
  const { t, locale, dispatch } = useUi()
  return (
    <Dialog
      title={t(preview.isTable ? 'preview.askTableTitle' : 'preview.askTitle')}
      yes={t('preview.yes')}
      no={t('pane.cancel')}
      onNo={onNo}
      onYes={() => {
        onNo()
        dispatch({ type: 'agreed' })
      }}
    >
      <p>
        {preview.isTable
          ? t('preview.askTable')
          : t('preview.askRange', { rows: rowsText(locale, preview.rowCount) })}
      </p>
    </Dialog>
  )
}

export const Preview = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  const [isAsking, setAsking] = useState(false)
  const { preview, isBusy } = state
  const isFit = preview !== null && isPreviewFit(preview)
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title">{t('preview.title')}</h2>
      <StopMessage state={state} />
      <p role="status" class="muted">
        {isBusy ? t(preview === null ? 'preview.looking' : 'preview.busy') : ''}
      </p>
      {preview !== null && <Found preview={preview} isBusy={isBusy} />}
      <div class="actions sticky">
        {preview !== null && (
          <Button look="primary" isDisabled={isBusy || !isFit} onClick={() => setAsking(true)}>
            {t('preview.go')}
          </Button>
        )}
        <Button
          isDisabled={isBusy}
          onClick={() => dispatch({ type: 'look-again', table: preview?.table ?? null })}
        >
          {t('preview.again')}
        </Button>
        <Button isDisabled={isBusy} onClick={() => dispatch({ type: 'chosen', way: 'back' })}>
          {t('pane.back')}
        </Button>
      </div>
      {isAsking && preview !== null && <Ask preview={preview} onNo={() => setAsking(false)} />}
    </section>
  )
}
