// Once for a whole run, and only where a test asks for them: the pages that the browser tests show, built as for
// production but with the demo key. They take a third of the time that their sources, module by module, take in each file.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { TestProject } from 'vitest/node'

import { buildPages } from '../../bench/stage-pages.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Whom a test asks for the folder of the pages. */
    readonly pages: string
  }
}

const gallery = ['index', 'injection', 'tools', 'tools-injection']

const build = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-pages-'))
  const more = gallery.map((name) => `test/e2e/gallery/${name}.html`)
  await buildPages(folder, { more, mode: 'development' })
  return folder
}

/** Answers anybody's question with the folder; the first one has it built. @returns what to do at the end */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let folder: Promise<string> | undefined
  const server = createServer((_request, response) => {
    folder ??= build()
    folder.then(
      (path) => response.end(path),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address === 'object' && address !== null)
    project.provide('pages', `http://127.0.0.1:${address.port}`)
  return async () => {
    server.closeAllConnections()
    server.close()
    const path = await folder?.catch(() => undefined)
    if (path !== undefined) rmSync(path, { recursive: true, force: true })
  }
}
