import { beforeAll, describe, expect, test } from 'vitest'
import { OUTSIDE, type Sample } from '../../src/encoder/config.ts'
import { WordFeatures } from '../../src/encoder/features.ts'
import { Network } from '../../src/encoder/network.ts'
import { Feeder } from '../../src/encoder/train.ts'
import { Random } from '../../src/random.ts'
import { onTape } from './on-tape.ts'
import { Reference } from './reference.ts'
import { still as config, bothHeads as heads } from './toy.ts'

// Three forms of one gradient. Central differences of the plain float64 form say what is right, to ten digits; the chain
// rule on a tape, in float64 as well, is held to them at 1e-5; and the kernels, in float32, to the tape.

const samples: Sample[] = [
  {
    words: ['play', 'the', 'old', 'song'],
    intent: 0,
    tags: [
      [0, 0, 1, 2],
      [-1, -1, 2, -1],
    ],
  },
  { words: ['stop'], intent: 1, tags: [[0], [-1]], weight: 2 },
  { words: ['not', 'that', 'one'], intent: 2, tags: [undefined, [0, -1, 1]] },
  { words: ['that', 'song', 'was', 'old'], intent: -1, tags: [[1, 2, 0, 3], undefined] },
  { words: ['what', 'is', 'old'], intent: OUTSIDE, tags: [] },
]

function made() {
  const features = new WordFeatures(WordFeatures.learn(samples, 1), config.buckets)
  const sizes = {
    config,
    heads,
    intents: 3,
    vectorSize: 0,
    features: features.size,
    lanes: 8,
    steps: 6,
    training: true,
  }
  const network = Network.of(sizes)
  network.start(new Random(3))
  // Biases and transitions begin at 0, where a wrong gradient could hide.
  const random = new Random(4)
  for (const { name, start } of network.parameters.shapes) {
    if (start !== 'zero') continue
    const { data } = network.parameters.of(name)
    for (let i = 0; i < data.length; i++) data[i] = random.next() - 0.5
  }
  const reference = new Reference(network, features, config, heads, 3)
  const weights = new Map([...reference.weights, ['table', reference.table]])
  const tape = onTape(weights, { config, heads, intents: 3, features }, samples)
  const steps = new Feeder(network, features, undefined).fill(samples, new Random(5))
  network.embed(steps)
  network.forward(steps)
  const loss = network.learn(steps)
  const slopes = new Map(network.parameters.shapes.map(({ name }) => [name, network.parameters.slope(name).data]))
  slopes.set('table', network.tableSlope)
  return { reference, weights, tape, loss, slopes }
}

describe('the gradient by every weight', () => {
  let all: ReturnType<typeof made>
  beforeAll(() => {
    all = made()
  })

  test('the losses are one', () => {
    const { reference, tape, loss } = all
    expect(tape.loss).toBeCloseTo(reference.loss(samples), 12)
    expect(loss / tape.loss).toBeCloseTo(1, 5)
  })

  test('in float64: that of the chain rule is that of central differences, to 1e-5', () => {
    const { reference, weights, tape } = all
    const step = 1e-4
    for (const [name, rows] of weights) {
      const gradient = tape.gradient.get(name)!
      // A dozen numbers of each, among those that matter.
      const places = gradient.flatMap((row, r) =>
        [...row].flatMap((slope, k) => (slope === 0 ? [] : [[r, k] as const])),
      )
      expect(places.length, `${name} matters`).toBeGreaterThan(0)
      for (const [r, k] of new Random(6).shuffle(places).slice(0, 12)) {
        const row = rows[r]!
        const held = row[k]!
        const probe = (by: number) => {
          row[k] = held + by
          return reference.loss(samples)
        }
        // Fourth order, so that the error is that of rounding.
        const found = (8 * (probe(step) - probe(-step)) - (probe(2 * step) - probe(-2 * step))) / (12 * step)
        row[k] = held
        const slope = gradient[r]![k]!
        const size = Math.max(1e-3, Math.abs(found), Math.abs(slope))
        expect(Math.abs(found - slope) / size, `${name} ${r} ${k}`).toBeLessThan(1e-5)
      }
    }
  })

  test('in float32: that of the kernels is that of the chain rule, to the digits that float32 keeps', () => {
    const { tape, slopes } = all
    for (const [name, rows] of tape.gradient) {
      const [wanted, found] = [rows.flatMap((row) => [...row]), slopes.get(name)!]
      const largest = wanted.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0)
      const apart = wanted.reduce((worst, slope, i) => Math.max(worst, Math.abs(slope - found[i]!)), 0)
      expect(found.length, name).toBe(wanted.length)
      expect(apart / largest, name).toBeLessThan(1e-5)
    }
  })
})
