// npm run -s mutate: mutation testing of the pure parts, a file at a time. Prints what no test noticed.
// Exit 1 where a file did not come through or less than 90 % was noticed over all. Not part of npm test.
import { spawn } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import * as z from 'zod'

import { readArguments, runCommand, UsageError, wholeNumber } from './lib/command.ts'
import { projectFile } from './lib/project.ts'

const usage = 'npm run -s mutate [-- FILE.ts …] [--minutes N] [--json]'
const options = {
  minutes: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const MINUTES = 30
const AIM = 90
const TEXT_MAX = 160

const sync = 'binding,chunks,classify,deliver,layout,marks,moved,outcome,pulled,row-hash,stamp'
const wholeFiles = ['shared/merge/*.ts', `shared/sync/{${sync}}.ts`]
/** Of the kinds only what makes the canonical form. */
const canon: Readonly<Record<string, readonly string[]>> = {
  'shared/schema/kinds/cell-text.ts': [
    'numberText',
    'plainText',
    'plainNumber',
    'hasFewDigits',
    'canonText',
  ],
  'shared/schema/kinds/number.ts': ['grouped', 'parseDigits', 'excelNumber', 'canonNumber'],
  'shared/schema/kinds/day.ts': ['canonDay'],
  'shared/schema/kinds/date-time.ts': ['serialToWall', 'canonDateTime'],
}

const place = z.object({ line: z.int(), column: z.int() })
const mutant = z.object({
  mutatorName: z.string(),
  replacement: z.string().default(''),
  status: z.string(),
  location: z.object({ start: place, end: place }),
})
type Mutant = z.infer<typeof mutant>
const report = z.object({
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(mutant) })),
})

interface Survivor {
  readonly line: number
  readonly mutator: string
  readonly was: string
  readonly becomes: string
}
interface Score {
  readonly file: string
  readonly mutants: number
  /** Noticed: a test failed, or never ended. */
  readonly killed: number
  readonly survivors: readonly Survivor[]
}

/** The lines of a top-level constant, counted from 1: to its closing brace, or the one line or two that it takes. */
const linesOf = (source: string, name: string): string => {
  const lines = source.split('\n')
  const opening = new RegExp(`^(?:export )?const ${name}\\b`, 'u')
  const from = lines.findIndex((line) => opening.test(line))
  if (from === -1) throw new Error(`There is no ${name} to be mutated.`)
  const first = lines[from] ?? ''
  const to = first.endsWith('{') ? lines.indexOf('}', from) : from + (/=>?$/u.test(first) ? 1 : 0)
  return `${from + 1}-${to + 1}`
}

const rangesOf = (file: string): readonly string[] => {
  const source = readFileSync(projectFile(file), 'utf8')
  return canon[file]?.map((name) => `${file}:${linesOf(source, name)}`) ?? [file]
}

/** What test/stryker.config.json names: its copies of the project, and its report. */
const work = projectFile('.kehu', 'stryker')
const reportFile = join(work, 'mutation.json')

/** One file under StrykerJS: null when its report is there, else the output. */
const runStryker = (file: string, minutes: number) =>
  new Promise<string | null>((resolve) => {
    rmSync(work, { recursive: true, force: true })
    const config = projectFile('test', 'stryker.config.json')
    // A group of its own, so that a run over its time ends together with its test runners.
    const child = spawn('stryker', ['run', config, '--mutate', rangesOf(file).join(',')], {
      cwd: projectFile(),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (text: Buffer) => {
      output = (output + text.toString()).slice(-4_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const stop = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
    }
    const late = setTimeout(() => {
      output += `\nStopped after ${minutes} minutes.`
      stop()
    }, minutes * 60_000)
    process.once('SIGINT', stop)
    child.on('error', (error) => resolve(String(error)))
    child.on('close', (code) => {
      clearTimeout(late)
      process.off('SIGINT', stop)
      resolve(code === 0 ? null : output)
    })
  })

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').slice(0, TEXT_MAX)

/** The text that a mutant replaces: lines and columns are counted from 1. */
const textOf = (lines: readonly string[], { location: { start, end } }: Mutant): string =>
  lines
    .slice(start.line - 1, end.line)
    .map((line, at, all) => (at === all.length - 1 ? line.slice(0, end.column - 1) : line))
    .map((line, at) => (at === 0 ? line.slice(start.column - 1) : line))
    .join('\n')

const scoreOf = (file: string): Score => {
  const { files } = report.parse(JSON.parse(readFileSync(reportFile, 'utf8')))
  const { source, mutants } = files[file] ?? { source: '', mutants: [] }
  const lines = source.split('\n')
  const valid = mutants.filter(({ status }) => !/Error$|^Ignored$/u.test(status))
  const survivors = valid
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map((one) => ({
      line: one.location.start.line,
      mutator: one.mutatorName,
      was: oneLine(textOf(lines, one)),
      becomes: oneLine(one.replacement),
    }))
  return { file, mutants: valid.length, killed: valid.length - survivors.length, survivors }
}

const percent = (killed: number, mutants: number): number =>
  mutants === 0 ? 100 : Math.round((killed / mutants) * 1_000) / 10

const scoreToText = ({ file, mutants, killed, survivors }: Score): string =>
  [
    `${file}: ${killed} of ${mutants} noticed, ${percent(killed, mutants)} %`,
    ...survivors.map((s) => `  ${s.line}  ${s.mutator}  ${s.was}  →  ${s.becomes || '(nothing)'}`),
  ].join('\n')

/** Types, and a closed list of words, have nothing to mutate. */
const noCode = new Set(['shared/merge/facts.ts', 'shared/merge/survival.ts'])
const hasCode = (file: string): boolean => !noCode.has(file)

const filesAsked = (asked: readonly string[]): readonly string[] => {
  const all = [
    ...globSync(wholeFiles, { cwd: projectFile() }).filter(hasCode).toSorted(),
    ...Object.keys(canon),
  ]
  const unknown = asked.find((file) => !all.includes(file))
  if (unknown !== undefined)
    throw new UsageError(`${unknown} is none of ${all.join(' ')}. Usage: ${usage}`)
  return asked.length === 0 ? all : asked
}

const main = async (): Promise<number> => {
  const { values, positionals } = readArguments(options, usage)
  const minutes = wholeNumber('minutes', values.minutes, 1) ?? MINUTES
  const folder = projectFile('.kehu', 'mutation')
  mkdirSync(folder, { recursive: true })
  const scores: Score[] = []
  const failed: string[] = []
  for (const file of filesAsked(positionals)) {
    const failure = await runStryker(file, minutes)
    if (failure !== null) {
      failed.push(file)
      console.error(`${file}: no score\n${failure}`)
      continue
    }
    const score = scoreOf(file)
    scores.push(score)
    writeFileSync(join(folder, `${file.replaceAll('/', '-')}.json`), JSON.stringify(score, null, 2))
    if (!values.json) console.log(scoreToText(score))
  }
  const mutants = scores.reduce((sum, score) => sum + score.mutants, 0)
  const killed = scores.reduce((sum, score) => sum + score.killed, 0)
  const score = percent(killed, mutants)
  if (values.json) console.log(JSON.stringify({ mutants, killed, score, failed, files: scores }))
  else console.log(`\n${killed} of ${mutants} noticed, ${score} %`)
  return failed.length > 0 || score < AIM ? 1 : 0
}

await runCommand(main)
