import { createHash } from 'node:crypto'
import { TastebudError } from '../errors.ts'
import type { Committed, PersonKey } from '../store/contract.ts'
import { decide } from './decide/decide.ts'
import type { Deciding, Heard } from './decide/heard.ts'
import type { Message, Reply } from './message.ts'
import { withinRating } from './mind/rated.ts'
import type { Speaker, Spoken } from './speak/speak.ts'
import { amend } from './track/amend.ts'
import type { Event } from './track/event.ts'
import { apply } from './track/fold.ts'
import { interpret } from './track/interpret.ts'
import { type State, within } from './track/state.ts'
import type { Context, Meaning } from './understand/meaning.ts'
import { meaningOfPayload } from './understand/pressed.ts'

/** What a turn needs; `bot.ts` wires it. */
export interface TurnParts extends Deciding {
  readonly speaker: Speaker
  recall(person: PersonKey, conversation: string): Promise<State>
  /** The state as if `events` followed what was recalled. */
  project(person: PersonKey, conversation: string, events: readonly Event[]): State
  remember(turn: {
    message: Message
    version: number
    events: readonly Event[]
    reply: Reply
    key?: { value: string; fingerprint: string }
  }): Promise<Pick<Committed, 'repeated'>>
  answered(person: PersonKey, key: { value: string; fingerprint: string }): Promise<Reply | undefined>
  erase(person: PersonKey): Promise<unknown>
  export(person: PersonKey): Promise<unknown>
  /** Told of every finished turn, for logs and tests. */
  readonly observe?: (message: Message, meaning: Meaning, reply: Reply) => void
}

/** How often a turn is computed again when somebody else wrote meanwhile. */
const ATTEMPTS = 5

/** One turn: understood, tracked, decided and spoken on a snapshot; then committed; then answered. */
export async function respond(bot: TurnParts, message: Message): Promise<Reply> {
  check(message)
  const key = message.key === undefined ? undefined : { value: message.key, fingerprint: fingerprint(message) }
  const stored = key && (await bot.answered(message, key))
  if (stored) return stored
  for (let attempt = 1; ; attempt++) {
    try {
      return await turn(bot, message, key)
    } catch (error) {
      const conflict = error instanceof TastebudError && error.code === 'VERSION_CONFLICT'
      if (!conflict || attempt === ATTEMPTS) throw error
    }
  }
}

async function turn(bot: TurnParts, message: Message, key?: { value: string; fingerprint: string }): Promise<Reply> {
  const before = within(await bot.recall(message, message.conversation), bot.catalogue)
  const meaning = await understand(bot, message, before)
  const heard = track(meaning, before, bot, message)
  const { maxAge } = message
  const mind = maxAge === undefined ? bot.mind : withinRating(bot.mind, bot.catalogue, maxAge)
  const decision = await decide(heard, { ...bot, mind })
  const events = [...heard.events, ...decision.events]
  const { reply, spoke } = speak(bot, heard, decision, events)

  // Erasing leaves nothing to remember, not even this turn.
  if (decision.acts.some(({ act }) => act === 'forget')) {
    await bot.erase(message)
    bot.observe?.(message, meaning, reply)
    return reply
  }
  const version = before.version
  const { repeated } = await bot.remember({ message, version, events: [...events, spoke], reply, ...(key && { key }) })
  // Another program answered the same request first: its answer is the one that counts.
  const first = repeated && key && (await bot.answered(message, key))
  if (first) return first
  bot.observe?.(message, meaning, reply)
  if (!decision.acts.some(({ act }) => act === 'export')) return reply
  const content = JSON.stringify(await bot.export(message), null, 2)
  return { ...reply, attachment: { name: 'tastebud-export.json', mediaType: 'application/json', content } }
}

function understand(bot: TurnParts, message: Message, before: State): Meaning | Promise<Meaning> {
  const pressed = message.payload === undefined ? undefined : meaningOfPayload(message.payload, bot.catalogue)
  if (pressed && typeof pressed === 'object') return pressed
  return bot.mind.understand(pressed ?? message.text, contextOf(before))
}

/** What understanding may know of the conversation. */
export function contextOf(state: State): Context {
  const { asked } = state
  return {
    shown: state.shown,
    ...(state.focus !== undefined && { focus: state.focus }),
    ...(asked && {
      asked: {
        kind: asked.kind,
        ...(asked.items && { items: asked.items }),
        ...(asked.field !== undefined && { field: asked.field }),
        ...(asked.values && { values: asked.values }),
      },
    }),
  }
}

/** Adds what a message says to what is known. An undo changes the past, so that the log is folded anew. */
function track(understood: Meaning, before: State, bot: TurnParts, message: Message): Heard {
  const meaning = amend(understood, before)
  const events = interpret(meaning, before, bot.catalogue)
  const undoes = events.some(({ type }) => type === 'undone')
  const state = undoes
    ? within(bot.project(message, message.conversation, events), bot.catalogue)
    : events.reduce(follow, before)
  return { meaning, events, before, state }
}

/** An event that is decided but not stored yet takes the next sequence number. */
const follow = (state: State, event: Event): State => {
  const seq = state.version + 1
  return { ...apply(state, event, seq), version: seq }
}

function speak(
  bot: TurnParts,
  heard: Heard,
  decision: Awaited<ReturnType<typeof decide>>,
  events: readonly Event[],
): Spoken {
  const intents = heard.meaning.clauses.map(({ intent }) => intent)
  return bot.speaker.speak(decision, { state: heard.state, events, intents, seed: bot.seed })
}

/** The same request has the same fingerprint: who, where and what, not when. */
const fingerprint = ({ conversation, person, text, payload }: Message): string =>
  createHash('sha256')
    .update(JSON.stringify([conversation, person, text, payload ?? null]))
    .digest('hex')

/** A message from a program that is not typed: what is missing is said, and nothing is thrown deep inside. */
function check(message: Message): void {
  const texts = ['channel', 'conversation', 'person', 'text'] as const
  const wrong =
    texts.find((name) => typeof message[name] !== 'string') ?? (Number.isFinite(message.at) ? undefined : 'at')
  if (wrong === undefined) return
  throw new TastebudError(
    'BAD_MESSAGE',
    `the message has no ${wrong === 'at' ? 'time "at"' : `text "${wrong}"`}`,
    'Give channel, conversation, person and text as strings, and "at" in milliseconds since 1970.',
  )
}
