import { Command } from 'commander'
import type { Bot } from '../bot.ts'
import { type Config, loadConfig } from '../config.ts'
import type { Server } from '../serve/server.ts'
import { WELCOME } from './chat.ts'
import { clockFrom } from './clock.ts'
import { openDiscord, serverDoors } from './doors.ts'
import { openBot, talk, terminalFor } from './talk.ts'

interface Options {
  readonly host?: string
  readonly port?: string
  readonly home?: string
  readonly store?: string
  readonly seed?: string
  readonly logLevel?: string
}

export function command(): Command {
  return new Command('start')
    .description(
      'Chat in this terminal, serve the web page, the webhook and health on one port, and log in to Discord where there is a token. Without a terminal it only serves.',
    )
    .option('--host <address>', 'where to listen')
    .option('--port <port>', 'where to listen; 0 takes any free port')
    .option('--home <folder>', 'a home made by "tastebud import"; without it the demo speaks')
    .option('--store <file>', 'where conversations are kept')
    .option('--seed <n>', 'seed of every draw')
    .option('--log-level <level>', 'silent, error, warn, info or debug')
    .action(start)
}

async function start(flags: Options): Promise<void> {
  const clock = clockFrom(process.env)
  const config = loadConfig({ cwd: process.cwd(), env: process.env, flags: { ...flags } })
  const opening = openBot(config)
  try {
    if (process.stdin.isTTY && process.stdout.isTTY) await chatAndServe(config, clock, opening)
    else await onlyServe(config, clock, opening)
  } finally {
    await opening.then(
      (bot) => bot.close(),
      () => undefined,
    )
  }
}

/** The prompt first; server and doors come up beside it, and a port that is taken is no reason not to chat. */
async function chatAndServe(config: Config, clock: () => number, opening: Promise<Bot>): Promise<void> {
  const terminal = terminalFor({ config, clock, welcome: WELCOME })
  const sorry = (what: string) => (error: unknown) =>
    terminal.tell(`${what} ${error instanceof Error ? error.toString() : String(error)}`)
  const serving = serve(config, clock, opening)
  serving.then(({ url }) => terminal.tell(`On the web: ${url}`), sorry('The web page is not served.'))
  const calling = openDiscord(config, clock, opening)
  calling.then((door) => door && terminal.tell(door.says), sorry('Discord is not connected.'))
  try {
    await talk(terminal, opening)
    if (terminal.failures > 0) process.exitCode = 1
  } finally {
    await Promise.allSettled([serving.then((server) => server.close()), calling.then((door) => door?.channel.stop())])
  }
}

async function onlyServe(config: Config, clock: () => number, opening: Promise<Bot>): Promise<void> {
  const calling = openDiscord(config, clock, opening)
  calling.catch(() => undefined)
  let server: Server | undefined
  try {
    server = await serve(config, clock, opening)
    process.stdout.write(`Web chat, webhook and health: ${server.url}\n`)
    const bot = await opening
    const ended = Promise.race([asked('SIGINT'), asked('SIGTERM')])
    const door = await calling
    if (door) process.stdout.write(`${door.says}\n`)
    // What cannot be loaded ends the server, so that whoever watches it learns of it.
    await Promise.race([ended, bot.loaded.then(() => ended)])
  } finally {
    const gone = calling.then(
      (door) => door?.channel.stop(),
      () => undefined,
    )
    await Promise.all([server?.close(), gone])
  }
}

async function serve(config: Config, clock: () => number, opening: Promise<Bot>): Promise<Server> {
  const [{ startServer }, { openLog }, bot] = await Promise.all([
    import('../serve/server.ts'),
    import('../log.ts'),
    opening,
  ])
  const { host, hosts, port, webhookTokens, logLevel } = config
  const [log, doors] = await Promise.all([openLog(logLevel), serverDoors(config, clock, bot)])
  return startServer({ bot, host, hosts, port, webhookTokens, doors, log, now: clock })
}

const asked = (signal: NodeJS.Signals) => new Promise<void>((resolve) => process.once(signal, () => resolve()))
