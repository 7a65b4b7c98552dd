import { execFile } from 'node:child_process'
import { Command } from 'commander'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { COMMANDS, run } from '../../src/cli/program.ts'
import { TastebudError } from '../../src/errors.ts'

const done: string[] = []
const loaded: string[] = []
const entry = (name: string, action: (value: unknown) => void = () => done.push(name)) => ({
  summary: `does ${name}`,
  load: async () => {
    loaded.push(name)
    return { command: () => new Command(name).argument('[what]').option('--port <n>').action(action) }
  },
})
const commands = {
  start: entry('start'),
  test: entry('test'),
  fail: entry('fail', () => {
    throw new TastebudError('BAD_THING', 'It is bad.', 'Mend it.')
  }),
  bug: entry('bug', () => {
    throw new RangeError('off by one')
  }),
}

let errors = ''
let out = ''
async function tastebud(...argv: string[]): Promise<number> {
  errors = ''
  out = ''
  done.length = 0
  loaded.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += String(text)
    return true
  })
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  return run(argv, commands)
}
afterEach(() => vi.restoreAllMocks())

describe('run', () => {
  test('no command, or only options, means start', async () => {
    expect(await tastebud()).toBe(0)
    expect(await tastebud('--port', '8080')).toBe(0)
    expect(done).toEqual(['start'])
  })

  test('loads the code of the command that runs, and no other', async () => {
    await tastebud('test', 'x')
    expect(loaded).toEqual(['test'])
    expect(await tastebud('--help')).toBe(0)
    expect(loaded).toEqual([])
    for (const name of Object.keys(commands)) expect(out).toContain(`does ${name}`)
  })

  test('a failure that can be mended: code, sentence, what to do, exit code 1', async () => {
    expect(await tastebud('fail')).toBe(1)
    expect(errors).toBe('BAD_THING: It is bad.\n  Mend it.\n')
  })

  test('a bug says that it is one, with the place under --debug', async () => {
    expect(await tastebud('bug')).toBe(70)
    expect(errors).toContain('bug of Tastebud')
    expect(errors).toContain('off by one')
    expect(errors).not.toContain('program.test.ts')
    await tastebud('bug', '--debug')
    expect(errors).toContain('program.test.ts')
  })

  test('a wrong command line is 2, with the nearest command', async () => {
    expect(await tastebud('tset')).toBe(2)
    expect(errors).toContain('Did you mean test?')
    expect(await tastebud('test', '--prot', '1')).toBe(2)
    expect(errors).toContain('Did you mean --port?')
    expect(await tastebud('test', 'a', 'b')).toBe(2)
  })

  test('prints the version of package.json', async () => {
    expect(await tastebud('--version')).toBe(0)
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('COMMANDS', () => {
  test.each(Object.keys(COMMANDS))('%s can be loaded and goes by its name', async (name) => {
    const command = (await COMMANDS[name]!.load()).command()
    expect(command.name()).toBe(name)
  })
})

test('listing the commands loads neither the store nor the server nor the mind', async () => {
  const program = new URL('../../src/cli/program.ts', import.meta.url).href
  const code = `
    import { run } from ${JSON.stringify(program)}
    await run(['--help'])
    const heavy = ['knex', 'fastify', 'sqlite3', 'natural', 'pino', 'zod']
    const { createRequire } = await import('node:module')
    const cached = Object.keys(createRequire(import.meta.url).cache)
    console.log('LOADED', heavy.filter((name) => cached.some((path) => path.includes('/node_modules/' + name + '/'))).join())`.replace(
    /.*registerHooks.*/,
    '',
  )
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    )
  })
  expect(output).toContain('LOADED \n')
})
