import { expect, test } from 'vitest'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { TitleEvidence } from '../../../../src/dialogue/understand/linking/title-evidence.ts'
import type { Context } from '../../../../src/dialogue/understand/meaning.ts'
import { readRatings } from '../../../../src/dialogue/understand/numbers/ratings.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)
const stands = (text: string, title: string, context: Context = { shown: [] }) => {
  const tokens = readRatings(tokenize(text), gameWords)
  const found = linker.candidates(tokens)
  const evidence = new TitleEvidence(found, tokens, linker, context, () => false)
  const f = found.find((o) => {
    const words = tokens.slice(o.from, o.to).map(({ folded }) => folded)
    return o.kind === 'title' && words.join(' ') === title
  })
  return f !== undefined && evidence.stands(f)
}

test.each([
  ['go 9/10', 'go', true],
  ['pandemic: two stars, go: five stars', 'go', true],
  ['8 out of 10 for go', 'go', true],
  ['10/10, go there', 'go', false],
  ['we go now', 'go', false],
  ['newer than go', 'go', true],
  ['"go" now', 'go', true],
  ['let us Go there', 'go', true],
  ['LET US GO THERE', 'go', false],
])('%s: is %s a title? %s', (text, title, expected) => expect(stands(text, title)).toBe(expected))

test('what was asked about stands alone', () => {
  const asked = { kind: 'seen', items: [games.items.find(({ title }) => title === 'Go')?.id as never] } as const
  expect(stands('go', 'go', { shown: [], asked })).toBe(true)
  expect(stands('go', 'go')).toBe(false)
})

test('the domain noun, a place and the rest of a list are no titles', () => {
  const of = (text: string, context: Context = { shown: [] }) => {
    const tokens = tokenize(text)
    const found = linker.candidates(tokens)
    const evidence = new TitleEvidence(found, tokens, linker, context, () => false)
    return found.filter(({ kind }) => kind === 'title').map((f) => evidence.isNone(f))
  }
  expect(of('set in catan')).toEqual([true])
  expect(of('a story about catan')).toEqual([true])
  expect(of('I loved catan')).toEqual([false])
})
