import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Bot } from '../bot.ts'
import { Terminal } from '../channels/terminal.ts'
import type { Config } from '../config.ts'

/**
 * Opens a bot for a config which may still be loading its mind. The import is slow (store, catalogue,
 * worker): the prompt must not wait for it.
 */
export async function openBot(config: Config, trace = process.env.TASTEBUD_TRACE): Promise<Bot> {
  const [{ createBot }, { openLog }] = await Promise.all([import('../bot.ts'), import('../log.ts')])
  const { home, store, seed, policy, maxAge, blocked, unratedAllowed, understandMs, scoreMs, logLevel } = config
  return createBot({
    ...(home !== undefined && { home }),
    store,
    seed,
    policy,
    ...(maxAge !== undefined && { maxAge }),
    blocked,
    unratedAllowed,
    deadlines: { understandMs, scoreMs },
    log: await openLog(logLevel),
    ...(trace && { trace }),
  })
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
    colours: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    json: json === true,
    person: person ?? somebody(),
    clock,
    // Some terminals say 0.
    width: () => stdout.columns || 80,
    // What nobody wants kept has no lines kept either.
    ...(config.store !== ':memory:' && { history: join(dirname(config.store), 'history') }),
    exports: [process.cwd(), dirname(config.store)],
    welcome,
  })
}

/**
 * Talks until the input ends; the bot may arrive later than the first line. A bot that cannot be opened is thrown, unless
 * a line was answered with that.
 */
export async function talk(terminal: Terminal, opening: Promise<Bot>): Promise<void> {
  // Opening may fail while nobody has said anything yet: that must end the conversation, not wait for it.
  const loaded = opening.then(async (bot) => {
    await bot.loaded
    return bot
  })
  const failed = new Promise<never>((_, reject) => loaded.catch(reject))
  await terminal.start({ respond: async (message) => (await loaded).respond(message) })
  try {
    await Promise.race([terminal.finished, failed])
    // Where nothing was said, nobody has seen yet that there is no bot.
    await opening
  } catch (error) {
    // A line that waits for the bot hears of it a moment later.
    await setImmediate()
    if (!terminal.told(error)) throw error
  }
}

function somebody(): string {
  try {
    return userInfo().username
  } catch {
    return 'me'
  }
}
