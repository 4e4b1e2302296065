// npm run match on small lists: both forms, the JSON, the two files, encodings, and what is refused.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'

import { projectFile } from '../../scripts/lib/project.ts'

const folder = mkdtempSync(join(tmpdir(), 'kehu-match-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fixture = (name: string) => projectFile('test', 'fixtures', `match-${name}.csv`)
const scratch = (name: string) => join(folder, name)
const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [projectFile('scripts', 'match.ts'), ...args],
    { encoding: 'utf8' },
  )
  return { status, stdout, stderr: stderr.trim() }
}
const json = (...args: readonly string[]) => {
  const { status, stdout, stderr } = run(...args, '--json')
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout.trim().split('\n')).toHaveLength(1)
  return JSON.parse(stdout) as Record<string, unknown>
}
const linesOf = (file: string) => readFileSync(file, 'utf8').trim().split('\n')
const firstCells = (file: string) =>
  linesOf(file)
    .slice(1)
    .map((line) => line.split(',').slice(0, 4).join(' ').trim())

describe('a list', () => {
  const customers = fixture('customers')
  const told = json(
    customers,
    '--truth',
    'who',
    '--out',
    scratch('pairs.csv'),
    '--clusters',
    scratch('clusters.csv'),
  )
  test('its figures are told beside the truth', () => {
    expect(told).toMatchObject({
      rows: 14,
      same: 4,
      clusters: 11,
      pair: { p: 1, r: 1, f1: 1 },
      cluster: { p: 1, r: 1, f1: 1 },
    })
    expect(Object.keys(told).slice(0, 6)).toEqual([
      'rows',
      'pairsScored',
      'same',
      'related',
      'clusters',
      'seconds',
    ])
  })
  test('each pair that is the same or related has a line, with its kind and reasons', () => {
    expect(linesOf(scratch('pairs.csv'))[0]).toBe('a,b,outcome,kind,score,why')
    const pairs = firstCells(scratch('pairs.csv'))
    expect(pairs).toContain('c1 c2 same')
    expect(pairs).toContain('c1 c4 related branch')
    expect(pairs).toContain('c1 c5 related subsidiary')
    expect(pairs).toContain('c9 c10 related household')
    expect(pairs).toContain('c11 c12 related owner')
    expect(pairs.some((pair) => pair.includes('c13') || pair.includes('c8'))).toBe(false)
    expect(linesOf(scratch('pairs.csv'))[1]).toMatch(/same name 名称相同/u)
  })
  test('each row stands once in the clusters', () => {
    const clusters = linesOf(scratch('clusters.csv'))
    expect(clusters[0]).toBe('id,cluster')
    expect(clusters.slice(1, 4)).toEqual(['c1,c1', 'c2,c1', 'c3,c1'])
    expect(clusters).toHaveLength(15)
  })
  test('GB18030 says the same as UTF-8, with a BOM or without', () => {
    const text = readFileSync(customers, 'utf8')
    writeFileSync(scratch('gb.csv'), iconv.encode(text, 'gb18030'))
    writeFileSync(scratch('bom.csv'), `\uFEFF${text}`)
    for (const name of ['gb.csv', 'bom.csv']) {
      const again = json(scratch(name), '--truth', 'who')
      expect({ ...again, seconds: 0 }).toEqual({ ...told, seconds: 0 })
    }
  })
  test('without the truth nothing is said about it', () => {
    expect(Object.keys(json(customers))).not.toContain('pair')
    expect(run(customers).stdout).toContain('14 rows')
  })
})

describe('columns and ids', () => {
  test('persons with tabs between; ids are line numbers where no column has them', () => {
    const told = json(fixture('people'), '--truth', 'person', '--clusters', scratch('people.csv'))
    expect(told).toMatchObject({ rows: 6, cluster: { p: 1, r: 1, f1: 1 } })
    expect(linesOf(scratch('people.csv')).slice(1)).toEqual([
      '2,2',
      '3,2',
      '4,2',
      '5,5',
      '6,6',
      '7,6',
    ])
  })
  test('--map says by hand what a column holds, --id which one names the row', () => {
    writeFileSync(
      scratch('odd.csv'),
      'a,b,c\nx,华达机械有限公司,13912345671\ny,华达机械有限公司,13912345671\n',
    )
    const told = json(
      scratch('odd.csv'),
      '--id',
      'a',
      '--map',
      'name=b,contact.mobile=c',
      '--out',
      scratch('odd-pairs.csv'),
    )
    expect(told).toMatchObject({ same: 1 })
    expect(firstCells(scratch('odd-pairs.csv'))).toEqual(['x y same'])
  })
})

describe('leads against customers', () => {
  const told = json(
    '--base',
    fixture('customers'),
    '--leads',
    fixture('leads'),
    '--truth',
    'who',
    '--out',
    scratch('leads.csv'),
  )
  test('the lead stands first, the best customer before the others', () => {
    const lines = firstCells(scratch('leads.csv'))
    expect(lines[0]).toBe('l1 c1 same')
    expect(lines).toContain('l2 c7 same')
    expect(lines).toContain('l4 c1 related branch')
    expect(lines.some((line) => line.startsWith('l3'))).toBe(false)
    expect(lines.filter((line) => line.startsWith('l1')).length).toBeLessThanOrEqual(5)
  })
  test('top-1 recall and false suggestions are told', () => {
    expect(told).toMatchObject({ rows: 4, top1Recall: 1 })
    expect(told['falseSuggestions']).toBeLessThanOrEqual(0.5)
  })
})

test.each<readonly [string, readonly string[], RegExp]>([
  ['a file that is not there', ['none.csv'], /none\.csv cannot be read/u],
  ['no file at all', [], /Give one list, or --base and --leads/u],
  ['a base without leads', ['--base', fixture('customers')], /go together/u],
  ['an unknown option', [fixture('people'), '--colour'], /Usage/u],
  [
    'a truth that is no column',
    [fixture('people'), '--truth', 'nobody'],
    /there is no column "nobody"/u,
  ],
  [
    'a map to an unknown field',
    [fixture('people'), '--map', 'colour=town'],
    /"colour" is no field/u,
  ],
])('%s is refused in one line that says what would be right', (_, args, message) => {
  const { status, stdout, stderr } = run(...args, '--json')
  expect(status).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toMatch(message)
  expect(stderr.split('\n')).toHaveLength(1)
})
