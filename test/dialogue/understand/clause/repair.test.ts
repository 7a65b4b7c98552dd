import { expect, test } from 'vitest'
import type { Said } from '../../../../src/dialogue/understand/clause/clause-reader.ts'
import { repair } from '../../../../src/dialogue/understand/clause/repair.ts'
import { readStance } from '../../../../src/dialogue/understand/clause/stance.ts'
import type { Found } from '../../../../src/dialogue/understand/linking/linker.ts'
import type { Context } from '../../../../src/dialogue/understand/meaning.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { gameWords } from '../world.ts'

const title = (from: number, to: number): Found => ({
  kind: 'title',
  from,
  to,
  rows: [{ row: 0, score: 1 }],
  fuzzy: false,
})
const tag = (from: number, to: number): Found => ({
  kind: 'tag',
  from,
  to,
  tags: [{ field: 'kind', value: 'party', count: 1 }],
  axes: [],
  fuzzy: false,
})

function repaired(
  text: string,
  intent: string,
  found: Found[],
  probability = 0.6,
  context: Context = { shown: [] },
): string {
  const tokens = tokenize(text)
  const stances = readStance(tokens, 0, tokens.length, gameWords, new Map(found.map((f) => [f.from, f.to])))
  const words = tokens.map(({ folded }, i) => (found.some((f) => i >= f.from && i < f.to) ? '{x}' : folded))
  const said: Said = {
    guess: { intent, probability, of: () => 0, exact: false },
    words,
    found,
    unknown: false,
    counted: false,
    numbers: [],
    ordinals: [],
    stances,
  }
  return repair(said, { tokens, from: 0, to: tokens.length, lexicon: gameWords, context, pronoun: undefined })
}

test('a courtesy with a title liked in it is an opinion', () =>
  expect(repaired('loved catan mate', 'thanks', [title(1, 2)])).toBe('opinion'))
test('"seen" with a title', () => expect(repaired('seen catan tho', 'opinion', [title(1, 2)])).toBe('seen'))
test('"never heard of" with a title', () =>
  expect(repaired('never heard of catan', 'opinion', [title(3, 4)])).toBe('not_seen'))
test('a tag answers the question for one', () => {
  expect(
    repaired('party i guess', 'affirm', [tag(0, 1)], 0.9, { shown: [], asked: { kind: 'tag', field: 'kind' } }),
  ).toBe('want')
})
test('something like a title', () => expect(repaired('something like catan', 'want', [title(2, 3)])).toBe('similar'))
test('questions stay questions', () =>
  expect(repaired('who made catan', 'ask_fact', [title(2, 3)], 0.9)).toBe('ask_fact'))
test('no link, no change', () => expect(repaired('lovely weather', 'small_talk', [])).toBe('small_talk'))
