import type { Reply } from '../../dialogue/message.ts'
import type { PastTurn } from '../../store/contract.ts'
import type { Memory } from '../memory.ts'

/** A reply as the page gets it: everything but the trace, and what covers are drawn from. */
export function wireReply(reply: Reply, memory: Pick<Memory, 'cover'>) {
  return {
    text: reply.text,
    ...(reply.after !== undefined && { after: reply.after }),
    // The page has a link for the file: what it holds is read when somebody follows it, and never kept in a turn.
    ...(reply.trace.acts.includes('export') && { download: 'chat/export' }),
    cards: reply.cards.map((card) => ({ ...card, kinds: memory.cover?.(card.item)?.kinds })),
    buttons: reply.buttons,
  }
}

/** A stored turn as the page gets it; its id is the event id that a stream resumes from. */
export function wireTurn(turn: PastTurn, memory: Pick<Memory, 'cover'>) {
  return { id: turn.id, at: turn.at, text: turn.text, reply: wireReply(turn.reply, memory) }
}

export type WireTurn = ReturnType<typeof wireTurn>
