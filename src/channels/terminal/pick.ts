import type { Button, Reply } from '../../dialogue/message.ts'

/** Every button of a reply in the order of its numbers: those of the cards, then those of the reply. */
export const buttonsOf = (reply: Reply): readonly Button[] => [
  ...reply.cards.flatMap(({ buttons }) => buttons),
  ...reply.buttons,
]

/**
 * The button that a typed line means: `/2` always, a bare `2` only where it can mean nothing else. It could
 * mean something else where cards are numbered ("2" may be the second film) or the reply speaks of numbers itself.
 */
export function pick(line: string, reply: Reply | undefined): Button | undefined {
  const typed = /^(\/?)(\d{1,3})$/.exec(line.trim())
  if (!typed || !reply) return undefined
  const bare = typed[1] === ''
  if (bare && (reply.cards.length > 0 || /\d/.test(`${reply.text} ${reply.after ?? ''}`))) return undefined
  return buttonsOf(reply)[Number(typed[2]) - 1]
}
