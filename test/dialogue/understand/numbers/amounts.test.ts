import { expect, test } from 'vitest'
import { readAmount } from '../../../../src/dialogue/understand/numbers/amounts.ts'
import { numberWorld } from '../../../../src/dialogue/understand/numbers/number-world.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const world = numberWorld(games, gameWords)
const amount = (text: string, at = 0) => {
  const tokens = tokenize(text)
  const found = readAmount(world, tokens, at, 0, tokens.length)
  return found && `${found.field}[${found.min ?? ''},${found.max ?? ''}]`
}

test.each([
  ['under two hours', 0, 'minutes[,119]'],
  ['an hour and a half max', 0, 'minutes[,90]'],
  ['between 60 minutes and 90 minutes', 0, 'minutes[60,90]'],
  ['90 to 120 minutes', 0, 'minutes[90,120]'],
  ['between 60 and 90 minutes', 0, 'minutes[60,90]'],
  ['one to two hours', 0, 'minutes[60,120]'],
  ['3-5 players', 0, 'players[3,5]'],
  ['5 or more people', 0, 'players[5,]'],
  ['2 or fewer players', 0, 'players[,2]'],
  ['5+ players', 0, 'players[5,]'],
  ['4 players', 0, 'players[4,4]'],
  ['an hour', 0, 'minutes[53,67]'],
  ['after an hour of scrolling', 1, undefined],
  ['under the sea', 0, undefined],
])('%s', (text, at, expected) => {
  expect(amount(text, at)).toBe(expected)
})
