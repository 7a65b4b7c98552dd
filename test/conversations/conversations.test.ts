import { beforeAll, describe, expect, test } from 'vitest'
import { catalogueOf } from '../../src/cli/home-catalogue.ts'
import { type ConvoFile, findConvos, readConvo } from '../../src/conversation-tests/read-convo.ts'
import { report } from '../../src/conversation-tests/report.ts'
import { DRIVERS } from '../../src/conversation-tests/schema.ts'
import { runSuite, type SuiteResult } from '../../src/conversation-tests/suite.ts'
import { program } from '../program.ts'

/** What a door's own code could get wrong: pressing, who speaks, restarts, memory, odd texts. `tastebud test` plays all. */
const OF_DOORS = ['smoke', 'memory', 'rubbish', 'safety', 'reasons']
const ofDoors = ({ tags, steps }: ConvoFile) =>
  tags.some((tag) => OF_DOORS.includes(tag)) || steps.some((step) => 'click' in step || 'restart' in step)

const all = await Promise.all((await findConvos([import.meta.dirname])).map(readConvo))
// Time for the tests is short, and every door has the same dialogue behind it: Discord gets a share of them.
const files = all.map((file) =>
  ofDoors(file) ? file : { ...file, channels: file.channels.filter((channel) => channel !== 'discord') },
)
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
