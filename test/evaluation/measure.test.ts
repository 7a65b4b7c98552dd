import { describe, expect, test } from 'vitest'
import type { Interactions } from '../../src/datasets/interactions.ts'
import { type Measured, measure, metricNames } from '../../src/evaluation/measure.ts'
import { applyProtocol, type Case, type Trial } from '../../src/evaluation/protocols.ts'
import { cooccurrence, ownersOf } from '../../src/evaluation/similarity.ts'
import { Random } from '../../src/random.ts'
import type { Model } from '../../src/recommenders/contract.ts'
import { recipe } from '../../src/recommenders/registry.ts'
import { world } from '../datasets/world.ts'

const at = [5, 10]
const options = { at, owners: [], similarity: () => 0 }

function meanOf({ tally }: Measured, name: string): number {
  const m = metricNames(at).indexOf(name)
  let sum = 0
  let count = 0
  for (let i = m; i < tally.sums.length; i += tally.metrics) {
    sum += tally.sums[i] ?? 0
    count += tally.counts[i] ?? 0
  }
  return sum / count
}

/** A model that is a function. */
const modelOf = (items: number, score: Model['score']): Model => ({ items, score })

/** Walks of 400 sessions round a ring of 60 items, each step 1 (or 2, with chance 0.3) on; ids by `name`. */
function ring(name: (item: number) => string = (item) => `i${String(item).padStart(2, '0')}`): Trial {
  const random = new Random(9)
  const walk = () => {
    let item = random.int(60)
    return Array.from({ length: 6 }, () => {
      item = (item + (random.next() < 0.3 ? 2 : 1)) % 60
      return name(item)
    }).join(' ')
  }
  const sessions = (label: string, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${label}${i}`, walk()]))
  return applyProtocol('next-item', { interactions: world(sessions('s', 400)), test: world(sessions('t', 200)) })
}

async function fitted(name: string, train: Interactions) {
  const model = recipe(name).create()
  await model.fit({ interactions: train }, { random: new Random(1) })
  return model
}

describe('self-tests of the harness', () => {
  test('popularity on a toy set, counted by hand', async () => {
    // a: 3 events, b: 2, c: 1. Steps: a -> b (place 2), b -> c (place 3), a -> a (place 1).
    const data = { interactions: world({ x: 'a b a', y: 'a b c' }), test: world({ t: 'a b c', u: 'a a' }) }
    const trial = applyProtocol('next-item', data)
    const measured = measure(await fitted('popularity', trial.train), trial, { ...options, at: [1, 2] })
    const names = metricNames([1, 2])
    const sum = (name: string) => {
      const m = names.indexOf(name)
      return (measured.tally.sums[m] ?? 0) + (measured.tally.sums[measured.tally.metrics + m] ?? 0)
    }
    expect(measured.cases).toBe(3)
    expect(sum('recall@1')).toBe(1)
    expect(sum('recall@2')).toBe(2)
    expect(sum('mrr@2')).toBe(1.5)
  })

  test('an oracle gets 1, a constant scorer nearly nothing, noise about k / N', () => {
    const trial = ring()
    const cases = [...trial.cases()]
    let turn = 0
    const oracle = modelOf(60, (_, scores) => {
      scores.fill(0)
      scores[cases[turn++]?.truth[0] ?? 0] = 1
    })
    for (const metric of ['recall@5', 'ndcg@5', 'mrr@5', 'map@10', 'hitRate@10']) {
      turn = 0
      expect(meanOf(measure(oracle, trial, options), metric)).toBe(1)
    }
    expect(
      meanOf(
        measure(
          modelOf(60, (_, scores) => scores.fill(1)),
          trial,
          options,
        ),
        'recall@10',
      ),
    ).toBe(0)
    const random = new Random(2)
    const noise = modelOf(60, (_, scores) => {
      for (let i = 0; i < 60; i++) scores[i] = random.next()
    })
    expect(meanOf(measure(noise, trial, options), 'recall@10')).toBeCloseTo(10 / 60, 1)
  })

  test('shuffled truth is worth what popularity is worth', async () => {
    const trial = ring()
    const rows = Array.from({ length: 60 }, (_, row) => row)
    const random = new Random(3)
    const shuffled: Trial = {
      ...trial,
      *cases(): Iterable<Case> {
        for (const one of trial.cases()) yield { ...one, truth: [random.pick(rows)] }
      },
    }
    const model = await fitted('markov', trial.train)
    expect(meanOf(measure(model, trial, options), 'recall@5')).toBeGreaterThan(0.95)
    // Markov knows two followers of each item; chance is 2 in 60.
    expect(meanOf(measure(model, shuffled, options), 'recall@5')).toBeLessThan(0.08)
  })

  test('other names for the items change no metric', async () => {
    const plain = ring()
    const renamed = ring((item) => `x${(item * 37) % 60}`)
    for (const name of ['markov', 'sequential-rules']) {
      const one = measure(await fitted(name, plain.train), plain, options)
      const two = measure(await fitted(name, renamed.train), renamed, options)
      for (const metric of ['recall@5', 'recall@10', 'mrr@10', 'ndcg@5']) {
        expect(meanOf(two, metric)).toBeCloseTo(meanOf(one, metric), 10)
      }
    }
  })

  test('recall grows with k; MRR is at most recall', async () => {
    const trial = ring()
    const measured = measure(await fitted('popularity', trial.train), trial, options)
    expect(meanOf(measured, 'recall@10')).toBeGreaterThan(meanOf(measured, 'recall@5'))
    expect(meanOf(measured, 'mrr@10')).toBeLessThanOrEqual(meanOf(measured, 'recall@10'))
  })

  test('measuring again, or after other cases, gives the same', async () => {
    const trial = ring()
    const model = await fitted('v-sknn', trial.train)
    const whole = measure(model, trial, options)
    expect(measure(model, trial, options).tally).toEqual(whole.tally)
    const backwards: Trial = { ...trial, cases: () => [...trial.cases()].reverse() }
    expect(meanOf(measure(model, backwards, options), 'mrr@10')).toBeCloseTo(meanOf(whole, 'mrr@10'), 12)
  })

  test('a score that is not a number fails the run', () => {
    const broken = modelOf(60, (_, scores) => scores.fill(Number.NaN))
    expect(() => measure(broken, ring(), options)).toThrow(expect.objectContaining({ code: 'NAN_SCORE' }))
  })
})

test('metrics of lists, coverage and time', () => {
  const trial = ring()
  const { train } = trial
  let clock = 0
  const measured = measure(
    modelOf(60, (_, scores) => {
      for (let i = 0; i < 60; i++) scores[i] = i < 6 ? 6 - i : 0
    }),
    trial,
    { at, owners: ownersOf(train), similarity: cooccurrence(train), now: () => clock++ },
  )
  expect(measured.coverage.get(5)).toBe(5 / 60)
  expect(measured.coverage.get(10)).toBe(6 / 60)
  expect(measured.microseconds).toBe(1000)
  expect(meanOf(measured, 'novelty@5')).toBeGreaterThan(2)
  expect(meanOf(measured, 'diversity@5')).toBeGreaterThan(0.3)
  expect(meanOf(measured, 'diversity@5')).toBeLessThan(1)
  expect(meanOf(measured, 'popularityBias@5')).toBeGreaterThan(0.7)
  expect(meanOf(measured, 'popularityBias@5')).toBeLessThan(1.3)
})
