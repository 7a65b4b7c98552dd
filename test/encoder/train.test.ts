import { expect, test } from 'vitest'
import type { Sample } from '../../src/encoder/config.ts'
import { Encoder } from '../../src/encoder/encoder.ts'
import { pack, unpack } from '../../src/encoder/pack.ts'
import { Optimiser, train } from '../../src/encoder/train.ts'
import { Random } from '../../src/random.ts'
import { small, toyHeads, toySamples } from './toy.ts'

const learn = (seed: number, epochs = small.epochs) =>
  train(
    { samples: toySamples(200, new Random(1)), intents: 3, heads: toyHeads },
    { ...small, epochs },
    { random: new Random(seed) },
  )

test('learns intents, spans and what a "not" turns, on utterances that it has not seen', () => {
  const encoder = Encoder.of(learn(1))
  const fresh = toySamples(100, new Random(2))
  let [intents, words, said, right] = [0, 0, 0, 0]
  for (const { words: utterance, intent, tags } of fresh) {
    const reading = encoder.read(utterance)
    if (reading.intents.indexOf(Math.max(...reading.intents)) === intent) intents++
    tags[0]?.forEach((label, t) => {
      if (reading.tags[0]?.[t] === label) words++
      said++
    })
    if (tags[1]?.every((stance, t) => stance < 0 || reading.tags[1]?.[t] === stance)) right++
  }
  expect(intents).toBe(100)
  expect(words / said).toBeGreaterThan(0.99)
  expect(right).toBe(fresh.filter(({ tags }) => tags[1]).length)
})

test('a seed gives the same bits, another seed others', () => {
  const [a, b, c] = [learn(1, 2), learn(1, 2), learn(2, 2)]
  expect(a.network.parameters.values).toEqual(b.network.parameters.values)
  expect(a.network.table.data).toEqual(b.network.table.data)
  expect(a.network.parameters.values).not.toEqual(c.network.parameters.values)
})

test('rows of features that no utterance named stay silent', () => {
  const { network, features } = learn(1, 1)
  const named = new Set(
    toySamples(200, new Random(1)).flatMap(({ words }) => words.flatMap((word) => [...features.of(word)])),
  )
  const { data, width } = network.table
  const silent = Array.from({ length: features.size }, (_, row) => row).filter((row) =>
    data.subarray(row * width, (row + 1) * width).every((x) => x === 0),
  )
  expect(silent.length).toBeGreaterThan(500)
  expect(silent.filter((row) => named.has(row))).toEqual([])
})

test('the rate falls to 0: the last step moves nothing', () => {
  const { network } = learn(1, 1)
  const before = network.parameters.values.slice()
  const optimiser = new Optimiser(network, 1)
  network.parameters.gradients.fill(1)
  optimiser.step(0)
  expect(network.parameters.values).toEqual(before)
})

test('learns from marks what the words do not say, and reads them alike once packed', () => {
  const random = new Random(4)
  const samples = Array.from({ length: 120 }, (): Sample => {
    const [label, where] = [random.int(2), random.int(3)]
    const words = ['it', 'is', '{title}']
    const marks = words.map((_, t) => (t === where ? [label] : []))
    return { words, marks, intent: -1, tags: [undefined, [-1, -1, label]] }
  })
  const trained = train({ samples, intents: 2, heads: toyHeads, marks: 2 }, small, { random: new Random(1) })
  const packed = unpack(pack(trained, ['a', 'b'], {}))?.encoder
  for (const encoder of [Encoder.of(trained), packed])
    for (const where of [0, 1, 2])
      for (const label of [0, 1]) {
        const words = ['it', 'is', '{title}']
        const { tags } = encoder!.read(
          words,
          words.map((_, t) => (t === where ? [label] : [])),
        )
        expect(tags[1]?.[2]).toBe(label)
      }
})
