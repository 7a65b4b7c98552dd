import { expect, test } from 'vitest'
import { Parameters, type Shape } from '../../src/encoder/parameters.ts'
import { Workspace } from '../../src/encoder/workspace.ts'
import { Random } from '../../src/random.ts'

const shapes: Shape[] = [
  { name: 'w', rows: 24, width: 48, start: 'glorot' },
  { name: 'b', rows: 1, width: 24, start: 'zero' },
]

test('weights lie side by side, begin within the bounds of Glorot, biases at 0', () => {
  const parameters = new Parameters(new Workspace(1 << 20), shapes, true)
  parameters.start(new Random(1))
  expect(parameters.values).toHaveLength(24 * 48 + 24)
  const limit = Math.sqrt(6 / (24 + 48))
  expect(Math.max(...parameters.of('w').data.map(Math.abs))).toBeLessThanOrEqual(limit)
  expect(Math.max(...parameters.of('w').data)).toBeGreaterThan(0.9 * limit)
  expect([...parameters.of('b').data].every((x) => x === 0)).toBe(true)
  parameters.slope('b').data[3] = 7
  expect(parameters.gradients[24 * 48 + 3]).toBe(7)
})

test('what only answers has no room for gradients', () => {
  expect(new Parameters(new Workspace(1 << 20), shapes, false).gradients).toHaveLength(0)
})
