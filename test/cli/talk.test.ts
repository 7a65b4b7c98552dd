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

test('one that cannot be opened, or cannot load its mind, is told once: to whoever spoke, else by what is thrown', async () => {
  const openings = [(error: Error) => Promise.reject(error), async (error: Error) => bot(Promise.reject(error))]
  for (const opening of openings) {
    const error = new TastebudError('STORE_CORRUPT', 'Damaged.', 'Mend it.')
    const silent = terminalWith('')
    await expect(talk(silent.terminal, opening(error))).rejects.toBe(error)
    expect([silent.printed(), silent.terminal.failures]).toEqual(['', 0])
    const spoken = terminalWith('hi\n')
    await talk(spoken.terminal, opening(error))
    expect(spoken.printed()).toContain('STORE_CORRUPT: Damaged.')
    expect(spoken.terminal.failures).toBe(1)
  }
})
