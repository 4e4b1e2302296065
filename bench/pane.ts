// What the pane weighs: before its first paint (the page with what it loads at once) and in all, gzipped.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { build } from 'vite'

import { projectFile } from '../scripts/lib/project.ts'
import { figure, type Figure } from './figure.ts'

const gzipKB = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1024

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|css|html)$/u.test(name))
    .map((name) => join(folder, name))

/** The page and all that it names or imports before anything is asked for. */
const eagerFiles = (folder: string): ReadonlySet<string> => {
  const page = join(folder, 'taskpane.html')
  const found = new Set([page])
  const named = [...readFileSync(page, 'utf8').matchAll(/(?:src|href)="\.\/([^"]+)"/gu)]
  const queue = named.map((m) => join(folder, m[1] ?? ''))
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file) || !/\.(?:js|css)$/u.test(file)) continue
    found.add(file)
    const imports = readFileSync(file, 'utf8').matchAll(
      /(?:from|import)\s*["']\.\/([^"']+\.js)["']/gu,
    )
    for (const m of imports) queue.push(join(folder, 'assets', m[1] ?? ''))
  }
  return found
}

export const benchPane = async (): Promise<readonly Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-pane-'))
  try {
    await build({
      configFile: projectFile('addin', 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    })
    return [
      figure('pane.first-paint.gzip', gzipKB(eagerFiles(folder)), 'KB', { budget: 60 }),
      figure('pane.all.gzip', gzipKB(filesIn(folder)), 'KB', { budget: 250 }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
