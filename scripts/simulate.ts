// npm run -s simulate -- --seeds A..B: the fault simulator of test/sync. Exit 1 on a broken promise, or, from 1,000
// seeds on, when something was never reached.
import { tableKeys } from '../shared/schema/table-keys.ts'
import type { Order, Progress, Report } from '../test/sync/command.ts'
import type { SqlLane } from '../test/sync/sql/lane.ts'
import { readArguments, runCommand, UsageError, wholeNumber } from './lib/command.ts'

const usage =
  'npm run -s simulate -- --seeds A..B [--steps N] [--lane model|sql] [--table customer|contact|visit|transaction] [--no-digest] [--bug NAME] [--bugs] ' +
  '[--replay SEED] [--json]'
const STEPS = 300

const options = {
  seeds: { type: 'string' },
  steps: { type: 'string' },
  lane: { type: 'string', default: 'model' },
  table: { type: 'string', default: 'customer' },
  'no-digest': { type: 'boolean', default: false },
  bug: { type: 'string' },
  bugs: { type: 'boolean', default: false },
  replay: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const readSeeds = (text: string): readonly [number, number] => {
  const [, from, to] = /^(\d+)\.\.(\d+)$/u.exec(text) ?? []
  const [first, last] = [Number(from), Number(to)]
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first > last)
    throw new UsageError(`--seeds takes two whole numbers such as 0..999, not "${text}".`)
  return [first, last]
}

const say = (report: Report): string => {
  const { seeds, steps, operations, requests, stepsPerSecond, violations, blind, failedSeeds } =
    report
  const broken = Object.entries(violations).map(([name, times]) => `${name} in ${times} seeds`)
  const failure = report.firstFailure
  return [
    `seeds ${seeds[0]}..${seeds[1]}: ${steps} steps, ${operations} operations, ${requests} requests, ${stepsPerSecond} steps/s`,
    broken.length === 0 ? 'no promise broken' : `broken: ${broken.join(', ')}`,
    ...(failedSeeds.length > 1 ? [`in seeds ${failedSeeds.join(', ')}`] : []),
    ...(blind.length === 0 ? [] : [`never reached: ${blind.join(', ')}`]),
    ...(failure === null
      ? []
      : [
          `seed ${failure.seed} breaks ${failure.invariant}: ${failure.what}`,
          ...failure.history.map((step) => `  ${step}`),
          failure.replay,
        ]),
  ].join('\n')
}

interface Simulator {
  readonly simulate: (order: Order, progress: Progress) => Promise<Report>
  readonly bugNamed: (name: string | null) => object | null
}

/** The simulator belongs to the tests, which the scripts' own project does not know. */
const load = async (file: string): Promise<unknown> =>
  await import(new URL(`../test/sync/${file}`, import.meta.url).href)

/** Runs on D1 in workerd, says there what it cost, and leaves nothing behind. */
const onSql = async (act: (run: SqlLane['run']) => Promise<Report>): Promise<Report> => {
  const { startSqlLane, figuresText } = (await load('sql/lane.ts')) as {
    startSqlLane: () => Promise<SqlLane>
    figuresText: (figures: SqlLane['figures']) => string
  }
  const { run, figures, stop } = await startSqlLane()
  try {
    const report = await act(run)
    console.error(figuresText(figures))
    return report
  } finally {
    await stop()
  }
}

const main = async (): Promise<number> => {
  const { values } = readArguments(options, usage)
  if (values.bugs) {
    const { bugs } = (await load('bugs/list.ts')) as {
      bugs: readonly { name: string; says: string }[]
    }
    console.log(
      values.json
        ? JSON.stringify(bugs.map((b) => b.name))
        : bugs.map((b) => `${b.name}  ${b.says}`).join('\n'),
    )
    return 0
  }
  const { lane } = values
  if (lane !== 'model' && lane !== 'sql')
    throw new UsageError(`--lane takes model or sql, not "${lane}".`)
  const table = tableKeys.find((one) => one === values.table)
  if (table === undefined)
    throw new UsageError(`--table takes ${tableKeys.join(', ')}, not "${values.table}".`)
  if (table !== 'customer' && lane === 'sql')
    throw new UsageError('Only sheets of customers are simulated in the SQL lane.')
  const { simulate, bugNamed } = (await load('command.ts')) as Simulator
  const bug = values.bug ?? null
  if (bug !== null && bugNamed(bug) === null)
    throw new UsageError(`There is no planted bug "${bug}"; --bugs lists them.`)
  const replay = wholeNumber('replay', values.replay, 0)
  if (replay === null && values.seeds === undefined)
    throw new UsageError(`Give --seeds A..B or --replay SEED. Usage: ${usage}`)
  const [first, last] = replay === null ? readSeeds(values.seeds ?? '') : [replay, replay]
  const order: Order = {
    first,
    last,
    lane: lane === 'sql' ? 'sql' : 'model',
    table,
    steps: wholeNumber('steps', values.steps, 1) ?? STEPS,
    noDigest: values['no-digest'],
    bug,
  }
  const progress = { now: () => performance.now(), isFirstEnough: bug !== null }
  const report =
    lane === 'sql'
      ? await onSql((run) => simulate(order, { ...progress, run }))
      : await simulate(order, progress)
  console.log(values.json ? JSON.stringify(report) : say(report))
  const isBroken = report.firstFailure !== null
  if (bug !== null) return isBroken ? 0 : 1
  return isBroken || report.blind.length > 0 ? 1 : 0
}

await runCommand(main)
