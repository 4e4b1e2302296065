// Drives the HTTP floor: the same number of rows in requests of 1,000, first request sent to last reply.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { projectFile } from '../scripts/lib/project.ts'
import { timeMs } from './figure.ts'
import { plainRow } from './lead-rows.ts'

const perRequest = 1_000

/** Milliseconds that a server which checks nothing takes for `count` rows. */
export const floorMs = async (count: number): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-floor-'))
  const server = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      projectFile('bench', 'floor-server.ts'),
      join(folder, 'floor.db'),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const port = await new Promise<string>((resolve) =>
      server.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())),
    )
    const rows = Array.from({ length: count }, (_, i) => plainRow(i))
    return await timeMs(async () => {
      for (let from = 0; from < count; from += perRequest) {
        const body = JSON.stringify(rows.slice(from, from + perRequest))
        const reply = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body })
        await reply.json()
      }
    })
  } finally {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
