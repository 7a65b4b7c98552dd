import { expect, test } from 'vitest'
import { cutClauses, MAX_CLAUSES } from '../../../../src/dialogue/understand/clause/clauses.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

const cut = (text: string, inside: (at: number) => boolean = () => false) => {
  const tokens = tokenize(text)
  return cutClauses(tokens, gameWords, inside, () => false).map(([from, to]) =>
    text.slice(tokens[from]?.start, tokens[to - 1]?.end),
  )
}

test.each([
  ['catan and pandemic', ['catan and pandemic']],
  ['strategy, party', ['strategy, party']],
  ['seen it, show me more', ['seen it,', 'show me more']],
  ['loved it! what else?', ['loved it!', 'what else?']],
  ['strategy but nothing heavy', ['strategy', 'but nothing heavy']],
  ['strategy, but nothing heavy', ['strategy,', 'but nothing heavy']],
  ['anything but strategy', ['anything but strategy']],
  ['loved catan and hated risk', ['loved catan', 'and hated risk']],
  ['hi, i want a game', ['hi,', 'i want a game']],
  ['hi i want a game', ['hi', 'i want a game']],
  ['no longer than 2 hours', ['no longer than 2 hours']],
  ['one\ntwo', ['one', 'two']],
  ['really...', ['really...']],
])('%s', (text, expected) => expect(cut(text).map((part) => part.trim())).toEqual(expected))

test('never inside a name', () => {
  expect(cut('Lock, show and Barrels', () => true)).toHaveLength(1)
})
test('a bounded number of things', () => expect(cut('no. '.repeat(500)).length).toBeLessThanOrEqual(MAX_CLAUSES))
