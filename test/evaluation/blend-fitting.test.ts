import { expect, test } from 'vitest'
import type { ItemRow } from '../../src/datasets/vocabulary.ts'
import { fitBlend, fittingDefaults, judge, judgeReplay } from '../../src/evaluation/blend-fitting.ts'
import type { Replay } from '../../src/evaluation/replays.ts'
import { Random } from '../../src/random.ts'

const items = 40
const part = (...best: readonly number[]) =>
  Float32Array.from({ length: items }, (_, row) => (best.includes(row) ? 1 : 0))

function replay(
  truth: readonly number[],
  parts: readonly Float32Array[],
  worth = new Float64Array(items).fill(1),
): Replay {
  const candidates = Uint32Array.from({ length: items }, (_, row) => row)
  return { person: 0, named: 1, history: [0 as ItemRow], truth: new Set(truth), candidates, parts, worth }
}

test('a list with all the truth in front gets 1, without any of it 0', () => {
  const one = replay([3, 4], [part(3, 4), part(5)])
  expect(judgeReplay(one, [1, 0])).toEqual({ ndcg: 1, rare: 1 })
  expect(judgeReplay(one, [0, 1])).toEqual({ ndcg: 0, rare: 0 })
  expect(judgeReplay(one, [1, 2]).ndcg).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(4)) / (1 + 1 / Math.log2(3)), 9)
})

test('ten places, the best in order, of equal ones the earlier', () => {
  const many = Float32Array.from({ length: items }, (_, row) => (row < 20 ? 2 - (row % 2) : 0))
  // even rows 0 to 18 fill the list: row 18 is tenth, row 1 is not in it
  expect(judgeReplay(replay([18], [many]), [1]).ndcg).toBeCloseTo(1 / Math.log2(11), 9)
  expect(judgeReplay(replay([1], [many]), [1]).ndcg).toBe(0)
})

test('a rare hit is worth more than a common one', () => {
  const worth = new Float64Array(items).fill(1)
  worth[3] = 0.1
  const one = replay([3, 4], [part(3), part(4)], worth)
  expect(judgeReplay(one, [1, 0]).ndcg).toBeCloseTo(judgeReplay(one, [0, 1]).ndcg, 12)
  expect(judgeReplay(one, [0, 1]).rare).toBeGreaterThan(5 * judgeReplay(one, [1, 0]).rare)
})

/** Source 0 knows half of the truth, source 1 the other half, source 2 shouts louder and knows nothing. */
function halves(count: number): Replay[] {
  const random = new Random(1)
  return Array.from({ length: count }, () => {
    const rows = random.shuffle(Array.from({ length: items }, (_, row) => row))
    const noise = part(...rows.slice(10, 30)).map((value) => 5 * value)
    return replay(rows.slice(0, 6), [part(...rows.slice(0, 3)), part(...rows.slice(3, 6)), noise])
  })
}

test('the weights turn up what is right and down what misleads, and beat every part alone', () => {
  const { weights, judged, alone, bestNdcg } = fitBlend(halves(30), 3)
  expect(judged.ndcg).toBeCloseTo(1, 6)
  expect(bestNdcg).toBeCloseTo(1, 6)
  expect(weights[2]! * 5).toBeLessThan(Math.min(weights[0]!, weights[1]!))
  expect(weights.reduce((a, b) => a + b)).toBeCloseTo(fittingDefaults.sum, 1)
  for (const one of alone) expect(one.ndcg).toBeLessThan(0.8)
})

test('rare hits are preferred as far as the slack of NDCG@10 goes, and no further', () => {
  // Two sources have half a list of common hits each; the third a list of rare items, of which four are hits.
  const [some, others] = [
    [1, 2, 3, 4, 5],
    [6, 7, 8, 9, 10],
  ] as const
  const rare = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]
  const worth = Float64Array.from({ length: items }, (_, row) => (row < 20 ? 0.1 : 1))
  const replays = [replay([...some, ...others, 20, 21, 22, 23], [part(...some), part(...others), part(...rare)], worth)]
  const tight = fitBlend(replays, 3, { slack: 0, sum: 4 })
  const loose = fitBlend(replays, 3, { slack: 0.9, sum: 4 })
  expect(tight.judged.ndcg).toBe(1)
  expect(loose.judged.rare).toBeGreaterThan(1.5 * tight.judged.rare)
  expect(loose.judged.ndcg).toBeLessThan(1)
  // Never below the best part alone, whatever the slack.
  expect(loose.judged.ndcg).toBeGreaterThanOrEqual(Math.max(...loose.alone.map((one) => one.ndcg)) - 1e-9)
})

test('one source alone keeps its weight', () => {
  const replays = halves(3).map((one) => ({ ...one, parts: [one.parts[0]!] }))
  expect(fitBlend(replays, 1).weights).toEqual([4])
  expect(judge(replays, [4]).ndcg).toBe(judge(replays, [1]).ndcg)
})
