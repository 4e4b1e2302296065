// The self-test on our own host, and its answers beside a file's. The committed answers make a change of the host's
// behaviour visible in review: npm run -s conformance -- --save test/fixtures/conformance-host.json
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { runSelftest, selftestCases } from '../../addin/excel/selftest/run-selftest.ts'
import type { SelftestResult } from '../../addin/selftest/answer.ts'
import { runCases } from '../../addin/selftest/run-cases.ts'
import {
  compareSelftests,
  comparisonText,
  parseSelftest,
  runOnHost,
  type HostRun,
} from '../../scripts/lib/conformance.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { startExcel } from '../../workbench/host/node.ts'

const folder = mkdtempSync(join(tmpdir(), 'kehu-conformance-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const committed = projectFile('test', 'fixtures', 'conformance-host.json')

let run: HostRun
beforeAll(async () => {
  run = await runOnHost()
})

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}
const conformance = (...args: readonly string[]) =>
  new Promise<Ended>((resolve) => {
    const script = [
      '--disable-warning=ExperimentalWarning',
      projectFile('scripts', 'conformance.ts'),
      ...args,
    ]
    execFile(process.execPath, script, { cwd: folder, maxBuffer: 1e8 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
const saved = (name: string, result: unknown): string => {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify(result))
  return file
}

describe('the cases on our host', () => {
  test('the committed answers are those that the host gives today', () => {
    expect(run.result).toEqual(JSON.parse(readFileSync(committed, 'utf8')))
  })

  test('the host plays every member that a case asks for', () => {
    expect(run.unknown).toEqual([])
  })

  test('every case has an id of its own, in words and dots', () => {
    const ids = selftestCases.map(({ id }) => id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    expect(ids.filter((id) => !/^[a-z]+(?:\.[a-z0-9-]+)+$/u.test(id))).toEqual([])
    expect(Object.keys(run.result.cases)).toEqual(ids)
  })

  test('no case leaves a sheet or a table behind', async () => {
    const { Excel, workbook } = startExcel()
    await runSelftest(Excel, () => undefined, { pause: async () => undefined })
    expect(workbook.sheets).toHaveLength(1)
    expect(workbook.tables).toEqual([])
    expect([...workbook.settings.keys()]).toEqual([])
  })

  test('without hands the manual cases are left out', async () => {
    const { Excel } = startExcel()
    const seen: (string | null)[] = []
    const result = await runSelftest(Excel, ({ id }) => seen.push(id), {
      pause: async () => undefined,
    })
    const manual = selftestCases.filter(({ isManual }) => isManual === true).map(({ id }) => id)
    expect(manual.length).toBeGreaterThan(0)
    expect(manual.filter((id) => Object.hasOwn(result.cases, id))).toEqual([])
    expect(seen).toEqual([...Object.keys(result.cases), null])
  })

  test('a case that fails is an answer, and the next one runs', async () => {
    const failing = Object.assign(new Error('no'), { code: 'AccessDenied' })
    const answers = await runCases(
      [
        { id: 'a.code', run: () => Promise.reject(failing) },
        { id: 'a.plain', run: () => Promise.reject(new TypeError('odd')) },
        { id: 'a.good', run: async () => 1 },
      ],
      null,
      () => undefined,
    )
    expect(answers).toEqual({
      'a.code': { error: 'AccessDenied' },
      'a.plain': { error: 'TypeError: odd' },
      'a.good': 1,
    })
  })

  test('a host that behaves otherwise answers otherwise', async () => {
    const { Excel } = startExcel({ quirks: { filteredWrites: false, growUnderAddin: false } })
    const other = await runSelftest(Excel, () => undefined, { pause: async () => undefined })
    const { differs } = compareSelftests(run.result, other)
    expect(differs.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['tables.grow.row-beneath', 'filters.block-write']),
    )
  })
})

describe('two results side by side', () => {
  const result = (cases: SelftestResult['cases']): SelftestResult => ({
    kind: 'kehu-selftest',
    host: 'Excel',
    platform: 'PC',
    version: '16.0',
    locale: 'zh-CN',
    cases,
  })
  const host = result({ same: [1, 'a'], other: { x: 1, y: { z: 'a' } }, more: null })
  const file = result({ same: [1, 'a'], other: { x: 1, y: { z: 'b' }, w: 2 }, old: true })

  test('are equal, differ at named places, or stand on one side only', () => {
    expect(compareSelftests(host, file)).toEqual({
      equal: ['same'],
      differs: [
        {
          id: 'other',
          at: [
            { path: 'y › z', host: 'a', file: 'b' },
            { path: 'w', host: undefined, file: 2 },
          ],
        },
      ],
      notInFile: ['more'],
      notInHost: ['old'],
    })
  })

  test('read as lines with both answers', () => {
    expect(comparisonText(compareSelftests(host, file)).split('\n')).toEqual([
      'equal        same',
      'differs      other',
      '  "y › z"',
      '    host: "a"',
      '    file: "b"',
      '  "w"',
      '    host: (no answer)',
      '    file: 2',
      'not in file  more',
      'not in host  old',
      '1 equal, 1 differ, 1 not in file',
    ])
  })

  test.each(['', '[]', '{"kind":"other"}', '{"kind":"kehu-selftest","cases":{}}'])(
    'a file that holds %j is none',
    (text) => {
      expect(parseSelftest(text)).toEqual(expect.any(String))
    },
  )
})

describe('the command', () => {
  test('without a file it gives the answers of the host and says that no Excel was asked', async () => {
    const { code, out, err } = await conformance('--json')
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toEqual(run.result)
    expect(err).toContain('Nobody here has run the self-test in a real Excel')
  })

  test('equal answers end with 0', async () => {
    const { code, out } = await conformance(committed)
    expect(code).toBe(0)
    expect(out).toContain(`${Object.keys(run.result.cases).length} equal, 0 differ`)
  })

  test('a different answer ends with 1 and is shown with both', async () => {
    const cases = { ...run.result.cases, 'limits.longest-text': 9 }
    const file = saved('other.json', { ...run.result, host: 'Excel', cases })
    const { code, out } = await conformance(file, '--json')
    expect({ code, lines: out.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 })
    expect(JSON.parse(out)).toMatchObject({
      file: { host: 'Excel' },
      differs: [{ id: 'limits.longest-text', at: [{ path: '', host: 32_767, file: 9 }] }],
    })
  })

  test('a file that answers less is no fault', async () => {
    const file = saved('less.json', { ...run.result, cases: { 'limits.longest-text': 32_767 } })
    const { code, out } = await conformance(file)
    expect(code).toBe(0)
    expect(out).toContain('not in file  limits.wrong-shape')
  })

  test.each([
    [['no-such.json'], 'cannot be read'],
    [[projectFile('package.json')], 'is no saved self-test'],
    [['a.json', 'b.json'], 'Give one file'],
    [['--frob'], '--frob'],
  ])('%j ends with 2 and one line', async (args, words) => {
    const { code, out, err } = await conformance(...args)
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({
      code: 2,
      out: '',
      lines: 1,
    })
    expect(err).toContain(words)
  })
})
