import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Channel } from './contract.ts'
import { HttpProblem, read, readWords } from './http-problem.ts'
import type { Memory } from './memory.ts'
import { labelOf, pressed, toRasa } from './webhook/rasa.ts'
import { tokenCheck } from './webhook/tokens.ts'

const name = 'webhook'

const bodySchema = z.object({
  /** Who speaks: any stable id. */
  sender: z.string({ error: 'expected a text' }).min(1, 'expected a text').max(200, 'expected at most 200 characters'),
  message: z.string({ error: 'expected a text' }),
})

export interface WebhookOptions {
  readonly app: FastifyInstance
  readonly memory: Pick<Memory, 'turns'>
  /** Tokens that are taken as `Authorization: Bearer`; none lets everybody in. */
  readonly tokens: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** `POST /webhooks/rest/webhook` as Rasa has it, so that its clients and test tools work unchanged. */
export function webhookChannel({ app, memory, tokens, now }: WebhookOptions): Channel {
  const check = tokenCheck(tokens)
  return {
    name,
    async start(bot) {
      app.post(
        '/webhooks/rest/webhook',
        { onRequest: async (request) => check(request.headers.authorization) },
        async (request) => {
          const { sender, message } = read(bodySchema, request.body)
          const words = readWords(message)
          const key = idempotencyKey(request.headers['idempotency-key'])
          const payload = pressed(words)
          // Who presses a button has got the reply it was in, so that reply is stored.
          const text = payload === undefined ? words : await labelFor(sender, payload)
          const reply = await bot.respond({
            channel: name,
            conversation: sender,
            person: sender,
            text,
            at: now(),
            ...(payload === undefined ? {} : { payload }),
            ...(key === undefined ? {} : { key }),
          })
          return toRasa(sender, reply)
        },
      )
    },
    async stop() {},
  }

  async function labelFor(sender: string, payload: string): Promise<string> {
    const past = await memory.turns({ channel: name, person: sender }, sender, { limit: 5 })
    return (
      labelOf(
        payload,
        past.map((turn) => turn.reply),
      ) ?? payload
    )
  }
}

function idempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  if (typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header)) return header
  throw new HttpProblem(
    400,
    'BAD_IDEMPOTENCY_KEY',
    'The header Idempotency-Key is not 1 to 200 visible ASCII characters.',
    'Send a random id, for example a UUID, made once for each message.',
  )
}
