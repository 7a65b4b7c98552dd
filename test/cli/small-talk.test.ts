import { writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { command } from '../../src/cli/small-talk.ts'
import { folder } from '../datasets/folder.ts'
import { dialogues } from '../small-talk/world.ts'

async function run(...args: string[]): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await command().exitOverride().parseAsync(args, { from: 'user' })
  const text = write.mock.calls.map(([chunk]) => String(chunk)).join('')
  write.mockRestore()
  return text
}

test('a model is trained from a file of dialogues and measured on another, replies to read included', async () => {
  const dir = folder({ x: '' })
  const write = (name: string, some: readonly string[][]) =>
    writeFileSync(`${dir}/${name}`, `${some.map((turns) => turns.join(' __eou__ ')).join('\n')}\n`)
  write('train.txt', dialogues.slice(0, 40))
  write('other.txt', [...dialogues.slice(0, 2), ['it rains again .', 'take an umbrella .', 'thank you .']])
  const trained = await run('train', '--data', `${dir}/train.txt`, '--out', `${dir}/m.bin`, '--epochs', '1')
  expect(trained).toMatch(/m\.bin: [\d.]+ MB, 120 replies, \d+ words; 0 longer replies left out/)
  const args = ['--model', `${dir}/m.bin`, '--train', `${dir}/train.txt`, '--data', `${dir}/other.txt`, '--cases', '2']
  const report = JSON.parse(await run('evaluate', ...args, '--json'))
  // What both files have says nothing about what was learned.
  expect(report).toMatchObject({ dialogues: 1, inBoth: 2, replies: 2 })
  expect(report.fits.model.symbols).toBe(5 + 4)
  expect(Object.keys(report.variety)).toEqual(['people', 'beam search', 'against the language model', 'drawn'])
  expect(report.read).toHaveLength(2)
  const told = await run('evaluate', ...args)
  expect(told).toContain('2 dialogues that training had too')
  expect(told).toMatch(/> Take an umbrella|> It rains again/)
}, 120_000)
