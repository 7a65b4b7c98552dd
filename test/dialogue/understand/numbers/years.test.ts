import { expect, test } from 'vitest'
import { numberWorld } from '../../../../src/dialogue/understand/numbers/number-world.ts'
import { joinYears, readLastYears, readYears } from '../../../../src/dialogue/understand/numbers/years.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const world = numberWorld(games, gameWords)
const years = (text: string, at = 0) => {
  const tokens = tokenize(text)
  const found = readYears(world, tokens, at, 0, tokens.length)
  return found && `${found.except ? '!' : ''}[${found.min ?? ''},${found.max ?? ''}]`
}

test.each([
  ['from the 80s', 0, '[1980,1989]'],
  ['before 1980', 0, '[,1979]'],
  ['early nineties', 0, '[1990,1993]'],
  ['not 1999', 1, '![1999,1999]'],
  ['this century', 0, '[2000,]'],
  ['the 20th century', 1, '[1900,1999]'],
  ['tonight', 0, undefined],
])('%s', (text, at, expected) => {
  expect(years(text, at)).toBe(expected)
})

test('the last years count from the newest item', () => {
  const tokens = tokenize('the last ten years')
  expect(readLastYears(world, tokens, 0, tokens.length)).toMatchObject({ field: 'year', min: 2008 })
})

test('two spans side by side are one, unless one is what is not wanted', () => {
  const tokens = tokenize('80s or 90s')
  const a = { from: 0, to: 1, field: 'year', min: 1980, max: 1989 }
  const b = { from: 2, to: 3, field: 'year', min: 1990, max: 1999 }
  expect(joinYears([a, b], tokens)).toEqual([{ ...a, to: 3, max: 1999 }])
  expect(joinYears([{ ...a, except: true }, b], tokens)).toHaveLength(2)
})
