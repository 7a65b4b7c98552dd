import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { loadConfig } from '../config.ts'
import { type RecordedTurn, toConvo } from '../conversation-tests/record.ts'
import { TraceFile } from '../conversation-tests/trace-file.ts'
import { TastebudError } from '../errors.ts'
import { clockFrom } from './clock.ts'
import { openBot, terminalFor } from './talk.ts'

/**
 * A chat with an empty memory whose turns become a conversation test when it ends.
 * @throws TastebudError BAD_NAME for a file that would not be found as a test
 */
export async function recordSession(file: string, home: string | undefined): Promise<void> {
  if (!file.endsWith('.convo.yml')) {
    throw new TastebudError('BAD_NAME', `${file} would not be found again.`, 'Let its name end in .convo.yml.')
  }
  const folder = await mkdtemp(join(tmpdir(), 'tastebud-record-'))
  const clock = clockFrom(process.env)
  const config = loadConfig({
    cwd: process.cwd(),
    env: process.env,
    flags: { store: join(folder, 'store.sqlite'), ...(home !== undefined && { home }) },
  })
  const trace = new TraceFile(join(folder, 'trace.jsonl'))
  const turns: RecordedTurn[] = []
  const bot = await openBot(config, trace.path)
  try {
    await bot.loaded
    const terminal = terminalFor({
      config,
      clock,
      person: 'recorder',
      welcome: `Recording into ${file}. Ctrl-D ends it.`,
    })
    await terminal.start({
      respond: async (message) => {
        const reply = await bot.respond(message)
        const [traced] = await trace.news()
        if (traced)
          turns.push({ said: message.text, traced, ...(message.payload !== undefined && { pressed: message.text }) })
        return reply
      },
    })
    await terminal.finished
  } finally {
    await bot.close()
    await rm(folder, { recursive: true, force: true })
  }
  await writeFile(file, toConvo(basename(file, '.convo.yml').replaceAll('-', ' '), turns, config.seed))
  process.stdout.write(`${turns.length} turns written to ${file}\n`)
}
