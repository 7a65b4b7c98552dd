import { Command } from 'commander'
import { explain } from './failure.ts'
import { programVersion } from './versions.ts'

interface Entry {
  readonly summary: string
  readonly load: () => Promise<{ command(): Command }>
}

/** Every command with its line of help. A command's code is loaded when it runs, so that starting stays cheap. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  start: {
    summary: 'chat here and serve the web page and the webhook (the default)',
    load: () => import('./start.ts'),
  },
  chat: { summary: 'chat in the terminal, or with lines from a pipe', load: () => import('./chat.ts') },
  import: { summary: 'make a home from a catalogue and interactions', load: () => import('./import.ts') },
  'import-ratings': {
    summary: 'take over ratings from a Letterboxd or IMDb export',
    load: () => import('./import-ratings.ts'),
  },
  train: { summary: "fit a home's recommenders", load: () => import('./train.ts') },
  evaluate: { summary: 'measure recommenders on a data set', load: () => import('./evaluate.ts') },
  understanding: { summary: 'measure how messages are understood', load: () => import('./understanding.ts') },
  'small-talk': { summary: 'train or measure a model of small talk', load: () => import('./small-talk.ts') },
  simulate: { summary: 'let simulated people talk to the bot', load: () => import('./simulate.ts') },
  models: { summary: 'list the recommenders', load: () => import('./models.ts') },
  test: { summary: 'run conversation tests', load: () => import('./test.ts') },
  doctor: { summary: 'look for what could keep Tastebud from working', load: () => import('./doctor.ts') },
}

/** The whole command line; resolves with the exit code. Everything is said before it resolves. */
export async function run(argv: readonly string[], commands = COMMANDS): Promise<number> {
  const debug = argv.includes('--debug')
  const args = argv.filter((arg) => arg !== '--debug')
  try {
    const program = await programFor(args, commands)
    await program.parseAsync(withDefault(args), { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    const { text, exitCode } = explain(error, debug)
    if (text) process.stderr.write(`${text}\n`)
    return exitCode
  }
}

/** `tastebud` and `tastebud --port 8080` mean `tastebud start ...`. */
function withDefault(args: readonly string[]): readonly string[] {
  const first = args[0]
  const own = ['-h', '--help', '-V', '--version']
  return first === undefined || (first.startsWith('-') && !own.includes(first)) ? ['start', ...args] : args
}

async function programFor(args: readonly string[], commands: Readonly<Record<string, Entry>>): Promise<Command> {
  const wanted = withDefault(args)[0] ?? ''
  const program = new Command('tastebud')
    .description('A chatbot that recommends: it remembers what you like and gives reasons that can be checked.')
    .version(await programVersion(), '-V, --version', 'print the version')
    .option('--debug', 'print where an error came from')
    .showHelpAfterError('(tastebud --help lists the commands)')
    .exitOverride()
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = name === wanted ? (await load()).command().summary(summary) : new Command(name).summary(summary)
    if (name === wanted && !command.description())
      command.description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
    program.addCommand(inherit(command))
  }
  return program
}

/** Makes a command and those below it throw where they would end the process. */
function inherit(command: Command): Command {
  command.exitOverride().showHelpAfterError(`(tastebud ${command.name()} --help says more)`)
  for (const below of command.commands) inherit(below)
  return command
}
