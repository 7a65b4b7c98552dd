import type { APIEmbed } from 'discord.js'
import { asText, type Card, type Reply } from '../../dialogue/message.ts'
import { type Row, rowsFor } from './components.ts'
import { cut, LIMITS, split } from './limits.ts'
import { escapeMarkdown } from './markdown.ts'

/** A message as Discord's REST interface takes it, with the files that go beside its JSON. */
export interface Outgoing {
  readonly content?: string
  readonly embeds?: readonly APIEmbed[]
  readonly components?: readonly Row[]
  readonly files?: readonly { readonly name: string; readonly data: Buffer; readonly contentType: string }[]
  /** Nobody is ever pinged, whatever a title or a person's words hold. */
  readonly allowed_mentions: { readonly parse: readonly []; readonly replied_user: false }
}

const QUIET = { allowed_mentions: { parse: [], replied_user: false } } as const

/** As many messages as one reply may take; what is longer goes into a file. */
const MOST_PARTS = 4

/**
 * A reply as messages, mostly one: the text, a card as an embed, what follows the cards as the last embed, so that the
 * question stands right above its buttons. Never empty, and every one within Discord's limits.
 * @param owner user id of the only one who may press the buttons
 */
export function render(reply: Reply, owner: string): Outgoing[] {
  const { text, cards, after, attachment } = reply
  const several = cards.length > 1
  const embeds = cards.map((card, i) => embedOf(card, several ? i + 1 : undefined))
  const follows = escapeMarkdown(after ?? '').trim()
  if (follows !== '') embeds.push(...split(follows, LIMITS.embedDescription).map((description) => ({ description })))
  const texts = split(escapeMarkdown(text))
  const files = attachment
    ? [{ name: attachment.name, data: Buffer.from(attachment.content), contentType: attachment.mediaType }]
    : []
  if (texts.length > MOST_PARTS) {
    files.unshift({ name: 'reply.txt', data: Buffer.from(text), contentType: 'text/plain; charset=utf-8' })
    texts.splice(MOST_PARTS)
  }
  const groups = grouped(embeds)
  const heads = texts.map((content): Outgoing => ({ ...QUIET, ...(content.trim() !== '' && { content }) }))
  const [first = [], ...others] = groups
  const last = heads.pop() ?? QUIET
  const parts = [
    ...heads,
    { ...last, ...(first.length > 0 && { embeds: first }) },
    ...others.map((group) => ({ ...QUIET, embeds: group })),
  ]
  const rows = rowsFor(reply, owner)
  return parts.map((part, i) => {
    if (i < parts.length - 1) return part
    const full = { ...part, ...(rows.length > 0 && { components: rows }), ...(files.length > 0 && { files }) }
    return 'content' in full || 'embeds' in full || files.length > 0 ? full : { ...full, content: '…' }
  })
}

/** The same where the bot may not embed: Discord would drop the cards without a word, so they are text. */
export function renderPlain(reply: Reply, owner: string): Outgoing[] {
  const { attachment, ...rest } = reply
  const rows = rowsFor(reply, owner)
  const parts = render(
    { ...rest, text: asText(rest), cards: [], after: '', buttons: [], ...(attachment && { attachment }) },
    owner,
  )
  return parts.map((part, i) => (i === parts.length - 1 && rows.length > 0 ? { ...part, components: rows } : part))
}

/** Words of the channel itself, in the shape of a message. */
export const note = (text: string, components: readonly Row[] = []): Outgoing => ({
  ...QUIET,
  content: cut(text, LIMITS.content),
  ...(components.length > 0 && { components }),
})

function embedOf(card: Card, number: number | undefined): APIEmbed {
  const title = `${number === undefined ? '' : `${number}. `}${card.title}${card.year === undefined ? '' : ` (${card.year})`}`
  const reasons = card.reasons.map((reason) => `- ${escapeMarkdown(reason)}`)
  const lines = [card.facts, card.text].filter(Boolean).map(escapeMarkdown)
  const description = [lines.join('\n'), reasons.join('\n')].filter(Boolean).join('\n\n').trim()
  return {
    title: cut(escapeMarkdown(title), LIMITS.embedTitle),
    ...(description !== '' && { description: split(description, LIMITS.embedDescription / 2)[0] ?? '' }),
    ...(card.link !== undefined && /^https?:\/\/[^\s]+$/i.test(card.link) && { url: card.link }),
  }
}

/** Embeds in groups that one message takes. */
function grouped(embeds: readonly APIEmbed[]): APIEmbed[][] {
  const groups: APIEmbed[][] = []
  let size = 0
  for (const embed of embeds) {
    const own = (embed.title?.length ?? 0) + (embed.description?.length ?? 0)
    const group = groups.at(-1)
    if (!group || group.length === LIMITS.embeds || size + own > LIMITS.embedsTotal) {
      groups.push([embed])
      size = own
    } else {
      group.push(embed)
      size += own
    }
  }
  return groups
}
