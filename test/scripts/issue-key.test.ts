// The way back in: the SQL that the script writes lets exactly that administrator in, with the key that it showed.
import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

import { describe, expect, test } from 'vitest'

import { issueRecoveryKey } from '../../scripts/lib/issue-key.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { keyHash } from '../../worker/auth/key.ts'

const now = Date.UTC(2026, 10, 22)
const DAY = 86_400_000

const aDatabase = (): DatabaseSync => {
  const db = new DatabaseSync(':memory:')
  const folder = projectFile('worker', 'db', 'migrations')
  for (const name of readdirSync(folder)
    .filter((each) => each.endsWith('.sql'))
    .toSorted())
    db.exec(readFileSync(`${folder}/${name}`, 'utf8'))
  const add = db.prepare(
    'INSERT INTO user (org, id, name, role, disabled_at) VALUES (?, ?, ?, ?, ?)',
  )
  add.run('o', 'a1', "王总 O'Neil", 'admin', null)
  add.run('o', 'a2', '陈总', 'admin', 1)
  add.run('o', 'r1', '李丽', 'rep', null)
  return db
}

const keysIn = (db: DatabaseSync) =>
  db.prepare('SELECT user, hash, last4, expires_at, scopes FROM access_key').all()

describe('a new key for an administrator', () => {
  test('is known to the database by its hash, and to nobody else', async () => {
    const db = aDatabase()
    const { key, sql } = await issueRecoveryKey("王总 O'Neil", 7, now)
    expect(sql).not.toContain(key)
    db.exec(sql)
    expect(keysIn(db)).toEqual([
      {
        user: 'a1',
        hash: await keyHash(key),
        last4: key.slice(-4),
        expires_at: now + 7 * DAY,
        scopes: null,
      },
    ])
  })

  test.each(['陈总', '李丽', '没有此人', "' OR 1=1 --"])('is for no one else: %s', async (name) => {
    const db = aDatabase()
    db.exec((await issueRecoveryKey(name, 7, now)).sql)
    expect(keysIn(db)).toEqual([])
  })

  test('is not made for what is no name, nor for long', async () => {
    await expect(issueRecoveryKey('', 7, now)).rejects.toThrow('--admin takes a name')
    await expect(issueRecoveryKey('王总', 91, now)).rejects.toThrow('at most 90')
  })
})
