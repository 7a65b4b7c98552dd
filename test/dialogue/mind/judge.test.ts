import { expect, test } from 'vitest'
import { createEngine } from '../../../src/dialogue/mind/recommend.ts'
import { catalogueOf, id, nothing } from './world.ts'

const catalogue = catalogueOf([
  { id: 'a', year: 1985, tags: { kind: ['dice'] }, numbers: { minutes: 30, age: 6 }, text: 'Bees and hives.' },
  { id: 'b', year: 1995, tags: { kind: ['dice'] }, numbers: { minutes: 90, age: 18 } },
  { id: 'c', year: 2005, tags: { kind: ['cards'] }, numbers: { minutes: 60, age: 6 } },
])
const engine = createEngine({ catalogue, models: [], limits: { maxRating: 12 } })
const judge = (more: Partial<typeof nothing>) =>
  engine.recommend({ ...nothing, count: 1, judge: ['a', 'b', 'c'].map(id), ...more }).judged ?? []

test('tells what an item breaks, what is barred, and its place among what may be offered', () => {
  const long = { kind: 'number', field: 'minutes', min: 50 } as const
  const tags = [{ field: 'kind', value: 'cards', weight: 1 }]
  const [a, b, c] = judge({ constraints: [long], tags })
  expect(a).toMatchObject({ item: 'a', breaks: [long], barred: false, rank: 2 })
  expect(b).toMatchObject({ item: 'b', breaks: [], barred: true })
  expect(c).toMatchObject({ item: 'c', breaks: [], barred: false, rank: 1 })
})

test('years that are not wanted, and words that must stand in the text', () => {
  const eighties = { kind: 'except', field: 'year', min: 1980, max: 1989 } as const
  expect(judge({ constraints: [eighties] }).map(({ breaks }) => breaks.length)).toEqual([1, 0, 0])
  const words = { kind: 'words', words: 'bees' } as const
  const found = engine.recommend({ ...nothing, query: 'bees', constraints: [words] })
  expect(found.items.map(({ item }) => item)).toEqual(['a'])
  expect(found.items[0]?.reasons).toEqual([expect.objectContaining({ kind: 'words', words: ['bees'] })])
})

test('words that nothing says demand nothing and are told', () => {
  const found = engine.recommend({ ...nothing, query: 'zebras', constraints: [{ kind: 'words', words: 'zebras' }] })
  expect(found.unknownWords).toEqual(['zebras'])
  expect(found.candidates).toBe(2)
})
