import { expect, test } from 'vitest'
import { cellBackward, cellForward } from '../../../src/nn/layers/gru-cell.ts'
import { Random } from '../../../src/random.ts'
import { slope } from '../gradients.ts'

const batch = 2
const size = 3
const step = { batch, steps: 1, size, t: 0, lengths: [1, 1] }
const wide = (rows: number) => new Float64Array(rows)

function forward(inputs: Float64Array, recurrent: Float64Array, start: Float64Array) {
  const [state, states] = [start.slice(), wide(batch * size)]
  const [reset, update, candidate, recalled, before] = Array.from({ length: 5 }, () => wide(batch * size))
  const trace = { reset, update, candidate, recalled, before } as Parameters<typeof cellForward>[5]
  cellForward(step, inputs, recurrent, state, states, trace)
  return { states, state, trace }
}

test('an open update gate keeps the state, a shut one takes the candidate', () => {
  const start = Float64Array.of(1, 2, 3, 4, 5, 6)
  const inputs = wide(batch * size * 3)
  for (let b = 0; b < batch; b++) inputs.fill(100, b * 9 + 3, b * 9 + 6)
  expect([...forward(inputs, wide(18), start).states]).toEqual([...start])
  for (let b = 0; b < batch; b++) inputs.fill(-100, b * 9 + 3, b * 9 + 9)
  for (const value of forward(inputs, wide(18), start).states) expect(value).toBeCloseTo(-1, 10)
})

test('its gradient agrees with central differences in float64 to 1e-9', () => {
  const random = new Random(5)
  const numbers = (count: number) => Float64Array.from({ length: count }, () => random.normal())
  const given = [numbers(18), numbers(18), numbers(6)] as const
  const up = numbers(6)
  const loss = () => forward(...given).states.reduce((sum, value, i) => sum + value * (up[i] as number), 0)
  const carried = wide(6)
  const gradients = [wide(18), wide(18), carried] as const
  cellBackward(step, forward(...given).trace, up, carried, gradients[0], gradients[1])
  for (const [n, array] of given.entries()) {
    for (let i = 0; i < array.length; i++) {
      const old = array[i] as number
      const wanted = slope((offset) => {
        array[i] = old + offset
        const result = loss()
        array[i] = old
        return result
      }, 1e-3)
      expect(Math.abs((gradients[n]?.[i] as number) - wanted), `${n}[${i}]`).toBeLessThan(1e-9)
    }
  }
})

test('after its end a sequence keeps its state, and the gradient passes by', () => {
  const over = { ...step, lengths: [1, 0] }
  const [state, states] = [Float64Array.of(1, 2, 3, 4, 5, 6), wide(6)]
  const trace = { reset: wide(6), update: wide(6), candidate: wide(6), recalled: wide(6), before: wide(6) }
  cellForward(over, wide(18).fill(1), wide(18), state, states, trace)
  expect([...states.subarray(3)]).toEqual([4, 5, 6])
  const [carried, inputs, recurrent] = [wide(6).fill(1), wide(18), wide(18)]
  cellBackward(over, trace, wide(6).fill(1), carried, inputs, recurrent)
  expect([...carried.subarray(3)]).toEqual([2, 2, 2])
  expect([...inputs.subarray(9)].every((value) => value === 0)).toBe(true)
})
