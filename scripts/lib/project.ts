// Where the project and its data lie, for scripts, benches and tests.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export const projectFile = (...parts: readonly string[]): string => join(root, ...parts)

/** A file of the shared data, or null where this machine has none ($KEHU_DATA, else ../shared/data). */
export const dataFile = (...parts: readonly string[]): string | null => {
  const file = join(process.env['KEHU_DATA'] ?? join(root, '..', 'shared', 'data'), ...parts)
  return existsSync(file) ? file : null
}
