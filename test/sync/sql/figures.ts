// What a lane did, and what it cost D1 in rows: the budgets of a push are asserted over all of its seeds.
import type { Meter } from '../../../worker/db/database.ts'
import { renamedBy } from '../../../worker/service/renamed.ts'
import type { PushAsk, PushPlan, Written } from '../../../worker/service/store.ts'

export interface Figures {
  calls: number
  commits: number
  /** Pushes, the rows that they asked about, and what all their statements read for them. */
  pushes: number
  pushed: number
  pushedRead: number
  /** Those that gave a customer another name. */
  renamings: number
  /** Writes of nothing but new customers, how many those were, and what was written for them. */
  creations: number
  created: number
  createdWritten: number
}

export const noFigures: Figures = {
  calls: 0,
  commits: 0,
  pushes: 0,
  pushed: 0,
  pushedRead: 0,
  renamings: 0,
  creations: 0,
  created: 0,
  createdWritten: 0,
}

const callsOfPush: ReadonlySet<string> = new Set(['readPush', 'readLabels', 'writePush'])

export interface Done {
  readonly name: string
  /** What the verb was asked, after the actor. */
  readonly ask: unknown
  readonly answer: unknown
  readonly cost: Meter
}

/** Rows that a write costs whatever its size: the counter, its mark, a batch and its part with their indexes, a lease. */
const WRITTEN_A_WRITE = 9
/** Rows that a push reads whatever its size: the counter, the mark that was seen, the workbook's lease (twice) and batch. */
const READ_A_PUSH = 8
/** More where it gives customers other names: each of four tables is asked who shows them, and the counter after it. */
const READ_A_RENAMING = 4 * (5 + 1)

/** I16, as means over a lane: what a chunk costs by itself counted and not counted. */
export const rowCosts = ({ pushes, pushed, pushedRead, renamings, ...written }: Figures) => {
  const readByChunks = READ_A_PUSH * pushes + READ_A_RENAMING * renamings
  const { creations, created, createdWritten } = written
  return {
    read: pushedRead / pushed,
    readWithoutChunks: (pushedRead - readByChunks) / pushed,
    written: createdWritten / created,
    writtenWithoutChunks: (createdWritten - WRITTEN_A_WRITE * creations) / created,
  }
}

export const figuresText = (figures: Figures): string => {
  const { calls, commits, pushed, created } = figures
  const { read, readWithoutChunks, written, writtenWithoutChunks } = rowCosts(figures)
  return (
    `${calls} calls and ${commits} commits compared; rows read per pushed row ${read.toFixed(1)} ` +
    `(${readWithoutChunks.toFixed(1)} beside what a chunk costs) of ${pushed}; rows written per new customer ` +
    `${written.toFixed(1)} (${writtenWithoutChunks.toFixed(1)}) of ${created}`
  )
}

/** Adds a call. The casts: a verb's ask and answer are those of its name. */
export const countCall = (figures: Figures, { name, ask, answer, cost }: Done): void => {
  figures.calls++
  if (callsOfPush.has(name)) figures.pushedRead += cost.read
  if (name === 'readPush') {
    figures.pushes++
    figures.pushed += (ask as PushAsk).rows.length
  }
  if (name !== 'writePush') return
  const { table, writes } = ask as PushPlan
  if (
    table === 'customer' &&
    writes.some((write) => renamedBy(table, write).some((one) => one.table === table))
  )
    figures.renamings++
  const { stored } = answer as Written
  const isCreation = table === 'customer' && writes.every(({ expected }) => expected === 0)
  // What was repeated or decided again has other costs.
  if (!isCreation || stored.size < writes.length) return
  figures.creations++
  figures.created += writes.length
  figures.createdWritten += cost.written
}

/** The cast: figures have no keys but their own. */
export const addFigures = (to: Figures, from: Figures): void => {
  for (const [name, more] of Object.entries(from)) to[name as keyof Figures] += more
}
