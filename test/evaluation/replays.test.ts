import { expect, test } from 'vitest'
import { select } from '../../src/datasets/select.ts'
import { holdOut, replaysOf } from '../../src/evaluation/replays.ts'
import { Random } from '../../src/random.ts'
import { fitSource } from '../../src/recommenders/fit-source.ts'
import { interactionsOf } from '../worlds/world.ts'

// Person p takes the items p to p + 11 of 40, the newest twice; the last one has too few.
const data = interactionsOf(
  [...Array.from({ length: 20 }, (_, p) => [...Array.from({ length: 12 }, (_, i) => p + i), p + 11]), [1, 2, 3]],
  40,
)

test('holds out people who have said enough, drawn by the seed', () => {
  const held = holdOut(data, new Random(1))
  expect(held).toHaveLength(4)
  expect(held).not.toContain(20)
  expect(holdOut(data, new Random(1))).toEqual(held)
  expect(holdOut(data, new Random(2))).not.toEqual(held)
  expect(holdOut(data, new Random(1), { most: 2 })).toEqual(held.slice(0, 2))
})

test('some likes are named in the order in which they came, the rest is what a good answer finds', async () => {
  const train = select(data, (_, person) => person !== 3, { repack: false })
  const source = await fitSource('item-knn', {}, { interactions: train }, { random: new Random(1) })
  const replays = replaysOf(data, [3], [source], train, new Random(5), { named: [2, 12], pool: 4 })
  // All twelve named would leave nothing to find.
  expect(replays).toHaveLength(1)
  const { history, truth, candidates, parts, named } = replays[0]!
  expect(named).toBe(2)
  expect(history[0]).toBeLessThan(history[1]!)
  expect([...history, ...truth].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => 3 + i))
  for (const row of truth) expect(candidates).toContain(row)
  for (const row of history) expect(candidates).not.toContain(row)
  const scores = new Float32Array(40)
  source.model.score({ history }, scores)
  candidates.forEach((row, c) => {
    expect(parts[0]![c]).toBeCloseTo(Math.max(0, scores[row]! / source.scale), 5)
  })
})
