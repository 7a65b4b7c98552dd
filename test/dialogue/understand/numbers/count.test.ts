import { expect, test } from 'vitest'
import { readCount } from '../../../../src/dialogue/understand/numbers/count.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

const count = (text: string) => {
  const tokens = tokenize(text)
  return readCount(tokens, 0, tokens.length, [], gameWords, () => false)?.count
}

test.each([
  ['recommend 5 games', 5],
  ['just one', 1],
  ['only one please', 1],
  ['show me ten', 10],
  ['give me a couple more', 2],
  ['top three', 3],
  ['another 3', 3],
  ['a few suggestions', 3],
  ['games, 20', undefined],
  ['one more', 1],
  ['0 games', 0],
  ['recommend zero games', 0],
])('%s asks for %s', (text, expected) => {
  expect(count(text)).toBe(expected)
})

test.each(['another one', 'that one', 'the one with dragons', 'which one is shorter', 'under two hours', 'no'])(
  '%s says no number of items',
  (text) => {
    expect(count(text)).toBeUndefined()
  },
)
