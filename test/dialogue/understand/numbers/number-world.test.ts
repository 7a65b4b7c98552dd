import { expect, test } from 'vitest'
import { isNegated, numberWorld } from '../../../../src/dialogue/understand/numbers/number-world.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const world = numberWorld(games, gameWords)

test('what the catalogue says about its numbers', () => {
  expect(world).toMatchObject({ rating: 'age', measure: 'minutes', newest: 2018 })
  expect(world.units.get('hours')).toEqual({ field: 'minutes', factor: 60 })
  const minutes = world.quantiles.get('minutes') ?? []
  expect(minutes[0]).toBe(20)
  expect([...minutes].sort((a, b) => a - b)).toEqual(minutes)
  expect(world.more.at(tokenize('longer'), 0)?.value).toEqual({ field: 'minutes', direction: 1 })
})

test('a "not" counts right before a number, or with a word between', () => {
  const negated = (text: string) => {
    const tokens = tokenize(text)
    return isNegated(world, tokens, tokens.length - 1, 0)
  }
  expect(negated('not 1999')).toBe(true)
  expect(negated('not from 1999')).toBe(true)
  expect(negated('nothing 1999')).toBe(true)
  expect(negated('from 1999')).toBe(false)
})
