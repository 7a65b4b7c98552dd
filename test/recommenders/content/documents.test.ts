import { expect, test } from 'vitest'
import { collect, tagsOf, unitWeights, wordsOf } from '../../../src/recommenders/content/documents.ts'
import { itemOf } from './item-of.ts'

test('words are those of title and text, lower case, whatever the script', () => {
  const bag = wordsOf(itemOf({ title: 'Café 12', text: 'The CAFÉ, «кофе»: don’t! ﬁne' }))
  expect([...bag]).toEqual([
    ['café', 2],
    ['12', 1],
    ['the', 1],
    ['кофе', 1],
    ['don', 1],
    ['t', 1],
    ['fine', 1],
  ])
})

test('tags are terms of their field; a field may weigh more, or nothing', () => {
  const bag = tagsOf(itemOf({ tags: { genre: ['Horror'], mood: ['horror'], cast: ['X'] } }), { mood: 2, cast: 0 })
  expect([...bag]).toEqual([
    ['genre\u0000horror', 1],
    ['mood\u0000horror', 2],
  ])
})

const documents = collect([
  new Map([
    ['a', 2],
    ['b', 1],
    ['only', 5],
  ]),
  new Map([['a', 1]]),
  new Map([
    ['b', 1],
    ['a', 1],
  ]),
  new Map(),
])
const idf = (n: number) => Math.log(1 + (4 - n + 0.5) / (n + 0.5))
const unit = (values: number[]) => values.map((value) => value / Math.hypot(...values))

test('numbers terms as they come and counts their documents', () => {
  expect([...documents.terms]).toEqual([0, 1, 2, 0, 1, 0])
  expect([...documents.offsets]).toEqual([0, 3, 4, 6, 6])
  expect([...documents.support]).toEqual([3, 2, 1])
})

test.each([
  [{ kind: 'idf' }, [2 * idf(3), idf(2)]],
  [{ kind: 'tf-idf' }, [(1 + Math.log(2)) * idf(3), idf(2)]],
  [
    { kind: 'bm25', k1: 1.5, b: 0.5 },
    [
      (idf(3) * 2 * 2.5) / (2 + 1.5 * (0.5 + (0.5 * 8) / (11 / 4))),
      (idf(2) * 2.5) / (1 + 1.5 * (0.5 + (0.5 * 8) / (11 / 4))),
    ],
  ],
] as const)('%j weighs by its formula, to length 1, terms of one document nothing', (weighting, expected) => {
  const weights = unitWeights(documents, weighting)
  unit([...expected]).forEach((value, at) => {
    expect(weights[at]).toBeCloseTo(value, 12)
  })
  expect(weights[2]).toBe(0)
  expect(weights[3]).toBe(1)
})
