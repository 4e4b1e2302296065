// What is shipped: the Worker as wrangler builds it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { projectFile } from '../scripts/lib/project.ts'
import { figure, type Figure } from './figure.ts'

export const benchBundle = (): Promise<readonly Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-bundle-'))
  try {
    execFileSync(
      'wrangler',
      [
        'deploy',
        '--dry-run',
        '--minify',
        '--outdir',
        folder,
        '--config',
        projectFile('wrangler.toml'),
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    const bytes = readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0)
    return Promise.resolve([figure('worker.bundle.gzip', bytes / 1024, 'KB', { budget: 300 })])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
