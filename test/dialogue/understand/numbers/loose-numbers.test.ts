import { expect, test } from 'vitest'
import { readLoose } from '../../../../src/dialogue/understand/numbers/loose-numbers.ts'
import { numberWorld } from '../../../../src/dialogue/understand/numbers/number-world.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const world = numberWorld(games, gameWords)
const loose = (text: string, at = 0) => {
  const tokens = tokenize(text)
  return readLoose(world, tokens, at, 0, tokens.length, () => false)
}

test('comparisons have a direction, and "not" turns it', () => {
  expect(loose('longer')).toMatchObject({ field: 'minutes', direction: 1 })
  expect(loose('newer than that')).toMatchObject({ field: 'year', direction: 1, to: 2 })
  expect(loose('not longer', 1)).toMatchObject({ direction: -1 })
  expect(loose('too long')).toMatchObject({ field: 'minutes', direction: -1 })
})

test('recent, old and short are measured by the catalogue', () => {
  expect(loose('recent')).toMatchObject({ field: 'year', min: 2008, otherwise: { max: 2008 } })
  const short = loose('short')
  expect(short?.max).toBeLessThanOrEqual(60)
  expect(loose('short notice')).toBeUndefined()
  expect(loose('dragons')).toBeUndefined()
})
