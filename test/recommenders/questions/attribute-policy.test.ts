import { describe, expect, test } from 'vitest'
import { gainDefaults, gainPolicy, questionsBy } from '../../../src/recommenders/questions/attribute-policy.ts'
import { attributeTable } from '../../../src/recommenders/questions/attribute-table.ts'
import { Candidates } from '../../../src/recommenders/questions/candidates.ts'

const bits = (items: number, count: number) =>
  attributeTable(
    Array.from({ length: items }, (_, item) =>
      Array.from({ length: count }, (_, k) => k).filter((k) => item & (1 << k)),
    ),
    count,
  )
const one = { ...gainDefaults, list: 1 }

describe('weighted entropy', () => {
  test('asks what parts the chances, not the items, most evenly', () => {
    // attribute 0 parts the items in halves, attribute 1 the chances
    const table = attributeTable([[1], [0], [0], []], 2)
    const [best, second] = questionsBy([0.5, 0.05, 0.05, 0.4], table, new Set(), 2)
    expect(best).toEqual({ attribute: 1, share: 0.5, bits: 1 })
    expect(second!.attribute).toBe(0)
    expect(second!.share).toBeCloseTo(0.1, 12)
  })

  test('passes over what was asked, and what all or none carry', () => {
    const table = attributeTable([[0, 1], [0]], 3)
    expect(questionsBy([0.5, 0.5], table, new Set([1]), 3)).toEqual([])
  })
})

describe('asking and recommending', () => {
  test('asks while the candidates are many, and recommends once they are few', () => {
    const candidates = new Candidates(new Array(64).fill(1), bits(64, 6), { wrong: 0, right: 1 })
    const policy = gainPolicy(candidates, one)
    const moves: ('ask' | 'recommend')[] = []
    for (let turns = 10; ; turns--) {
      const move = policy.next(turns)
      moves.push('ask' in move ? 'ask' : 'recommend')
      if ('ask' in move) policy.answered(move.ask, ((37 >> move.ask) & 1) === 1)
      else if (move.recommend[0] === 37) break
      else policy.rejected(move.recommend)
    }
    // one of the last few is shown rather than asked about: a hit may come of it, and it is one fewer
    expect(moves.indexOf('recommend')).toBeGreaterThanOrEqual(4)
    expect(moves.length).toBeLessThanOrEqual(8)
  })

  test('recommends at once where one candidate is nearly certain, and in the last turn always', () => {
    const prior = [50, 1, 1, 1]
    expect(gainPolicy(new Candidates(prior, bits(4, 2)), one).next(10)).toEqual({ recommend: [0] })
    expect(gainPolicy(new Candidates([1, 1, 1, 1], bits(4, 2)), one).next(1)).toEqual({ recommend: [0] })
  })

  test('does not ask where there are turns enough to show everything sooner than an answer pays', () => {
    const policy = gainPolicy(new Candidates([1, 1, 1], bits(3, 2)), { ...one, list: 3 })
    expect(policy.next(10)).toEqual({ recommend: [0, 1, 2] })
  })

  test('"don\'t know" changes no chance, and the question does not come again', () => {
    const candidates = new Candidates(new Array(16).fill(1), bits(16, 4))
    const policy = gainPolicy(candidates, one)
    const before = candidates.chances.slice()
    const asked = new Set<number>()
    for (let n = 0; n < 4; n++) {
      const move = policy.next(15)
      if (!('ask' in move)) throw new Error('expected a question')
      expect(asked.has(move.ask)).toBe(false)
      asked.add(move.ask)
      policy.answered(move.ask, undefined)
    }
    expect(candidates.chances).toEqual(before)
  })
})
