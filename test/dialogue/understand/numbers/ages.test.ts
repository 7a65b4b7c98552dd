import { expect, test } from 'vitest'
import { readAge } from '../../../../src/dialogue/understand/numbers/ages.ts'
import { numberWorld } from '../../../../src/dialogue/understand/numbers/number-world.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const world = numberWorld(games, gameWords)
const age = (text: string) => {
  const tokens = tokenize(text)
  return readAge(world, tokens, 0, tokens.length)?.max
}

test.each([
  ['8 year old', 8],
  ['aged 6 and 9', 6],
  ['for my kids', 6],
  ['kid friendly', 6],
  ['my kids are with me', 6],
  ['the toddler is here', 0],
  ['our teenagers will play too', 12],
  ['my kids are adults', undefined],
  ['40 year old game', undefined],
  ['for my boss', undefined],
])('%s is for age %s', (text, expected) => {
  expect(age(text)).toBe(expected)
})

test('without an age rating there is none', () => {
  const tokens = tokenize('for my kids')
  expect(readAge({ ...world, rating: undefined }, tokens, 0, tokens.length)).toBeUndefined()
})
