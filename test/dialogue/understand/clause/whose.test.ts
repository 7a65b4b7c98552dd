import { expect, test } from 'vitest'
import { readWhose, speaksNext } from '../../../../src/dialogue/understand/clause/whose.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { clause } from '../../../worlds/cinema.ts'
import { gameWords } from '../world.ts'

const whose = (text: string, before?: ReturnType<typeof clause>) => {
  const tokens = tokenize(text)
  return readWhose(tokens, 0, tokens.length, gameWords, before)
}

test.each([
  ['my wife hates horror', 'your wife'],
  ['she likes Catan', 'her'],
  ['my kids absolutely love party games', 'your kids'],
  ["my son doesn't like long games", 'your son'],
  ["my wife's favourite is Catan", 'your wife'],
  ['something that my dad loves', 'your dad'],
  ['her favourite game is Catan', 'her'],
  ['Catan is his all time favourite', 'him'],
  ["Catan is my sister's favourite", 'your sister'],
  ['one of us loves horror', 'one of you'],
  ['everyone loves Catan', ''],
])('%s: somebody else', (text, expected) => expect(whose(text)).toBe(expected))

test.each([
  'I hate horror',
  'my favourite is Catan',
  'I love her',
  'my wife and I love horror',
  'me and my friends love Catan',
  'I played it with my wife and loved it',
  'my wife told me that I would love it',
  'we love party games',
  'something like Catan for my wife',
  'loves of my life',
])('%s: the speaker', (text) => expect(whose(text)).toBeUndefined())

test('a subject holds on where the next verb has none and cannot be the speaker’s', () => {
  const before = clause('opinion', { whose: 'your wife' })
  expect(whose('but loves comedies', before)).toBe('your wife')
  expect(whose('but I love comedies', before)).toBeUndefined()
  expect(whose('but love comedies', before)).toBeUndefined()
})

test('where another taste begins', () => {
  const speaks = (text: string) => speaksNext(tokenize(text), 0, gameWords)
  expect(speaks('the other hates it')).toBe(true)
  expect(speaks('my son really loves it')).toBe(true)
  expect(speaks('my son')).toBe(false)
  expect(speaks('the other game')).toBe(false)
})
