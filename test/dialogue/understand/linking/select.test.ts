import { expect, test } from 'vitest'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { select } from '../../../../src/dialogue/understand/linking/select.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)
const chosen = (text: string, phrases: string[] = []) => {
  const tokens = tokenize(text)
  return select(linker.candidates(tokens), tokens, linker, { shown: [] }, (words) =>
    phrases.includes(words.join(' ')),
  ).map(
    (f) =>
      `${f.kind} ${tokens
        .slice(f.from, f.to)
        .map(({ text: t }) => t)
        .join(' ')}`,
  )
}

test.each([
  ['i loved go', ['title go']],
  ['something like go', ['title go']],
  ['let us go now', []],
  ['we played Go yesterday', ['title Go']],
  ['"go" was nice', ['title go']],
  ['never mind', []],
  ['i loved the mind', ['title the mind']],
  ['pandemic and go', ['title pandemic', 'title go']],
  ['i hate risk', ['title risk']],
  ['risk (1959)', ['title risk']],
  ['race for the galaxy', ['title race for the galaxy']],
  ['a race in a galaxy', ['tag galaxy']],
  // misspelt: the long title and not the short one in it, two slips, and nothing where an everyday word would be bent
  ['i loved Fourbidden Islnd', ['title Fourbidden Islnd']],
  ['i loved Race for teh Galxy', ['title Race for teh Galxy']],
  ['Rsk of the galaxy', ['tag galaxy']],
  ['Pandemic is nice', ['title Pandemic']],
  ['ticket to ride is nice', ['title ticket to ride']],
  ['we really must GO now', []],
])('%s: %j', (text, expected) => expect(chosen(text)).toEqual(expected))

test('what the intents say is no title', () => {
  expect(chosen('mind')).toEqual(['title mind'])
  expect(chosen('mind', ['mind'])).toEqual([])
})
