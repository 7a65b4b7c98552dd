import { describe, expect, test } from 'vitest'
import { against, inRange, known, shared } from '../../src/conversation-tests/facts.ts'
import { catalogue } from './world.ts'

const alien = known('alien-1979', catalogue)

describe('against', () => {
  test('is empty where all facts hold', () => {
    const facts = {
      tag: { genre: ['comedy', 'horror'] },
      notTag: { genre: 'crime' },
      year: { min: 1970, max: 1979 },
      minutes: { max: '117' },
      number: { violence: { min: 2 } },
      axis: { violence: { min: 1, max: 2 } },
      olderThan: 'heat-1995',
      shorterThan: 'heat-1995',
    }
    expect(against(alien, facts, catalogue)).toEqual([])
  })

  test.each([
    [{ tag: { genre: 'comedy' } }, 'genre is horror, science fiction, not comedy'],
    [{ tag: { mood: 'dark' } }, 'mood is not known, not dark'],
    [{ notTag: { genre: ['horror', 'crime'] } }, 'genre is horror'],
    [{ year: { min: 1980 } }, 'year is 1979, not at least 1980'],
    [{ minutes: { max: 100 } }, 'minutes is 117, not at most 100'],
    [{ number: { age: { max: 12 } } }, 'age is not known, not at most 12'],
    [{ axis: { violence: { max: 1 } } }, 'violence is 2, not at most 1'],
    [{ newerThan: 'heat-1995' }, '1979 is not newer than heat-1995 (1995)'],
    [{ olderThan: 'alien-1979' }, '1979 is not older than alien-1979 (1979)'],
    [{ longerThan: 'heat-1995' }, '117 is not longer than heat-1995 (170)'],
  ])('%j', (facts, complaint) => {
    expect(against(alien, facts, catalogue)).toEqual([complaint])
  })
})

test('an id that the catalogue lacks is a slip of the test, not of the bot', () => {
  expect(() => known('allien-1979', catalogue)).toThrow(/not in the catalogue/)
})

test('what is not known lies in no range', () => {
  expect(inRange(undefined, { min: 0 })).toBe(false)
  expect(inRange(3, {})).toBe(true)
})

test('shared values of a field', () => {
  const other = { ...alien, tags: { genre: ['horror', 'comedy'], mood: ['dark'] } }
  expect(shared(alien, other, 'genre')).toEqual(['horror'])
  expect(shared(alien, other, 'mood')).toEqual([])
})
