import { expect, test } from 'vitest'
import { readRatings } from '../../../../src/dialogue/understand/numbers/ratings.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

test.each([
  ['catan gets 9 out of 10', 'catan gets thumbsup'],
  ['catan 10/10', 'catan thumbsup'],
  ['risk: 1/10', 'risk : thumbsdown'],
  ['five stars for catan', 'thumbsup for catan'],
  ['one star', 'thumbsdown'],
  ['2 out of 5 stars', 'thumbsdown'],
  ['5/10', 'thumbsmiddle'],
  ['catan 5/10, go 9/10', 'catan thumbsmiddle , go thumbsup'],
  ['a star', 'a star'],
  ['9/11', '9 / 11'],
  ['12 out of 10', '12 out of 10'],
])('%s', (text, expected) => {
  const tokens = readRatings(tokenize(text), gameWords)
  expect(tokens.map(({ folded }) => folded).join(' ')).toBe(expected)
  expect(tokens.at(-1)?.end).toBe(text.length)
})
