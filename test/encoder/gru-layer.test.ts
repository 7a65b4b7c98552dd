import { expect, test } from 'vitest'
import { blocksOf, GruLayer } from '../../src/encoder/gru-layer.ts'
import { Parameters } from '../../src/encoder/parameters.ts'
import { Workspace } from '../../src/encoder/workspace.ts'
import { Random } from '../../src/random.ts'

// The gradient is checked with the whole network in network.test.ts.
test.each([0, 1] as const)('direction %i reads in its order, and pads leave the state alone', (half) => {
  const [units, inputs, lanes, steps] = [24, 24, 8, 4]
  const space = new Workspace(1 << 20)
  const parameters = new Parameters(space, GruLayer.shapes('g', units, inputs), false)
  parameters.start(new Random(1))
  const layer = new GruLayer(space, parameters, 'g', half, units, inputs, lanes, steps)
  const x = blocksOf(space, steps, inputs, lanes)
  const y = blocksOf(space, steps, 2 * units, lanes)
  const masks = space.f32(steps * lanes)
  // Lane 0 has four words, lane 1 two.
  for (let t = 0; t < steps; t++) {
    masks[t * lanes] = 1
    masks[t * lanes + 1] = t < 2 ? 1 : 0
  }
  x.data.forEach((_, i) => {
    x.data[i] = Math.sin(i)
  })
  const state = (t: number, lane: number) =>
    Array.from({ length: units }, (_, j) => y.data[(t * 2 * units + half * units + j) * lanes + lane] as number)
  const mask = (t: number) => masks.byteOffset + 4 * t * lanes
  layer.forward(x, y, steps, mask)
  const [first, last] = half === 0 ? [0, 3] : [3, 0]
  const before = state(first, 0)
  const end = state(last, 0)
  // What it reads last changes nothing of what it has read before; what it reads first changes all.
  const touch = (t: number) => {
    x.data[t * inputs * lanes] = 5
    layer.forward(x, y, steps, mask)
  }
  touch(last)
  expect(state(first, 0)).toEqual(before)
  expect(state(last, 0)).not.toEqual(end)
  expect(half === 0 ? state(3, 1) : state(2, 1)).toEqual(half === 0 ? state(1, 1) : Array(units).fill(0))
})
