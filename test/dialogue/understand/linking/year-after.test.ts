import { expect, test } from 'vitest'
import { type Found, Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { yearAfter } from '../../../../src/dialogue/understand/linking/year-after.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)

test.each([
  ['Risk (1959)', { year: 1959, to: 4 }],
  ['risk from 2008', { year: 2008, to: 3 }],
  ['risk 1950', undefined],
  ['risk tonight', undefined],
])('%s', (text, expected) => {
  const tokens = tokenize(text)
  const risk = linker.candidates(tokens).find((f) => f.kind === 'title') as Found
  expect(yearAfter(tokens, 1, risk, linker)).toEqual(expected)
})
