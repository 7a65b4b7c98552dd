import { expect, test } from 'vitest'
import { toNumber, toSeconds } from '../../../src/datasets/readers/cells.ts'

test('toNumber', () => {
  expect(['4', ' 3.5 ', '-1e2', '', ' ', 'x', 'Infinity', undefined].map(toNumber)).toEqual([
    4,
    3.5,
    -100,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('toSeconds: seconds, milliseconds, dates', () => {
  expect(toSeconds('964982703')).toBe(964_982_703)
  expect(toSeconds('1396860669.277')).toBe(1_396_860_669.277)
  expect(toSeconds('1396860669277')).toBe(1_396_860_669.277)
  expect(toSeconds('2014-04-07T08:51:09Z')).toBe(1_396_860_669)
  expect(toSeconds('yesterday')).toBeUndefined()
  expect(toSeconds('')).toBeUndefined()
})
