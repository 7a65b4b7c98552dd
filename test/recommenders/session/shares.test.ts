import { expect, test } from 'vitest'
import { Shares } from '../../../src/recommenders/session/shares.ts'

const ways = [false, true]

test.each(ways)('shares are those of a softmax, whatever was asked before, plain: %s', (plain) => {
  const shares = new Shares(5, plain)
  const raw = [3, -1, 0.5, 3, -40]
  const sum = raw.reduce((total, o) => total + Math.exp(o), 0)
  shares.share(Float32Array.of(80, 70, 60, 50, 40))
  const scores = Float32Array.from(raw)
  shares.share(scores)
  for (const [i, o] of raw.entries()) expect(scores[i]! / (Math.exp(o) / sum)).toBeCloseTo(1, 4)
})

test.each(ways)('scores far below the best are above 0 still, and never infinite, plain: %s', (plain) => {
  const scores = Float32Array.of(500, 0, -500)
  new Shares(3, plain).share(scores)
  expect(scores[0]).toBeCloseTo(1, 6)
  expect(scores[1]).toBeGreaterThan(0)
  expect(scores[2]).toBeGreaterThan(0)
})
