import { describe, expect, test } from 'vitest'
import { coldCurve, coldPeople } from '../../src/evaluation/cold-start.ts'
import { Ranking } from '../../src/evaluation/ranking.ts'
import { Random } from '../../src/random.ts'
import { divided } from '../recommenders/questions/space.ts'
import { interactionsOf } from '../worlds/world.ts'

const popularity = Float32Array.from([9, 8, 7, 6, 5, 4, 3])
const curve = (verdicts: [number, boolean][], truth: number[], options = {}) =>
  coldCurve(
    divided(),
    { name: 'ada', verdicts: new Map(verdicts), truth },
    popularity,
    'information',
    new Ranking(7),
    new Random(1),
    { answers: 3, ...options },
  )

describe('a cold person', () => {
  test('what they do not know is a question and no answer', () => {
    const { asked, answered, answers, questions } = curve([[5, true]], [6])
    expect(asked).toBe(7)
    expect(answered).toBe(1)
    expect(answers).toHaveLength(4)
    // the one answer tells which half they belong to, and what it told stands
    expect(answers[1]).toBeGreaterThan(answers[0]!)
    expect(answers[3]).toBe(answers[1])
    expect(questions.at(-1)).toBe(answers[1])
  })

  test('is judged by items that they were not asked about, with the same ones left out for popularity', () => {
    const { answers, popularAnswers } = curve([[3, true]], [5])
    // only 3 is left out: 5 is the fifth of six by popularity
    expect(popularAnswers[0]).toBeCloseTo(1 / Math.log2(6), 12)
    expect(answers[0]).toBeGreaterThan(0)
  })

  test('an item that was asked about leaves the truth where all can be asked about', () => {
    const { popularAnswers, answers } = curve(
      [
        [3, true],
        [4, true],
      ],
      [3, 4],
      { mask: 'asked', answers: 2 },
    )
    expect(popularAnswers[0]).toBeCloseTo((1 / Math.log2(5) + 1 / Math.log2(6)) / (1 + 1 / Math.log2(3)), 12)
    // nothing is left to find: not judged
    expect(answers[2]).toBeNaN()
  })

  test('gives up when patience ends', () => {
    expect(curve([], [3], { patience: 2 }).asked).toBe(2)
  })
})

test('ratings are parted in halves: one to ask about, the likes of the other to find', () => {
  const sequences = [
    [0, 1, 2, 3, 4, 5],
    [1, 3],
  ]
  const data = { ...interactionsOf(sequences, 6), values: Float32Array.from([5, 1, 5, 1, 5, 1, 2, 1]) }
  const people = coldPeople(data, 4, new Random(3))
  // the second person likes nothing: there is nothing to find
  expect(people).toHaveLength(1)
  const [{ verdicts, truth }] = people as [(typeof people)[number]]
  expect(verdicts.size).toBe(3)
  for (const row of truth) expect(verdicts.has(row)).toBe(false)
  for (const [row, likes] of verdicts) expect(likes).toBe(row % 2 === 0)
  const [whole] = coldPeople(data, 4, new Random(3), true)
  expect(whole!.verdicts.size).toBe(6)
  expect([...whole!.truth].sort()).toEqual([0, 2, 4])
})
