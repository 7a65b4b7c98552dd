import { expect, test } from 'vitest'
import { meaningOfPayload } from '../../../src/dialogue/understand/pressed.ts'
import { cinema } from '../../worlds/cinema.ts'

const intents = (payload: string) => {
  const said = meaningOfPayload(payload, cinema)
  return typeof said === 'object'
    ? said.clauses.map(({ intent, items }) => [intent, items[0]?.candidates[0]?.id])
    : said
}

test('buttons about an item', () => {
  expect(intents('like:star-road-1999')).toEqual([['opinion', 'star-road-1999']])
  expect(intents('seen:star-road-1999')).toEqual([['seen', 'star-road-1999']])
  expect(intents('save:star-road-1999')).toEqual([['save', 'star-road-1999']])
  expect(intents('why:star-road-1999')).toEqual([['ask_why', 'star-road-1999']])
})

test('buttons that stand for words are read like words', () => {
  expect(intents('answer:Comedy')).toBe('Comedy')
  expect(intents('say:surprise me')).toBe('surprise me')
})

test('plain verbs', () => {
  expect(intents('more')).toEqual([['another', undefined]])
  expect(intents('undo')).toEqual([['undo', undefined]])
})

test('what this bot did not write, or an item that is gone, is no meaning', () => {
  for (const payload of [
    '',
    'like:',
    'like:gone-1900',
    'drop table',
    'like:<script>',
    `say:${'x'.repeat(200)}`,
    'constructor',
  ]) {
    expect(intents(payload)).toBeUndefined()
  }
})
