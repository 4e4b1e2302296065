// npm start as a newcomer meets it: one address, demo keys, a page that answers, data that stays, Ctrl+C that ends all.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, describe, expect, onTestFinished, test } from 'vitest'

import { freePort } from '../../scripts/lib/free-port.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { createStorer } from '../../scripts/lib/store-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'kehu-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const READY_MS_MAX = 45_000
const END_MS_MAX = 15_000

interface Process {
  readonly pid: number
  readonly parent: number
}
const processes = (): readonly Process[] =>
  execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/u).map(Number))
    .map(([pid = 0, parent = 0]) => ({ pid, parent }))

/** A process and all that it started, and they in turn. */
const familyOf = (pid: number): readonly number[] => {
  const all = processes()
  const family = new Set([pid])
  for (let size = 0; size < family.size;) {
    size = family.size
    for (const one of all) if (family.has(one.parent)) family.add(one.pid)
  }
  return [...family]
}
const aliveOf = (family: readonly number[]): readonly number[] => {
  const alive = new Set(processes().map(({ pid }) => pid))
  return family.filter((pid) => alive.has(pid))
}

interface Running {
  readonly url: string
  readonly keys: readonly string[]
  readonly out: string
  /** What Ctrl+C in a terminal does. @returns the exit code and the processes that outlive it */
  readonly pressCtrlC: () => Promise<{ readonly code: number; readonly left: readonly number[] }>
}

/** Runs `npm start` until it has said its address. */
const start = async (...more: readonly string[]): Promise<Running> => {
  const port = await freePort()
  const script = [projectFile('scripts', 'run.mjs'), 'scripts/start.ts']
  const options = ['--port', String(port), '--data', folder, ...more]
  // A group of its own, as a terminal gives it to a command.
  const child = spawn(process.execPath, [...script, ...options], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (err += text.toString()))
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)))
  const pid = child.pid ?? 0
  onTestFinished(() => {
    for (const one of aliveOf(familyOf(pid))) if (child.exitCode === null) process.kill(one, 9)
  })
  for (const until = Date.now() + READY_MS_MAX; !out.includes('Ctrl+C');) {
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`npm start did not get ready:\n${out}${err}`)
    await sleep(100)
  }
  return {
    url: `http://localhost:${port}`,
    keys: [...out.matchAll(/kehu_[0-9a-f]{64}/gu)].map(([key]) => key),
    out,
    pressCtrlC: async () => {
      const family = familyOf(pid)
      process.kill(-pid, 'SIGINT')
      const late = sleep(END_MS_MAX).then(() => -1)
      const code = await Promise.race([ended, late])
      for (let tries = 0; tries < 50 && aliveOf(family).length > 0; tries++) await sleep(100)
      return { code, left: aliveOf(family) }
    },
  }
}

interface Refused {
  readonly code: number
  readonly out: string
  readonly err: string
}
const refused = (...args: readonly string[]) =>
  new Promise<Refused>((resolve) => {
    const script = [projectFile('scripts', 'start.ts'), '--data', folder, ...args]
    execFile(process.execPath, script, { timeout: END_MS_MAX }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })

/** Stores one customer as the manager, and answers how the server took it. */
const store = async ({ url, keys }: Running): Promise<string | undefined> => {
  const storer = await createStorer(url, keys[0] ?? '')
  const rows = [['起步机械有限公司', '昆山', '13912340000']]
  const fields = ['name', 'city', 'contact.mobile']
  const [result] = await storer.store({ table: 'customer', fields, rows })
  return result?.outcome
}

const answer = async (url: string, key = '') => {
  const reply = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
  return { status: reply.status, text: await reply.text() }
}

describe('npm start', () => {
  test('says one address and the keys of the demo, answers there, and keeps what is stored until --reset', async () => {
    const first = await start()
    expect(first.out.match(/https?:\/\/\S+/gu)).toEqual([first.url])
    expect(first.keys).toHaveLength(3)
    for (const name of ['王经理', '李丽', '陈强']) expect(first.out).toContain(name)
    expect((await answer(first.url)).text).toContain('/workbench/page/main.ts')
    expect((await answer(`${first.url}/addin/taskpane.html`)).status).toBe(200)
    expect(await store(first)).toBe('applied')
    expect(await first.pressCtrlC()).toEqual({ code: 0, left: [] })

    const again = await start()
    expect(again.keys).toEqual(first.keys)
    // The same list put in once more is recognised.
    expect(await store(again)).toBe('adopted')
    expect(await again.pressCtrlC()).toEqual({ code: 0, left: [] })

    const anew = await start('--reset')
    expect(anew.keys).toHaveLength(3)
    expect(anew.keys.filter((key) => first.keys.includes(key))).toEqual([])
    await expect(store({ ...anew, keys: first.keys })).rejects.toThrow('unauthenticated')
    expect(await store(anew)).toBe('applied')
    expect(await anew.pressCtrlC()).toEqual({ code: 0, left: [] })
  }, 150_000)

  test('a port that is taken is said in one line before anything is started or emptied', async () => {
    const other = createServer()
    onTestFinished(() => void other.close())
    const port = await freePort()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', () => resolve()))
    expect(await refused('--port', String(port), '--reset')).toEqual({
      code: 2,
      out: '',
      err: `Port ${port} is taken: npm start -- --port N chooses another.\n`,
    })
  })

  test.each([
    ['--port', 'x', 'takes a whole number'],
    ['--port', '0', 'takes a whole number'],
    ['--frob', '', '--frob'],
  ])('%s %s ends with 2 and one line', async (option, value, words) => {
    const { code, out, err } = await refused(option, ...(value === '' ? [] : [value]))
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({
      code: 2,
      out: '',
      lines: 1,
    })
    expect(err).toContain(words)
  })
})
