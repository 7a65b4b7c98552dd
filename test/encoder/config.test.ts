import { expect, test } from 'vitest'
import { ENCODER, OUTSIDE } from '../../src/encoder/config.ts'
import { GRAIN } from '../../src/encoder/workspace.ts'

test('sizes fill whole tiles and lanes', () => {
  for (const size of [ENCODER.embeddingSize, ENCODER.hiddenSize, ENCODER.attentionSize]) expect(size % GRAIN).toBe(0)
  expect(ENCODER.batchSize % 8).toBe(0)
  expect(Math.log2(ENCODER.buckets) % 1).toBe(0)
})

test('out of scope is neither an intent nor nothing said', () => {
  expect(OUTSIDE).toBeLessThan(-1)
})
