import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { decay, decays } from '../../../src/recommenders/neighbours/decay.ts'
import { sequenceTensors, sessionIndex, sessionTensors } from '../../../src/recommenders/neighbours/session-index.ts'
import { type SessionRules, SessionScorer } from '../../../src/recommenders/neighbours/session-scorer.ts'
import { noise } from '../../worlds/noise.ts'
import { interactionsOf, rows } from '../../worlds/world.ts'
import { nearly } from '../train.ts'

const items = 25
const sessions = noise(new Random(5), items, 150, 8)

/** Half a day between the ends of two sessions. */
const world = (() => {
  const interactions = interactionsOf(sessions, items)
  const { offsets, times } = interactions
  for (let s = 0; s + 1 < offsets.length; s++) times.fill(1e9 + s * 43_200, offsets[s]!, offsets[s + 1]!)
  return interactions
})()

function scorer(rules: SessionRules): (history: readonly number[], at?: number) => number[] {
  const tensors = { ...sessionTensors(world), ...(rules.sequences ? sequenceTensors(world) : {}) }
  const index = sessionIndex('m', items, rules.sampleSize, tensors, rules.sequences !== undefined)
  const fast = new SessionScorer(index, rules)
  return (history, at) => {
    const scores = new Float32Array(items)
    fast.score(rows(...history), scores, at)
    return [...scores]
  }
}

/** The definition, word for word. */
function plain(rules: SessionRules, history: readonly number[], at = 1e9 + (sessions.length - 1) * 43_200): number[] {
  const length = history.length
  const { ownDecay = 0, sessionDays = 0, nearness = 0, matchDecay = 0 } = rules.sequences ?? {}
  const fade = (distance: number, lambda: number) => (lambda === 0 ? 1 : Math.exp(-distance / lambda))
  const current = new Map<number, { weight: number; distance: number }>()
  history.forEach((item, h) => {
    const position = h + 1
    const weights = {
      div: position / length,
      quadratic: (position / length) ** 2,
      log: 1 / Math.log10(length - position + 1.7),
      same: 1,
      exp: fade(length - position, ownDecay),
    }
    current.set(item, { weight: weights[rules.weighting], distance: length - h })
  })
  const norm = Math.sqrt([...current.values()].reduce((sum, { weight }) => sum + weight ** 2, 0))
  const sets = sessions.map((session) => new Set(session))
  const candidates = sets
    .toReversed()
    .filter((set) => history.some((item) => set.has(item)))
    .slice(0, rules.sampleSize)
    .map((set) => {
      const s = sets.indexOf(set)
      const days = Math.max(0, at - (1e9 + s * 43_200)) / 86_400
      const shared = [...current].filter(([item]) => set.has(item)).map(([, place]) => place)
      const sum = shared.reduce((total, { weight }) => total + weight, 0)
      const similarity = {
        cosine: sum / (norm * Math.sqrt(set.size)),
        vec: sum / current.size,
        jaccard: shared.length / (current.size + set.size - shared.length),
      }[rules.similarity]
      const step = Math.min(...shared.map(({ distance }) => distance))
      return { session: sessions[s]!, set, similarity: similarity * fade(days, sessionDays), step }
    })
  // a stable sort: of equal ones the newer come first; rounding must not part what is equal
  candidates.sort((a, b) => (Math.abs(b.similarity - a.similarity) < 1e-12 ? 0 : b.similarity - a.similarity))
  const scores = new Array<number>(items).fill(0)
  for (const { session, set, similarity, step } of candidates.slice(0, rules.neighbours)) {
    for (const item of set) {
      const support = sets.filter((one) => one.has(item)).length
      const matched = rules.scoring === 'exp' ? fade(step - 1, matchDecay) : decay(rules.scoring, step)
      const apart = Math.abs(session.lastIndexOf(item) - session.lastIndexOf(history.at(-step)!))
      const rarity = 1 + rules.idf * Math.log(sets.length / support)
      scores[item]! += similarity * matched * fade(apart, nearness) * rarity
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
const off = { ownDecay: 0, sessionDays: 0, nearness: 0, matchDecay: 0 }
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
    { weighting: 'exp', sequences: { ...off, ownDecay: 1.5 } },
    { sequences: { ...off, sessionDays: 20 } },
    { neighbours: 9, sequences: { ...off, sessionDays: 3 } },
    { sequences: { ...off, nearness: 2 } },
    { scoring: 'exp', sequences: { ...off, matchDecay: 0.7 } },
    {
      weighting: 'exp',
      scoring: 'exp',
      idf: 1,
      sequences: { ownDecay: 1, sessionDays: 40, nearness: 1, matchDecay: 2 },
    },
  ] as Partial<SessionRules>[])('%j', (change) => {
    const rules = { ...base, ...change }
    const fast = scorer(rules)
    for (const history of histories) {
      expect(nearly(fast(history), plain(rules, history)), `after ${history}`).toBe(true)
      const at = 1e9 + 100 * 43_200
      expect(nearly(fast(history, at), plain(rules, history, at)), `after ${history} at ${at}`).toBe(true)
    }
  })
})

test('nothing known, nothing said', () => {
  expect(scorer(base)([]).every((score) => score === 0)).toBe(true)
})
