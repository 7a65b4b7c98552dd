import type { Message, Reply } from '../../dialogue/message.ts'
import { pick } from './pick.ts'

/** What a line asks for: something said, a change of speaker, the way out, or nothing. */
export type Typed =
  | { readonly kind: 'say'; readonly text: string; readonly payload?: string }
  | { readonly kind: 'as'; readonly person: string }
  | { readonly kind: 'leave' }
  /** Said to the bot, and then it is over for whoever sits at a terminal. */
  | { readonly kind: 'goodbye'; readonly text: string }
  | { readonly kind: 'nothing' }

/**
 * Reads one line. `/1` presses a button, `/as NAME` hands the keyboard to somebody else, `/quit` leaves, and so does
 * a bare `quit` or `exit`, which the bot answers first; all else is said. With `structured`, a line that is a JSON object with a `text` is a message as
 * programs send it: `{"text":"two\nlines"}`, `{"text":"More","payload":"more"}`.
 */
export function typed(line: string, last: Reply | undefined, structured: boolean): Typed {
  const text = line.trim()
  if (text === '') return { kind: 'nothing' }
  if (text === '/quit' || text === '/exit') return { kind: 'leave' }
  if (/^(?:quit|exit)[.!]*$/i.test(text)) return { kind: 'goodbye', text }
  const person = /^\/as\s+(\S.{0,99})$/.exec(text)?.[1]
  if (person) return { kind: 'as', person: person.trim() }
  const button = pick(text, last)
  if (button) return { kind: 'say', text: button.label, payload: button.payload }
  return (structured && text.startsWith('{') && message(text)) || { kind: 'say', text: line }
}

function message(json: string): (Typed & { kind: 'say' }) | undefined {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return undefined
  }
  const { text, payload } = value as Partial<Record<keyof Message, unknown>>
  if (typeof text !== 'string') return undefined
  return { kind: 'say', text, ...(typeof payload === 'string' && { payload }) }
}
