import { expect, test } from 'vitest'
import { setting, wholeNumber, wholeNumbers } from '../../src/cli/options.ts'

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

test('setting: values as JSON where they are, else as they stand; later ones go first', () => {
  const all = ['epochs=5', 'loss=bpr-max', 'hiddenSizes=[64,32]', 'relaxed=true', 'epochs=7', 'name=a=b']
  expect(all.reduce<Record<string, unknown>>((before, text) => setting(text, before), {})).toEqual({
    epochs: 7,
    loss: 'bpr-max',
    hiddenSizes: [64, 32],
    relaxed: true,
    name: 'a=b',
  })
  for (const text of ['epochs', '=5', '5=5', '']) expect(() => setting(text)).toThrow('option=value')
})
