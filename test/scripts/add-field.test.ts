// Promise of design §3: adding a field is one line plus one generated migration. Tried on a copy of the project.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { afterAll, expect, test } from 'vitest'

import { projectFile } from '../../scripts/lib/project.ts'

const copy = mkdtempSync(join(tmpdir(), 'kehu-copy-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const line = "  wechat_group: optional(text(40), ['WeChat group', '微信群', '微信群組']),\n"
const migrationsOf = (root: string) =>
  readdirSync(join(root, 'worker/db/migrations'))
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
const bin = (name: string) => projectFile('node_modules', '.bin', name)

test('a field is added with one line and one generated migration, and everything derives from it', () => {
  for (const part of ['shared', 'worker', 'addin', 'package.json', 'tsconfig.json'])
    cpSync(projectFile(part), join(copy, part), { recursive: true })
  symlinkSync(projectFile('node_modules'), join(copy, 'node_modules'))
  const before = migrationsOf(copy)

  const file = join(copy, 'shared/schema/customer.ts')
  const source = readFileSync(file, 'utf8')
  const changed = source.replace(/^ {2}name: required\(/mu, `${line}  name: required(`)
  expect(changed.split('\n').length).toBe(source.split('\n').length + 1)
  writeFileSync(file, changed)

  const options = {
    cwd: copy,
    stdio: 'pipe',
    env: { ...process.env, PATH: `${projectFile('node_modules', '.bin')}:${process.env['PATH']}` },
  } as const
  execFileSync(bin('drizzle-kit'), ['generate', '--config', 'worker/db/drizzle.config.ts'], options)
  const added = migrationsOf(copy).filter((name) => !before.includes(name))
  expect(added).toHaveLength(1)
  const sql = readFileSync(join(copy, 'worker/db/migrations', added[0] ?? ''), 'utf8').trim()
  expect(sql).toMatch(/^ALTER TABLE `customer` ADD `wechat_group` text;$/u)

  execFileSync(bin('tsc'), ['-b', 'shared', 'worker', 'addin'], options)

  const db = new DatabaseSync(':memory:')
  for (const name of migrationsOf(copy))
    db.exec(
      readFileSync(join(copy, 'worker/db/migrations', name), 'utf8').replaceAll(
        '--> statement-breakpoint',
        '',
      ),
    )
  const columns = db.prepare("SELECT name FROM pragma_table_info('customer')").all()
  expect(columns).toContainEqual({ name: 'wechat_group' })

  const probe = `
    import { sheetFields } from './shared/schema/tables.ts'
    import { mapHeader } from './shared/sheet/header.ts'
    const field = sheetFields('customer').wechat_group
    const found = ['WeChat group', '微信群', '微信群組'].map((h) => mapHeader('customer', ['客户名称', h])[1])
    console.log(JSON.stringify({ read: field.kind.read(' 苏州群 ', {}).value, found }))`
  const answer = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', probe],
    options,
  ).toString()
  expect(JSON.parse(answer)).toEqual({
    read: '苏州群',
    found: ['wechat_group', 'wechat_group', 'wechat_group'],
  })
}, 180_000)
