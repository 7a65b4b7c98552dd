import { describe, expect, test } from 'vitest'
import {
  greedyRounds,
  hierarchicalDcg,
  maxEntropyRounds,
  oracleRounds,
  playRounds,
  roundsDefaults,
} from '../../src/evaluation/attribute-rounds.ts'
import { Random } from '../../src/random.ts'
import { type AttributePolicy, gainPolicy } from '../../src/recommenders/questions/attribute-policy.ts'
import { attributeTable } from '../../src/recommenders/questions/attribute-table.ts'
import { Candidates } from '../../src/recommenders/questions/candidates.ts'

/** 1,024 items, alike in popularity, told apart by ten bits, each of which is asked once. */
const table = attributeTable(
  Array.from({ length: 1024 }, (_, item) => Array.from({ length: 10 }, (_, k) => k).filter((k) => item & (1 << k))),
  10,
)
const even = new Array(1024).fill(1)
const hard = { wrong: 0, right: 1 }
const rate = (make: (target: number) => AttributePolicy, wrong: number) => {
  const random = new Random(5)
  const targets = Array.from({ length: 60 }, () => random.int(1024))
  const played = targets.map((target) => playRounds(make(target), target, table, random, { ...roundsDefaults, wrong }))
  return played.filter(({ turn }) => turn !== undefined).length / targets.length
}

describe('rounds', () => {
  test('questions find what lists alone do not', () => {
    expect(rate(() => greedyRounds(new Candidates(even, table)), 0)).toBeLessThan(0.3)
    expect(rate(() => maxEntropyRounds(new Candidates(even, table, hard)), 0)).toBe(1)
    expect(rate(() => gainPolicy(new Candidates(even, table)), 0)).toBe(1)
    expect(rate((target) => oracleRounds(new Candidates(even, table), target), 0)).toBe(1)
  })

  test('soft evidence survives wrong answers that a filter does not', () => {
    const soft = rate(() => gainPolicy(new Candidates(even, table)), 0.1)
    expect(soft).toBeGreaterThan(rate(() => gainPolicy(new Candidates(even, table, hard)), 0.1) + 0.1)
  })

  test('end with the hit, its turn and its place', () => {
    const lists = [
      [3, 4],
      [5, 6],
    ]
    const turnedDown: number[][] = []
    const policy: AttributePolicy = {
      next: () => ({ recommend: lists.shift() ?? [] }),
      answered: () => {},
      rejected: (items) => turnedDown.push([...items]),
    }
    expect(playRounds(policy, 6, table, new Random(1))).toEqual({ turn: 2, place: 2, questions: 0 })
    expect(turnedDown).toEqual([[3, 4]])
  })

  test('"don\'t know" is told as such', () => {
    const told: (boolean | undefined)[] = []
    const policy: AttributePolicy = {
      next: () => ({ ask: 0 }),
      answered: (_, yes) => told.push(yes),
      rejected: () => {},
    }
    const rounds = playRounds(policy, 1, table, new Random(1), { turns: 200, wrong: 0.2, unsure: 0.3 })
    expect(rounds).toEqual({ turn: undefined, place: undefined, questions: 200 })
    const count = (value: boolean | undefined) => told.filter((one) => one === value).length
    expect(count(undefined)).toBeGreaterThan(40)
    expect(count(undefined)).toBeLessThan(80)
    // the truth is yes
    expect(count(false) / (count(false) + count(true))).toBeLessThan(0.3)
    expect(count(false)).toBeGreaterThan(10)
  })
})

test('hDCG: earlier turns and higher places are worth more, none is worth nothing', () => {
  expect(hierarchicalDcg({ turn: 1, place: 1, questions: 0 })).toBeCloseTo(1, 12)
  expect(hierarchicalDcg({ turn: 1, place: 10, questions: 0 })).toBeGreaterThan(
    hierarchicalDcg({ turn: 2, place: 1, questions: 0 }) - 1e-9,
  )
  expect(hierarchicalDcg({ turn: undefined, place: undefined, questions: 15 })).toBe(0)
})
