import { expect, test } from 'vitest'
import { evaluate } from '../../src/evaluation/evaluate.ts'
import { applyProtocol } from '../../src/evaluation/protocols.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { world } from '../datasets/world.ts'

/** Two clubs of six items each; every member took all six of the own club, each in another order. */
const people = Object.fromEntries(
  Array.from({ length: 30 }, (_, i) => {
    const club = i % 2 === 0 ? [...'abcdef'] : [...'ghijkl']
    const turn = Math.floor(i / 2) % 6
    return [`p${i}`, [...club.slice(turn), ...club.slice(0, turn)].join(' ')]
  }),
)
const trial = applyProtocol('per-user-time', { interactions: world(people) })
let clock = 0
const meter = { now: () => ++clock, memory: () => 3 * 2 ** 20 }
const contestants = ['popularity', 'item-knn', 'random'].map((name) => ({ name, create: () => recipe(name).create() }))

test('fits and measures each contestant once a seed', async () => {
  const told: string[] = []
  const results = await evaluate(trial, contestants, {
    at: [2],
    seeds: [1, 2, 3],
    meter,
    progress: {
      show: (text) => told.push(text),
      fit: (name) => ({ progress: (done, total) => told.push(`${name} ${done / total}`) }),
    },
  })
  expect(results.map((result) => result.model)).toEqual(['popularity', 'item-knn', 'random'])
  const [popularity, knn, random] = results
  expect(knn?.metrics['recall@2']?.mean).toBeGreaterThan(popularity?.metrics['recall@2']?.mean ?? 1)
  expect(knn?.metrics['recall@2']).toMatchObject({ sd: 0, interval: [1, 1], macro: 1 })
  expect(random?.metrics['recall@2']?.sd).toBeGreaterThan(0)
  expect(popularity?.cases).toBe([...trial.cases()].length)
  expect(knn?.fitSeconds).toBeGreaterThan(0)
  expect(knn?.eventsPerSecond).toBeCloseTo(trial.train.rows.length / (knn?.fitSeconds ?? 0))
  expect(knn?.peakMemoryMB).toBe(3)
  expect(knn?.metrics['coverage@2']?.interval).toBeUndefined()
  expect(told.some((text) => /^item-knn [\d.]+$/.test(text))).toBe(true)
})

test('the same twice', async () => {
  const run = async () =>
    (await evaluate(trial, contestants, { at: [1, 3], seeds: [7], meter })).map(({ metrics }) => metrics)
  expect(await run()).toEqual(await run())
})
