import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { summary } from '../../src/cli/import-ratings.ts'
import { openStore } from '../../src/store/open.ts'

const run = promisify(execFile)

describe('import-ratings', () => {
  test('writes what was seen and judged, once more on top of what was known', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tastebud-import-'))
    const csv = join(folder, 'ratings.csv')
    await writeFile(csv, 'Name,Year,Rating\nAlien,1979,5\nHeat,1995,1\nZorblax,2001,3\n')
    const file = join(folder, 'store.sqlite')
    const command = ['--import', 'tsx', 'src/cli/main.ts', 'import-ratings', csv, '--person', 'anna', '--store', file]
    const { stdout } = await run(process.execPath, command)
    expect(stdout).toContain('2 of 3 titles taken over for anna, on a scale up to 5:')
    expect(stdout).toContain('line 4: Zorblax (2001)')
    await run(process.execPath, command)
    const store = await openStore({ file })
    const anna = { channel: 'terminal', person: 'anna' }
    const { events } = await store.recall(anna)
    expect(await store.count(anna)).toMatchObject({ events: 8, turns: 0 })
    await store.close()
    expect(events).toHaveLength(8)
    expect(events.map(({ data }) => data)).toContainEqual({
      type: 'opinion',
      item: 'alien-1979',
      opinion: 'like',
      strength: 1,
    })
  }, 30_000)

  test('the summary leaves out what is not there', () => {
    const linked = {
      events: [],
      opinions: { like: 1, dislike: 0, neutral: 0 },
      unrated: 2,
      missing: [],
      unclear: [{ line: 4, title: 'The Fly' }],
    }
    expect(summary(linked, 4, 10, 'me')).toBe(
      '3 of 4 titles taken over for me, on a scale up to 10:\n  1 liked, 0 disliked, 0 in between, 2 seen without a rating\n1 that could be several, add the year:\n  line 4: The Fly',
    )
  })
})
