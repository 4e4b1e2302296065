// Writes the read-only reports: all customers, with a PivotTable over them where it is asked for, and each rep's months.
// PivotTables on a report that is written anew follow it.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { ReportLines, ReportPort, ReportWritten } from '../../excel/report-port.ts'
import { listed } from '../../text/lists.ts'
import { inExcel } from '../board/in-excel.ts'
import { refreshPivots } from '../refresh-pivots.ts'
import type { ReportsEffect, ReportsEvent, Span } from './model.ts'
import { activityColumns, activityLines, columnsOf, dayOf, monthsOf, openReport } from './pages.ts'
import type { Answer, Dispatch, Outside } from './perform.ts'
import { choosePivot, isWithRegion } from './pivot.ts'
import { done, fieldsListed } from './told.ts'
import { sayReports } from './words.ts'

/** The reports, as the workbook knows them. */
export const CUSTOMERS = 'customers'
export const ACTIVITY = 'activity'

interface Greeted extends Outside {
  readonly hello: HelloReply
}

const write = async (
  { desk, locale }: Greeted,
  reports: ReportPort,
  plan: Parameters<ReportPort['writeReport']>[0],
  pages: AsyncIterable<ReportLines>,
): Promise<{ readonly told: ReportsEvent; readonly written: ReportWritten | null }> => {
  const answer = await reports.writeReport(plan, pages)
  if (answer.kind === 'occupied') {
    const { sheet } = answer
    const headers = listed(locale, answer.headers)
    return { told: done('warning', 'reports.occupied', { sheet, headers }), written: null }
  }
  await refreshPivots(desk, answer.tableId)
  const count = new Intl.NumberFormat(locale).format(answer.rows)
  const told = done('success', 'reports.written', { sheet: answer.sheet, count })
  return { told, written: answer }
}

/** Pages as they are, and whether any line had a region. */
const noted = (pages: AsyncIterable<ReportLines>, keys: readonly string[]) => {
  const note = { hasRegion: false }
  const isOne = isWithRegion(keys)
  async function* through(): AsyncGenerator<ReportLines, void, undefined> {
    for await (const lines of pages) {
      note.hasRegion ||= lines.some(isOne)
      yield lines
    }
  }
  return { note, pages: through() }
}

interface Over {
  readonly keys: readonly string[]
  readonly written: ReportWritten
  readonly hasRegion: boolean
}

const pivotOver = async (
  { locale }: Greeted,
  reports: ReportPort,
  { keys, written: { tableId }, hasRegion }: Over,
): Promise<ReportsEvent> => {
  const headers = columnsOf(locale, keys)
  const columns = keys.map((key, at) => ({ key, header: headers[at]?.header ?? '' }))
  const choice = choosePivot(locale, { tableId, columns }, !hasRegion)
  if (choice === null) return done('warning', 'reports.pivotNothing')
  const made = await reports.makePivot(choice.plan)
  if (made.kind === 'unsupported') return { type: 'unsupported' }
  const { sheet } = made
  if (choice.missing.length === 0) return done('success', 'reports.pivotMade', { sheet })
  const missing = fieldsListed(locale, choice.missing)
  return done('warning', 'reports.pivotUnchosen', { sheet, missing })
}

export const writeReport = async (
  greeted: Greeted & { readonly dispatch: Dispatch },
  { columns, hasPivot }: ReportsEffect & { readonly do: 'report' },
): Answer => {
  const { desk, hello, locale, signal, dispatch } = greeted
  return inExcel(desk, async (reports) => {
    const report = await openReport({
      desk,
      hello,
      locale,
      columns,
      signal: signal(),
      onRows: (rows) => dispatch({ type: 'progressed', rows }),
    })
    const plan = {
      key: CUSTOMERS,
      choice: columns,
      sheetName: sayReports(locale)('reports.sheet'),
      columns: columnsOf(locale, report.columns),
    }
    const keys = report.columns
    const { note, pages } = noted(report.pages, keys)
    const { told, written } = await write(greeted, reports, plan, pages)
    if (!hasPivot || written === null) return told
    return pivotOver(greeted, reports, { keys, written, hasRegion: note.hasRegion })
  })
}

async function* onePage(lines: ReportLines): AsyncGenerator<ReportLines, void, undefined> {
  yield lines
}

export const writeActivity = async (greeted: Greeted, span: Span): Answer => {
  const { desk, hello, locale } = greeted
  const months = monthsOf(dayOf(hello), span)
  const reply = await desk.ask(() =>
    desk.api.tiers.activity({ epoch: hello.epoch, from: months.from, to: months.to }),
  )
  if (!reply.ok) return reply
  const plan = {
    key: ACTIVITY,
    choice: [String(span)],
    sheetName: sayReports(locale)('reports.activitySheet'),
    columns: activityColumns(locale),
  }
  return inExcel(desk, async (reports) => {
    const { told } = await write(greeted, reports, plan, onePage(activityLines(reply.value)))
    return told
  })
}
