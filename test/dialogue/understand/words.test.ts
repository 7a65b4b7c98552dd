import { expect, test } from 'vitest'
import { BOUNDS, CUES, readWords } from '../../../src/dialogue/understand/words.ts'

const words = readWords('intents/words.yml')

test('every cue and every bound has words', () => {
  expect(CUES.filter((cue) => words.cues[cue].length === 0)).toEqual([])
  expect(BOUNDS.filter((bound) => words.bounds[bound].length === 0)).toEqual([])
})

test('no word tells two moods by the same emoji', () => {
  const signs = Object.values(words.emoji).flat()
  expect(new Set(signs).size).toBe(signs.length)
})
