import { expect, test } from 'vitest'
import { learnersOf } from '../../../src/cli/understanding/learners.ts'

const lesson = {
  intents: ['a', 'b'],
  train: Array.from({ length: 16 }, (_, i) => ({ words: [i % 2 ? 'yes' : 'no'], intent: i % 2 ? 'a' : 'b' })),
  validation: [
    { words: ['yes'], intent: 'a' },
    { words: ['no'], intent: 'b' },
  ],
  seed: 1,
}
const small = { epochs: 6, hiddenSize: 24, embeddingSize: 24, batchSize: 8, buckets: 256, learningRate: 0.02 }

test('each has learned what it was taught, and both together have as well', () => {
  const learners = learnersOf(['bag', 'encoder', 'both'], { config: small, now: () => 0 })(lesson)
  expect(learners.map(({ name }) => name)).toEqual(['bag', 'encoder', 'both'])
  for (const learner of learners) {
    const { intents, slots } = learner.read(['yes'])
    expect(intents[0]).toBeGreaterThan(0.6)
    expect(slots).toBeUndefined()
  }
})

test('only who is named answers', () => {
  expect(learnersOf(['bag'], { now: () => 0 })(lesson).map(({ name }) => name)).toEqual(['bag'])
  expect(learnersOf(['both'], { config: small, now: () => 0 })(lesson).map(({ name }) => name)).toEqual(['both'])
})
