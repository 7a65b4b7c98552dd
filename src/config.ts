import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { deadlineDefaults } from './deadlines.ts'
import { TastebudError } from './errors.ts'

/** A whole number, also as text: settings from the environment and from flags are text. */
const whole = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^[+-]?\d+$/.test(value.trim()) ? Number(value) : value),
    z
      .int({ error: 'expected a whole number' })
      .min(min, `expected at least ${min}`)
      .max(max, `expected at most ${max}`),
  )

/** Yes or no, also as text. */
const yesOrNo = z.preprocess(
  (value) => {
    const text = typeof value === 'string' ? value.trim().toLowerCase() : value
    return text === 'true' || text === 'false' ? text === 'true' : value
  },
  z.boolean({ error: 'expected true or false' }),
)

/** A list, as YAML or as text with commas. */
const list = (entry: z.ZodString) =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((part) => part.trim())
            .filter(Boolean)
        : value,
    z.array(entry, { error: 'expected a list' }).readonly(),
  )

const path = z.string({ error: 'expected a path' }).min(1, 'expected a path')

/** Every setting: its name in the file and as a flag is the key, in the environment TASTEBUD_ and the key in capitals. */
const settings = {
  /** Folder made by `tastebud import`; without it the embedded demo speaks. */
  home: path.optional(),
  /** Folder with data sets: where `evaluate --data ml-100k` looks for a name that is not here. */
  data: path.optional(),
  /** SQLite file of conversations; its folder is made. By default `store.sqlite` in the home, else in `.tastebud`. */
  store: path.optional(),
  /** Address to listen on. */
  host: z.string({ error: 'expected a host name or an address' }).min(1).default('127.0.0.1'),
  /** Names under which people reach this server beside localhost and `host`; requests for any other are refused. */
  hosts: list(z.string().regex(/^[\w.-]+$/, 'expected a host name')).default([]),
  /** Port to listen on; 0 takes any free one. */
  port: whole(0, 65_535).default(3978),
  /** What is logged to standard error. */
  logLevel: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], { error: 'expected silent, error, warn, info or debug' })
    .default('warn'),
  /** Seed of every draw: the same seed and words give the same replies. */
  seed: whole(0, 2 ** 32 - 1).default(1),
  /** How questions are chosen: `rules` ask about kinds, `bandit` about items whose verdict tells most, `both` first the one, then the other. */
  policy: z.enum(['rules', 'bandit', 'both'], { error: 'expected rules, bandit or both' }).default('rules'),
  /** Deadline of understanding a message, in milliseconds; past it a plain fallback speaks. */
  understandMs: whole(1, 600_000).default(deadlineDefaults.understandMs),
  /** Deadline of scoring the catalogue, in milliseconds; past it popularity answers. */
  scoreMs: whole(1, 600_000).default(deadlineDefaults.scoreMs),
  /** Operator's limit: nothing with an age rating above it is offered, in years; nor what has no rating. */
  maxAge: whole(0, 99).optional(),
  /** Whether `maxAge` lets pass what has no age rating. */
  unratedAllowed: yesOrNo.default(false),
  /**
   * Operator's limit: items with any of these are never offered, e.g. `genre:horror`; in any case, by any synonym of
   * the domain. What no field or value is called is refused when the bot starts.
   */
  blocked: list(z.string().regex(/^[^:\s][^:]*:.+$/, 'expected field:value, for example genre:horror')).default([]),
  /** Tokens that clients of the webhook send as `Authorization: Bearer ...`; several so that they can be changed one by one. */
  webhookTokens: list(z.string().regex(/^[\x21-\x7e]{16,}$/, 'expected at least 16 visible characters each')).default(
    [],
  ),
  /** Token of a Discord application's bot; with it the bot logs in there. */
  discordToken: z
    .string()
    .regex(/^[\w.-]{20,}$/, 'expected the token as the developer portal shows it')
    .optional(),
  /** Public key of the application: with it Discord sends commands and presses by HTTP, and no gateway is used. */
  discordPublicKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'expected 64 hexadecimal digits')
    .optional(),
  /** Which messages in servers are answered: those that mention the bot, or all, for which Discord has to allow the message content intent. */
  discordReads: z.enum(['mentions', 'all'], { error: 'expected mentions or all' }).default('mentions'),
  /** Address of Discord's REST interface, without the version: that of a proxy, or of a test. */
  discordApi: z.url({ protocol: /^https?$/, error: 'expected an address' }).default('https://discord.com/api'),
} as const

const schema = z.strictObject(settings)

/** What the operator decided; frozen. Paths are absolute. */
export type Config = Readonly<Omit<z.infer<typeof schema>, 'store'>> & { readonly store: string }
export type Setting = keyof Config

export interface ConfigSources {
  /** Folder that relative paths start from. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** By setting: `{ port: '8080' }`; undefined ones count as absent. */
  readonly flags?: Readonly<Record<string, unknown>>
  /** A config file; by default `tastebud.yml` in the home, else in `cwd`, where there is one. */
  readonly file?: string
}

/** Name of a setting in the environment: `webhookTokens` is TASTEBUD_WEBHOOK_TOKENS. */
export function environmentName(setting: string): string {
  return `TASTEBUD_${setting.replace(/[A-Z]/g, '_$&').toUpperCase()}`
}

export const settingNames = Object.keys(settings) as readonly Setting[]

/**
 * The config from defaults < config file < `.env` < environment < flags.
 * @throws TastebudError BAD_CONFIG listing every problem, one a line; UNSAFE_LISTEN; FILE_NOT_FOUND
 */
export function loadConfig({ cwd, env, flags = {}, file }: ConfigSources): Config {
  const dotenv = join(cwd, '.env')
  const fromEnv = { ...(existsSync(dotenv) ? parseDotenv(readFileSync(dotenv, 'utf8')) : {}), ...present(env) }
  const home = flags.home ?? fromEnv[environmentName('home')]
  const found =
    file ?? [typeof home === 'string' ? home : '', '.'].map((at) => resolve(cwd, at, 'tastebud.yml')).find(existsSync)
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  const origin: Record<string, string> = {}
  const take = (key: string, value: unknown, from: string) => {
    values[key] = value
    origin[key] = from
  }
  if (found !== undefined) {
    for (const [key, value] of Object.entries(readFile(resolve(cwd, found)))) take(key, value, `${found}: ${key}`)
  }
  for (const key of settingNames) {
    const name = environmentName(key)
    if (fromEnv[name] !== undefined) take(key, fromEnv[name], name)
    if (flags[key] !== undefined) take(key, flags[key], `--${key.replace(/[A-Z]/g, '-$&').toLowerCase()}`)
  }
  const parsed = schema.safeParse(values)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) problems.push(`${origin[key]}: there is no such setting`)
      } else {
        const key = String(issue.path[0])
        problems.push(`${origin[key] ?? key}: ${issue.message}${shown(key, values[key])}`)
      }
    }
    throw new TastebudError(
      'BAD_CONFIG',
      `${problems.length === 1 ? 'A setting is' : `${problems.length} settings are`} wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`,
      'Correct them; .env.example lists every setting with its meaning.',
    )
  }
  const config = Object.freeze({ ...parsed.data, ...absolute(cwd, parsed.data) })
  refuseUnsafe(config)
  return config
}

/** Addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function refuseUnsafe({ host, webhookTokens }: Config): void {
  if (isLoopback(host) || webhookTokens.length > 0) return
  throw new TastebudError(
    'UNSAFE_LISTEN',
    `On ${host} everybody in reach could talk to the webhook in anybody's name: there is no token.`,
    'Set TASTEBUD_WEBHOOK_TOKENS to a long random text, or listen on 127.0.0.1.',
  )
}

function absolute(
  cwd: string,
  { home, data, store: named }: z.infer<typeof schema>,
): Pick<Config, 'store'> & Partial<Config> {
  // Tastes belong to a catalogue: each home keeps its own.
  const store = named ?? join(home ?? '.tastebud', 'store.sqlite')
  return {
    ...(home === undefined ? {} : { home: resolve(cwd, home) }),
    ...(data === undefined ? {} : { data: resolve(cwd, data) }),
    store: store === ':memory:' ? store : resolve(cwd, store),
  }
}

const SECRETS: readonly string[] = ['webhookTokens', 'discordToken']

/** The value, so that people see what was read; a token is never shown. */
function shown(key: string, value: unknown): string {
  return SECRETS.includes(key) || value === undefined ? '' : `, got ${JSON.stringify(value)}`
}

/** An empty variable is an absent one: `TASTEBUD_PORT= tastebud` means the default. */
function present(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]))
}

function readFile(file: string): Record<string, unknown> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new TastebudError('FILE_NOT_FOUND', `The config file ${file} cannot be read.`, 'Check the path.', { cause })
  }
  const bad = (what: string, cause?: unknown) =>
    new TastebudError('BAD_CONFIG', `${file}: ${what}`, 'Write one "setting: value" a line, as YAML.', { cause })
  let values: unknown
  try {
    values = parse(text) ?? {}
  } catch (cause) {
    throw bad(cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'not YAML', cause)
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) throw bad('expected settings by name')
  return values as Record<string, unknown>
}

/** `NAME=value` lines; quotes are taken off, lines with # in front are comments. */
export function parseDotenv(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line)
    if (!match) continue
    const [, name = '', value = ''] = match
    const quoted = /^(["'])(.*)\1$/.exec(value)
    const plain = quoted ? (quoted[2] ?? '') : value.replace(/\s+#.*$/, '')
    if (plain !== '') values[name] = plain
  }
  return values
}
