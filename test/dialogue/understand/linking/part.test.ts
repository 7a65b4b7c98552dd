import { expect, test } from 'vitest'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { byPlace, partAfter } from '../../../../src/dialogue/understand/linking/part.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)

/** What is said up to the end of the part, where the title is "Catan". */
function part(text: string): string | undefined {
  const tokens = tokenize(text)
  const from = tokens.findIndex(({ folded }) => folded === 'catan')
  const to = partAfter({ from, to: from + 1 }, tokens, linker)
  return to === undefined ? undefined : text.slice(tokens[from]?.start, tokens[to - 1]?.end)
}

test.each([
  ['I loved Catan 3', 'Catan 3'],
  ['Catan IV was great', 'Catan IV'],
  ['Catan V', 'Catan V'],
  ['Catan part 7', 'Catan part 7'],
  ['Catan v chess', undefined],
  ['played Catan 2 times', undefined],
  ['Catan 5/10', undefined],
  ['Catan 4 out of 10', undefined],
  ['Catan 3 hours', undefined],
  ['I give Catan 9', undefined],
  ['Catan 1995', undefined],
  ['Catan 90', undefined],
  ['Catan 1', undefined],
  ['1. Catan 2. Pandemic', undefined],
])('%s: %s', (text, expected) => expect(part(text)).toBe(expected))

test('a part by its place is the one that the catalogue holds by that number', () => {
  const tokens = tokenize('the second war of the ring')
  const found = [{ kind: 'title' as const, from: 2, to: 6, rows: [], fuzzy: false }]
  const [second] = byPlace(found, tokens, linker)
  expect(second).toMatchObject({ from: 1, to: 6 })
  expect(second?.kind === 'title' && linker.id(second.rows[0]?.row ?? 0)).toMatch(/^war-of-the-ring/)
  expect(byPlace(found, tokenize('the third war of the ring'), linker)).toEqual(found)
})
