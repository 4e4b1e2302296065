// The one way to D1: batches only, their rows counted, transient failures tried again where that is safe.
// A batch is one transaction, so a failed one has stored nothing or everything; see `runBatch`.
import { Refusal } from '../refusal.ts'

export interface Meter {
  read: number
  written: number
}

export interface Statement {
  readonly sql: string
  /** Text only: D1 would bind a number as REAL. Figures travel inside JSON or are cast in the SQL. */
  readonly values: readonly (string | null)[]
}

export type Row = Readonly<Record<string, unknown>>

export interface Database {
  readonly meter: Readonly<Meter>
  /** Runs all statements in one transaction; the rows of each, in order. */
  readonly runBatch: (statements: readonly Statement[]) => Promise<readonly (readonly Row[])[]>
}

const TRIES_MAX = 4
const transient = [
  'Network connection lost',
  'storage caused object to be reset',
  'reset because its code was updated',
  'Cannot resolve D1 DB due to transient issue',
  'D1 DB is overloaded',
]
const withoutJsonb = ['no such table: jsonb_each', 'no such function: jsonb']

const includesAny = (error: unknown, words: readonly string[]): boolean => {
  if (!(error instanceof Error)) return false
  const texts = [error.message, error.cause instanceof Error ? error.cause.message : '']
  return words.some((word) => texts.some((text) => text.includes(word)))
}

/** 50, 100, 200 ms and up to as much again by chance, so that many callers do not come back together. */
const pauseBefore = (attempt: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 50 * 2 ** attempt * (1 + Math.random()))
  })

/** Set once a database turns out to lack jsonb_each; json_each reads the same parameters, slower. */
let isJsonbMissing = false
const spoken = (sql: string): string =>
  isJsonbMissing ? sql.replaceAll(/jsonb_each\(jsonb\((\?\d+)\)\)/gu, 'json_each($1)') : sql

/**
 * Every batch of ours may run twice: reads change nothing, and writes are guarded by revisions and unique
 * keys, so that a batch whose answer was lost finds its own work done.
 * One session of D1 a request: its first batch (who is calling?) is answered by the primary, so that a revoked key is
 * dead at once; the others may be answered by a replica that is at least as fresh, which makes every request read
 * what the one before it wrote, without a bookmark in the client's hands.
 */
export const openDatabase = (d1: D1Database): Database => {
  const meter: Meter = { read: 0, written: 0 }
  const session = d1.withSession('first-primary')
  const attempt = async (statements: readonly Statement[]) => {
    const results = await session.batch<Row>(
      statements.map(({ sql, values }) => session.prepare(spoken(sql)).bind(...values)),
    )
    for (const { meta } of results) {
      meter.read += meta.rows_read
      meter.written += meta.rows_written
    }
    return results.map((result) => result.results)
  }
  const runBatch = async (statements: readonly Statement[]) => {
    if (statements.length === 0) return []
    for (let tried = 0; tried < TRIES_MAX; tried++) {
      try {
        return await attempt(statements)
      } catch (error) {
        if (!isJsonbMissing && includesAny(error, withoutJsonb)) isJsonbMissing = true
        else if (includesAny(error, transient)) await pauseBefore(tried)
        else throw error
      }
    }
    throw new Refusal('unavailable', 'The database did not answer. Send the same request again.')
  }
  return { meter, runBatch }
}
