// What was written at one go: who, when, how much; and taking it back. What could not be taken back is listed with
// its reason. An undo is in the list like everything else.
import type { Batch, KeptRow } from '../../../shared/protocol/batches.ts'
import type { State } from '../model.ts'
import { progressText, rowsText, timeText } from '../sentence.ts'
import { joined, listed } from '../../text/lists.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import type { Ui } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { More } from '../ui/more.tsx'
import { StopMessage } from './stop-message.tsx'

const figuresOf = (batch: Batch, ui: Ui): string =>
  joined(
    ui.locale,
    (['created', 'changed', 'archived', 'restored'] as const)
      .filter((part) => batch[part] > 0)
      .map((part) => ui.t(`history.${part}`, { count: ui.count(batch[part]) })),
  )

const rowsIn = ({ created, changed, archived, restored }: Batch): number =>
  created + changed + archived + restored

const Entry = ({ batch, isBusy }: { readonly batch: Batch; readonly isBusy: boolean }) => {
  const ui = useUi()
  const { t, locale, dispatch } = ui
  const { byName, until, tables, undoes, undone } = batch
  const who = t('history.who', { name: byName, time: timeText(locale, until) })
  const text = t(undoes === null ? 'history.undo' : 'history.redo')
  const what = tables.map((table) => t(`table.${table}`))
  return (
    <li class="card">
      <strong>{who}</strong>
      <p>
        {listed(locale, what)} · {figuresOf(batch, ui)}
      </p>
      {undoes !== null && <p class="muted small">{t('history.isUndo')}</p>}
      {undone === null ? (
        <div class="actions">
          <AskButton
            isDisabled={isBusy}
            text={text}
            name={`${text}: ${who}, ${figuresOf(batch, ui)}`}
            title={t('history.askTitle', { rows: rowsText(locale, rowsIn(batch)) })}
            ask={t('history.ask')}
            onYes={() => dispatch({ type: 'undo-asked', batch })}
          />
        </div>
      ) : (
        <p class="muted">{t('history.isUndone')}</p>
      )}
    </li>
  )
}

const Kept = ({ kept }: { readonly kept: readonly KeptRow[] }) => {
  const { t, locale, words, count } = useUi()
  return (
    <section aria-labelledby="kept-title">
      <h2 id="kept-title">{t('history.kept', { count: count(kept.length) })}</h2>
      <More
        items={kept}
        renderItem={({ id, table, label, field, reason }) => (
          <li key={`${id} ${field ?? ''}`} class="kept">
            <strong>{label === '' ? t('removed.unnamed') : label}</strong>
            {field !== null && ` · ${words?.field(locale, table, field) ?? field}`}
            {` · ${t(`kept.${reason}`)}`}
          </li>
        )}
      />
    </section>
  )
}

const Done = ({ undone }: { readonly undone: NonNullable<State['history']['undone']> }) => {
  const ui = useUi()
  const { t, count } = ui
  const { changed, archived, restored, kept } = undone
  const parts = [
    ...(changed > 0 ? [t('history.doneChanged', { count: count(changed) })] : []),
    ...(archived > 0 ? [t('history.archived', { count: count(archived) })] : []),
    ...(restored > 0 ? [t('history.restored', { count: count(restored) })] : []),
  ]
  const told = parts.length === 0 ? t('history.doneNothing') : joined(ui.locale, parts)
  return (
    <>
      <Message kind={kept.length > 0 ? 'warning' : 'success'}>
        {t('history.done', { parts: told })}
      </Message>
      {kept.length > 0 && <Kept kept={kept} />}
    </>
  )
}

export const History = ({ state }: { readonly state: State }) => {
  const { t, locale, dispatch } = useUi()
  const { batches, undone } = state.history
  const isBusy = state.isBusy || state.run !== null
  const doing = state.isBusy
    ? t('history.busy')
    : state.run === null
      ? ''
      : progressText(locale, state.run.progress)
  return (
    <section aria-labelledby="history-title">
      <div class="actions">
        <Button onClick={() => dispatch({ type: 'history-left' })}>{t('pane.back')}</Button>
      </div>
      <h2 id="history-title">{t('history.title')}</h2>
      <StopMessage state={state} />
      <p role="status" class="muted">
        {doing}
      </p>
      {undone !== null && <Done undone={undone} />}
      <p class="muted small">{t('history.hint')}</p>
      {batches === null && state.stop === null && <p class="muted">{t('history.loading')}</p>}
      {batches?.length === 0 && <p class="muted">{t('history.none')}</p>}
      <More
        items={batches ?? []}
        renderItem={(batch) => (
          <Entry key={`${batch.by} ${batch.id}`} batch={batch} isBusy={isBusy} />
        )}
      />
    </section>
  )
}
