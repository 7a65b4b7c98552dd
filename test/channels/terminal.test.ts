import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Terminal, type TerminalOptions } from '../../src/channels/terminal.ts'
import type { Message } from '../../src/dialogue/message.ts'
import { TastebudError } from '../../src/errors.ts'
import { replyWith } from './terminal/replies.ts'

function terminal(options: Partial<TerminalOptions> = {}) {
  const input = new PassThrough()
  const output = new PassThrough()
  let printed = ''
  output.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  const channel = new Terminal({
    input,
    output,
    interactive: false,
    colours: false,
    person: 'me',
    clock: () => 5,
    ...options,
  })
  return { channel, input, printed: () => printed }
}

const yesNo = [
  { label: 'Yes', payload: 'answer:Yes' },
  { label: 'No', payload: 'answer:No' },
]

describe('piped', () => {
  test('answers in the order of the lines, although the first takes longest', async () => {
    const { channel, input, printed } = terminal({ json: true })
    const heard: Message[] = []
    await channel.start({
      respond: async (message) => {
        heard.push(message)
        await wait(message.text === 'one' ? 30 : 1)
        return replyWith({ text: `re ${message.text}` })
      },
    })
    input.end('one\ntwo\n\nthree')
    await channel.finished
    const lines = printed()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text)
    expect(lines).toEqual(['re one', 're two', 're three'])
    expect(heard[0]).toEqual({ channel: 'terminal', conversation: 'me', person: 'me', text: 'one', at: 5 })
  })

  test('numbers press buttons, /as changes who speaks and takes the buttons away', async () => {
    const { channel, input } = terminal({ json: true })
    const heard: string[] = []
    await channel.start({
      respond: async ({ person, text, payload }) => {
        heard.push(`${person}: ${text} ${payload ?? '-'}`)
        return replyWith({ text: 'Seen it?', buttons: yesNo })
      },
    })
    input.end('hi\n/2\n/as anna\n/1\n1\n')
    await channel.finished
    expect(heard).toEqual(['me: hi -', 'me: No answer:No', 'anna: /1 -', 'anna: Yes answer:Yes'])
  })

  test('a failure that can be mended is told in place, and the talk goes on', async () => {
    const { channel, input, printed } = terminal({ json: true })
    await channel.start({
      respond: async ({ text }) => {
        if (text === 'bad') throw new TastebudError('STORE_FULL', 'The disk is full.', 'Free some.')
        return replyWith({ text: 'fine' })
      },
    })
    input.end('bad\ngood\n')
    await channel.finished
    const [first, second] = printed()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(first).toMatchObject({ error: { code: 'STORE_FULL', fix: 'Free some.' } })
    expect(second).toMatchObject({ text: 'fine' })
    expect(channel.failures).toBe(1)
  })

  test('a bug ends it', async () => {
    const { channel, input } = terminal()
    await channel.start({ respond: () => Promise.reject(new RangeError('bug')) })
    input.write('x\n')
    await expect(channel.finished).rejects.toThrow('bug')
  })
})

describe('interactive', () => {
  test('prompts before anything is said, joins what was pasted, and leaves kindly', async () => {
    const history = join(await mkdtemp(join(tmpdir(), 'tastebud-terminal-')), 'history')
    const { channel, input, printed } = terminal({ interactive: true, history, welcome: 'Welcome\x1b[2J.' })
    const heard: string[] = []
    await channel.start({
      respond: async ({ text }) => {
        heard.push(text)
        return replyWith({ text: `re ${text}` })
      },
    })
    expect(printed()).toContain('Welcome.')
    expect(printed()).toContain('> ')
    input.write('I loved Alien\nand Jaws\n')
    await wait(100)
    input.write('bye\n')
    await wait(100)
    input.write('\x04')
    await channel.finished
    expect(heard).toEqual(['I loved Alien\nand Jaws', 'bye'])
    expect(printed()).toContain('re bye')
    expect(printed()).toContain('See you.')
    expect(await readFile(history, 'utf8')).toBe('I loved Alien\nand Jaws\nbye\n')
  })

  test('Ctrl-C warns once and leaves the second time', async () => {
    const { channel, input, printed } = terminal({ interactive: true })
    await channel.start({ respond: async () => replyWith({}) })
    let left = false
    void channel.finished.then(() => {
      left = true
    })
    input.write('half a li')
    input.write('\x03')
    await wait(30)
    expect(printed()).toContain('Ctrl-C once more')
    expect(left).toBe(false)
    input.write('\x03')
    await channel.finished
    expect(printed()).toContain('See you.')
  })

  test('stop finishes the turn in flight', async () => {
    const { channel, input, printed } = terminal()
    await channel.start({
      respond: async () => {
        await wait(30)
        return replyWith({ text: 'late answer' })
      },
    })
    input.write('x\n')
    await wait(10)
    await channel.stop()
    expect(printed()).toContain('late answer')
  })
})
