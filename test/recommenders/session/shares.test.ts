import { expect, test } from 'vitest'
import { Shares } from '../../../src/recommenders/session/shares.ts'

test('shares are those of a softmax, whatever was asked before', () => {
  const shares = new Shares(5)
  const raw = [3, -1, 0.5, 3, -40]
  const sum = raw.reduce((total, o) => total + Math.exp(o), 0)
  shares.share(Float32Array.of(80, 70, 60, 50, 40))
  const scores = Float32Array.from(raw)
  shares.share(scores)
  for (const [i, o] of raw.entries()) expect(scores[i]! / (Math.exp(o) / sum)).toBeCloseTo(1, 4)
})

test('scores far below the best are above 0 still, and never infinite', () => {
  const scores = Float32Array.of(500, 0, -500)
  new Shares(3).share(scores)
  expect(scores[0]).toBeCloseTo(1, 6)
  expect(scores[1]).toBeGreaterThan(0)
  expect(scores[2]).toBeGreaterThan(0)
})
