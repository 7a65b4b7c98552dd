import type { Button, Card, Reply } from '../../dialogue/message.ts'

/** One message of an answer, as Rasa's REST channel shapes it. */
export interface RasaMessage {
  readonly recipient_id: string
  readonly text?: string
  readonly buttons?: readonly { readonly title: string; readonly payload: string }[]
  readonly custom?: Readonly<Record<string, unknown>>
}

/**
 * A reply as Rasa messages: the text, then a message a card for clients that know only text and buttons,
 * then what follows the cards (the buttons go with the last of them that is not a card), then one `custom` with everything as data for those that draw their own.
 */
export function toRasa(recipient: string, reply: Reply): readonly RasaMessage[] {
  const message = (text: string, buttons: readonly Button[]): RasaMessage => ({
    recipient_id: recipient,
    text,
    ...(buttons.length > 0 ? { buttons: buttons.map(toRasaButton) } : {}),
  })
  const { items, acts } = reply.trace
  const { after, attachment } = reply
  return [
    message(reply.text, after === undefined ? reply.buttons : []),
    ...reply.cards.map((card) => message(cardText(card), card.buttons)),
    ...(after === undefined ? [] : [message(after, reply.buttons)]),
    {
      recipient_id: recipient,
      custom: {
        acts,
        items: items.map(({ id, title, year, reasons }) => ({ id, title, year, reasons })),
        cards: reply.cards.map((card) => ({ ...card, buttons: card.buttons.map(toRasaButton) })),
        ...(attachment && { attachment }),
      },
    },
  ]
}

// Rasa's clients send a pressed button's payload back as the message, and know it by its slash.
const toRasaButton = ({ label, payload }: Button) => ({ title: label, payload: `/${payload}` })

/** The payload in a message that is a pressed button: `/like:heat-1995`; undefined where somebody wrote words. */
export function pressed(message: string): string | undefined {
  return /^\/([a-z][a-z-]{0,30}(?::[^\n]{1,90})?)$/.exec(message.trim())?.[1]
}

/** Label of a button of these replies by its payload, the newest first. */
export function labelOf(payload: string, replies: readonly Reply[]): string | undefined {
  for (const reply of [...replies].reverse()) {
    const all = [...reply.buttons, ...reply.cards.flatMap((card) => card.buttons)]
    const button = all.find((one) => one.payload === payload)
    if (button) return button.label
  }
  return undefined
}

function cardText(card: Card): string {
  const title = card.year === undefined ? card.title : `${card.title} (${card.year})`
  const reasons = card.reasons.map((reason) => `- ${reason}`)
  return [title, card.facts, card.text, ...reasons, card.link].filter((line) => !!line).join('\n')
}
