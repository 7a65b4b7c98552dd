import { ENCODER } from '../../src/encoder/config.ts'
import type { SmallTalkConfig } from '../../src/small-talk/model.ts'

const PAIRS: readonly [string, string][] = [
  ['how are you ?', 'i am fine , thank you .'],
  ['i am so tired .', 'you need some rest .'],
  ['it rains again .', 'take an umbrella with you .'],
  ['i won the race !', 'that is great news !'],
  ['my cat is ill .', 'i hope it gets better soon .'],
]

/** Dialogues of a world with five things to say, each with its answer. */
export const dialogues = Array.from({ length: 120 }, (_, i) => {
  const [a, b] = [PAIRS[i % PAIRS.length]!, PAIRS[(i * 3 + 1) % PAIRS.length]!]
  return [...a, ...b]
})

/** Small enough to learn it in a second or two. */
export const tiny: SmallTalkConfig = {
  encoder: {
    ...ENCODER,
    ...{ embeddingSize: 24, hiddenSize: 24, attentionSize: 24, buckets: 256, minCount: 1, batchSize: 8, epochs: 12 },
    ...{ learningRate: 1e-2, typos: 0, inputDropout: 0.1, outputDropout: 0.1, wordDropout: 0 },
  },
  decoder: { size: 24, hiddenSize: 48, dropout: 0.1, smoothing: 0, weight: 1 },
  vocabulary: 100,
  minCount: 1,
  silent: 0.1,
}
