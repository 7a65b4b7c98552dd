import { expect, test } from 'vitest'
import { simulationReport, transcript } from '../../../src/evaluation/simulator/report.ts'
import type { SimulatedTalk, SimulatedTurn } from '../../../src/evaluation/simulator/simulate.ts'
import { Random } from '../../../src/random.ts'

const turn = (more: Partial<SimulatedTurn> = {}): SimulatedTurn => ({
  said: 'hello',
  phrase: 'liked',
  reply: { text: 'Hm.', cards: [], buttons: [] },
  told: 1,
  hit: false,
  asks: false,
  repeated: 0,
  contradicted: 0,
  violations: 0,
  broken: 0,
  lost: false,
  ...more,
})
const list = { text: 'Try:', cards: [{ title: 'Dune', year: 2021 }], buttons: [] }
const talks: SimulatedTalk[] = [
  {
    person: 'a',
    turns: [turn({ asks: true }), turn({ asks: true }), turn({ hit: true, told: 2, ndcg: 0.5, reply: list })],
  },
  {
    person: 'b',
    turns: [
      turn({ lost: true, violations: 2, broken: 1 }),
      turn({ told: 2, ndcg: 0.1, reply: list }),
      turn({ repeated: 1 }),
    ],
  },
]

test('figures over all talks', () => {
  const report = simulationReport(talks, new Random(1))
  expect(report.talks).toBe(2)
  expect([1, 2, 3].map((k) => report.success[k]![0])).toEqual([0, 0, 0.5])
  expect(report.turnsToHit).toBe(3)
  expect(report.ndcg[2]).toBeCloseTo(0.3, 12)
  expect(report.ndcg[1]).toBeUndefined()
  expect(report).toMatchObject({
    questions: 1,
    questionsInARow: 2,
    repeated: 1,
    contradicted: 0,
    violations: 2,
    broken: 1,
  })
  expect(report.lost).toBeCloseTo(1 / 6, 12)
  expect(report.lostBy).toEqual({ liked: 1 / 6 })
})

test('a talk can be read', () => {
  expect(transcript(talks[1]!)).toBe(
    '== b\n> hello\nHm.\n[lost] [VIOLATION]\n> hello\nTry:\n  - Dune (2021)\n> hello\nHm.\n[REPEATED]\n',
  )
})
