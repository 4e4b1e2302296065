// The main job end to end: the command line as users call it, through the real Office.js client, workerd and D1.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { readCsv } from '../../scripts/lib/csv.ts'
import type { PasteJson } from '../../scripts/lib/paste-report.ts'
import { dataFile, projectFile } from '../../scripts/lib/project.ts'

const folder = mkdtempSync(join(tmpdir(), 'kehu-paste-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fixture = (name: string) => projectFile('test', 'fixtures', name)

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}
const paste = (...args: readonly string[]) =>
  new Promise<Ended>((resolve) => {
    const script = [
      '--disable-warning=ExperimentalWarning',
      projectFile('scripts', 'paste.ts'),
      ...args,
    ]
    execFile(process.execPath, script, { maxBuffer: 1e8, cwd: folder }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
const pasteJson = async (...args: readonly string[]): Promise<PasteJson> => {
  const { code, out, err } = await paste(...args, '--json')
  expect({ code, lines: out.trimEnd().split('\n').length, err: code === 0 ? '' : err }).toEqual({
    code: 0,
    lines: 1,
    err: '',
  })
  return JSON.parse(out) as PasteJson
}

describe('a list with figures', () => {
  /** Plain cuts of design §8: A the first 20 % and above zero, C the last 30 % or not above zero; ties together. */
  const expectedTiers = (profits: readonly (number | null)[]): readonly string[] => {
    const ranked = profits.filter((p) => p !== null).toSorted((a, b) => b - a)
    return profits.map((p) => {
      if (p === null) return 'N'
      const first = ranked.indexOf(p)
      const last = ranked.lastIndexOf(p)
      const middle = (first + last + 1) / 2
      if (p > 0 && middle <= Math.floor(0.2 * ranked.length)) return 'A'
      return p <= 0 || middle > 0.7 * ranked.length ? 'C' : 'B'
    })
  }

  test('tiers are right to the row, whatever way the profit was written', async () => {
    const out = join(folder, 'figures.csv')
    const json = await pasteJson(fixture('figures-500.csv'), '--out', out)
    const sheet = readCsv(out)
    const column = (name: string) => sheet.rows.map((row) => row[sheet.header.indexOf(name)] ?? '')
    const profits = column('净利润(数字)').map((text) => (text === '' ? null : Number(text)))
    expect(json).toMatchObject({ rows: 500, saved: 500, toCorrect: 0, known: 0, held: 0 })
    expect(column('tier')).toEqual(expectedTiers(profits))
    expect(column('tier_next')).toEqual(column('tier'))
    expect(column('tier_why').every((why) => why.length > 0 && why.length <= 160)).toBe(true)
  })
})

describe('a lead list against customers on file', () => {
  test('rows are saved, corrected or known; the original columns stand byte for byte; again changes nothing', async () => {
    const out = join(folder, 'leads.csv')
    const json = await pasteJson(
      fixture('leads-120.csv'),
      '--base',
      fixture('base-140.csv'),
      '--again',
      '--out',
      out,
    )
    expect(json.rows).toBe(120)
    expect(json.saved + json.toCorrect + json.known + json.held).toBe(120)
    expect(json.again).toMatchObject({ saved: 0, cellsWritten: 0 })
    expect(json.d1.written).toBeGreaterThan(json.saved)

    const before = readFileSync(fixture('leads-120.csv'), 'utf8').trimEnd().split('\n')
    const after = readFileSync(out, 'utf8').trimEnd().split('\n')
    expect(after[0]).toBe(`${before[0]},status,outcome,known,tier,tier_next,tier_why,problems`)
    expect(after.map((line, i) => line.startsWith(`${before[i]},`))).toEqual(before.map(() => true))

    const truth = new Set(readCsv(fixture('base-140.csv')).rows.map((row) => row.at(-1)))
    const sheet = readCsv(out)
    const known = sheet.rows.filter((row) => row[sheet.header.indexOf('outcome')] === 'known')
    const right = known.filter((row) => truth.has(row[sheet.header.indexOf('cluster')] ?? ''))
    expect(known.length).toBe(json.known)
    expect(right.length / known.length).toBeGreaterThan(0.95)
  })

  test.each([
    ['zh-Hant', /已同步|待更正|已有客戶/u],
    ['en', /Synced|Saved|correct|Known/iu],
  ])('the status speaks %s', async (lang, words) => {
    const out = join(folder, `${lang}.csv`)
    await pasteJson(fixture('leads-120.csv'), '--limit', '30', '--lang', lang, '--out', out)
    const sheet = readCsv(out)
    const status = sheet.rows.map((row) => row[sheet.header.indexOf('status')] ?? '')
    expect(status.every((text) => words.test(text))).toBe(true)
  })

  test('a column can be named by hand, and rows that say nothing are left alone', async () => {
    const file = join(folder, 'odd.csv')
    writeFileSync(file, 'who;num;mine\n华达机械有限公司;13912345678;x\n;;y\n无;-;z\n')
    const out = join(folder, 'odd-out.csv')
    const json = await pasteJson(file, '--map', 'name=who,contact.mobile=num', '--out', out)
    expect(json).toMatchObject({ rows: 1, saved: 1 })
    expect(readCsv(out).rows.map((row) => row[4])).toEqual(['applied', '', ''])
  })
})

describe('wrong calls end with 2 and one line that says what would be right', () => {
  test.each([
    [[], 'Give one list'],
    [['no-such.csv'], 'cannot be read'],
    [[fixture('leads-120.csv'), '--lang', 'fr'], 'zh-Hans, zh-Hant or en'],
    [[fixture('leads-120.csv'), '--limit', 'many'], 'whole number'],
    [[fixture('leads-120.csv'), '--frob'], '--frob'],
    [[fixture('leads-120.csv'), '--map', 'nothing=company'], 'is no field'],
    [[fixture('leads-120.csv'), '--map', 'name=nothing'], 'has no column'],
  ])('%j', async (args, words) => {
    const { code, out, err } = await paste(...args)
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({
      code: 2,
      out: '',
      lines: 1,
    })
    expect(err).toContain(words)
  })
})

const leads = dataFile('matching', 'zh_scale', 'zh_big_leads.csv')
const base = dataFile('matching', 'zh_scale', 'zh_big_base.csv')
const describeOnData = leads && base ? describe : describe.skip
describeOnData('on the shared lists', () => {
  test('2,000 leads against 100,000 customers: known ones are right, and nothing is lost', async () => {
    const out = join(folder, 'big.csv')
    const json = await pasteJson(
      leads ?? '',
      '--limit',
      '2000',
      '--base',
      base ?? '',
      '--again',
      '--out',
      out,
    )
    expect(json.rows).toBe(2000)
    expect(json.again).toMatchObject({ saved: 0, cellsWritten: 0 })
    const onFile = new Set(readCsv(base ?? '').rows.map((row) => row.at(-1)))
    const sheet = readCsv(out)
    const at = (row: readonly string[], name: string) => row[sheet.header.indexOf(name)] ?? ''
    const known = sheet.rows.filter((row) => at(row, 'outcome') === 'known')
    const seen = new Set<string>()
    const right = sheet.rows.filter((row) => {
      const isTrue = onFile.has(at(row, 'cluster')) || seen.has(at(row, 'cluster'))
      seen.add(at(row, 'cluster'))
      return isTrue && at(row, 'outcome') === 'known'
    })
    expect(right.length / known.length).toBeGreaterThan(0.98)
    // The first settle after 100,000 customers were stored reads about eight rows for each of them.
    expect(json.d1.read).toBeLessThan(8 * 100_000 + 150 * json.rows)
  }, 180_000)
})
