import { expect, test } from 'vitest'
import type { Found } from '../../../../src/dialogue/understand/linking/linker.ts'
import { supportedTag } from '../../../../src/dialogue/understand/linking/supported-tag.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

function supports(text: string, word: string): boolean {
  const tokens = tokenize(text)
  const from = tokens.findIndex(({ folded }) => folded === word)
  const tag = {
    kind: 'tag',
    from,
    to: from + 1,
    tags: [{ field: 'theme', value: word, count: 1 }],
    axes: [],
    fuzzy: false,
  }
  return supportedTag(tag as Found & { kind: 'tag' }, tokens, gameWords, { shown: [] })
}

test('an everyday word is a tag only beside a word that makes it one', () => {
  expect(supports('something about boats', 'boats')).toBe(true)
  expect(supports('a boat game would do', 'boat')).toBe(true)
  expect(supports('we sat on the boat all day long', 'boat')).toBe(true)
  expect(supports('then my boat sank again today', 'boat')).toBe(false)
  expect(supports('boat', 'boat')).toBe(true)
})
