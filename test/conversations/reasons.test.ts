import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoHome, packageRoot } from '../../src/bot.ts'
import { findConvos, readConvo } from '../../src/conversation-tests/read-convo.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'
import { createInlineMind } from '../../src/dialogue/mind/inline-mind.ts'
import { loadMind } from '../../src/dialogue/mind/load.ts'
import type { Suggestions, Wish } from '../../src/dialogue/mind/mind.ts'
import { withoutItem } from '../../src/dialogue/mind/scorer.ts'
import { readReplies } from '../../src/dialogue/speak/replies.ts'
import { Speaker } from '../../src/dialogue/speak/speak.ts'
import { Memory } from '../../src/dialogue/track/memory.ts'
import { respond } from '../../src/dialogue/turn.ts'
import type { LoggedEvent } from '../../src/store/contract.ts'
import { openStore } from '../../src/store/open.ts'

/** Says what people say in the conversation tests, and keeps every list with the wish that it answers. */
async function lists(): Promise<{ wish: Wish; found: Suggestions }[]> {
  const kept: { wish: Wish; found: Suggestions }[] = []
  const mind = createInlineMind({
    understanding: loaded.understanding,
    engine: {
      ...loaded.engine,
      recommend: (wish) => {
        const found = loaded.engine.recommend(wish)
        kept.push({ wish, found })
        return found
      },
    },
  })
  const store = await openStore({ file: ':memory:' })
  const memory = new Memory(store)
  const speaker = new Speaker(loaded.catalogue, readReplies(join(packageRoot, 'intents', 'replies.yml')))
  for (const path of await findConvos([import.meta.dirname])) {
    const convo = await readConvo(path)
    for (const step of convo.steps) {
      if (!('user' in step) || typeof step.user !== 'string') continue
      const person = { channel: 'test', person: convo.path }
      await respond(
        {
          catalogue: loaded.catalogue,
          mind,
          speaker,
          seed: 1,
          recall: () => memory.recall(person, 'c'),
          project: (_, __, events) => memory.project(person, 'c', events),
          remember: async ({ message, version, events, reply }) => {
            const data = events as unknown as LoggedEvent['data'][]
            await store.commit({ person, conversation: 'c', at: 0, text: message.text, version, events: data, reply })
          },
          answered: async () => undefined,
          erase: async () => {
            await store.erase(person)
            memory.forget(person)
          },
          export: () => store.export(person),
        },
        { ...person, conversation: 'c', text: step.user, at: 0 },
      )
    }
  }
  await store.close()
  return kept
}

const home = demoHome()
const loaded = await loadMind({
  catalogue: home.catalogue,
  domain: home.domain,
  intents: join(packageRoot, 'intents'),
  ...(home.models !== undefined && { models: home.models }),
})

/** The final blended score that `item` has for a wish: everything else is excluded, so that it is offered. */
function finalScore(wish: Wish, item: ItemId): number {
  const others = loaded.catalogue.items.map(({ id }) => id).filter((id) => id !== item)
  const found = loaded.engine.recommend({ ...wish, constraints: [], exclude: others, count: 1, explore: false })
  return found.items[0]?.score ?? Number.NaN
}

describe('reasons given in the conversation tests', async () => {
  const kept = await lists()
  const claims = kept.flatMap(({ wish, found }) =>
    found.items.flatMap(({ item, reasons }) => reasons.map((reason) => ({ wish, item, reason }))),
  )

  test('there are many, of several kinds', () => {
    expect(claims.length).toBeGreaterThan(200)
    expect(new Set(claims.map(({ reason }) => reason.kind)).size).toBeGreaterThanOrEqual(5)
  })

  test('without what was liked, or named as the mark, the final score falls by 1 % at least, and by what is claimed', () => {
    let checked = 0
    for (const { wish, item, reason } of claims) {
      if (reason.kind !== 'liked' && reason.kind !== 'near') continue
      const full = finalScore(wish, item)
      const share = (full - finalScore(withoutItem(wish, reason.item), item)) / full
      expect(share, `${item} because of ${reason.item}`).toBeGreaterThanOrEqual(0.01)
      expect(share).toBeCloseTo(reason.share, 4)
      checked++
    }
    expect(checked).toBeGreaterThan(100)
  })

  test('some liked films give no reason, because without them the score hardly falls', () => {
    let silent = 0
    for (const { wish, found } of kept) {
      for (const { item, reasons } of found.items) {
        const named = new Set(reasons.flatMap((reason) => (reason.kind === 'liked' ? [reason.item] : [])))
        // A list of three reasons may be full; then a like may stay unnamed although it counts.
        if (reasons.length >= 3) continue
        for (const like of wish.likes) {
          if (named.has(like.item) || wish.near.includes(like.item)) continue
          const full = finalScore(wish, item)
          expect((full - finalScore(withoutItem(wish, like.item), item)) / full).toBeLessThan(0.01)
          silent++
        }
      }
    }
    expect(silent).toBeGreaterThan(0)
  })

  test('tags, bounds and axes are facts of the item', () => {
    for (const { wish, item, reason } of claims) {
      const facts = loaded.catalogue.get(item)
      if (reason.kind === 'tag') expect(facts.tags[reason.field]).toContain(reason.value)
      if (reason.kind === 'number') {
        const bound = wish.constraints.find((c) => c.kind === 'number' && c.field === reason.field)
        const value = reason.field === 'year' ? facts.year : facts.numbers[reason.field]
        if (bound?.kind !== 'number' || value === undefined) throw new Error(`${item}: no bound on ${reason.field}`)
        expect(value).toBeGreaterThanOrEqual(bound.min ?? Number.NEGATIVE_INFINITY)
        expect(value).toBeLessThanOrEqual(bound.max ?? Number.POSITIVE_INFINITY)
      }
      if (reason.kind === 'axis') expect(loaded.catalogue.level(facts, reason.axis)).toBeDefined()
    }
  })
})
