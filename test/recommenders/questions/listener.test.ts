import { describe, expect, test } from 'vitest'
import { attributeVector, Listener, noiseDefaults } from '../../../src/recommenders/questions/listener.ts'
import type { TasteSpace } from '../../../src/recommenders/questions/taste-space.ts'
import { divided, spaceOf } from './space.ts'

const vectorOf = ({ liked, size }: TasteSpace, row: number) => liked.subarray(row * size, (row + 1) * size)

describe('a listener', () => {
  test('keeps mean and variance of every item as the belief has them', () => {
    const space = divided()
    const listener = new Listener(space)
    listener.rated(3, 1)
    listener.would(5, false)
    listener.preferred(4, 6)
    listener.fits(attributeVector(space, [3, 4]), true)
    for (let row = 0; row < space.items; row++) {
      expect(listener.means[row]).toBeCloseTo(listener.belief.expected(vectorOf(space, row)), 12)
      expect(listener.variances[row]).toBeCloseTo(listener.belief.variance(vectorOf(space, row)), 12)
    }
  })

  test('"don\'t know" is no evidence, and is not asked about again', () => {
    const listener = new Listener(divided())
    const before = structuredClone([listener.belief.mean, listener.belief.covariance, listener.means])
    listener.unknown(4)
    expect([listener.belief.mean, listener.belief.covariance, listener.means]).toEqual(before)
    expect([...listener.asked]).toEqual([4])
  })

  test.each<[string, (listener: Listener) => void]>([
    ['a like', (listener) => listener.rated(3, 1)],
    ['a yes', (listener) => listener.would(3, true)],
    ['a no to the opposite', (listener) => listener.would(5, false)],
    ['A rather than B', (listener) => listener.preferred(3, 5)],
    ['a liked attribute', (listener) => listener.fits(attributeVector(listener.space, [3, 4]), true)],
  ])('%s lifts what is alike and lowers its opposite', (_, say) => {
    const listener = new Listener(divided())
    const before = listener.means.slice()
    say(listener)
    expect(listener.means[4]).toBeGreaterThan(before[4]!)
    expect(listener.means[6]).toBeLessThan(before[6]!)
    expect(listener.means[0]).toBeCloseTo(before[0]!, 6)
  })

  test('an answer about an attribute moves less than one about an item of its vector', () => {
    const space = divided()
    const [item, attribute] = [new Listener(space), new Listener(space)]
    item.rated(3, 1)
    attribute.fits(attributeVector(space, [3]), true)
    expect(item.variances[4]).toBeLessThan(attribute.variances[4]!)
  })

  test('later answers count for less', () => {
    const space = divided()
    const [alike, growing] = [0, 1].map((growth) => new Listener(space, { ...noiseDefaults, growth }))
    for (const listener of [alike!, growing!]) for (const row of [3, 4]) listener.rated(row, 1)
    expect(growing!.variances[3]).toBeGreaterThan(alike!.variances[3]!)
  })

  test('who knows a thing that they do not like is believed to know what is like it', () => {
    const space: TasteSpace = {
      ...spaceOf(
        [
          [0.2, 0],
          [0.2, 0.1],
          [0, 0],
        ],
        [0.5, 0.5],
        [1, 1],
      ),
      seen: Float32Array.from([0, 1, 0, 0.9, 0, 0]),
    }
    const listener = new Listener(space)
    const before = listener.familiar[1]!
    listener.rated(0, 0)
    expect(listener.familiar[1]).toBeGreaterThan(before)
    expect(listener.means[0]).toBeLessThan(0.1)
  })
})

test('an attribute lies at the mean of its items', () => {
  const vector = attributeVector(divided(), [3, 4])
  expect(vector[0]).toBeCloseTo(0.5, 6)
  expect(vector[1]).toBeCloseTo(0.475, 6)
})
