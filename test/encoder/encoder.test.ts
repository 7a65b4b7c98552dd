import { expect, test } from 'vitest'
import { Encoder, READ } from '../../src/encoder/encoder.ts'
import { train } from '../../src/encoder/train.ts'
import { Random } from '../../src/random.ts'
import { small, toyHeads, toySamples } from './toy.ts'

const trained = train(
  { samples: toySamples(120, new Random(1)), intents: 3, heads: toyHeads },
  { ...small, epochs: 4 },
  { random: new Random(1) },
)

test('reading is pure: the same words give the same reading, whatever was read between', () => {
  const encoder = Encoder.of(trained)
  const first = encoder.read(['get', 'me', 'the', 'red', 'car'])
  encoder.read(['i', 'not', 'like', '{title}', 'but', 'like', '{title}', 'i', 'like'])
  expect(encoder.read(['get', 'me', 'the', 'red', 'car'])).toEqual(first)
})

test('gives probabilities for the utterance and for each word, and labels that BIO allows', () => {
  const encoder = Encoder.of(trained)
  const { intents, tags, tagScores } = encoder.read(['car', 'red', 'the', 'the', 'lamp'])
  expect(intents.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5)
  const labels = Array.from(tags[0] ?? [], (label) => toyHeads[0]?.labels[label])
  labels.forEach((label, t) => {
    if (label?.startsWith('I-')) expect(labels[t - 1]).toMatch(/-thing$/)
  })
  expect(tagScores[1]?.length).toBe(10)
  expect((tagScores[1]?.[0] ?? 0) + (tagScores[1]?.[1] ?? 0)).toBeCloseTo(1, 5)
})

test('a temperature above 1 doubts more and keeps the order', () => {
  const [sure, doubtful] = [Encoder.of(trained), Encoder.of(trained, undefined, 3)]
  const words = ['sell', 'me', 'the', 'old', 'clock']
  const [a, b] = [sure.read(words).intents, doubtful.read(words).intents]
  expect(Math.max(...b)).toBeLessThan(Math.max(...a))
  expect(b.indexOf(Math.max(...b))).toBe(a.indexOf(Math.max(...a)))
})

test('reads the beginning of what is too long, and nothing of nothing', () => {
  const encoder = Encoder.of(trained)
  expect(encoder.read(Array.from({ length: 200 }, () => 'car')).tags[0]).toHaveLength(READ)
  const { intents, tags } = encoder.read([])
  expect(tags[0]).toHaveLength(0)
  expect(intents.every(Number.isFinite)).toBe(true)
})
