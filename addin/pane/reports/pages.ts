// The rows of read-only reports as they come from the server: page after page, stored values as cells that Excel counts,
// sorts and filters; ended at any page by its user.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import { ACTIVITY_MONTHS_MAX, REPORT_PAGE_MAX } from '../../../shared/protocol/tier-lists.ts'
import type { ActivityReply, ReportReply } from '../../../shared/protocol/tier-lists.ts'
import { assert } from '../../../shared/assert.ts'
import type { Cell, Locale, Setting } from '../../../shared/schema/kind.ts'
import type { AnyField } from '../../../shared/schema/table.ts'
import { tables } from '../../../shared/schema/tables.ts'
import { createLabels } from '../../../shared/sync/session/labels.ts'
import { stopToStopped } from '../../../shared/sync/session/stop.ts'
import { addMonths } from '../../../shared/tier/days.ts'
import type { ReportColumn, ReportLines } from '../../excel/report-port.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { say } from '../../text/say.ts'
import { sayReports } from './words.ts'

/** A million rows, which is what a sheet holds. */
const PAGES_MAX = 1_000

/** Thrown between pages: its user has ended the work. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled')
    this.name = 'Cancelled'
  }
}

const customerFields: Readonly<Record<string, AnyField>> = tables.customer.fields

/** Fields that a report may show: sensitive ones and those that are switched off stand in none. */
export const reportFields: readonly string[] = Object.entries(customerFields)
  .filter(([, field]) => field.privacy !== 'P3' && field.show !== 'off')
  .map(([key]) => key)

/** Where the organisation is, today. */
export const dayOf = ({ org, now }: Pick<HelloReply, 'org' | 'now'>): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: org.timeZone, dateStyle: 'short' }).format(now)

export const settingOf = (
  locale: Locale,
  hello: HelloReply,
  labels: ReturnType<typeof createLabels> = createLabels(hello.users),
): Setting => {
  const { country, currency, timeZone } = hello.org
  return {
    locale,
    country,
    currency,
    timeZone,
    today: dayOf(hello),
    refs: labels.book,
    say: say(locale),
  }
}

/** @param keys as the server answered: what one may not see is left out */
export const columnsOf = (locale: Locale, keys: readonly string[]): readonly ReportColumn[] =>
  keys.flatMap((key) => {
    const field = customerFields[key]
    return field === undefined
      ? []
      : [{ header: field.label[locale], format: field.kind.numberFormat }]
  })

const toCells = (reply: ReportReply, setting: Setting): ReportLines =>
  reply.rows.map((row) =>
    reply.columns.map((key, at): Cell => {
      const value = row[at] ?? null
      const kind = customerFields[key]?.kind
      if (value === null || kind === undefined) return ''
      return kind.write(value, setting)
    }),
  )

interface Pages {
  readonly desk: ToolDesk
  readonly hello: HelloReply
  readonly locale: Locale
  readonly columns: readonly string[]
  readonly signal: AbortSignal
  readonly onRows: (rows: number) => void
}

export interface OpenReport {
  readonly columns: readonly string[]
  readonly pages: AsyncIterable<ReportLines>
}

/**
 * Asks for the first page, which says which of the columns there are.
 * @throws Stopped from the first page on; Cancelled between pages
 */
export const openReport = async (order: Pages): Promise<OpenReport> => {
  const { desk, hello, locale, signal, onRows } = order
  const { epoch } = hello
  const ask = async (cursor: string): Promise<ReportReply> => {
    const columns = [...order.columns]
    const result = await desk.ask(() =>
      desk.api.tiers.report({ epoch, columns, cursor, limit: REPORT_PAGE_MAX }),
    )
    if (!result.ok) throw stopToStopped(result.error)
    return result.value
  }
  const first = await ask('')
  const labels = createLabels(hello.users)
  const setting = settingOf(locale, hello, labels)
  async function* pages(): AsyncGenerator<ReportLines, void, undefined> {
    let reply = first
    let rows = 0
    for (let page = 0; page < PAGES_MAX; page++) {
      if (signal.aborted) throw new Cancelled()
      labels.add(reply.labels)
      rows += reply.rows.length
      onRows(rows)
      yield toCells(reply, setting)
      if (!reply.more) return
      reply = await ask(reply.cursor)
    }
  }
  return { columns: first.columns, pages: pages() }
}

/** From so many months ago to this one: 2026-06. */
export const monthsOf = (today: string, span: number): { from: string; to: string } => {
  assert(span > 0 && span <= ACTIVITY_MONTHS_MAX, 'an activity sheet has 1 to 24 months')
  const month = (day: string) => day.slice(0, 7)
  return { from: month(addMonths(`${month(today)}-01`, 1 - span)), to: month(today) }
}

export const activityColumns = (locale: Locale): readonly ReportColumn[] => {
  const t = sayReports(locale)
  const number = (key: string) => ({ header: t(key), format: '#,##0' })
  return [
    { header: t('reports.month'), format: '@' },
    { header: t('reports.rep'), format: '@' },
    number('reports.visits'),
    number('reports.customers'),
    number('reports.orders'),
  ]
}

export const activityLines = ({ rows }: ActivityReply): ReportLines =>
  rows.map(({ month, rep, repName, visits, customers, orders }) => [
    month,
    repName === '' ? rep : repName,
    visits,
    customers,
    orders,
  ])
