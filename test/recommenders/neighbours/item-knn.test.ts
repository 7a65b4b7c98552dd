import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { type ItemKnnConfig, itemKnn } from '../../../src/recommenders/neighbours/item-knn.ts'
import { noise } from '../../worlds/noise.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, nearly, train } from '../train.ts'

const items = 14
const sequences = noise(new Random(8), items, 50, 9)

/** The definition, word for word. */
function plain(config: ItemKnnConfig, history: readonly number[]): number[] {
  const count = (s: readonly number[], item: number) => {
    const n = s.filter((one) => one === item).length
    return config.counts === 'binary' ? Math.min(1, n) : n
  }
  const support = Array.from({ length: items }, (_, i) => sequences.reduce((sum, s) => sum + count(s, i), 0))
  const sim = (i: number, j: number) => {
    if (i === j) return 0
    const together = sequences.reduce((sum, s) => sum + count(s, i) * count(s, j), 0)
    const { shrinkage, exponent } = config
    return together / ((support[i]! + shrinkage) ** exponent * (support[j]! + shrinkage) ** (1 - exponent))
  }
  const kept = (i: number, j: number) => {
    if (config.neighbours === 0) return true
    const value = (k: number) => (config.neighboursOf === 'query' ? sim(i, k) : sim(k, j))
    const nearest = Array.from({ length: items }, (_, k) => k).sort((a, b) => value(b) - value(a) || a - b)
    return nearest.indexOf(config.neighboursOf === 'query' ? j : i) < config.neighbours
  }
  const heard = config.from === 'last' ? history.slice(-1) : [...new Set(history)]
  return Array.from({ length: items }, (_, j) => heard.reduce((sum, i) => sum + (kept(i, j) ? sim(i, j) : 0), 0))
}

test.each([
  {},
  { counts: 'events', exponent: 0.3, shrinkage: 2 },
  { neighbours: 0, from: 'last' },
  { neighbours: 3, neighboursOf: 'query' },
  { neighbours: 3, neighboursOf: 'target' },
] as Partial<ItemKnnConfig>[])('agrees with its definition: %j', async (options) => {
  const { model } = await train(itemKnn, options, interactionsOf(sequences, items))
  for (const history of [[0], [13, 2], [4, 4, 9, 1], []]) {
    expect(nearly(ask(model, ...history), plain(model.config, history)), `after ${history}`).toBe(true)
  }
})

test('no shrinkage is a plain cosine', async () => {
  const { model } = await train(itemKnn, { shrinkage: 0 }, interactionsOf([[0, 1], [0, 1], [0], [0, 2]], 3))
  expect(nearly(ask(model, 0), [0, 2 / Math.sqrt(4 * 2), 1 / Math.sqrt(4)])).toBe(true)
})
