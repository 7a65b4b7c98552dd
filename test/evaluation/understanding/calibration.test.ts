import { expect, test } from 'vitest'
import {
  auroc,
  bins,
  calibrationError,
  calibrationPlot,
  outOfScope,
} from '../../../src/evaluation/understanding/calibration.ts'

const answers = (sure: number, right: number, of: number) =>
  Array.from({ length: of }, (_, i) => ({ sure, right: i < right }))

test('who is right as often as sure has no error, who always is sure has the rest', () => {
  expect(calibrationError([...answers(0.75, 3, 4), ...answers(0.5, 1, 2)])).toBeCloseTo(0, 10)
  expect(calibrationError(answers(1, 6, 10))).toBeCloseTo(0.4, 10)
  expect(calibrationError([...answers(1, 10, 10), ...answers(0.5, 10, 10)])).toBeCloseTo(0.25, 10)
})

test('bins: certainty falls into the last, an empty one has no shares', () => {
  const found = bins(answers(1, 1, 2))
  expect(found[9]).toMatchObject({ n: 2, right: 0.5 })
  expect(found[0]?.right).toBeNaN()
  expect(calibrationPlot(answers(1, 1, 2)).split('\n')).toHaveLength(10)
  expect(calibrationPlot(answers(1, 1, 2))).toContain('right 50.0 %, sure 100.0 %, n 2')
})

test('a threshold that accepts a share of the validation half', () => {
  const validation = Array.from({ length: 101 }, (_, i) => i / 100)
  const inside = [...answers(0.9, 8, 10), ...answers(0.01, 1, 1)]
  const found = outOfScope(validation, inside, [0.02, 0.03, 0.5, 0.04])
  expect(found.threshold).toBeCloseTo(0.05, 10)
  expect(found.recall).toBe(0.75)
  expect(found.accepted).toBeCloseTo(10 / 11, 10)
  expect(found.acceptedAndRight).toBeCloseTo(8 / 11, 10)
})

test('the area: 1 apart, 0 the wrong way round, a half where all are equal', () => {
  expect(auroc([0.8, 0.9], [0.1, 0.2])).toBe(1)
  expect(auroc([0.1], [0.5, 0.6])).toBe(0)
  expect(auroc([0.5, 0.5], [0.5])).toBe(0.5)
  expect(auroc([0.4, 0.6], [0.5])).toBe(0.5)
})
