import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { Bot } from '../../src/bot.ts'
import { Terminal } from '../../src/channels/terminal.ts'
import { talk } from '../../src/cli/talk.ts'
import { TastebudError } from '../../src/errors.ts'

function terminalWith(lines: string) {
  const input = new PassThrough()
  const output = new PassThrough()
  const terminal = new Terminal({ input, output, interactive: false, colours: false, person: 'me', clock: () => 0 })
  input.end(lines)
  return { terminal, printed: () => String(output.read() ?? '') }
}

const trace = { intents: [], acts: [], items: [], changes: [] }
const bot = (loaded: Promise<void>) =>
  ({ loaded, respond: async () => ({ text: 'Hello.', cards: [], buttons: [], trace }) }) as unknown as Bot

test('a bot that arrives later than the first line still answers it', async () => {
  const { terminal, printed } = terminalWith('hi\n')
  const opening = new Promise<Bot>((resolve) => setTimeout(() => resolve(bot(Promise.resolve())), 50))
  await talk(terminal, opening)
  expect(printed()).toBe('Hello.\n\n')
})

test('one that cannot be opened, or cannot load its mind, ends the talk with its error', async () => {
  const error = new TastebudError('STORE_CORRUPT', 'Damaged.', 'Mend it.')
  await expect(talk(terminalWith('').terminal, Promise.reject(error))).rejects.toBe(error)
  await expect(talk(terminalWith('hi\n').terminal, Promise.resolve(bot(Promise.reject(error))))).rejects.toBe(error)
})
