// Between a service's answer and its way out: rows that it tells are counted, and a report is noted in the audit.
import type { Context } from 'hono'

import { openAudit } from '../db/audit.ts'
import { openMeter } from '../db/meter.ts'
import type { App } from '../env.ts'
import { meter } from '../service/meter.ts'

/** The reply, once its rows are counted. @throws Refusal too_many */
export const told = async <T>(
  c: Context<App>,
  reply: T,
  rowsOf: (reply: T) => number,
): Promise<T> => {
  await meter(openMeter(c.get('database')), c.get('actor'), rowsOf(reply), Date.now())
  return reply
}

/** A report is noted with its first page; how far it was read is what the meter counts. */
export const noteReport = async (c: Context<App>, columns: readonly string[], cursor: string) => {
  if (cursor !== '') return
  const { id: by, org } = c.get('actor')
  const detail = { columns: columns.join(' ') }
  const note = { by, what: 'report.read', count: 0, detail, at: Date.now() } as const
  await openAudit(c.get('database')).note(org.id, note)
}
