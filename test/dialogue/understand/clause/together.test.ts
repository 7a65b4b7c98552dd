import { describe, expect, test } from 'vitest'
import { CLASSIFIER } from '../../../../src/dialogue/understand/intents/classifier.ts'
import { Reader } from '../../../../src/dialogue/understand/reader.ts'
import { games } from '../world.ts'

const reader = new Reader(games, 'intents', 0.3, CLASSIFIER)
const read = (text: string) => {
  const [clause] = reader.understand(text, { shown: [] }).clauses
  return { tags: clause?.tags.map(({ value }) => value), numbers: clause?.numbers }
}

describe('a name and a number refused as one thing', () => {
  test.each([
    ['not a strategy game from the 90s', { field: 'year', min: 1990, max: 1999 }],
    ['no strategy games from the 90s', { field: 'year', min: 1990, max: 1999 }],
    ['no strategy games over two hours', { field: 'minutes', min: 121 }],
    ['i hate strategy games from the 90s', { field: 'year', min: 1990, max: 1999 }],
  ])('%s', (text, bounds) => {
    const { tags, numbers } = read(text)
    expect(tags).toEqual([])
    expect(numbers).toMatchObject([{ ...bounds, of: { field: 'kind', value: 'strategy' } }])
  })

  test.each([
    ['a strategy game, not from the 90s', ['strategy']],
    ['not a strategy game and not from the 90s', ['strategy']],
    ['a strategy game over two hours', ['strategy']],
  ])('%s: each for itself', (text, expected) => {
    const { tags, numbers } = read(text)
    expect(tags).toEqual(expected)
    expect(numbers?.some((number) => number.of)).toBe(false)
  })
})
