// The pages that a browser is shown, built once into a folder: the pane as its own configuration builds it, with
// Office.js from this origin, and the workbench. For benches, and for tests that show further pages.
import { join } from 'node:path'

import { build } from 'vite'

import { projectFile } from '../scripts/lib/project.ts'

export interface StagePages {
  /** Pages of the project to be built beside the workbench's. */
  readonly more?: readonly string[]
  /** A pane in development takes the key that the workbench hands over. */
  readonly mode?: 'production' | 'development'
}

/** The folders by the path at which they are served. */
export const foldersOfPages = (folder: string): Readonly<Record<string, string>> => ({
  '/addin/': join(folder, 'addin'),
  '/': join(folder, 'site'),
})

/** Builds the pages into `folder`, which `foldersOfPages` takes apart. */
export const buildPages = async (
  folder: string,
  { more = [], mode = 'production' }: StagePages = {},
): Promise<void> => {
  const before = process.env['KEHU_OFFICE_JS']
  process.env['KEHU_OFFICE_JS'] = '/office/office.js'
  try {
    await build({
      configFile: projectFile('addin', 'vite.config.ts'),
      mode,
      logLevel: 'error',
      build: { outDir: join(folder, 'addin'), emptyOutDir: true },
    })
  } finally {
    if (before === undefined) delete process.env['KEHU_OFFICE_JS']
    else process.env['KEHU_OFFICE_JS'] = before
  }
  await build({
    root: projectFile(),
    configFile: false,
    publicDir: false,
    mode,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: join(folder, 'site'),
      target: 'es2023',
      rolldownOptions: {
        input: ['workbench/page/index.html', ...more].map((page) => projectFile(page)),
      },
    },
  })
}
