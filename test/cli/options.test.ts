import { expect, test } from 'vitest'
import { wholeNumber, wholeNumbers } from '../../src/cli/options.ts'

test('wholeNumber', () => {
  expect(wholeNumber(0)('0')).toBe(0)
  expect(wholeNumber(1)('25')).toBe(25)
  for (const text of ['0', '-1', '1.5', 'x', '', '1e3', '99999999999999999999'])
    expect(() => wholeNumber(1)(text)).toThrow('whole number of 1')
})

test('wholeNumbers: ascending, each once', () => {
  expect(wholeNumbers('20, 10,20')).toEqual([10, 20])
  expect(() => wholeNumbers('10,')).toThrow('whole number')
})
