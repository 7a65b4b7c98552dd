import { expect, test } from 'vitest'
import { readOrdinals } from '../../../../src/dialogue/understand/clause/masking.ts'
import { readWhichList } from '../../../../src/dialogue/understand/clause/which-list.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

test.each([
  ['show the first list again', 1],
  ['your second batch please', 2],
  ['go back to the list before', -1],
  ['the previous suggestions', -1],
  ['show me the last list', undefined],
  ['show the first again', undefined],
  ['the list again', undefined],
])('%s: %s', (text, expected) => {
  const tokens = tokenize(text)
  const ordinals = readOrdinals(tokens, 0, tokens.length, gameWords, () => false)
  expect(readWhichList(tokens, 0, tokens.length, ordinals, gameWords)).toBe(expected)
})
