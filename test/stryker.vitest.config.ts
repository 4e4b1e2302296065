// The tests that mutation testing runs: those of the pure parts of sync whose cases are exact, in Node alone.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/shared/{merge,kinds-canon}*.test.ts', 'test/shared/sync/*.test.ts'],
    testTimeout: 60_000,
  },
})
