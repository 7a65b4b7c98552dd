import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Body, readBody, type WireFile } from './body.ts'
import { refusals, type WireBody } from './wire-check.ts'
import { APPLICATION, type FakeWorld } from './world.ts'

/** A message that somebody can read. */
export interface FakeMessage extends WireBody {
  readonly id: string
  readonly channel_id: string
  readonly files: readonly WireFile[]
  /** Id of the message it answers. */
  readonly reference?: string
}

/** A command or a press, and what came of it. */
export interface FakeInteraction {
  readonly id: string
  readonly token: string
  readonly user: string
  readonly channel: string
  /** The first answer: 4 a message, 5 a message later, 6 a change later. */
  acknowledged?: { readonly type: number; readonly data?: WireBody }
  /** What stands in the place of the acknowledgement. */
  original?: FakeMessage
  readonly followUps: FakeMessage[]
}

export interface FakeRequest {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly json: unknown
  readonly status: number
}

interface Failure {
  readonly at: RegExp
  times: number
  readonly status: number
  readonly json: unknown
  readonly headers: Readonly<Record<string, string>>
}

type Answer = readonly [status: number, json?: unknown]

/** The REST calls that the channel makes; it refuses what Discord's documentation says is refused. */
export class FakeRest {
  readonly requests: FakeRequest[] = []
  readonly messages: FakeMessage[] = []
  readonly interactions: FakeInteraction[] = []
  /** Channels where the bot may not write. */
  readonly closed = new Set<string>()
  /** Registered commands as Discord lists them. */
  commands: readonly Record<string, unknown>[] = []
  readonly #failures: Failure[] = []

  constructor(
    readonly world: FakeWorld,
    readonly token: string,
    /** What /gateway/bot says. */
    readonly gateway: () => unknown,
    /** Called after each request was answered. */
    readonly after: () => void,
  ) {}

  /** The next requests whose "METHOD path" matches are answered so. */
  fail(at: RegExp, times: number, status: number, json: unknown, headers: Record<string, string> = {}): void {
    this.#failures.push({ at, times, status, json, headers })
  }

  expect(user: string, channel: string): FakeInteraction {
    const record = { id: this.world.id(), token: `token-${this.world.id()}`, user, channel, followUps: [] }
    this.interactions.push(record)
    return record
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request
    const path = decodeURIComponent(url.replace(/^\/api\/v10/, '').replace(/\?.*$/, ''))
    const body = await readBody(request)
    const { authorization } = request.headers
    const failure = this.#failures.find(({ at, times }) => times > 0 && at.test(`${method} ${path}`))
    if (failure) failure.times--
    const [status, json] = failure
      ? [failure.status, failure.json]
      : /^\/(interactions|webhooks)\//.test(path) || authorization === `Bot ${this.token}`
        ? this.#route(method, path, body)
        : [401, { message: '401: Unauthorized', code: 0 }]
    // Recorded before the answer leaves, so that who has the answer finds the record.
    this.requests.push({ method, path, authorization, json: body.json, status })
    // As Discord does: no content type where there is no content.
    const type = json === undefined ? {} : { 'content-type': 'application/json' }
    response.writeHead(status, { ...type, ...failure?.headers })
    response.end(json === undefined ? undefined : JSON.stringify(json))
    this.after()
  }

  #route(method: string, path: string, { json, files }: Body): Answer {
    const [, kind, id = '', third = '', fourth] = path.split('/')
    const at = `${method} ${kind}`
    if (path === '/gateway/bot') return [200, this.gateway()]
    if (path === '/applications/@me') return [200, { id: APPLICATION }]
    if (path === `/applications/${APPLICATION}/commands`) return this.#commands(method, json as object[])
    if (at === 'POST users') {
      const { recipient_id } = json as { recipient_id: string }
      return [200, { id: this.world.directChannel(recipient_id), type: 1 }]
    }
    if (at === 'POST channels' && third === 'typing') return [204]
    if (at === 'POST channels' && third === 'messages') return this.#post(id, json as Posted, files)
    if (at === 'POST interactions') return this.#acknowledge(id, json as FakeInteraction['acknowledged'])
    if (kind === 'webhooks')
      return this.#webhook(third, method === 'PATCH' && fourth === 'messages', json as WireBody, files)
    return [404, { message: '404: Not Found', code: 0 }]
  }

  #commands(method: string, json: readonly object[]): Answer {
    if (method === 'PUT') {
      const added = { application_id: APPLICATION, type: 1, nsfw: false }
      const of = (command: object) => ({ default_member_permissions: null, ...command, ...added })
      this.commands = json.map((command) => ({ ...of(command), id: this.world.id(), version: this.world.id() }))
    }
    return [200, this.commands]
  }

  #post(channel: string, wire: Posted, files: readonly WireFile[]): Answer {
    const place = this.world.find(channel)
    if (!place) return [404, { message: 'Unknown Channel', code: 10003 }]
    if (this.closed.has(channel) && place.type === 1)
      return [403, { message: 'Cannot send messages to this user', code: 50007 }]
    if (this.closed.has(channel)) return [403, { message: 'Missing Permissions', code: 50013 }]
    const twin = this.messages.find((one) => one.channel_id === channel && one.nonce === wire.nonce)
    if (wire.enforce_nonce && twin) return [200, twin]
    const { message_reference: reference, ...body } = wire
    const kept: FakeMessage = {
      ...body,
      id: this.world.id(),
      channel_id: channel,
      files,
      ...(reference?.message_id !== undefined && { reference: reference.message_id }),
    }
    return refused(wire, files) ?? [200, this.#keep(kept)]
  }

  #acknowledge(id: string, body: FakeInteraction['acknowledged']): Answer {
    const record = this.interactions.find((one) => one.id === id)
    if (!record || !body) return [404, { message: 'Unknown interaction', code: 10062 }]
    if (record.acknowledged) return [400, { message: 'Interaction has already been acknowledged.', code: 40060 }]
    const shows = body.type === 4 || body.type === 7
    const wrong = shows ? refused(body.data ?? {}, []) : undefined
    if (wrong) return wrong
    record.acknowledged = body
    if (shows) record.original = this.#hold(record, body.data ?? {}, [], body.data?.flags)
    return [204]
  }

  #webhook(token: string, edits: boolean, wire: WireBody, files: readonly WireFile[]): Answer {
    const record = this.interactions.find((one) => one.token === token)
    if (!record?.acknowledged) return [404, { message: 'Unknown Webhook', code: 10015 }]
    const wrong = refused(wire, files)
    if (wrong) return wrong
    const message = this.#hold(record, wire, files, edits ? record.acknowledged.data?.flags : wire.flags)
    if (edits) record.original = message
    else record.followUps.push(message)
    return [200, message]
  }

  /** An answer to an interaction; one that only its owner sees does not lie in the channel. */
  #hold({ channel }: FakeInteraction, wire: WireBody, files: readonly WireFile[], flags = 0): FakeMessage {
    const message = { ...wire, flags, id: this.world.id(), channel_id: channel, files }
    return (flags & 64) === 0 ? this.#keep(message) : message
  }

  #keep(message: FakeMessage): FakeMessage {
    this.messages.push(message)
    return message
  }
}

type Posted = WireBody & { readonly message_reference?: { readonly message_id?: string } }

function refused(wire: WireBody, files: readonly WireFile[]): Answer | undefined {
  const errors = refusals(wire, files.length)
  return errors.length > 0 ? [400, { message: 'Invalid Form Body', code: 50035, errors }] : undefined
}
