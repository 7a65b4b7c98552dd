import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { decay, decays } from '../../../src/recommenders/neighbours/decay.ts'
import { sessionIndex, sessionTensors } from '../../../src/recommenders/neighbours/session-index.ts'
import { type SessionRules, SessionScorer } from '../../../src/recommenders/neighbours/session-scorer.ts'
import { noise } from '../../worlds/noise.ts'
import { interactionsOf, rows } from '../../worlds/world.ts'
import { nearly } from '../train.ts'

const items = 25
const sessions = noise(new Random(5), items, 150, 8)

function scorer(rules: SessionRules): (history: readonly number[]) => number[] {
  const index = sessionIndex('m', items, rules.sampleSize, sessionTensors(interactionsOf(sessions, items)))
  const fast = new SessionScorer(index, rules)
  return (history) => {
    const scores = new Float32Array(items)
    fast.score(rows(...history), scores)
    return [...scores]
  }
}

/** The definition, word for word. */
function plain(rules: SessionRules, history: readonly number[]): number[] {
  const length = history.length
  const current = new Map<number, { weight: number; distance: number }>()
  history.forEach((item, at) => {
    const position = at + 1
    const weights = {
      div: position / length,
      quadratic: (position / length) ** 2,
      log: 1 / Math.log10(length - position + 1.7),
      same: 1,
    }
    current.set(item, { weight: weights[rules.weighting], distance: length - at })
  })
  const norm = Math.sqrt([...current.values()].reduce((sum, { weight }) => sum + weight ** 2, 0))
  const sets = sessions.map((session) => new Set(session))
  const candidates = sets
    .toReversed()
    .filter((set) => history.some((item) => set.has(item)))
    .slice(0, rules.sampleSize)
    .map((set) => {
      const shared = [...current].filter(([item]) => set.has(item)).map(([, place]) => place)
      const sum = shared.reduce((total, { weight }) => total + weight, 0)
      const similarity = {
        cosine: sum / (norm * Math.sqrt(set.size)),
        vec: sum / current.size,
        jaccard: shared.length / (current.size + set.size - shared.length),
      }[rules.similarity]
      return { set, similarity, step: Math.min(...shared.map(({ distance }) => distance)) }
    })
  // a stable sort: of equal ones the newer come first; rounding must not part what is equal
  candidates.sort((a, b) => (Math.abs(b.similarity - a.similarity) < 1e-12 ? 0 : b.similarity - a.similarity))
  const scores = new Array<number>(items).fill(0)
  for (const { set, similarity, step } of candidates.slice(0, rules.neighbours)) {
    for (const item of set) {
      const support = sets.filter((one) => one.has(item)).length
      scores[item]! += similarity * decay(rules.scoring, step) * (1 + rules.idf * Math.log(sets.length / support))
    }
  }
  return scores
}

const base: SessionRules = {
  neighbours: 1000,
  sampleSize: 1000,
  weighting: 'same',
  scoring: 'same',
  similarity: 'cosine',
  idf: 0,
}
const random = new Random(6)
const histories = [[3], [1, 2, 1], ...noise(random, items, 12, 10), Array.from({ length: 40 }, () => random.int(items))]

describe('agrees with its definition', () => {
  test.each([
    ...(['div', 'quadratic', 'log', 'same'] as const).map((weighting) => ({ weighting })),
    ...decays.map((scoring) => ({ scoring })),
    ...(['cosine', 'vec', 'jaccard'] as const).map((similarity) => ({ similarity })),
    { idf: 2 },
    { sampleSize: 20 },
    { neighbours: 7, similarity: 'jaccard' },
    { neighbours: 5, sampleSize: 30, weighting: 'quadratic', scoring: 'div', idf: 1 },
  ] as Partial<SessionRules>[])('%j', (change) => {
    const rules = { ...base, ...change }
    const fast = scorer(rules)
    for (const history of histories) {
      expect(nearly(fast(history), plain(rules, history)), `after ${history}`).toBe(true)
    }
  })
})

test('nothing known, nothing said', () => {
  expect(scorer(base)([]).every((score) => score === 0)).toBe(true)
})
