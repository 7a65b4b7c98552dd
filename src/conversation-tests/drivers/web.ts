import { asText, type Button, type Card, noTrace } from '../../dialogue/message.ts'
import type { Driver, Heard, Launch, Speaker } from './contract.ts'
import { personOf, sessionOf } from './identity.ts'
import { Server } from './server.ts'
import { EventStream } from './sse.ts'

interface WireReply {
  readonly text: string
  readonly cards: readonly Card[]
  readonly after?: string
  /** Where the person's data can be fetched, relative to the page. */
  readonly download?: string
  readonly buttons: readonly Button[]
}

interface WireTurn {
  readonly id: number
  readonly reply: WireReply
}

interface Answer {
  readonly reply: WireReply
  readonly turns: readonly WireTurn[]
}

/**
 * What the chat page does, without the page: messages by POST with its session cookie, and everything
 * said back a second time by server-sent events, which must agree.
 */
export class WebDriver implements Driver {
  readonly name = 'web'
  readonly #server = new Server()

  start(launch: Launch): Promise<void> {
    return this.#server.start(launch)
  }

  async open(name: string): Promise<Speaker> {
    const cookie = `tastebud=${sessionOf(name)}`
    let stream = await EventStream.open(`${this.#server.url}/chat/events`, { cookie })
    let sent = 0
    let last = 0
    const send = async (text: string, payload?: string): Promise<Heard> => {
      const key = `${personOf(name)}-${++sent}`
      const body = { text, key, after: last, ...(payload !== undefined && { payload }) }
      const { reply, turns } = (await this.#server.post('/chat/messages', body, { cookie })) as Answer
      const turn = turns.at(-1)
      // "Forget me" leaves no turn behind, so there is nothing that a stream could bring.
      if (turn) {
        last = turn.id
        const streamed = (await stream.event('turn', ({ id }) => id === String(turn.id))) as WireTurn
        if (streamed.reply.text !== reply.text)
          throw new Error(`the stream said "${streamed.reply.text}", the answer "${reply.text}"`)
      }
      const file = reply.download === undefined ? undefined : await this.#server.get(`/${reply.download}`, { cookie })
      const attachment = file === undefined ? {} : { attachment: { name: '', mediaType: '', content: file } }
      return {
        text: asText({ ...reply, ...attachment, trace: noTrace }),
        buttons: [...reply.cards.flatMap(({ buttons }) => buttons), ...reply.buttons],
      }
    }
    return {
      key: async () => ({ channel: 'web', person: personOf(name) }),
      say: (text) => send(text),
      press: ({ label, payload }) => send(label, payload),
      reconnect: async () => {
        stream.close()
        stream = await EventStream.open(`${this.#server.url}/chat/events`, { cookie, 'last-event-id': String(last) })
      },
      leave: async () => stream.close(),
    }
  }

  kill(): Promise<void> {
    return this.#server.kill()
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }
}
