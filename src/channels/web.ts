import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Log } from '../log.ts'
import type { Channel } from './contract.ts'
import { HttpProblem, read, readWords } from './http-problem.ts'
import type { Memory } from './memory.ts'
import { newSession, sessionOf } from './web/session.ts'
import { Streams } from './web/streams.ts'
import { wireReply, wireTurn } from './web/wire.ts'

const turnId = z.coerce.number({ error: 'expected a turn id' }).int().min(0)

const messageSchema = z.object({
  text: z.string({ error: 'expected a text' }),
  /** Of a pressed button; `text` is then its label. */
  payload: z.string().min(1).max(100).optional(),
  /** Made by the page, once a message: sending again under it makes no second turn. */
  key: z.string({ error: 'expected a text' }).regex(/^[\w-]{8,64}$/, 'expected 8 to 64 letters, digits, _ or -'),
  /** The last turn that the page shows. */
  after: turnId.default(0),
})

const forgetSchema = z.object({ confirm: z.literal(true, { error: 'expected true' }) })

/** As many turns as a page shows at once. */
const shown = 50
/** As many as a page can have missed. */
const missed = 500

export interface WebOptions {
  readonly app: FastifyInstance
  readonly memory: Memory
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Folder with the page; the one that Tastebud ships by default. */
  readonly pageFolder?: string
}

/** The chat page: static files, messages by POST, everything that is said back by server-sent events. */
export function webChannel({ app, memory, log, now, pageFolder }: WebOptions): Channel {
  const newer = async (person: string, after: number, limit = missed) => {
    const turns = await memory.turns({ channel: 'web', person }, person, { after, limit })
    return turns.map((turn) => wireTurn(turn, memory))
  }
  const streams = new Streams(newer, (error) => log.error({ error }, 'a stream could not be read from the store'))

  const busy = new Map<string, number>()
  /** Shows that the bot is typing from somebody's first message to the answer of their last. */
  async function typing<T>(person: string, work: () => Promise<T>): Promise<T> {
    const begin = busy.get(person) ?? 0
    busy.set(person, begin + 1)
    if (begin === 0) streams.tell(person, 'typing', true)
    try {
      return await work()
    } finally {
      const left = (busy.get(person) ?? 1) - 1
      if (left > 0) busy.set(person, left)
      else {
        busy.delete(person)
        streams.tell(person, 'typing', false)
      }
      streams.wake(person)
    }
  }

  return {
    name: 'web',
    async start(bot) {
      const { default: files } = await import('@fastify/static')
      await app.register(files, {
        root: pageFolder ?? fileURLToPath(new URL('../../web/', import.meta.url)),
        cacheControl: false,
        setHeaders: (response) => response.setHeader('cache-control', 'no-cache'),
      })

      app.addHook('onRequest', async (request, reply) => {
        if (request.url === '/') sessionOf(request, reply)
        if (request.url.startsWith('/chat/')) sameSite(request)
      })

      app.post('/chat/messages', async (request, reply) => {
        const { text, payload, key, after } = read(messageSchema, request.body)
        const words = readWords(text)
        const who = sessionOf(request, reply)
        const answer = await typing(who.person, () =>
          bot.respond({
            channel: 'web',
            conversation: who.person,
            person: who.person,
            text: words,
            at: now(),
            key,
            ...(payload === undefined ? {} : { payload }),
          }),
        )
        // The reply stands beside the turns because a turn may not be stored: "forget me" leaves none.
        return { reply: wireReply(answer, memory), turns: await newer(who.person, after) }
      })

      app.get('/chat/events', (request, reply) => {
        const who = sessionOf(request, reply)
        const resume = request.headers['last-event-id'] ?? (request.query as Record<string, unknown>).after ?? 0
        const after = read(turnId, resume)
        const cookie = reply.getHeader('set-cookie')
        reply.hijack()
        streams.open(who.person, reply.raw, after, typeof cookie === 'string' ? { 'set-cookie': cookie } : {})
      })

      app.get('/chat/history', async (request, reply) => {
        const who = sessionOf(request, reply)
        return { turns: await newer(who.person, 0, shown) }
      })

      app.get('/chat/export', async (request, reply) => {
        const who = sessionOf(request, reply)
        reply.header('content-disposition', 'attachment; filename="tastebud-export.json"')
        reply.type('application/json; charset=utf-8')
        return JSON.stringify(await memory.export(who), null, 2)
      })

      app.post('/chat/forget', async (request, reply) => {
        read(forgetSchema, request.body)
        const who = sessionOf(request, reply)
        const erased = await memory.erase(who)
        streams.tell(who.person, 'forgotten', {})
        newSession(request, reply)
        return { erased }
      })
    },
    async stop() {
      streams.close()
    },
  }
}

/** Other sites may not speak in the name of who visits them; browsers say where a request comes from. */
function sameSite(request: FastifyRequest): void {
  const from = request.headers['sec-fetch-site']
  if (from === undefined || from === 'same-origin' || from === 'none') return
  throw new HttpProblem(
    403,
    'CROSS_SITE',
    'This request comes from another web site.',
    'Open the chat page itself; programs use the webhook.',
  )
}
