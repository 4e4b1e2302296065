// Performs what the reports' screen asks for. Whatever comes of it is an event.
import type { Locale } from '../../../shared/schema/kind.ts'
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import { err, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ReportLines, ReportOccupied, ReportWritten } from '../../excel/report-port.ts'
import { labelOfKey } from '../../../shared/sheet/column.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { inExcel } from '../board/in-excel.ts'
import type { ReportsEffect, ReportsEvent, Span, Told } from './model.ts'
import {
  activityColumns,
  activityLines,
  Cancelled,
  columnsOf,
  dayOf,
  monthsOf,
  openReport,
  settingOf,
} from './pages.ts'
import { choosePivot, countTexts, pivotBlock } from './pivot.ts'
import { sayReports } from './words.ts'

export interface Outside {
  readonly desk: ToolDesk
  readonly locale: Locale
  /** Of the work under way. */
  readonly signal: () => AbortSignal
  readonly cancel: () => void
}

type Answer = Promise<Result<ReportsEvent, Stop>>
type Dispatch = (event: ReportsEvent) => void

const done = (kind: Told['kind'], key: string, params: Told['params'] = {}): ReportsEvent => ({
  type: 'done',
  told: { kind, key, params },
})

const listOf = (locale: Locale, items: readonly string[]): string =>
  items.join(locale === 'en' ? ', ' : '、')

const look = async ({ desk }: Outside): Answer => {
  const view = await desk.sheet('customer')
  if (!view.ok) return view
  return inExcel(desk, async (reports): Promise<ReportsEvent> => {
    const pivots = await reports.listPivots(view.value.tableId)
    return {
      type: 'looked',
      pivots: pivots.filter(({ isOurs, usesTable }) => isOurs || usesTable === true),
    }
  })
}

const noColumns: ReportsEvent = done('warning', 'reports.noColumns')

const makePivot = async ({ desk, locale }: Outside): Answer => {
  const view = await desk.sheet('customer')
  if (!view.ok) return view
  const choice = choosePivot(locale, view.value)
  if (choice === null) return ok(noColumns)
  return inExcel(desk, async (reports): Promise<ReportsEvent> => {
    const made = await reports.makePivot(choice.plan)
    if (made.kind === 'unsupported') return { type: 'unsupported' }
    const { sheet } = made
    const texts = await countTexts(view.value)
    if (texts > 0) return done('warning', 'reports.pivotTexts', { sheet, count: texts })
    if (choice.missing.length === 0) return done('success', 'reports.pivotMade', { sheet })
    const missing = choice.missing.map((key) => labelOfKey('customer', key, locale))
    return done('warning', 'reports.pivotLacks', { sheet, missing: listOf(locale, missing) })
  })
}

const spillPivot = async ({ desk, locale }: Outside, hello: HelloReply): Answer => {
  const view = await desk.sheet('customer')
  if (!view.ok) return view
  const choice = choosePivot(locale, view.value)
  if (choice === null) return ok(noColumns)
  return inExcel(desk, async (reports) => {
    const block = await pivotBlock(choice, view.value, settingOf(locale, hello))
    const { sheetName } = choice.plan
    const { sheet } = await reports.spill({ beside: null, sheetName, ...block })
    return done('success', 'reports.cellsMade', { sheet })
  })
}

const refresh = ({ desk }: Outside): Answer =>
  inExcel(desk, async (reports) => {
    const { refreshed, failed } = await reports.refreshPivots(null)
    return failed.length > 0
      ? done('warning', 'reports.refreshFailed', { count: failed.length })
      : done('success', 'reports.refreshed', { count: refreshed.length })
  })

const toWritten = (locale: Locale, answer: ReportWritten | ReportOccupied): ReportsEvent =>
  answer.kind === 'written'
    ? done('success', 'reports.written', {
        sheet: answer.sheet,
        count: new Intl.NumberFormat(locale).format(answer.rows),
      })
    : done('warning', 'reports.occupied', {
        sheet: answer.sheet,
        headers: listOf(locale, answer.headers),
      })

const writeReport = async (
  { desk, locale, signal }: Outside,
  hello: HelloReply,
  { columns }: ReportsEffect & { readonly do: 'report' },
  dispatch: Dispatch,
): Answer =>
  inExcel(desk, async (reports) => {
    const report = await openReport({
      desk,
      hello,
      locale,
      columns,
      signal: signal(),
      onRows: (rows) => dispatch({ type: 'progressed', rows }),
    })
    const plan = {
      key: 'customers',
      sheetName: sayReports(locale)('reports.sheet'),
      columns: columnsOf(locale, report.columns),
    }
    return toWritten(locale, await reports.writeReport(plan, report.pages))
  })

async function* onePage(lines: ReportLines): AsyncGenerator<ReportLines, void, undefined> {
  yield lines
}

const writeActivity = async ({ desk, locale }: Outside, hello: HelloReply, span: Span): Answer => {
  const months = monthsOf(dayOf(hello), span)
  const reply = await desk.ask(() =>
    desk.api.tiers.activity({ epoch: hello.epoch, from: months.from, to: months.to }),
  )
  if (!reply.ok) return reply
  const plan = {
    key: 'activity',
    sheetName: sayReports(locale)('reports.activitySheet'),
    columns: activityColumns(locale),
  }
  return inExcel(desk, async (reports) =>
    toWritten(locale, await reports.writeReport(plan, onePage(activityLines(reply.value)))),
  )
}

const withHello = async ({ desk }: Outside, work: (hello: HelloReply) => Answer): Answer => {
  const greeting = await desk.greet()
  return greeting.ok ? work(greeting.value.hello) : err(greeting.error)
}

const answerOf = (outside: Outside, effect: ReportsEffect, dispatch: Dispatch): Answer => {
  switch (effect.do) {
    case 'look':
      return look(outside)
    case 'pivot':
      return makePivot(outside)
    case 'cells':
      return withHello(outside, (hello) => spillPivot(outside, hello))
    case 'refresh':
      return refresh(outside)
    case 'report':
      return withHello(outside, (hello) => writeReport(outside, hello, effect, dispatch))
    case 'activity':
      return withHello(outside, (hello) => writeActivity(outside, hello, effect.span))
    case 'cancel':
      return Promise.resolve(ok(done('warning', 'reports.cancelled')))
  }
}

export const performReports =
  (outside: Outside) =>
  async (effect: ReportsEffect, dispatch: Dispatch): Promise<void> => {
    if (effect.do === 'cancel') return outside.cancel()
    try {
      const result = await answerOf(outside, effect, dispatch)
      dispatch(result.ok ? result.value : { type: 'stopped', stop: result.error })
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error
      dispatch(done('warning', 'reports.cancelled'))
    }
  }
