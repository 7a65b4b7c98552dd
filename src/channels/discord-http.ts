import type { APIInteraction, APIInteractionResponse } from 'discord.js'
import type { FastifyInstance } from 'fastify'
import type { Log } from '../log.ts'
import type { Channel, Company } from './contract.ts'
import { DiscordApi, hooksOf } from './discord/api.ts'
import { both, CHANNEL } from './discord/conversing.ts'
import { asLoginError, notInstalled } from './discord/failures.ts'
import { InFlight } from './discord/in-flight.ts'
import { hearInteraction } from './discord/interactions.ts'
import { register } from './discord/registration.ts'
import { Rounds } from './discord/rounds.ts'
import { ServerRules } from './discord/rules.ts'
import { signatureCheck } from './discord/signature.ts'
import { HttpProblem } from './http-problem.ts'
import type { Memory, Settings } from './memory.ts'

/** Where Discord sends interactions: the "Interactions Endpoint URL" of the developer portal ends so. */
export const INTERACTIONS = '/discord/interactions'

export interface DiscordHttpOptions {
  readonly app: FastifyInstance
  /** Of the bot, for registering commands. */
  readonly token: string
  /** Of the application, 64 hexadecimal digits: what requests are checked against. */
  readonly publicKey: string
  readonly memory: Pick<Memory, 'turns'> & Settings & Company
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Address of Discord's REST interface, without the version. */
  readonly api?: string
  readonly backoff?: readonly number[]
}

/**
 * Discord without a gateway: it sends commands and presses to us by HTTP, signed. Nothing is kept open and any number of
 * processes can share the work; messages and mentions do not come this way.
 */
export function discordHttpChannel(options: DiscordHttpOptions): Channel {
  const { app, token, publicKey, memory, log, now, api: address = 'https://discord.com/api', backoff } = options
  const isDiscord = signatureCheck(publicKey)
  const inFlight = new InFlight(log)
  return {
    name: CHANNEL,
    async start(bot) {
      const discord = await import('discord.js').catch((error: unknown) => {
        throw notInstalled(error)
      })
      const api = new DiscordApi(
        new discord.REST({ version: '10', api: address }).setToken(token),
        hooksOf(discord, address),
        backoff,
      )
      const application = await api.application().catch((error: unknown) => {
        throw asLoginError(error)
      })
      await register(api, application)
      const conversing = {
        bot: both(bot, memory),
        memory,
        rules: new ServerRules(memory, log, now),
        rounds: new Rounds(),
        api,
        log,
        now,
      }
      await app.register(async (scope) => {
        // What is signed are the bytes, so they are taken before anything reads them.
        scope.removeContentTypeParser('application/json')
        scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
        scope.post(INTERACTIONS, (request, reply) => {
          const { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp } = request.headers
          const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
          if (!isDiscord({ signature: String(signature), timestamp: String(timestamp), body })) {
            throw new HttpProblem(
              401,
              'DISCORD_SIGNATURE',
              'This request is not signed by Discord for this application.',
              'Set TASTEBUD_DISCORD_PUBLIC_KEY to the public key that the developer portal shows (General Information).',
            )
          }
          const interaction = JSON.parse(body.toString('utf8')) as APIInteraction
          // Resolves when the answer is on its way: what follows it must not arrive before it.
          const acknowledge = (response: APIInteractionResponse) =>
            new Promise<void>((resolve) => {
              reply.raw.once('close', resolve)
              void reply.send(response)
            })
          inFlight.track(
            hearInteraction(conversing, interaction, acknowledge).finally(() => {
              // A kind of interaction that is none of ours.
              if (!reply.sent) void reply.code(204).send()
            }),
          )
        })
      })
    },
    stop: () => inFlight.settled(10_000),
  }
}
