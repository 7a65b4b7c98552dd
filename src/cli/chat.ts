import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { clockFrom } from './clock.ts'
import { openBot, talk, terminalFor } from './talk.ts'

interface Options {
  readonly home?: string
  readonly json?: boolean
  readonly person?: string
  readonly store?: string
  readonly seed?: string
}

export function command(): Command {
  return new Command('chat')
    .description('Chat in the terminal. Lines from a pipe are answered one by one.')
    .option('--home <folder>', 'a home made by "tastebud import"; without it the demo speaks')
    .option(
      '--json',
      'answer each line with one JSON object: text, acts, items (with score and parts), changes, buttons, attachment',
    )
    .option('--person <name>', `who is speaking, each remembered apart; else your user name, with --json "${PIPE}"`)
    .option('--store <file>', 'where conversations are kept')
    .option('--seed <n>', 'seed of every draw')
    .action(chat)
}

async function chat({ json, person, ...flags }: Options): Promise<void> {
  const clock = clockFrom(process.env)
  const config = loadConfig({ cwd: process.cwd(), env: process.env, flags: { ...flags } })
  const terminal = terminalFor({ config, clock, person: person ?? (json ? PIPE : undefined), json, welcome: WELCOME })
  const opening = openBot(config)
  try {
    await talk(terminal, opening)
    if (terminal.failures > 0) process.exitCode = 1
  } finally {
    await opening.then(
      (bot) => bot.close(),
      () => undefined,
    )
  }
}

export const WELCOME = 'Tastebud. Say what you like, or ask for something. /1 presses a button, "quit" leaves.'

/** Who speaks with --json, unless named: what a program tries out is not what you told it yourself. */
const PIPE = 'pipe'
