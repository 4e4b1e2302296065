// The SQL lane: workerd with an empty, migrated D1 in a temporary folder, and the simulator inside of it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createTestHarness } from 'wrangler'

import type { Outcome, RunOptions } from '../history.ts'
import type { Plan } from '../plan.ts'
import { addFigures, noFigures } from './figures.ts'
import type { Figures } from './figures.ts'
import type { Flaw } from './flaws.ts'
import type { Answer, Order } from './message.ts'

export { figuresText } from './figures.ts'

export interface SqlLane {
  readonly run: (plan: Plan, options: RunOptions, flaw?: Flaw) => Promise<Outcome>
  /** Of all that it ran. */
  readonly figures: Readonly<Figures>
  /** Leaves nothing behind. */
  readonly stop: () => Promise<void>
}

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

const configuration = {
  name: 'kehu-simulator',
  main: pathOf('worker.ts'),
  compatibility_date: '2026-10-01',
  compatibility_flags: ['nodejs_compat'],
  alias: { 'node:timers': pathOf('immediate.ts') },
  d1_databases: [
    {
      binding: 'DB',
      database_name: 'kehu',
      database_id: '00000000-0000-0000-0000-000000000001',
      migrations_dir: pathOf('../../../worker/db/migrations'),
    },
  ],
}

const toOutcome = ({ outcome }: Answer): Outcome => {
  const { tally } = outcome
  const [faults, reached] = [new Map(tally.faults), new Map(tally.reached)]
  return { ...outcome, tally: { ...tally, faults, reached } }
}

export const startSqlLane = async (): Promise<SqlLane> => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-sql-lane-'))
  const clean = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', clean)
  const configPath = join(folder, 'wrangler.json')
  writeFileSync(configPath, JSON.stringify(configuration))
  const harness = createTestHarness({ workers: [{ configPath }] })
  await harness.listen()
  const worker = harness.getWorker()
  await worker.applyD1Migrations('DB')
  const figures = { ...noFigures }
  return {
    figures,
    run: async (plan, { bug, noDigest }, flaw) => {
      const names = { bug: bug?.name ?? null, flaw: flaw?.name ?? null }
      const order: Order = { plan, noDigest, ...names }
      const body = JSON.stringify(order)
      const response = await worker.fetch('http://simulator/', { method: 'POST', body })
      if (!response.ok) throw new Error(await response.text())
      // worker.ts answers nothing else.
      const answer = (await response.json()) as Answer
      addFigures(figures, answer.figures)
      return toOutcome(answer)
    },
    stop: async () => {
      await harness.close()
      process.off('exit', clean)
      clean()
    },
  }
}
