import { expect, test } from 'vitest'
import { asksOf, readRole } from '../../../../src/dialogue/understand/clause/asks.ts'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { select } from '../../../../src/dialogue/understand/linking/select.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)
const asks = (text: string, intent = 'ask_fact') => {
  const tokens = tokenize(text)
  const found = select(linker.candidates(tokens), tokens, linker, { shown: [] }, () => false)
  return asksOf(tokens, 0, tokens.length, intent, games, gameWords, found)
}

test.each([
  ['who designed it?', 'designer'],
  ['how long is catan', 'minutes'],
  ['when was it made', 'year'],
  ['is it a party game', 'kind'],
  ['is it heavy', 'weight'],
  ['is klaus teuber in it', 'designer'],
  ['designer of catan', 'designer'],
  ['did it win a prize', '?win prize'],
])('%s: %s', (text, field) => expect(asks(text)).toBe(field))
test.each([
  ['who played the captain in it?', 'captain'],
  ['who plays Ripley', 'Ripley'],
  ['who played in it?', undefined],
  ['who played it?', undefined],
  ['who designed it?', undefined],
])('%s asks for the part of %s', (text, role) => {
  const tokens = tokenize(text)
  expect(readRole(tokens, 0, tokens.length, gameWords)).toBe(role)
})
test('only questions of fact ask for a field', () => expect(asks('who designed it', 'ask_why')).toBeUndefined())
