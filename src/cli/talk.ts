import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import type { Bot } from '../bot.ts'
import { Terminal } from '../channels/terminal.ts'
import type { Config } from '../config.ts'

/** Opens a bot for a config. The import is slow (store, catalogue, worker): the prompt must not wait for it. */
export async function openBot(config: Config, clock: () => number): Promise<Bot> {
  const { createBot } = await import('../bot.ts')
  return createBot({ ...(config.home !== undefined && { home: config.home }), store: config.store, config, clock, seed: config.seed })
}

export interface Talk {
  readonly config: Config
  readonly clock: () => number
  readonly person?: string | undefined
  readonly json?: boolean | undefined
  readonly welcome: string
}

/** A terminal on standard input and output. A bot that is still being opened does not keep the prompt away. */
export function terminalFor({ config, clock, person, json, welcome }: Talk): Terminal {
  const { stdin, stdout, env } = process
  const interactive = stdin.isTTY === true && stdout.isTTY === true && !json
  return new Terminal({
    input: stdin,
    output: stdout,
    interactive,
    colours: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    json: json === true,
    person: person ?? somebody(),
    clock,
    width: () => stdout.columns ?? 80,
    history: join(dirname(config.store), 'history'),
    welcome,
  })
}

/** Talks until the input ends; the bot may arrive later than the first line. */
export async function talk(terminal: Terminal, opening: Promise<Bot>): Promise<void> {
  // Opening may fail while nobody has said anything yet: that must end the conversation, not wait for it.
  const failed = new Promise<never>((_, reject) => opening.catch(reject))
  await terminal.start({ respond: async (message) => (await opening).respond(message) })
  await Promise.race([terminal.finished, failed])
}

function somebody(): string {
  try {
    return userInfo().username
  } catch {
    return 'me'
  }
}
