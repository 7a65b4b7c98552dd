import { join } from 'node:path'
import { packageRoot } from '../../src/bot.ts'
import { findLabel } from '../../src/conversation-tests/check.ts'
import { captured, fill } from '../../src/conversation-tests/fill.ts'
import { type ConvoFile, findConvos, readConvo } from '../../src/conversation-tests/read-convo.ts'
import type { SpokenStep } from '../../src/conversation-tests/schema.ts'
import type { Button, Message, Reply } from '../../src/dialogue/message.ts'
import { createInlineMind } from '../../src/dialogue/mind/inline-mind.ts'
import type { LoadedMind } from '../../src/dialogue/mind/load.ts'
import type { Suggestions, Wish } from '../../src/dialogue/mind/mind.ts'
import { remembering } from '../../src/dialogue/remembering.ts'
import { readReplies } from '../../src/dialogue/speak/replies.ts'
import { Speaker } from '../../src/dialogue/speak/speak.ts'
import { respond, type TurnParts } from '../../src/dialogue/turn.ts'
import { openStore } from '../../src/store/open.ts'

/** A list that was offered, with the wish that it answers. */
export interface Offered {
  readonly wish: Wish
  readonly found: Suggestions
}

export interface Replayed {
  readonly offered: readonly Offered[]
  /** What was said and pressed, variables filled in. */
  readonly said: readonly string[]
}

/**
 * Says and presses what people do in the conversation tests, every row of `examples` and with what `capture` took, and
 * keeps every list with its wish. What the bot answers is judged elsewhere. Conversations about another home are left out.
 */
export async function replay(loaded: LoadedMind, folder: string): Promise<Replayed> {
  const offered: Offered[] = []
  const mind = createInlineMind({
    understanding: loaded.understanding,
    engine: {
      ...loaded.engine,
      recommend: (wish) => {
        const found = loaded.engine.recommend(wish)
        offered.push({ wish, found })
        return found
      },
    },
  })
  const store = await openStore({ file: ':memory:' })
  const parts: Omit<TurnParts, 'seed'> = {
    catalogue: loaded.catalogue,
    mind,
    speaker: new Speaker(loaded.catalogue, readReplies(join(packageRoot, 'intents', 'replies.yml'))),
    ...remembering(store),
  }
  const said: string[] = []
  const talk = async (convo: ConvoFile, row: Record<string, string> | undefined, name: string) => {
    const vars: Record<string, string> = { ...convo.vars, ...row }
    const buttons = new Map<string, readonly Button[]>()
    const person = (who: string) => ({ channel: 'test', person: `${name} ${who}` })
    for (const [who, { events }] of Object.entries(convo.fixtures)) {
      const before = { conversation: 'before', at: 0, text: '', version: 0, reply: nothingSaid }
      await store.commit({ ...before, person: person(who), events: fill(events, vars) })
    }
    for (const step of convo.steps) {
      if ('restart' in step) continue
      const filled = fill(step, vars)
      const who = filled.as ?? 'user'
      const message = { ...person(who), conversation: 'c', at: 0, ...spoken(filled, buttons.get(who) ?? []) }
      const reply = await respond({ ...parts, seed: convo.seed }, message)
      said.push(message.text)
      buttons.set(who, [...reply.cards.flatMap((card) => card.buttons), ...reply.buttons])
      for (const [key, path] of Object.entries(filled.expect?.capture ?? {})) {
        vars[key] = String(captured(reply.trace, path))
      }
    }
  }
  for (const path of await findConvos([folder])) {
    const convo = await readConvo(path)
    if (convo.home !== undefined) continue
    for (const [i, row] of (convo.examples ?? [undefined]).entries()) await talk(convo, row, `${path} ${i}`)
  }
  await store.close()
  return { offered, said }
}

const nothingSaid: Reply = {
  text: '',
  cards: [],
  buttons: [],
  trace: { intents: [], acts: [], items: [], changes: [] },
}

function spoken(step: SpokenStep, offered: readonly Button[]): Pick<Message, 'text' | 'payload'> {
  if ('user' in step) {
    return { text: typeof step.user === 'string' ? step.user : step.user.repeat.repeat(step.user.times) }
  }
  const label = findLabel(
    offered.map((button) => button.label),
    step.click,
  )
  const button = offered.find((one) => one.label === label)
  if (!button) throw new Error(`no button "${step.click}" is on offer`)
  return { text: button.label, payload: button.payload }
}
