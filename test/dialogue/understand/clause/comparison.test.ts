import { describe, expect, test } from 'vitest'
import { readComparison, readOrder } from '../../../../src/dialogue/understand/clause/comparison.ts'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { select } from '../../../../src/dialogue/understand/linking/select.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)
function read(text: string, pointed = 0, having = false, bounded = false) {
  const tokens = tokenize(text)
  const found = select(linker.candidates(tokens), tokens, linker, { shown: [] }, () => false)
  const comparison = readComparison(tokens, 0, tokens.length, found, pointed, having, bounded, games, gameWords)
  return comparison && `${comparison.kind} ${comparison.by} ${comparison.direction}${comparison.whether ? ' ?' : ''}`
}

describe('readComparison', () => {
  test.each([
    ['which is longer', 'number minutes 1'],
    ['which of these is the shortest?', 'number minutes -1'],
    ['which one is the newest', 'number year 1'],
    ['which is the heaviest?', 'axis weight 1'],
    ['which is least complex', 'axis weight -1'],
    ['is Catan longer than Pandemic?', 'number minutes 1 ?'],
    ['Catan or Pandemic?', 'fit  1'],
    ['which is better', 'fit  1'],
    ['compare Catan and Pandemic', 'facts  1'],
    ['which has the best ratings?', 'number  1'],
  ])('%s compares by %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each([
    'something longer than Catan',
    'which is longer than Catan?',
    'is it longer',
    'what else is newer',
    'show me the longest',
    'longer',
  ])('%s is no comparison of what is at hand', (text) => {
    expect(read(text)).toBeUndefined()
  })

  test('"which of these is ..." asks who has it', () => {
    expect(read('which of these is for kids', 0, true)).toBe('having  1')
    expect(read('which of these', 0, false)).toBeUndefined()
    expect(read('which of them are longer than 3 hours', 0, true, true)).toBe('having  1')
    expect(read('which of these have won a prize?')).toBe('number  1')
  })
})

test('an order has its words for two and for more', () => {
  const order = (text: string) => {
    const tokens = tokenize(text)
    return readOrder(tokens, 0, tokens.length, linker.candidates(tokens), games, gameWords)?.words
  }
  expect(order('the longest')).toEqual(['longer', 'longest'])
  expect(order('most complex')).toEqual(['more complex', 'most complex'])
})
