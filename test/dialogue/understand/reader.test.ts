import { describe, expect, test } from 'vitest'
import { CLASSIFIER } from '../../../src/dialogue/understand/intents/classifier.ts'
import { Reader } from '../../../src/dialogue/understand/reader.ts'
import { show } from './show.ts'
import { games } from './world.ts'

const reader = new Reader(games, 'intents', 0.3, CLASSIFIER)
const read = (text: string) => show(reader.understand(text, { shown: [] }))

describe('board games, with the intents of the films', () => {
  test.each([
    ['hi', 'greet'],
    ['i loved catan', 'opinion catan-1995/like'],
    ['i played pandemic', 'seen pandemic-2008/neutral+seen'],
    ['recommend me a game', 'want'],
    ['what should i play tonight', 'want'],
    ['a cooperative game for 4 players', 'want kind:co-op/want players[4,4]'],
    ['something like pandemic but lighter', 'similar pandemic-2008/neutral || critique weight-'],
    ['games by leacock', 'want designer:Matt Leacock/want'],
    ['how long is catan', 'ask_fact catan-1995/neutral asks:minutes'],
    ['less complex', 'critique weight-'],
    ['under an hour', 'critique minutes[,59]'],
  ])('%s', (text, meaning) => expect(read(text)).toBe(meaning))
})

describe('what nothing took', () => {
  const clause = (text: string) => reader.understand(text, { shown: [] }).clauses[0]
  test.each([
    ['a game without expansions', 'expansions'],
    ['no black and white', 'black and white'],
    ['something for my hungover brain', 'hungover brain'],
    ['no expansions and no dubbing', 'expansions'],
  ])('%s', (text, words) => expect(clause(text)).toMatchObject({ unread: words, intent: 'want' }))

  test.each([
    'recommend me a game',
    'no strategy games',
    'no rush',
    'nothing special',
    'a game for 3 players',
    'no thanks',
  ])('%s: nothing', (text) => expect(clause(text)?.unread).toBeUndefined())
})

test('a question to the bot is no taste', () => {
  expect(read('do you like strategy games?')).toBe('bot_identity')
  expect(read('would you love galaxy games?')).toBe('bot_identity')
  expect(read('do you have strategy games?')).toMatch(/^want kind:strategy/)
})

test('a scene is wished for, and no question', () => {
  expect(read('a game where nobody speaks')).toMatch(/^want/)
  expect(read('where can i play it')).toBe('where_to_watch it')
})

describe('more than one thing said', () => {
  test.each([
    ['ok, but lighter', 'critique weight-'],
    ['hi, recommend me a game', 'want'],
    ['thanks, bye', 'bye'],
    ['no, i meant pandemic', 'correct pandemic-2008/neutral'],
    ['looved catan', 'opinion catan-1995/like'],
    ['a game from the ninties', 'want year[1990,1999]'],
    ['something from the eigthies', 'want year[1980,1989]'],
    ['a game newr than 2010', 'want year[2011,]'],
    ['wat shud i play 2nite', 'want'],
    ['sumthin lighter plz', 'want weight-'],
    ['', 'unclear'],
    ['???', 'help'],
  ])('%j', (text, meaning) => expect(read(text)).toBe(meaning))

  test('an answer is kept where something was asked', () => {
    const context = { shown: [], asked: { kind: 'confirm' as const } }
    expect(reader.understand('yes, something lighter', context).clauses.map(({ intent }) => intent)[0]).toBe('affirm')
  })
})
