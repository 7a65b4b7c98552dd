import { expect, test } from 'vitest'
import { TagIndex } from '../../../src/dialogue/mind/tag-index.ts'
import { catalogueOf } from './world.ts'

const tags = new TagIndex(
  catalogueOf([
    { id: 'a', tags: { kind: ['card', 'war'], mood: ['calm'] } },
    { id: 'b', tags: { kind: ['war', 'card'], mood: ['calm'] } },
    { id: 'c', tags: { kind: ['card'], mood: ['tense'] } },
    { id: 'd', tags: { kind: ['dice'], nonsense: ['card'] } },
    { id: 'e' },
  ]),
)

test('the same tags are alike by 1, none shared by 0, some in between, and it is symmetric', () => {
  expect(tags.similarity(0, 1)).toBeCloseTo(1, 6)
  expect(tags.similarity(0, 3)).toBe(0)
  expect(tags.similarity(4, 4)).toBe(0)
  const some = tags.similarity(0, 2)
  expect(some).toBeGreaterThan(0)
  expect(some).toBeLessThan(0.5)
  expect(tags.similarity(2, 0)).toBe(some)
})

test('rare values weigh more; a value that nobody has weighs nothing', () => {
  expect(tags.idf('kind', 'dice')).toBe(1)
  expect(tags.idf('kind', 'card')).toBeCloseTo(0.5 + (0.5 * Math.log(5 / 3)) / Math.log(5), 12)
  expect(tags.idf('kind', 'chess')).toBe(0)
  expect(tags.idf('nonsense', 'card')).toBe(0)
})
