import { afterEach, expect, test, vi } from 'vitest'
import { command } from '../../src/cli/understanding.ts'
import { folder } from '../datasets/folder.ts'

afterEach(() => vi.restoreAllMocks())

async function run(...args: string[]): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await command()
    .exitOverride()
    .parseAsync(['evaluate', ...args], { from: 'user' })
  const text = write.mock.calls.map(([chunk]) => String(chunk)).join('')
  write.mockRestore()
  return text
}

const lines = Array.from({ length: 24 }, (_, i) =>
  i % 2 === 0 ? ['play me song', 'O O B-what', 'Play'] : ['stop it now', 'O O O', 'Stop'],
)
const part = (name: string) =>
  Object.fromEntries(
    ['seq.in', 'seq.out', 'label'].map((end, k) => [`${name}.${end}`, lines.map((line) => line[k]).join('\n')]),
  )
const data = () => folder({ ...part('train'), ...part('valid'), ...part('test') })

test('all learners on a data set of its own, as a table and as JSON', async () => {
  const quick = ['--set', 'epochs=8', '--set', 'hiddenSize=24', '--set', 'batchSize=8', '--set', 'learningRate=0.02']
  const found = JSON.parse(await run('--data', data(), '--json', ...quick))
  expect(found.results.map(({ name }: { name: string }) => name)).toEqual(['bag', 'encoder', 'both'])
  for (const { accuracy } of found.results) expect(accuracy).toBe(1)
  expect(found.results[1].slots.all.f1).toBe(1)
  const text = await run('--data', data(), '--models', 'bag', '--seeds', '2')
  expect(text).toContain('2 seeds')
  expect(text).toContain('100.00 ±0.00')
})

test('over the intents: contradictions are told with file and line', async () => {
  const intents = folder({
    'words.yml': '',
    'a.yml': 'intents:\n  one:\n    examples: [go on, a, b, c]\n  two:\n    examples: [go on ?, d, e, f]\n',
  })
  const { cpSync } = await import('node:fs')
  cpSync('intents/words.yml', `${intents}/words.yml`)
  const text = await run('--intents', intents, '--models', 'bag', '--folds', '2', '--typos', '0')
  expect(text).toMatch(/contradictory: "go on" is one \(.*a\.yml:3\), "go on \?" is two \(.*a\.yml:5\)/)
})
