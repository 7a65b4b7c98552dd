import { expect, test } from 'vitest'
import { added, boosted, wishDefaults } from '../../../src/dialogue/mind/wish-weights.ts'

test('tags, words and vectors each add and multiply by their own weight', () => {
  const config = {
    ...wishDefaults,
    tagAdds: 1,
    wordsAdd: 10,
    vectorsAdd: 100,
    tagBoosts: 2,
    wordsBoost: 20,
    vectorsBoost: 200,
  }
  expect(added(config, 0.5, 0.25, 1)).toBe(0.5 + 2.5 + 100)
  expect(boosted(config, 0.5, 0.25, 1)).toBe(1 + 5 + 200)
  expect(added(config, 0, 0, 0)).toBe(0)
})
