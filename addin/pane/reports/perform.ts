// Performs what the reports' screen asks for. Whatever comes of it is an event.
import type { Locale } from '../../../shared/schema/kind.ts'
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import { err, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { inExcel } from '../board/in-excel.ts'
import { spans } from './model.ts'
import type { ReportsEffect, ReportsEvent } from './model.ts'
import { Cancelled, reportFields, settingOf } from './pages.ts'
import { choosePivotOf, countTexts, pivotBlock } from './pivot.ts'
import { done, fieldsListed } from './told.ts'
import { ACTIVITY, CUSTOMERS, writeActivity, writeReport } from './write.ts'

export interface Outside {
  readonly desk: ToolDesk
  readonly locale: Locale
  /** Of the work under way. */
  readonly signal: () => AbortSignal
  readonly cancel: () => void
}

export type Answer = Promise<Result<ReportsEvent, Stop>>
export type Dispatch = (event: ReportsEvent) => void

const look = async ({ desk }: Outside): Answer => {
  const view = await desk.sheet('customer')
  return inExcel(desk, async (reports): Promise<ReportsEvent> => {
    // A sheet that is not bound has no PivotTables; the reports beside it are there all the same.
    const pivots = view.ok ? await reports.listPivots(view.value.tableId) : []
    const chosen = await reports.readChoice(CUSTOMERS)
    const columns = chosen?.filter((key) => reportFields.includes(key)) ?? []
    const kept = (await reports.readChoice(ACTIVITY))?.[0]
    return {
      type: 'looked',
      pivots: pivots.filter(({ isOurs, usesTable }) => isOurs || usesTable === true),
      columns: columns.length > 0 ? columns : null,
      span: spans.find((span) => String(span) === kept) ?? null,
    }
  })
}

const noColumns: ReportsEvent = done('warning', 'reports.noColumns')

const makePivot = async ({ desk, locale }: Outside): Answer => {
  const view = await desk.sheet('customer')
  if (!view.ok) return view
  const choice = await choosePivotOf(locale, view.value)
  if (choice === null) return ok(noColumns)
  return inExcel(desk, async (reports): Promise<ReportsEvent> => {
    const made = await reports.makePivot(choice.plan)
    if (made.kind === 'unsupported') return { type: 'unsupported' }
    const { sheet } = made
    const texts = await countTexts(view.value)
    if (texts > 0) return done('warning', 'reports.pivotTexts', { sheet, count: texts })
    if (choice.missing.length === 0) return done('success', 'reports.pivotMade', { sheet })
    const missing = fieldsListed(locale, choice.missing)
    return done('warning', 'reports.pivotLacks', { sheet, missing })
  })
}

const spillPivot = async ({ desk, locale }: Outside, hello: HelloReply): Answer => {
  const view = await desk.sheet('customer')
  if (!view.ok) return view
  const choice = await choosePivotOf(locale, view.value)
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
      return withHello(outside, (hello) => writeReport({ ...outside, hello, dispatch }, effect))
    case 'activity':
      return withHello(outside, (hello) => writeActivity({ ...outside, hello }, effect.span))
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
