import { expect, test } from 'vitest'
import { plainSign, readEmoji } from '../../../../src/dialogue/understand/text/emoji.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

const words = (text: string) => readEmoji(tokenize(text), gameWords).map(({ folded }) => folded)

test('skin tones and variation selectors make no other sign', () => {
  expect(plainSign('👍🏽')).toBe('👍')
  expect(plainSign('❤️')).toBe('❤')
})

test.each([
  ['I ❤️ Catan', ['i', 'love', 'catan']],
  ['👎🏿 Risk', ['dislike', 'risk']],
  ['Risk 👎', ['risk', 'thumbsdown']],
  ['Catan ❤️', ['catan', 'thumbsup']],
  ['👍👍', ['thumbsup', '👍']],
  ['🎲 Catan', ['🎲', 'catan']],
])('%s', (text, expected) => {
  expect(words(text)).toEqual(expected)
})

test('offsets stay those of the message', () => {
  const text = 'I ❤️ it'
  for (const { start, end, text: own } of readEmoji(tokenize(text), gameWords)) expect(text.slice(start, end)).toBe(own)
})
