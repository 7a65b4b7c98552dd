import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { environmentName, isLoopback, loadConfig, parseDotenv, settingNames } from '../src/config.ts'

const root = mkdtempSync(join(tmpdir(), 'tastebud-config-'))
afterAll(() => rmSync(root, { recursive: true }))
let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(root, 'cwd-'))
})
const put = (name: string, text: string) => writeFileSync(join(cwd, name), text)
const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')

describe('the layers', () => {
  test('defaults, frozen, with absolute paths', () => {
    const config = loadConfig({ cwd, env: {} })
    expect(config).toEqual({
      store: join(cwd, '.tastebud/store.sqlite'),
      host: '127.0.0.1',
      hosts: [],
      port: 3978,
      logLevel: 'warn',
      seed: 1,
      policy: 'rules',
      understandMs: 1500,
      scoreMs: 1500,
      unratedAllowed: false,
      blocked: [],
      webhookTokens: [],
      discordReads: 'mentions',
      discordApi: 'https://discord.com/api',
    })
    expect(Object.isFrozen(config)).toBe(true)
  })

  test('file < .env < environment < flags', () => {
    put('tastebud.yml', 'port: 1\nseed: 1\nmaxAge: 1\nscoreMs: 1\nblocked: [genre:horror]\n')
    put('.env', 'TASTEBUD_PORT=2\nTASTEBUD_SEED=2\nTASTEBUD_MAX_AGE=2\n')
    const env = { TASTEBUD_PORT: '3', TASTEBUD_SEED: '3', TASTEBUD_HOST: '' }
    const config = loadConfig({ cwd, env, flags: { port: '4', host: undefined } })
    expect(config).toMatchObject({
      port: 4,
      seed: 3,
      maxAge: 2,
      scoreMs: 1,
      blocked: ['genre:horror'],
      host: '127.0.0.1',
    })
  })

  test('the home has its own file', () => {
    const home = mkdtempSync(join(root, 'home-'))
    writeFileSync(join(home, 'tastebud.yml'), 'seed: 42')
    put('tastebud.yml', 'seed: 7')
    expect(loadConfig({ cwd, env: { TASTEBUD_HOME: home } })).toMatchObject({ seed: 42, home })
    expect(loadConfig({ cwd, env: {}, flags: { home } }).seed).toBe(42)
    expect(loadConfig({ cwd, env: {} }).seed).toBe(7)
  })

  test('yes and no are words or YAML', () => {
    const allowed = (text: string) => loadConfig({ cwd, env: { TASTEBUD_UNRATED_ALLOWED: text } }).unratedAllowed
    expect(allowed('true')).toBe(true)
    expect(allowed(' False')).toBe(false)
    put('tastebud.yml', 'unratedAllowed: true')
    expect(loadConfig({ cwd, env: {} }).unratedAllowed).toBe(true)
    expect(problem(() => allowed('perhaps')).message).toContain('expected true or false, got "perhaps"')
  })

  test('lists are text with commas', () => {
    const env = { TASTEBUD_BLOCKED: 'genre:horror, theme:serial killer,' }
    expect(loadConfig({ cwd, env }).blocked).toEqual(['genre:horror', 'theme:serial killer'])
  })
})

describe('what is wrong', () => {
  test('every problem at once, one a line, each with where it came from', () => {
    put('tastebud.yml', 'prot: 1\nunderstandMs: soon\nmaxAge: -1\n')
    const env = { TASTEBUD_PORT: '70000', TASTEBUD_LOG_LEVEL: 'loud' }
    const flags = { seed: '1.5', blocked: 'horror' }
    const error = problem(() => loadConfig({ cwd, env, flags }))
    expect(error.code).toBe('BAD_CONFIG')
    const lines = error.message.split('\n')
    expect(lines).toHaveLength(8)
    const file = join(cwd, 'tastebud.yml')
    for (const line of [
      `  ${file}: prot: there is no such setting`,
      `  ${file}: understandMs: expected a whole number, got "soon"`,
      `  ${file}: maxAge: expected at least 0, got -1`,
      '  TASTEBUD_PORT: expected at most 65535, got "70000"',
      '  TASTEBUD_LOG_LEVEL: expected silent, error, warn, info or debug, got "loud"',
      '  --seed: expected a whole number, got "1.5"',
      '  --blocked: expected field:value, for example genre:horror, got "horror"',
    ]) {
      expect(lines).toContain(line)
    }
  })

  test('a short token is refused and not shown', () => {
    const error = problem(() => loadConfig({ cwd, env: { TASTEBUD_WEBHOOK_TOKENS: 'hunter2' } }))
    expect(error.code).toBe('BAD_CONFIG')
    expect(error.message).toContain('16 visible characters')
    expect(error.message).not.toContain('hunter2')
  })

  test('nor is the token of Discord', () => {
    const error = problem(() => loadConfig({ cwd, env: { TASTEBUD_DISCORD_TOKEN: 'hunter2 with spaces' } }))
    expect(error.message).toContain('TASTEBUD_DISCORD_TOKEN: expected the token')
    expect(error.message).not.toContain('hunter2')
  })

  test.each(['a: [', '- 1', 'just words'])('a file that holds no settings: %s', (text) => {
    put('tastebud.yml', text)
    expect(problem(() => loadConfig({ cwd, env: {} })).code).toBe('BAD_CONFIG')
  })

  test('a file that is named and not there', () => {
    expect(problem(() => loadConfig({ cwd, env: {}, file: 'nowhere.yml' })).code).toBe('FILE_NOT_FOUND')
  })

  test.each(['0.0.0.0', '::', '192.168.1.5', 'example.org', '127.evil.org'])(
    '%s without a token is refused',
    (host) => {
      expect(problem(() => loadConfig({ cwd, env: {}, flags: { host } })).code).toBe('UNSAFE_LISTEN')
      const flags = { host, webhookTokens: 'a-long-random-token' }
      expect(loadConfig({ cwd, env: {}, flags }).host).toBe(host)
    },
  )

  test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('%s needs none', (host) => {
    expect(isLoopback(host)).toBe(true)
    expect(loadConfig({ cwd, env: {}, flags: { host } }).host).toBe(host)
  })
})

describe('.env.example', () => {
  const names = [...example.matchAll(/^#?\s*(TASTEBUD_\w+)=/gm)].map((match) => match[1])

  test('has every setting, and no line that nothing reads', () => {
    expect([...names].sort()).toEqual(settingNames.map(environmentName).sort())
  })

  test('is a valid config when every line of it is taken', () => {
    put('.env', example.replace(/^# (TASTEBUD_)/gm, '$1'))
    const config = loadConfig({ cwd, env: {} })
    expect(config).toMatchObject({ maxAge: 16, blocked: ['genre:horror', 'theme:serial killer'], port: 3978 })
    for (const name of settingNames) expect(config[name]).toBeDefined()
  })
})

test('.env lines: quotes, comments, blanks', () => {
  const text = '# A=0\nA=1\n  export B = "x # y" \r\nC=\'z\'\nD=\nE=v # why\nnot a line\n'
  expect(parseDotenv(text)).toEqual({ A: '1', B: 'x # y', C: 'z', E: 'v' })
})

function problem(work: () => unknown): { code: string; message: string } {
  try {
    work()
  } catch (error) {
    return error as { code: string; message: string }
  }
  throw new Error('nothing was wrong')
}

test('each home keeps its own conversations, unless a store is named', () => {
  const store = (env: Record<string, string>) => loadConfig({ cwd: '/nowhere', env }).store
  expect(store({})).toBe('/nowhere/.tastebud/store.sqlite')
  expect(store({ TASTEBUD_HOME: 'games' })).toBe('/nowhere/games/store.sqlite')
  expect(store({ TASTEBUD_HOME: 'games', TASTEBUD_STORE: 'all.sqlite' })).toBe('/nowhere/all.sqlite')
})

test('host names are a list, and anything that is no name is refused', () => {
  expect(loadConfig({ cwd: '/nowhere', env: { TASTEBUD_HOSTS: 'a.example, b' } }).hosts).toEqual(['a.example', 'b'])
  expect(() => loadConfig({ cwd: '/nowhere', env: { TASTEBUD_HOSTS: 'http://a' } })).toThrow(/expected a host name/)
})
