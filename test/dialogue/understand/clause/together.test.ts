import { describe, expect, test } from 'vitest'
import { CLASSIFIER } from '../../../../src/dialogue/understand/intents/classifier.ts'
import { Reader } from '../../../../src/dialogue/understand/reader.ts'
import { games } from '../world.ts'

const reader = new Reader(games, 'intents', 0.3, CLASSIFIER)
const read = (text: string) => {
  const [clause] = reader.understand(text, { shown: [] }).clauses
  const { tags = [], numbers = [], together = [] } = clause ?? {}
  return { tags: tags.map(({ value }) => value), numbers, together }
}

describe('a name and a number refused as one thing', () => {
  test.each([
    ['not a strategy game from the 90s', { field: 'year', min: 1990, max: 1999 }],
    ['no strategy games from the 90s', { field: 'year', min: 1990, max: 1999 }],
    ['no strategy games over two hours', { field: 'minutes', min: 121 }],
    ['i hate strategy games from the 90s', { field: 'year', min: 1990, max: 1999 }],
  ])('%s', (text, bounds) => {
    const { tags, numbers, together } = read(text)
    expect(tags).toEqual([])
    expect(numbers).toEqual([])
    expect(together).toEqual([{ tags: [{ field: 'kind', value: 'strategy' }], numbers: [bounds], axes: [] }])
  })

  test.each([
    ['no strategy games with Ada Mooney', ['kind:strategy', 'artist:Ada Mooney']],
    ['not a strategy game about galaxy', ['kind:strategy', 'theme:space']],
    ['no tactical war games', ['kind:strategy', 'kind:war']],
    ['nothing by Matt Leacock with Ada Mooney', ['designer:Matt Leacock', 'artist:Ada Mooney']],
  ])('%s: names alone', (text, expected) => {
    const { tags, together } = read(text)
    expect(tags).toEqual([])
    expect(together.map((one) => one.tags.map(({ field, value }) => `${field}:${value}`))).toEqual([expected])
  })

  test.each([
    ['no strategy or galaxy', ['strategy', 'space']],
    ['no strategy, galaxy', ['strategy', 'space']],
    ['no strategy strategy', ['strategy']],
    ['no strategy games by Barnaby Quillfeather', []],
  ])('%s: no one thing that is known', (text, expected) => {
    const { tags, together } = read(text)
    expect(tags).toEqual(expected)
    expect(together).toEqual([])
  })

  test.each([
    ['a strategy game, not from the 90s', ['strategy']],
    ['not a strategy game and not from the 90s', ['strategy']],
    ['a strategy game over two hours', ['strategy']],
  ])('%s: each for itself', (text, expected) => {
    const { tags, together } = read(text)
    expect(tags).toEqual(expected)
    expect(together).toEqual([])
  })
})
