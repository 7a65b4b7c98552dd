import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { History } from '../../src/channels/terminal/history.ts'
import { Terminal, type TerminalOptions } from '../../src/channels/terminal.ts'
import { type Message, noTrace } from '../../src/dialogue/message.ts'
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

  test('a file that somebody asks for is printed in place, and a field of its own with --json; quit is only said', async () => {
    const attachment = { name: 'data.json', mediaType: 'application/json', content: '{"a":1}' }
    const talk = async (json: boolean) => {
      const { channel, input, printed } = terminal({ json, exports: ['/nowhere'] })
      await channel.start({
        respond: async ({ text }) => replyWith({ text, ...(text === 'export' && { attachment }) }),
      })
      input.end('quit\nexport\n')
      await channel.finished
      return printed()
    }
    expect(await talk(false)).toBe('quit\n\nexport\n\n{"a":1}\n\n')
    const [quit, file] = (await talk(true)).trim().split('\n')
    expect(JSON.parse(quit ?? '')).toMatchObject({ text: 'quit' })
    expect(JSON.parse(file ?? '')).toMatchObject({ attachment })
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
    expect(await readFile(new History(history).fileOf('me'), 'utf8')).toBe('I loved Alien\nand Jaws\nbye\n')
  })

  describe('lines typed before', () => {
    const UP = '\x1b[A'
    const forgetful = async ({ text }: Message) =>
      replyWith({ text: `re ${text}`, trace: { ...noTrace, acts: text === 'forget me' ? ['forget'] : [] } })
    const talker = async (options: Partial<TerminalOptions> = {}) => {
      const folder = await mkdtemp(join(tmpdir(), 'tastebud-terminal-'))
      const history = join(folder, 'history')
      const heard: string[] = []
      const talk = async (keys: readonly string[]) => {
        const { channel, input, printed } = terminal({ interactive: true, history, ...options })
        await channel.start({
          respond: (message) => {
            heard.push(`${message.person}: ${message.text}`)
            return forgetful(message)
          },
        })
        for (const [i, line] of keys.entries()) {
          input.write(line)
          await expect.poll(() => printed().match(/(re .*|You are .* now\.)\n\n/g)?.length, { interval: 5 }).toBe(i + 1)
        }
        input.end(options.interactive === false ? '' : '\x04')
        await channel.finished
      }
      return { folder, history, heard, talk }
    }

    test('are of one person: nobody else sees them by Arrow-Up', async () => {
      const { heard, talk } = await talker()
      await talk(['I loved Alien\n', '/as bob\n', `${UP}${UP}x\n`, '/as me\n', `${UP}${UP}\n`])
      await talk([`${UP}\n`])
      expect(heard).toEqual(['me: I loved Alien', 'bob: x', 'me: I loved Alien', 'me: I loved Alien'])
    })

    test('are gone when their person says "forget me", from the file and from memory', async () => {
      const { folder, history, heard, talk } = await talker()
      await talk(['/as bob\n', 'I loved Jaws\n', '/as me\n', 'I loved Alien\n', 'forget me\n', `${UP}${UP}x\n`])
      expect(heard.at(-1)).toBe('me: x')
      const files = new History(history)
      expect(await readFile(files.fileOf('me'), 'utf8')).toBe('x\n')
      expect(await readFile(files.fileOf('bob'), 'utf8')).toContain('I loved Jaws')
      expect(await readdir(folder)).toHaveLength(2)
    })

    test('from a pipe none are kept, and those of the terminal are forgotten too', async () => {
      const { folder, history, talk } = await talker({ interactive: false })
      await new History(history).add('me', 'I loved Alien')
      await talk(['hi\n'])
      expect(await readFile(new History(history).fileOf('me'), 'utf8')).toBe('I loved Alien\n')
      await talk(['forget me\n'])
      expect(await readdir(folder)).toEqual([])
    })
  })

  test.each(['quit', 'Exit.'])('%s leaves after the goodbye of the bot', async (word) => {
    const { channel, input, printed } = terminal({ interactive: true })
    const heard: string[] = []
    await channel.start({
      respond: async ({ text }) => {
        heard.push(text)
        return replyWith({ text: 'Enjoy your evening.' })
      },
    })
    input.write(`${word}\n`)
    await channel.finished
    expect(heard).toEqual([word])
    // Nothing comes after it: no prompt, and no second goodbye.
    expect(printed()).toMatch(/Enjoy your evening\.\n\n$/)
  })

  test('a file that somebody asks for is written, not poured over the screen', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tastebud-terminal-'))
    const { channel, input, printed } = terminal({ interactive: true, exports: [folder], width: () => 40 })
    const content = '{"secret": 1}'
    const attachment = { name: 'tastebud-export.json', mediaType: 'application/json', content }
    await channel.start({ respond: async () => replyWith({ text: 'Here it is:', attachment }) })
    input.write('export my data\n')
    await wait(100)
    input.write('\x04')
    await channel.finished
    const path = join(folder, 'tastebud-export.json')
    expect(printed()).toContain(`Here it is:\n\nWritten to ${path}, which only you can read.\n`)
    expect(printed()).not.toContain('secret')
    expect(await readFile(path, 'utf8')).toBe(`${content}\n`)
  })

  test('one that cannot be written is told, and the talk goes on', async () => {
    const nowhere = join(await mkdtemp(join(tmpdir(), 'tastebud-terminal-')), 'nowhere')
    const { channel, input, printed } = terminal({ interactive: true, exports: [nowhere] })
    const attachment = { name: 'a.json', mediaType: 'application/json', content: '{}' }
    await channel.start({ respond: async ({ text }) => replyWith({ text, ...(text === 'export' && { attachment }) }) })
    for (const text of ['export\n', 'and on\n']) {
      input.write(text)
      await wait(60)
    }
    await channel.stop()
    expect(printed()).toContain('STORE_UNWRITABLE')
    expect(printed()).toContain('and on')
    expect(channel.failures).toBe(1)
  })

  test('whoever was forgotten is not told that they are remembered', async () => {
    const { channel, input, printed } = terminal({ interactive: true })
    await channel.start({ respond: async () => replyWith({ trace: { ...noTrace, acts: ['forget'] } }) })
    input.write('forget me\n')
    await wait(60)
    input.write('\x04')
    await channel.finished
    expect(printed()).toContain('See you.')
    expect(printed()).not.toContain('remember')
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
