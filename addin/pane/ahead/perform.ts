// Performs what the check asks for: reads the new rows, asks about them block by block, lists what was found.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { RowResult } from '../../../shared/protocol/push.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ReportPlan, ReportPort } from '../../excel/report-port.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { attempt } from '../../sync/perform.ts'
import { inExcel } from '../board/in-excel.ts'
import type { Performer } from '../ui/motor.ts'
import { askedRows } from './model.ts'
import type { Checked, Effect, Event, Finding, Kind } from './model.ts'
import { readNewRows, toBlocks, toPushRow, type NewRow, type NewRows } from './rows.ts'
import { saidOf, sayAhead, speaksOfOthers } from './words.ts'

/** The list of findings, as the workbook knows it. */
const REPORT = 'ahead'

export interface Outside {
  readonly desk: ToolDesk
  readonly greet: ToolDesk['greet']
  readonly locale: Locale
  /** Of the work under way. */
  readonly signal: () => AbortSignal
  readonly cancel: () => void
}

type Answer<T> = Promise<Result<T, Stop>>
type Dispatch = (event: Event) => void

const askAbout = async (
  desk: ToolDesk,
  hello: HelloReply,
  fields: readonly string[],
  block: readonly NewRow[],
): Answer<readonly (readonly [NewRow, RowResult])[]> => {
  const rowById = new Map(block.map((row) => [desk.ids(), row]))
  const rows = [...rowById].map(([id, row]) => toPushRow(row, id))
  const order = { epoch: hello.epoch, fields: [...fields], rows }
  const reply = await desk.ask(() => desk.api.matches.check(order))
  if (!reply.ok) return reply
  return ok(
    reply.value.results.flatMap((result) => {
      const row = rowById.get(result.id)
      return row === undefined ? [] : [[row, result] as const]
    }),
  )
}

interface Found {
  readonly told: Pick<Checked, 'counts' | 'findings' | 'apart' | 'hidden'>
  /** Why it went no further; null: it came to the end, or its user ended it. */
  readonly stop: Stop | null
}

const checkRows = async (
  { desk, locale }: Outside,
  hello: HelloReply,
  { fields, rows }: NewRows,
  dispatch: Dispatch,
  ended: AbortSignal,
): Promise<Found> => {
  const counts: Record<Kind, number> = { new: 0, known: 0, look: 0, related: 0, wrong: 0 }
  const findings: Finding[] = []
  let [done, hidden]: [number, number] = [0, 0]
  let apart: number | null = null
  let stop: Stop | null = null
  for (const block of toBlocks(rows, hello)) {
    if (ended.aborted) break
    dispatch({ type: 'progressed', done, of: rows.length })
    const told = await askAbout(desk, hello, fields, block)
    if (!told.ok) {
      stop = told.error
      break
    }
    for (const [{ index, label }, result] of told.value) {
      const said = saidOf(locale, result)
      counts[said?.kind ?? 'new'] += 1
      if (speaksOfOthers(result)) hidden += 1
      if (said !== null) findings.push({ row: index, label, ...said })
    }
    done += block.length
    if (block.length < rows.length) apart ??= block.length
  }
  return { told: { counts, findings, apart, hidden }, stop }
}

const check = async (outside: Outside, dispatch: Dispatch): Answer<Event> => {
  const ended = outside.signal()
  const who = await outside.greet()
  if (!who.ok) return who
  const view = await outside.desk.sheet('customer')
  if (!view.ok) return view
  const { tableId, firstRow } = view.value
  const { hello } = who.value
  const read = await attempt(() => readNewRows(view.value, hello))
  if (!read.ok) return read
  const { told, stop } = await checkRows(outside, hello, read.value, dispatch, ended)
  const checked = { tableId, firstRow, rows: read.value.rows.length, ...told }
  // What was told before the line broke stays told.
  return stop !== null && askedRows(checked) === 0
    ? err(stop)
    : ok({ type: 'checked', checked, stop })
}

const planOf = (locale: Locale): ReportPlan => {
  const speak = sayAhead(locale)
  const columns = (['row', 'name', 'what', 'why'] as const).map((key) => ({
    header: speak(`ahead.col.${key}`),
    format: key === 'row' ? '0' : '@',
  }))
  return { key: REPORT, sheetName: speak('ahead.sheetName'), columns }
}

const list = async (
  reports: ReportPort,
  locale: Locale,
  { findings, firstRow }: Checked,
): Promise<Event> => {
  const speak = sayAhead(locale)
  async function* pages() {
    yield findings.map(({ row, label, kind, texts }) => [
      firstRow + row,
      label,
      speak(`ahead.kind.${kind}`),
      texts.join(' '),
    ])
  }
  const written = await reports.writeReport(planOf(locale), pages())
  const { sheet } = written
  return written.kind === 'written'
    ? { type: 'listed', listed: { kind: 'written', sheet, count: written.rows } }
    : { type: 'listed', listed: { kind: 'occupied', sheet, headers: written.headers } }
}

const carryOut = async (
  outside: Outside,
  effect: Exclude<Effect, { readonly do: 'cancel' }>,
  dispatch: Dispatch,
): Answer<Event> => {
  const { desk, locale } = outside
  switch (effect.do) {
    case 'check':
      return await check(outside, dispatch)
    case 'list':
      return await inExcel(desk, (reports) => list(reports, locale, effect.checked))
    case 'go': {
      const gone = await desk.select(effect.tableId, { row: effect.row, column: 0 })
      return gone.ok ? ok<Event>({ type: 'gone' }) : gone
    }
  }
}

export const performAhead =
  (outside: Outside): Performer<Event, Effect> =>
  async (effect, dispatch) => {
    if (effect.do === 'cancel') return outside.cancel()
    const result = await carryOut(outside, effect, dispatch)
    dispatch(result.ok ? result.value : { type: 'failed', stop: result.error })
  }
