import { expect, test } from 'vitest'
import { NumberReader } from '../../../../src/dialogue/understand/numbers/numbers.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const reader = new NumberReader(games, gameWords)
function read(text: string): string {
  const tokens = tokenize(text)
  return reader
    .read(tokens, 0, tokens.length, () => false)
    .map(
      ({ field, min, max, direction, clear, except }) =>
        `${except ? '!' : ''}${field}${direction ? (direction > 0 ? '>' : '<') : clear ? '=any' : `[${min ?? ''},${max ?? ''}]`}`,
    )
    .join(' ')
}

test.each([
  ['under two hours', 'minutes[,119]'],
  ['under 2h', 'minutes[,119]'],
  ['at most 90 min', 'minutes[,90]'],
  ['not longer than 2h', 'minutes[,120]'],
  ["it shouldn't be over 2 hours", 'minutes[,120]'],
  ['90 minutes or less', 'minutes[,90]'],
  ['over an hour and a half', 'minutes[91,]'],
  ['at least 1.5 hours', 'minutes[90,]'],
  ['two and a half hours max', 'minutes[,150]'],
  ['1 hour 30 minutes max', 'minutes[,90]'],
  ['half an hour tops', 'minutes[,30]'],
  ['between 60 minutes and 90 minutes', 'minutes[60,90]'],
  ['i have 45 minutes', 'minutes[,45]'],
  ['about 100 minutes', 'minutes[87,112]'],
  ['for 4 players', 'players[4,4]'],
  ['from the 80s', 'year[1980,1989]'],
  ["the '80s", 'year[1980,1989]'],
  ["80's", 'year[1980,1989]'],
  ['nineteen eighties', 'year[1980,1989]'],
  ['late nineties', 'year[1997,1999]'],
  ['mid-70s', 'year[1974,1976]'],
  ['the 00s', 'year[2000,2009]'],
  ['1920s', 'year[1920,1929]'],
  ['80s or 90s', 'year[1980,1999]'],
  ['from the 60s to the 80s', 'year[1960,1989]'],
  ['between 1970 and 1985', 'year[1970,1985]'],
  ['1970-1985', 'year[1970,1985]'],
  ['before the 80s', 'year[,1979]'],
  ['before 1980', 'year[,1979]'],
  ['after 2000', 'year[2001,]'],
  ['since 2000', 'year[2000,]'],
  ['2000 or later', 'year[2000,]'],
  ['90s onwards', 'year[1990,]'],
  ['1990 or earlier', 'year[,1990]'],
  ['nothing before 1980', 'year[1980,]'],
  ['nothing after 2000', 'year[,2000]'],
  ['around 1995', 'year[1993,1997]'],
  ['not from the 80s', '!year[1980,1989]'],
  ['newer', 'year>'],
  ['something older than that', 'year<'],
  ['too old', 'year>'],
  ['shorter', 'minutes<'],
  ['longer please', 'minutes>'],
  ['too long', 'minutes<'],
  ['recent', 'year[2008,]'],
  ['something old', 'year[,1978]'],
  ['any year is fine', 'year=any'],
  ['any length is fine', 'minutes=any'],
  ['for my 8 year old', 'age[,8]'],
  ['my 10-year-old', 'age[,10]'],
  ['she is 7yo', 'age[,7]'],
  ['for the kids', 'age[,6]'],
  ['with my two little kids', 'age[,6]'],
  ['for my teenagers', 'age[,12]'],
  ['a 40 year old game', 'year[,1978]'],
  ['i like it', ''],
  ['the second one', ''],
])('%s is %s', (text, expected) => expect(read(text)).toBe(expected))
