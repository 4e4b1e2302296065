// Two runtimes, two projects: pure and Excel-side tests in Node, the Worker's in workerd with a real D1.
import { fileURLToPath } from 'node:url'

import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

import { LongestFirst } from './sequencer.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const migrations = await readD1Migrations(`${root}worker/db/migrations`)

export default defineConfig({
  root,
  test: {
    // Left alone it keeps one core free: half of a small machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/worker/**'],
          globalSetup: ['test/e2e/pages-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A pane on a busy machine answers later than the second that is usual; it is waited for, not for long.
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        plugins: [
          cloudflareTest({
            remoteBindings: false,
            wrangler: { configPath: `${root}wrangler.toml` },
            miniflare: { bindings: { MIGRATIONS: migrations } },
          }),
        ],
        test: { name: 'workerd', include: ['test/worker/**/*.test.ts'], testTimeout: 120_000 },
      },
    ],
  },
})
