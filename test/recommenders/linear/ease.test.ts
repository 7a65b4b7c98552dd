import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { ease, keptWeights } from '../../../src/recommenders/linear/ease.ts'
import { noise } from '../../worlds/noise.ts'
import { interactionsOf } from '../../worlds/world.ts'
import { ask, nearly, train } from '../train.ts'

const items = 12
const sequences = noise(new Random(9), items, 40, 8)
const interactions = interactionsOf(sequences, items)

/** Gauss-Jordan without any cleverness. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length
  const work = matrix.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))])
  for (let p = 0; p < n; p++) {
    const pivot = work[p]![p]!
    work[p] = work[p]!.map((value) => value / pivot)
    for (let i = 0; i < n; i++) {
      const factor = work[i]![p]!
      if (i !== p) work[i] = work[i]!.map((value, j) => value - factor * work[p]![j]!)
    }
  }
  return work.map((row) => row.slice(n))
}

/** B by its definition over the items given. */
function weightsOf(lambda: number, chosen: readonly number[]): number[][] {
  const sets = sequences.map((sequence) => new Set(sequence))
  const both = (i: number, j: number) => sets.filter((set) => set.has(i) && set.has(j)).length
  const p = inverted(chosen.map((i) => chosen.map((j) => both(i, j) + (i === j ? lambda : 0))))
  return chosen.map((_, i) => chosen.map((__, j) => (i === j ? 0 : -p[i]![j]! / p[j]![j]!)))
}

const everything = Array.from({ length: items }, (_, row) => row)

test('agrees with its definition, from the profile and from the last item', async () => {
  const b = weightsOf(5, everything)
  const sum = (...history: number[]) => everything.map((j) => history.reduce((total, i) => total + b[i]![j]!, 0))
  const { model, notes } = await train(ease, { lambda: 5 }, interactions)
  expect(notes).toEqual([])
  expect(nearly(ask(model, 2, 7, 0), sum(2, 7, 0))).toBe(true)
  expect(nearly(ask(model, 7, 7), sum(7))).toBe(true)
  const last = await train(ease, { lambda: 5, from: 'last' }, interactions)
  expect(nearly(ask(last.model, 2, 7, 0), sum(0))).toBe(true)
})

test('of a larger catalogue it takes the items with the most listeners and says so', async () => {
  const listeners = everything.map((row) => sequences.filter((sequence) => sequence.includes(row)).length)
  const chosen = everything
    .toSorted((a, b) => listeners[b]! - listeners[a]! || a - b)
    .slice(0, 5)
    .sort((a, b) => a - b)
  const { model, notes } = await train(ease, { lambda: 5, maxItems: 5 }, interactions)
  expect(notes).toEqual(['EASE took the 5 items with the most listeners of 12; the others score 0.'])
  const b = weightsOf(5, chosen)
  chosen.forEach((item, i) => {
    const expected = everything.map((row) => (chosen.includes(row) ? b[i]![chosen.indexOf(row)]! : 0))
    expect(nearly(ask(model, item), expected)).toBe(true)
  })
  const left = everything.filter((row) => !chosen.includes(row))
  for (const row of left) expect(ask(model, row).every((score) => score === 0)).toBe(true)
})

test('keeps the largest weights of each candidate and says so', async () => {
  const { model, notes } = await train(ease, { lambda: 5, weightsPerItem: 3 }, interactions)
  expect(notes).toEqual(['EASE kept the 3 largest of 12 weights of each item.'])
  const b = weightsOf(5, everything)
  const rows = everything.map((item) => ask(model, item))
  for (const j of everything) {
    const largest = everything.toSorted((x, y) => Math.abs(b[y]![j]!) - Math.abs(b[x]![j]!)).slice(0, 3)
    const kept = everything.filter((i) => rows[i]![j] !== 0)
    expect(kept).toEqual(largest.sort((x, y) => x - y))
  }
})

test('an item that nobody has is in no matrix, and changes nothing', async () => {
  const more = interactionsOf(sequences, items + 3)
  const { model, notes } = await train(ease, { lambda: 5, maxItems: items }, more)
  expect(notes).toEqual([])
  const { model: without } = await train(ease, { lambda: 5 }, interactions)
  expect([...ask(model, 2, 7)]).toEqual([...ask(without, 2, 7), 0, 0, 0])
  expect(ask(model, items + 1).every((score) => score === 0)).toBe(true)
})

test('what a config keeps', () => {
  expect(keptWeights(ease.defaults, 5000)).toBe(0)
  expect(keptWeights(ease.defaults, 5001)).toBe(200)
  expect(keptWeights({ ...ease.defaults, weightsPerItem: 0 }, 5001)).toBe(0)
  expect(keptWeights({ ...ease.defaults, weightsPerItem: 50 }, 10)).toBe(50)
})

test('tells its progress to the end', async () => {
  const shares: number[] = []
  const run = { random: new Random(1), progress: (done: number, total: number) => shares.push(done / total) }
  await ease.create().fit({ interactions }, run)
  expect(shares.length).toBeGreaterThan(2)
  expect(shares.every((share, at) => share >= (shares[at - 1] ?? 0) && share <= 1)).toBe(true)
})
