import { expect, test } from 'vitest'
import { blocksOf } from '../../src/encoder/gru-layer.ts'
import { Parameters } from '../../src/encoder/parameters.ts'
import { Pooling } from '../../src/encoder/pooling.ts'
import { Workspace } from '../../src/encoder/workspace.ts'
import { Random } from '../../src/random.ts'

test('a lane pools its own words alone: between their least and largest, the largest, the mean of what went in', () => {
  const [states, inputs, size, lanes, steps] = [24, 24, 24, 8, 3]
  const space = new Workspace(1 << 20)
  const parameters = new Parameters(space, Pooling.shapes(states, size), false)
  parameters.start(new Random(1))
  const pooling = new Pooling(space, parameters, states, inputs, size, lanes, steps, false)
  const [x, y] = [blocksOf(space, steps, inputs, lanes), blocksOf(space, steps, states, lanes)]
  const masks = space.f32(steps * lanes)
  for (let t = 0; t < 2; t++) masks[t * lanes] = 1
  const at = (t: number, r: number) => (t * states + r) * lanes
  for (let r = 0; r < states; r++)
    for (let t = 0; t < steps; t++) {
      // The third step is a pad with what would win everywhere.
      y.data[at(t, r)] = t === 2 ? 100 : Math.cos(r + 7 * t)
      x.data[at(t, r)] = t === 2 ? 100 : t
    }
  pooling.forward(x, y, steps, (t) => masks.byteOffset + 4 * t * lanes, [2, 0, 0, 0, 0, 0, 0, 0])
  for (let r = 0; r < states; r++) {
    const [a, b] = [y.data[at(0, r)] as number, y.data[at(1, r)] as number]
    const attended = pooling.out[r * lanes] as number
    expect(attended).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-6)
    expect(attended).toBeLessThanOrEqual(Math.max(a, b) + 1e-6)
    expect(pooling.out[(states + r) * lanes]).toBe(Math.max(a, b))
    expect(pooling.out[(2 * states + r) * lanes]).toBeCloseTo(0.5, 6)
    // A lane without words is empty.
    expect(pooling.out[(states + r) * lanes + 1]).toBe(0)
  }
})
