import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import createApp, { type FastifyInstance } from 'fastify'
import type { Channel } from '../channels/contract.ts'
import { webChannel } from '../channels/web.ts'
import { webhookChannel } from '../channels/webhook.ts'
import { TastebudError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { BotPort } from './bot-port.ts'
import { closeGracefully } from './closing.ts'
import { contentPolicy } from './content-policy.ts'
import { onlyOurHosts } from './hosts.ts'
import { answerProblems, bodyLimit } from './problems.ts'
import { readiness } from './readiness.ts'

export interface ServerOptions {
  readonly bot: BotPort
  readonly host: string
  /**
   * Names that it answers to beside `host` and those of this machine itself (localhost, 127.x.x.x, ::1), without a port.
   * Where `host` is 0.0.0.0 or ::, it answers to every address, but a name must stand here.
   */
  readonly hosts?: readonly string[]
  /** 0 takes any free one. */
  readonly port: number
  readonly webhookTokens: readonly string[]
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Folder with the chat page; the one that Tastebud ships by default. */
  readonly pageFolder?: string
  /** Doors beside web chat and webhook that want the server. */
  readonly doors?: readonly ((app: FastifyInstance) => Channel)[]
  /** How long turns in flight may take when it closes, in milliseconds; 10 s by default. */
  readonly closeMs?: number
}

export interface Server {
  /** Where it listens, e.g. `http://127.0.0.1:3978`. */
  readonly url: string
  /** Answers what is in flight, then lets go of everything. The bot stays open: its maker closes it afterwards. */
  close(): Promise<void>
}

/**
 * Starts web chat, webhook and health on one port; resolves once it listens.
 * @throws TastebudError PORT_TAKEN, PORT_REFUSED, BAD_HOST
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const app = await buildApp(options)
  const { host, port } = options
  try {
    await app.listen({ host, port })
  } catch (error) {
    await app.close()
    throw asListenError(error, host, port)
  }
  const address = app.server.address()
  const real = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${real}`,
    close: () => app.close(),
  }
}

/** The app with all its routes, not listening: tests call `inject`. */
export async function buildApp(options: ServerOptions): Promise<FastifyInstance> {
  const { bot, host, hosts = [], log, now, webhookTokens, pageFolder, doors = [], closeMs = 10_000 } = options
  const app = createApp({
    bodyLimit,
    // A client may bring its own id, as long as it is one.
    genReqId: ({ headers: { 'x-request-id': id } }) =>
      typeof id === 'string' && /^[\w.-]{1,64}$/.test(id) ? id : randomUUID(),
    requestTimeout: 30_000,
    keepAliveTimeout: 30_000,
    logger: false,
  })
  // JSON only: other bodies are refused, which also keeps forms of other sites out.
  app.removeContentTypeParser('text/plain')
  const channels = [
    webChannel({ app, memory: bot, log, now, ...(pageFolder === undefined ? {} : { pageFolder }) }),
    webhookChannel({ app, memory: bot, tokens: webhookTokens, now }),
    ...doors.map((door) => door(app)),
  ]
  const closing = closeGracefully(
    app,
    async () => {
      await Promise.all(channels.map((channel) => channel.stop()))
    },
    closeMs,
  )
  answerProblems(app, log)
  await app.register(helmet, contentPolicy)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, id } = request
    const ms = Math.round(reply.elapsedTime)
    log.info({ id, method, route: request.routeOptions.url ?? '-', status: reply.statusCode, ms }, 'request')
  })
  onlyOurHosts(app, host, hosts)
  app.get('/healthz', async () => ({ status: 'ok' }))
  const ask = readiness(bot, log)
  app.get('/readyz', async (_request, reply) => {
    const found = closing() ? ({ status: 'closing' } as const) : await ask()
    return reply.code(found.status === 'ready' ? 200 : 503).send(found)
  })
  for (const channel of channels) await channel.start(bot)
  return app
}

function asListenError(error: unknown, host: string, port: number): unknown {
  const at = `${host}:${port}`
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new TastebudError(
        'PORT_TAKEN',
        `Another program listens on ${at}.`,
        'Stop it, or choose another port with --port or TASTEBUD_PORT (0 takes any free one).',
        { cause: error },
      )
    case 'EACCES':
      return new TastebudError(
        'PORT_REFUSED',
        `This user may not listen on ${at}.`,
        'Choose a port from 1024 on, with --port or TASTEBUD_PORT.',
        { cause: error },
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new TastebudError(
        'BAD_HOST',
        `${host} is no address of this machine.`,
        'Set TASTEBUD_HOST to 127.0.0.1, or to 0.0.0.0 with TASTEBUD_WEBHOOK_TOKENS for all addresses.',
        { cause: error },
      )
    default:
      return error
  }
}
