import { expect, test } from 'vitest'
import { quantise, restore } from '../../src/encoder/quantise.ts'

test('each number comes back within half a step of its row; a row of zeros stays one', () => {
  const data = Float32Array.from({ length: 48 }, (_, i) => (i < 24 ? Math.sin(i) * 10 : 0))
  const steps = quantise(data, 24)
  const back = restore(steps)
  const step = steps.scales[0] as number
  for (let i = 0; i < 24; i++)
    expect(Math.abs((back[i] as number) - (data[i] as number))).toBeLessThanOrEqual(step / 2 + 1e-6)
  expect([...back.subarray(24)].every((x) => x === 0)).toBe(true)
  expect(Math.max(...steps.codes.map(Math.abs))).toBe(127)
})
