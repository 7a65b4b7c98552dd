import { defineConfig } from 'vitest/config'

// .ci/run counts from a file; the terminal gets the usual report either way.
const results = process.env.TASTEBUD_TEST_RESULTS

export default defineConfig({
  test: {
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    include: ['test/**/*.test.ts'],
    globalSetup: ['./test/setup/built.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    poolOptions: { forks: { maxForks: 2, minForks: 1 } },
  },
})
