import { beforeAll, describe, expect, test } from 'vitest'
import { catalogueOf } from '../../src/cli/home-catalogue.ts'
import { findConvos, readConvo } from '../../src/conversation-tests/read-convo.ts'
import { report } from '../../src/conversation-tests/report.ts'
import { DRIVERS } from '../../src/conversation-tests/schema.ts'
import { runSuite, type SuiteResult } from '../../src/conversation-tests/suite.ts'
import { program } from '../program.ts'

const files = await Promise.all((await findConvos([import.meta.dirname])).map(readConvo))
let suite: SuiteResult

beforeAll(async () => {
  suite = await runSuite({
    files,
    drivers: DRIVERS,
    catalogue: await catalogueOf(undefined),
    program: program(),
    now: () => performance.now(),
  })
}, 300_000)

describe.each(DRIVERS)('%s', (driver) => {
  test.each(files.filter(({ channels }) => channels.includes(driver)).map(({ convo, path }) => [convo, path]))(
    '%s',
    (_, path) => {
      const mine = suite.results.filter((result) => result.driver === driver && result.path === path)
      expect(mine.length).toBeGreaterThan(0)
      if (mine.some(({ passed }) => !passed)) expect.fail(`\n${report(mine, [], process.cwd())}`)
    },
  )
})

test('the same meaning through every door', () => {
  if (suite.differences.length > 0) expect.fail(`\n${report([], suite.differences, process.cwd())}`)
})
