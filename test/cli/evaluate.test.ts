import { dirname, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { command } from '../../src/cli/evaluate.ts'
import { folder } from '../datasets/folder.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

async function run(...args: string[]): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await command().exitOverride().parseAsync(args, { from: 'user' })
  const text = write.mock.calls.map(([chunk]) => String(chunk)).join('')
  write.mockRestore()
  return text
}

const rows = Array.from({ length: 40 }, (_, u) =>
  Array.from(
    { length: 8 },
    (_, i) => `${u}\t${((u % 2) * 8 + ((u * 3 + i) % 8)).toString()}\t${i % 4 === 0 ? 2 : 5}\t${i}`,
  ),
).flat()
const data = () => join(folder({ 'u.data': `${rows.join('\n')}\n` }), 'u.data')

test('--json has the shape that others read, the baselines first', async () => {
  const path = data()
  const text = await run('no-such-model', '--data', path, '--protocol', 'per-user-time').catch(
    (error: unknown) => error,
  )
  expect(text).toMatchObject({ code: 'UNKNOWN_MODEL' })
  const out = JSON.parse(
    await run('s-knn', '--data', path, '--protocol', 'per-user-time', '--at', '3', '--seeds', '2', '--json'),
  )
  expect(out).toMatchObject({ data: path, protocol: 'per-user-time', at: [3], seeds: 2, ties: 'conservative' })
  expect(out.dataset).toMatchObject({ format: 'tab-separated ratings', training: { sequences: 40, items: 16 } })
  expect(out.results.map((result: { model: string }) => result.model)).toEqual([
    'popularity',
    'item-knn',
    'ease',
    's-knn',
  ])
  const [popularity, knn] = out.results
  expect(knn.metrics['recall@3'].mean).toBeGreaterThan(popularity.metrics['recall@3'].mean)
  for (const key of ['fitSeconds', 'eventsPerSecond', 'microsecondsPerScore', 'peakMemoryMB'])
    expect(knn[key]).toBeGreaterThan(0)
  expect(knn.metrics['recall@3']).toMatchObject({ sd: 0, interval: [expect.any(Number), expect.any(Number)] })
})

test('a name is looked for in the folder that TASTEBUD_DATA names', async () => {
  vi.stubEnv('TASTEBUD_DATA', dirname(data()))
  const out = JSON.parse(await run('--data', 'u.data', '--protocol', 'last-item', '--json'))
  expect(out).toMatchObject({ data: 'u.data', dataset: { training: { sequences: 40 } } })
  vi.stubEnv('TASTEBUD_DATA', '')
  await expect(run('--data', 'u.data', '--protocol', 'last-item')).rejects.toMatchObject({ code: 'NO_FILE' })
})

test('the table; likes only; bad rows told', async () => {
  const path = join(folder({ 'u.data': `${rows.join('\n')}\nbad\n` }), 'u.data')
  const text = await run('--data', path, '--protocol', 'last-item', '--likes', '--skip-bad-rows', '1')
  expect(text).toContain('protocol last-item, likes only, 1 seed, ties conservative')
  expect(text).toMatch(/u\.data:321: /)
  expect(text).toMatch(/training: 200 events, 40 people or sessions/)
  for (const name of ['popularity', 'markov', 'sequential-rules']) expect(text).toContain(`\n${name} `)
})

test('a protocol that does not exist is refused by the command line', async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await expect(run('--data', 'x', '--protocol', 'leave-one-out')).rejects.toMatchObject({
    code: 'commander.invalidArgument',
  })
})

test('--set and --preset give options to the models named, not to the baselines', async () => {
  const args = ['--data', data(), '--protocol', 'per-user-time', '--at', '3', '--json']
  const out = JSON.parse(await run('s-knn', '--set', 'neighbours=3', '--set', 'sampleSize=7', ...args))
  const configs = Object.fromEntries(out.results.map((r: { model: string; config: object }) => [r.model, r.config]))
  expect(configs['s-knn']).toMatchObject({ neighbours: 3, sampleSize: 7 })
  expect(configs.ease).not.toHaveProperty('sampleSize')
  await expect(run('s-knn', '--preset', 'best', ...args)).rejects.toMatchObject({ code: 'BAD_OPTION' })
  await expect(run('s-knn', '--set', 'nonsense=1', ...args)).rejects.toMatchObject({ code: 'BAD_OPTION' })
})
