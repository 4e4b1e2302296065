// Runs cases one after the other. A case that fails is an answer too; the others go on.
import type { Json, SelftestProgress } from './answer.ts'

export interface SelftestCase<Desk> {
  /** Stable: answers of different days and versions are matched by it. */
  readonly id: string
  /** Needs a person at the keyboard; left out unless the desk has hands. */
  readonly isManual?: true
  readonly run: (desk: Desk) => Promise<Json>
}

/** Office.js errors are compared by their code; their texts differ with the language and the version. */
export const failureOf = (error: unknown): Json => {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return { error: error.code }
  return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
}

/** The answer of a promise, or its failure as an answer. */
export const answerOf = async (promise: Promise<Json>): Promise<Json> => {
  try {
    return await promise
  } catch (error) {
    return failureOf(error)
  }
}

/** @returns the answers by id, in the order of the cases */
export const runCases = async <Desk>(
  cases: readonly SelftestCase<Desk>[],
  desk: Desk,
  report: (progress: SelftestProgress) => void,
): Promise<Readonly<Record<string, Json>>> => {
  const answers: Record<string, Json> = {}
  for (const [done, each] of cases.entries()) {
    report({ done, total: cases.length, id: each.id })
    answers[each.id] = await answerOf(each.run(desk))
  }
  report({ done: cases.length, total: cases.length, id: null })
  return answers
}
