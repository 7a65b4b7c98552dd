import { appendFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Discord } from '../../src/channels/discord.ts'
import { Terminal } from '../../src/channels/terminal.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'
import type { Message, Reply } from '../../src/dialogue/message.ts'
import { silentLog } from '../../src/log.ts'
import { startServer } from '../../src/serve/server.ts'
import type { LoggedEvent } from '../../src/store/contract.ts'
import { openStore } from '../../src/store/open.ts'

/**
 * Tastebud's doors and store around a bot that only echoes: what drivers, stage and runner are tested
 * with. "list" brings two items, "crash" ends the process, "mute" says nothing, "forget me" erases.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    store: { type: 'string' },
    seed: { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
    json: { type: 'boolean' },
  },
})
const store = await openStore({ file: String(values.store) })
const seed = String(values.seed)

async function respond(message: Message): Promise<Reply> {
  const { channel, conversation, person, text, payload, at } = message
  if (text === 'crash') process.exit(9)
  const { version, events } = await store.recall({ channel, person })
  const items = /list/.test(text)
    ? ['alien-1979', 'heat-1995'].map((id) => ({ id: id as ItemId, title: id, reasons: ['because'] }))
    : []
  const reply: Reply = {
    text:
      text === 'mute'
        ? ''
        : `${person} said ${JSON.stringify(text)}${payload ? ` by ${payload}` : ''} after ${events.length} at ${at} with ${seed}`,
    cards: [],
    buttons: [{ label: 'More of it', payload: 'more' }],
    trace: {
      intents: ['echo'],
      acts: items.length > 0 ? ['recommend'] : text === 'where am I' ? [channel] : ['say'],
      items,
      changes: /like (\S+)/.test(text) ? [`+like ${/like (\S+)/.exec(text)?.[1]}`] : [],
    },
  }
  if (text === 'forget me') await store.erase({ channel, person })
  else {
    const data: LoggedEvent['data'][] = [{ type: 'said', text }]
    await store.commit({ person: { channel, person }, conversation, at, text, version, events: data, reply })
  }
  const file = process.env.TASTEBUD_TRACE
  if (file) appendFileSync(file, `${JSON.stringify({ channel, conversation, person, at, trace: reply.trace })}\n`)
  return reply
}

const clock = () => Date.parse(process.env.TASTEBUD_CLOCK ?? '2020-01-01T00:00:00Z')
if (positionals[0] === 'chat') {
  const { stdin: input, stdout: output } = process
  const terminal = new Terminal({ input, output, interactive: false, colours: false, json: true, person: 'me', clock })
  await terminal.start({ respond })
  await terminal.finished
} else {
  const bot = {
    respond,
    together: (_: unknown, message: Message) => respond(message),
    ready: () => true,
    turns: store.turns.bind(store),
    export: store.export.bind(store),
    erase: store.erase.bind(store),
    check: store.check.bind(store),
    setting: store.setting.bind(store),
    saveSetting: store.saveSetting.bind(store),
  }
  const server = await startServer({ bot, host: '127.0.0.1', port: 0, webhookTokens: [], log: silentLog, now: clock })
  process.stdout.write(`listening on ${server.url}\n`)
  const { TASTEBUD_DISCORD_TOKEN: token, TASTEBUD_DISCORD_API: api } = process.env
  const discord = token && api && new Discord({ token, api, memory: bot, log: silentLog, now: clock })
  if (discord) await discord.start(bot)
  await new Promise((resolve) => process.once('SIGTERM', resolve))
  await server.close()
  if (discord) await discord.stop()
}
await store.close()
