import { expect, test } from 'vitest'
import { TagSpace } from '../../../src/recommenders/embeddings/tag-space.ts'

const tags = [
  { field: 'kind', value: 'red' },
  { field: 'maker', value: 'Ann Lee' },
]
const space = new TagSpace(tags, Float32Array.of(1, 0, 0.6, 0.8), 2)

test('finds a tag by its field and value, whatever the case', () => {
  expect([...space.vector('maker', 'ann lee')!]).toEqual([...Float32Array.of(0.6, 0.8)])
  expect(space.vector('kind', 'ann lee')).toBeUndefined()
})

test('the mean of some, nothing of none', () => {
  expect([...space.mean([0, 1])]).toEqual([...Float32Array.of(0.8, 0.4)])
  expect([...space.mean([])]).toEqual([0, 0])
})

test('comes back as it was saved; one without tags saves nothing', () => {
  const loaded = TagSpace.restore('m', 2, space.tensors())
  expect(loaded.tags).toEqual(tags)
  expect(loaded.vectors).toEqual(space.vectors)
  expect(new TagSpace([], new Float32Array(0), 2).tensors()).toEqual({})
  expect(TagSpace.restore('m', 2, {}).tags).toEqual([])
})

const names = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const tagVectors = new Float32Array(2)
test.each([
  ['vectors without names', { tagVectors }],
  ['names without vectors', { tagNames: names([['a', 'b']]) }],
  ['no JSON', { tagNames: Uint8Array.of(123), tagVectors }],
  ['no list', { tagNames: names({}), tagVectors }],
  ['no pairs of texts', { tagNames: names([['a', 1]]), tagVectors }],
  [
    'too many names',
    {
      tagNames: names([
        ['a', 'b'],
        ['c', 'd'],
      ]),
      tagVectors,
    },
  ],
  ['something more', { more: tagVectors }],
])('refuses %s', (_, tensors) => {
  expect(() => TagSpace.restore('m', 2, tensors)).toThrow(expect.objectContaining({ code: 'BAD_ARTIFACT' }))
})
