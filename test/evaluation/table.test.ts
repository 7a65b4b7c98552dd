import { expect, test } from 'vitest'
import { align, resultTable } from '../../src/evaluation/table.ts'

test('align', () => {
  expect(
    align([
      ['a', 'bb', 'c'],
      ['long', '1', '22'],
    ]),
  ).toBe('a     bb   c\nlong   1  22')
})

test('a table has rates with intervals, deviations, costs and notes', () => {
  const text = resultTable(
    [
      {
        model: 'ease',
        config: {},
        metrics: {
          'recall@5': { mean: 0.25, sd: 0.01, interval: [0.2, 0.3], macro: 0.2 },
          'novelty@5': { mean: 2.345, sd: 0, interval: [2, 3], macro: 2 },
          'diversity@5': { mean: Number.NaN, sd: 0 },
        },
        cases: 9,
        fitSeconds: 1.234,
        eventsPerSecond: 12_345.6,
        microsecondsPerScore: 7.89,
        peakMemoryMB: 100.4,
        notes: ['took half'],
      },
    ],
    [5],
  )
  expect(text).toContain('.2500 ±.0100 [.2000 .3000]')
  expect(text).toMatch(/ 2\.35 /)
  expect(text).toMatch(/ease +1\.23 +12,346 +7\.9 +100/)
  expect(text).toContain('ease: took half')
})
