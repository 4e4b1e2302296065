// The self-test's cases against our own host in Node, and two results laid side by side.
import { deepStrictEqual } from 'node:assert'

import * as z from 'zod'

import type { HandsStep } from '../../addin/excel/selftest/desk.ts'
import { runSelftest } from '../../addin/excel/selftest/run-selftest.ts'
import type { Json, SelftestResult } from '../../addin/selftest/answer.ts'
import { startExcel } from '../../workbench/host/node.ts'

const jsonSchema: z.ZodType<Json> = z.json()
const resultSchema = z.object({
  kind: z.literal('kehu-selftest'),
  host: z.string(),
  platform: z.string(),
  version: z.string(),
  locale: z.string(),
  cases: z.record(z.string(), jsonSchema),
})

/** A saved self-test, or the sentence that says why the text is none. */
export const parseSelftest = (text: string): SelftestResult | string => {
  try {
    const parsed = resultSchema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Turns of the event loop within which the host's events have arrived. */
const EVENT_TURNS = 10

const pause = async (): Promise<void> => {
  for (let turn = 0; turn < EVENT_TURNS; turn++)
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
}

export interface HostRun {
  readonly result: SelftestResult
  /** Members of Office.js that a case asks for and that the host does not play. */
  readonly unknown: readonly string[]
}

/** All cases, the manual ones too: the host's person has hands. */
export const runOnHost = async (
  report: (id: string) => void = () => undefined,
): Promise<HostRun> => {
  const { Excel, host, user } = startExcel()
  const steps: Readonly<Record<HandsStep, () => void>> = {
    startEdit: () => user.startEdit(),
    endEdit: () => user.endEdit(),
    undo: () => user.undo(),
  }
  const result = await runSelftest(Excel, ({ id }) => report(id ?? ''), {
    pause,
    hands: async (step) => steps[step](),
    where: { host: 'workbench', platform: 'Node', version: '', locale: host.quirks.locale },
  })
  return { result, unknown: host.unknown }
}

/** One place within a case where two answers differ; `path` is empty where the whole answer does. */
export interface Difference {
  readonly path: string
  readonly host: Json | undefined
  readonly file: Json | undefined
}

export interface Comparison {
  readonly equal: readonly string[]
  readonly differs: readonly { readonly id: string; readonly at: readonly Difference[] }[]
  readonly notInFile: readonly string[]
  /** Answers of cases that are not ours any more. */
  readonly notInHost: readonly string[]
}

const isEqual = (a: unknown, b: unknown): boolean => {
  try {
    deepStrictEqual(a, b)
    return true
  } catch {
    return false
  }
}

type Entries = Readonly<Record<string, Json>>
const isEntries = (value: Json | undefined): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Answers are trees; only the leaves that differ are worth reading. */
const differencesOf = (
  host: Json | undefined,
  file: Json | undefined,
  path = '',
): readonly Difference[] => {
  if (isEqual(host, file)) return []
  if (!isEntries(host) || !isEntries(file)) return [{ path, host, file }]
  return [...new Set([...Object.keys(host), ...Object.keys(file)])].flatMap((key) =>
    differencesOf(host[key], file[key], path === '' ? key : `${path} › ${key}`),
  )
}

export const compareSelftests = (host: SelftestResult, file: SelftestResult): Comparison => {
  const ids = Object.keys(host.cases)
  const common = ids.filter((id) => Object.hasOwn(file.cases, id))
  const differs = common
    .map((id) => ({ id, at: differencesOf(host.cases[id], file.cases[id]) }))
    .filter(({ at }) => at.length > 0)
  return {
    equal: common.filter((id) => !differs.some((each) => each.id === id)),
    differs,
    notInFile: ids.filter((id) => !common.includes(id)),
    notInHost: Object.keys(file.cases).filter((id) => !Object.hasOwn(host.cases, id)),
  }
}

const shown = (answer: Json | undefined): string =>
  answer === undefined ? '(no answer)' : JSON.stringify(answer)

export const comparisonText = (comparison: Comparison): string => {
  const { equal, differs, notInFile, notInHost } = comparison
  return [
    ...equal.map((id) => `equal        ${id}`),
    ...differs.flatMap(({ id, at }) => [
      `differs      ${id}`,
      ...at.flatMap(({ path, host, file }) => [
        ...(path === '' ? [] : [`  ${JSON.stringify(path)}`]),
        `    host: ${shown(host)}`,
        `    file: ${shown(file)}`,
      ]),
    ]),
    ...notInFile.map((id) => `not in file  ${id}`),
    ...notInHost.map((id) => `not in host  ${id}`),
    `${equal.length} equal, ${differs.length} differ, ${notInFile.length} not in file`,
  ].join('\n')
}
