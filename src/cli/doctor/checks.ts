import { access, constants } from 'node:fs/promises'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import type { Config } from '../../config.ts'
import { TastebudError } from '../../errors.ts'
import { catalogueOf } from '../home-catalogue.ts'

export interface Finding {
  /** `missing` = Tastebud works without it. */
  readonly state: 'fine' | 'missing' | 'broken'
  readonly says: string
}

/** One look at one thing that Tastebud needs; throws where it is broken. */
export interface Check {
  readonly name: string
  readonly look: () => Promise<Finding>
}

/** Everything that is worth a look, what others stand on first. */
export function checksFor(config: Config): readonly Check[] {
  return [
    { name: 'node', look: async () => checkNode(process.versions.node) },
    { name: 'store', look: () => checkStore(config.store) },
    { name: 'catalogue', look: () => checkCatalogue(config.home) },
    { name: 'bot', look: () => checkBot(config) },
    { name: 'port', look: () => checkPort(config.host, config.port) },
    { name: 'discord', look: async () => checkDiscord(config.discordToken, async () => import('discord.js')) },
    { name: 'training', look: async () => (await import('./training.ts')).checkTraining() },
    { name: 'browser', look: () => checkBrowser(process.env.PATH ?? '') },
  ]
}

/** @throws TastebudError OLD_NODE */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 17)) return { state: 'fine', says: `Node ${version}` }
  throw new TastebudError(
    'OLD_NODE',
    `This is Node ${version}; 20.17 is the oldest that works.`,
    'Install a newer one, for example 24.',
  )
}

async function checkStore(file: string): Promise<Finding> {
  const { openStore } = await import('../../store/open.ts')
  const store = await openStore({ file })
  try {
    await store.check()
  } finally {
    await store.close()
  }
  return { state: 'fine', says: `${file} can be read and written` }
}

async function checkCatalogue(home: string | undefined): Promise<Finding> {
  const { size, domain } = await catalogueOf(home)
  return {
    state: 'fine',
    says: `${size} ${domain.noun.many}${home === undefined ? ' (the embedded demo)' : ` of ${home}`}`,
  }
}

async function checkBot(config: Config): Promise<Finding> {
  const { openBot } = await import('../talk.ts')
  const bot = await openBot({ ...config, store: ':memory:' }, '')
  try {
    await bot.loaded
    const { text } = await bot.respond({
      channel: 'doctor',
      conversation: 'doctor',
      person: 'doctor',
      text: 'hi',
      at: 0,
    })
    if (text.trim() === '')
      throw new TastebudError('SILENT', 'The bot says nothing to "hi".', 'Look at intents/replies.yml.')
    return { state: 'fine', says: `answers "hi" with: ${text.split('\n')[0]}` }
  } finally {
    await bot.close()
  }
}

/** A port that is taken is no fault: mostly Tastebud runs there already. */
export function checkPort(host: string, port: number): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(whoListens(host, port))
      else
        reject(
          new TastebudError(
            'PORT_REFUSED',
            `${host}:${port} cannot be listened on (${error.code}).`,
            'Choose another with --host and --port.',
          ),
        )
    })
    server.listen(port, host, () => server.close(() => resolve({ state: 'fine', says: `${host}:${port} is free` })))
  })
}

async function whoListens(host: string, port: number): Promise<Finding> {
  const url = `http://${reachable(host)}:${port}`
  if (await isTastebud(url)) return { state: 'fine', says: `Tastebud is running at ${url}` }
  return {
    state: 'missing',
    says: `${host}:${port} is taken by another program; stop it, or start Tastebud with --port 0`,
  }
}

/** Who listens on every address is asked on this machine's own. */
function reachable(host: string): string {
  const own: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  const address = own[host] ?? host
  return address.includes(':') ? `[${address}]` : address
}

/** Others answer `/healthz` like that too, so that the page must be ours as well. */
async function isTastebud(url: string): Promise<boolean> {
  const get = async (path: string) => {
    const answer = await fetch(url + path, { signal: AbortSignal.timeout(2000) })
    return answer.ok ? answer.text() : ''
  }
  try {
    const health: unknown = JSON.parse(await get('/healthz'))
    const isUp = typeof health === 'object' && health !== null && 'status' in health && health.status === 'ok'
    return isUp && (await get('/')).includes('<title>Tastebud</title>')
  } catch {
    return false
  }
}

/**
 * Whether the token looks like one, and what it needs is installed; only logging in tells more.
 * @throws TastebudError DISCORD_TOKEN, DISCORD_NOT_INSTALLED
 */
export async function checkDiscord(token: string | undefined, load: () => Promise<unknown>): Promise<Finding> {
  if (token === undefined) return { state: 'missing', says: 'no TASTEBUD_DISCORD_TOKEN: Tastebud is not on Discord' }
  if (!/^[\w-]{20,}\.[\w-]{4,}\.[\w-]{20,}$/.test(token)) {
    throw new TastebudError(
      'DISCORD_TOKEN',
      'TASTEBUD_DISCORD_TOKEN is no token of a bot, which has three parts with dots between.',
      'Copy it from the developer portal: your application, Bot, Reset Token (not the public key, nor the client secret).',
    )
  }
  await load().catch((cause: unknown) => {
    throw new TastebudError(
      'DISCORD_NOT_INSTALLED',
      'There is a Discord token, but the package discord.js is not installed.',
      'Run npm install without --omit=optional, or take TASTEBUD_DISCORD_TOKEN away.',
      { cause },
    )
  })
  return { state: 'fine', says: 'the token has the shape of one, and discord.js is installed' }
}

/** Only the tests of the web page need one. */
export async function checkBrowser(path: string): Promise<Finding> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
      const file = join(folder, name)
      const there = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
      if (there) return { state: 'fine', says: file }
    }
  }
  return { state: 'missing', says: 'no Chromium: the tests of the web page are skipped (apt-get install chromium)' }
}
