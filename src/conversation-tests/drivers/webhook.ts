import type { Driver, Heard, Launch, Speaker, WireButton } from './contract.ts'
import { personOf } from './identity.ts'
import { Server } from './server.ts'

interface RasaMessage {
  readonly recipient_id: string
  readonly text?: string
  readonly buttons?: readonly { readonly title: string; readonly payload: string }[]
  readonly custom?: { readonly attachment?: { readonly content: string } }
}

/** Rasa's REST shape over HTTP: `POST /webhooks/rest/webhook`, a pressed button is its payload as the message. */
export class WebhookDriver implements Driver {
  readonly name = 'webhook'
  readonly #server = new Server()

  start(launch: Launch): Promise<void> {
    return this.#server.start(launch)
  }

  async open(name: string): Promise<Speaker> {
    const sender = personOf(name)
    const send = async (message: string): Promise<Heard> => {
      const answers = (await this.#server.post('/webhooks/rest/webhook', { sender, message })) as RasaMessage[]
      const stray = answers.find(({ recipient_id }) => recipient_id !== sender)
      if (stray) throw new Error(`a message for ${stray.recipient_id} came back to ${sender}`)
      // The reply's own message comes first; its buttons are numbered last, as everywhere.
      const [own, ...cards] = answers.filter(({ text, buttons }) => text !== undefined || buttons !== undefined)
      const files = answers.flatMap(({ custom }) => custom?.attachment?.content ?? [])
      const buttons = [...cards, own].flatMap((each) => each?.buttons ?? [])
      return {
        text: [...[own, ...cards].flatMap((each) => each?.text ?? []), ...files].join('\n\n'),
        buttons: buttons.map(({ title, payload }): WireButton => ({ label: title, payload })),
      }
    }
    return {
      key: async () => ({ channel: 'webhook', person: sender }),
      say: send,
      press: ({ payload }) => send(payload),
      reconnect: async () => undefined,
      leave: async () => undefined,
    }
  }

  kill(): Promise<void> {
    return this.#server.kill()
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }
}
