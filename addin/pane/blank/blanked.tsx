// What was taken out of the workbook, what its user typed and still finds in it, and what he must see to himself.
import type { Locale } from '../../../shared/schema/kind.ts'
import type { StopCode } from '../../../shared/sync/session/stop.ts'
import type { PivotSeen } from '../../excel/blank-port.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { More } from '../ui/more.tsx'
import { stopText } from '../sentence.ts'
import { listed } from '../../text/lists.ts'
import type { Blanking } from './model.ts'
import type { BlankReport, KeptRow, Unreached } from './report.ts'
import { sayBlank } from './say.ts'

import './blank.css'

interface PartProps {
  readonly report: BlankReport
  readonly isBusy: boolean
}

const useWords = () => sayBlank(useUi().locale)

const KeptEntry = ({ kept }: { readonly kept: KeptRow }) => {
  const t = useWords()
  const { dispatch } = useUi()
  const { sheet, row, rowNumber, label, why, tableId } = kept
  const place = t('kept.row', { sheet, row: rowNumber })
  return (
    <li class="card">
      <strong>{label === '' ? t('kept.unnamed') : label}</strong>
      <p class="muted small">
        {place} · {t(`kept.${why}`)}
      </p>
      <div class="actions">
        <Button
          name={`${t('kept.go')}: ${place}`}
          onClick={() => dispatch({ type: 'kept-asked', tableId, place: { row, column: 0 } })}
        >
          {t('kept.go')}
        </Button>
      </div>
    </li>
  )
}

const Kept = ({ report: { kept, keptCount }, isBusy }: PartProps) => {
  const t = useWords()
  const { count, dispatch } = useUi()
  if (keptCount === 0) return null
  return (
    <section aria-labelledby="kept-title">
      <h3 id="kept-title">{t('kept.title', { count: count(keptCount) })}</h3>
      <p class="muted small">{t('kept.hint')}</p>
      <More
        items={kept}
        renderItem={(one) => <KeptEntry key={`${one.tableId} ${one.row}`} kept={one} />}
      />
      {keptCount > kept.length && (
        <p class="muted">{t('kept.more', { count: count(keptCount - kept.length) })}</p>
      )}
      {kept.some(({ why }) => why === 'edited') && (
        <div class="actions">
          <AskButton
            isDisabled={isBusy}
            text={t('kept.clear')}
            title={t('kept.clearTitle')}
            ask={t('kept.clearAsk')}
            onYes={() => dispatch({ type: 'blank-asked', isAll: true })}
          />
        </div>
      )}
    </section>
  )
}

const codesWithWords = new Set<Unreached['code']>([
  'protected',
  'table_lost',
  'restless',
  'cell_edit',
  'unknown_report',
  'moved_block',
])

const isStopCode = (code: Unreached['code']): code is StopCode =>
  code !== 'unknown_report' && code !== 'moved_block'

const NotEmptied = ({ report: { unreached }, isBusy }: PartProps) => {
  const t = useWords()
  const { locale, dispatch } = useUi()
  if (unreached.length === 0) return null
  const whyOf = ({ code }: Unreached): string => {
    if (codesWithWords.has(code)) return t(`unreached.${code}`)
    return isStopCode(code) && code !== 'excel'
      ? stopText(locale, { code, detail: '' })
      : t('unreached.excel')
  }
  return (
    <section aria-labelledby="unreached-title">
      <h3 id="unreached-title">{t('unreached.title')}</h3>
      <ul class="plain-list">
        {unreached.map((one, at) => (
          <li key={at}>
            {t('unreached.text', {
              sheet: one.sheet === '' ? t('unreached.noSheet') : one.sheet,
              why: whyOf(one),
            })}
          </li>
        ))}
      </ul>
      <div class="actions">
        <Button isDisabled={isBusy} onClick={() => dispatch({ type: 'blank-asked', isAll: false })}>
          {t('unreached.again')}
        </Button>
      </div>
    </section>
  )
}

const general = ['copies', 'model', 'others', 'files', 'prints'] as const

/** Ours have names that say nothing. */
const sheetsOf = (locale: Locale, pivots: readonly PivotSeen[]): string =>
  listed(locale, [...new Set(pivots.map(({ sheet }) => sheet))])

const namesOf = (locale: Locale, pivots: readonly PivotSeen[]): string =>
  listed(
    locale,
    pivots.map(({ name, sheet }) => `${sheet} · ${name}`),
  )

const OutOfReach = ({ report: { pivots } }: Pick<PartProps, 'report'>) => {
  const t = useWords()
  const { locale } = useUi()
  const { refreshed, failed } = pivots
  return (
    <section aria-labelledby="reach-title">
      <h3 id="reach-title">{t('reach.title')}</h3>
      <ul class="plain-list">
        {refreshed.length > 0 && (
          <li>{t('reach.pivots', { names: namesOf(locale, refreshed) })}</li>
        )}
        {failed.length > 0 && (
          <li>{t('reach.pivotsFailed', { names: namesOf(locale, failed) })}</li>
        )}
        {general.map((key) => (
          <li key={key}>{t(`reach.${key}`)}</li>
        ))}
      </ul>
    </section>
  )
}

export const Blanked = ({ blank }: { readonly blank: Blanking }) => {
  const t = useWords()
  const { count, locale, t: tPane, dispatch } = useUi()
  const { order, report, isRunning } = blank
  const isOut = order.why === 'out'
  const busy = isRunning ? <p>{t(isOut ? 'blank.busy' : 'blank.busyAsked')}</p> : null
  if (report === null) return <div role="status">{busy}</div>
  const { removed } = report.pivots
  return (
    <section class="blanked" aria-labelledby="blanked-title">
      <h2 id="blanked-title">{t(isOut ? 'blank.out' : 'blank.asked')}</h2>
      <div role="status">
        {busy ?? (
          <Message kind={isOut ? 'warning' : 'success'}>
            {t(isOut ? 'blank.outText' : 'blank.askedText')}{' '}
            {report.rows > 0 && t('blank.rows', { count: count(report.rows) })}{' '}
            {removed.length > 0 && t('blank.pivots', { names: sheetsOf(locale, removed) })}{' '}
            <strong>{t('blank.save')}</strong>
          </Message>
        )}
      </div>
      <Kept report={report} isBusy={isRunning} />
      <NotEmptied report={report} isBusy={isRunning} />
      <OutOfReach report={report} />
      <div class="actions">
        <Button isDisabled={isRunning} onClick={() => dispatch({ type: 'blank-closed' })}>
          {tPane('pane.close')}
        </Button>
      </div>
    </section>
  )
}
