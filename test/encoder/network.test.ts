import { describe, expect, test } from 'vitest'
import { OUTSIDE, type Sample } from '../../src/encoder/config.ts'
import { WordFeatures } from '../../src/encoder/features.ts'
import { Network } from '../../src/encoder/network.ts'
import { Feeder } from '../../src/encoder/train.ts'
import { WordVectors } from '../../src/encoder/vectors.ts'
import { Random } from '../../src/random.ts'
import { Reference } from './reference.ts'
import { still as config, bothHeads as heads } from './toy.ts'

const samples: Sample[] = [
  {
    words: ['play', 'the', 'old', 'song'],
    marks: [[0], [], [1, 3], [3]],
    intent: 0,
    output: [3, 1, 4],
    tags: [
      [0, 0, 1, 2],
      [-1, -1, 2, -1],
    ],
  },
  { words: ['stop'], intent: 1, tags: [[0], [-1]], weight: 2, output: [] },
  {
    words: ['not', 'that', 'one', 'but', 'the', 'other', 'one'],
    intent: 2,
    tags: [undefined, [0, -1, 1, -1, -1, -1, 2]],
  },
  { words: ['that', 'song', 'was', 'old'], intent: -1, tags: [[1, 2, 0, 3], undefined] },
  { words: ['what', 'is', 'old'], marks: [[2], [0, 2], []], intent: OUTSIDE, tags: [], output: [2] },
]
const vectors = new WordVectors(['song', 'old'], 3, Float32Array.of(0.5, -1, 2, 1, 0.25, -0.5))
const vectorOf = (word: string): number[] => {
  const found = new Float32Array(3)
  vectors.write(word, found, 0)
  return [...found]
}

function made(intents = 3) {
  const features = new WordFeatures(WordFeatures.learn(samples, 1), config.buckets)
  const sizes = {
    config,
    heads,
    intents,
    decoder: { vocabulary: 6, size: 24, hiddenSize: 48, length: 5, dropout: 0, smoothing: 0.1, weight: 0.5 },
    vectorSize: 3,
    marks: 4,
    features: features.size,
    lanes: 8,
    steps: 9,
    training: true,
  }
  const network = Network.of(sizes)
  network.start(new Random(3))
  // Biases and transitions begin at 0, where a wrong gradient could hide.
  const random = new Random(4)
  for (const { name, start } of network.parameters.shapes)
    if (start === 'zero')
      network.parameters.of(name).data.forEach((_, i, all) => {
        all[i] = random.next() - 0.5
      })
  const steps = new Feeder(network, features, vectors).fill(samples, new Random(5))
  const loss = () => {
    network.embed(steps)
    network.forward(steps)
    return network.learn(steps)
  }
  return { network, loss, reference: new Reference(network, features, config, heads, intents, vectorOf), features }
}

describe('against the plain form in float64', () => {
  test.each([3, 0])('the loss is the same, with %i intents', (intents) => {
    const { loss, reference } = made(intents)
    expect(loss()).toBeCloseTo(reference.loss(samples), 4)
  })

  test('the gradient by every weight is that of the loss', () => {
    const { network, loss, reference, features } = made()
    loss()
    const step = 1e-5
    const compare = (
      weight: Float64Array[],
      slope: Float32Array,
      width: number,
      name: string,
      [from, to] = [0, width],
    ) => {
      const random = new Random(6)
      const places = Array.from({ length: 40 }, () => random.int(weight.length) * width + from + random.int(to - from))
      let farthest = 0
      let largest = 0
      for (const place of places) {
        const row = weight[Math.floor(place / width)] as Float64Array
        const at = place % width
        const held = row[at] as number
        row[at] = held + step
        const more = reference.loss(samples)
        row[at] = held - step
        const less = reference.loss(samples)
        row[at] = held
        const wanted = (more - less) / (2 * step)
        farthest = Math.max(farthest, Math.abs(wanted - (slope[place] as number)))
        largest = Math.max(largest, Math.abs(wanted))
      }
      expect(largest, `${name} matters`).toBeGreaterThan(1e-5)
      expect(farthest / largest, name).toBeLessThan(2e-5)
    }
    for (const { name, width } of network.parameters.shapes)
      compare(reference.weights.get(name) as Float64Array[], network.parameters.slope(name).data, width, name)
    // The columns of the marks, behind the learned and the fixed vector.
    const marked = config.embeddingSize + 3
    for (const name of ['forward.w', 'backward.w']) {
      const weight = reference.weights.get(name) as Float64Array[]
      compare(weight, network.parameters.slope(name).data, network.inputs, `${name} of marks`, [marked, marked + 4])
    }
    const used = [...new Set(samples.flatMap(({ words }) => words.flatMap((word) => [...features.of(word)])))]
    const rows = used.map((id) => reference.table[id] as Float64Array)
    const width = config.embeddingSize
    const slopes = Float32Array.from(
      used.flatMap((id) => [...network.tableSlope.subarray(id * width, (id + 1) * width)]),
    )
    compare(rows, slopes, width, 'table')
  })

  test('an utterance alone is read as in a batch of others', () => {
    const { network, features } = made()
    const all = new Feeder(network, features, vectors)
    const steps = all.fill(samples, new Random(5))
    network.embed(steps)
    network.forward(steps)
    const together = [0, 1, 2].map((i) => network.logits[i * 8 + 1] as number)
    const one = all.fill(samples.slice(1, 2), new Random(5))
    network.embed(one)
    network.forward(one)
    const alone = [0, 1, 2].map((i) => network.logits[i * 8] as number)
    for (const [i, x] of alone.entries()) expect(x).toBeCloseTo(together[i] as number, 5)
  })
})
