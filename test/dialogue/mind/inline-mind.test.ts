import { expect, test } from 'vitest'
import { degradedMeaning } from '../../../src/dialogue/mind/fallback.ts'
import { createInlineMind } from '../../../src/dialogue/mind/inline-mind.ts'
import { createEngine } from '../../../src/dialogue/mind/recommend.ts'
import { like, nothing, randomWorld } from './world.ts'

test('gives the answers of its parts', async () => {
  const engine = createEngine(randomWorld(50))
  const understanding = { understand: (text: string) => degradedMeaning(text.toUpperCase()) }
  const mind = createInlineMind({ engine, understanding })
  const wish = { ...nothing, likes: [like('g3')] }
  expect(await mind.recommend(wish)).toEqual(engine.recommend(wish))
  expect(await mind.question(wish, ['kind'])).toEqual(engine.question(wish, ['kind']))
  expect((await mind.understand('hi', { shown: [] })).text).toBe('HI')
  await mind.close()
})

test('an error of a part is a rejected promise, not a throw', async () => {
  const mind = createInlineMind({
    engine: createEngine(randomWorld(5)),
    understanding: {
      understand() {
        throw new Error('no')
      },
    },
  })
  await expect(mind.understand('hi', { shown: [] })).rejects.toThrow('no')
})
