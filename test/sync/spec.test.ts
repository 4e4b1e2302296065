// shared/sync/SPEC.md and the tests belong together: every rule is proved, and every proof has its rule.
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

const spec = readFileSync(`${root}shared/sync/SPEC.md`, 'utf8')
const rules = [...spec.matchAll(/^- \*\*([RI]\d+)\*\* /gmu)].flatMap(([, id]) => id ?? [])

/** `[R9]`, `[R1] [I4]`, `[R1, R2]` at the beginning of a name, whether in a test or in the table of a test.each. */
const leading = /(['"`])((?:\[[RI]\d+(?:, ?[RI]\d+)*\] ?)+)/gu

const idsIn = (text: string): readonly string[] =>
  [...text.matchAll(leading)].flatMap(([, , ids = '']) => ids.match(/[RI]\d+/gu) ?? [])

const files = globSync('test/**/*.test.ts', { cwd: root })
  .filter((file) => !import.meta.url.endsWith(file))
  .toSorted()
const testsById = new Map<string, readonly string[]>()
for (const file of files)
  for (const id of idsIn(readFileSync(`${root}${file}`, 'utf8')))
    testsById.set(id, [...(testsById.get(id) ?? []), file])

const isInvariant = (id: string): boolean => id.startsWith('I')

describe('the rules of the sync', () => {
  test('are numbered without gaps, each once', () => {
    const numbered = (letter: string) => rules.filter((id) => id.startsWith(letter))
    for (const ids of [numbered('R'), numbered('I')])
      expect(ids).toEqual(ids.map((id, at) => `${id[0]}${at + 1}`))
    expect(rules.length).toBeGreaterThanOrEqual(60)
  })

  test('are each proved by a test that carries the id', () => {
    // Invariants are proved by the simulator alone; until its tests are here none of them is.
    const isProvedHere = [...testsById.keys()].some(isInvariant)
    const due = rules.filter((id) => isProvedHere || !isInvariant(id))
    expect(due.filter((id) => !testsById.has(id))).toEqual([])
  })

  test('are all that a test names', () => {
    const unknown = [...testsById].filter(([id]) => !rules.includes(id))
    expect(unknown).toEqual([])
  })
})

describe('names of tests', () => {
  test.each([
    ["test('[R9] a cell stays', …)", ['R9']],
    ['test.each(kinds)("[R7] in a sheet that holds %s", …)', ['R7']],
    ["[['[R1] [I4] sorted', sort]]", ['R1', 'I4']],
    ['test(`[R1, R2, R10] at random`, …)', ['R1', 'R2', 'R10']],
    ["test('a cell [R9] stays', …)", []],
    ["test('[Rx] a cell stays', …)", []],
  ])('%s', (text, ids) => {
    expect(idsIn(text)).toEqual(ids)
  })
})
