import { expect, test } from 'vitest'
import { Decoder } from '../../src/encoder/decoder.ts'
import { blocksOf } from '../../src/encoder/gru-layer.ts'
import { Parameters } from '../../src/encoder/parameters.ts'
import { Workspace } from '../../src/encoder/workspace.ts'
import { Random } from '../../src/random.ts'

// Its gradients are compared with a plain form in network.test.ts.
const config = { vocabulary: 7, size: 24, hiddenSize: 24, length: 4, dropout: 0, smoothing: 0, weight: 1 }
const [states, lanes, steps] = [48, 8, 3]

function made() {
  const space = new Workspace(1 << 22)
  const parameters = new Parameters(space, Decoder.shapes(config, states), false)
  parameters.start(new Random(1))
  const decoder = new Decoder(space, parameters, config, states, lanes, steps, false)
  const y = blocksOf(space, steps, states, lanes)
  const random = new Random(2)
  for (let i = 0; i < y.data.length; i++) y.data[i] = 2 * random.next() - 1
  const masks = space.f32(steps * lanes).fill(1)
  const mask = (t: number) => masks.byteOffset + 4 * t * lanes
  return { decoder, y, masks, mask }
}

const lane = (decoder: Decoder, i: number) =>
  Array.from({ length: config.vocabulary }, (_, v) => decoder.scores[v * lanes + i] as number)

test('it looks nowhere but at words', () => {
  const { decoder, y, masks, mask } = made()
  masks[2 * lanes] = 0
  decoder.begin(y, steps)
  decoder.step(0, y, steps, mask)
  const looked = Array.from({ length: steps }, (_, t) => decoder.attention.data[t * lanes] as number)
  expect(looked[2]).toBeLessThan(1e-30)
  expect((looked[0] as number) + (looked[1] as number)).toBeCloseTo(1, 5)
})

test('lanes can be reordered between steps: each goes on as the one it was taken from', () => {
  const { decoder, y, mask } = made()
  // Lane 3 reads what lane 0 reads, so that what they write differs by what they wrote before.
  for (let at = 0; at < y.data.length; at += lanes) y.data[at + 3] = y.data[at] as number
  const run = (reorder: boolean) => {
    decoder.begin(y, steps)
    decoder.symbols.fill(0)
    decoder.step(0, y, steps, mask)
    decoder.symbols[lanes] = 2
    decoder.symbols[lanes + 3] = 5
    decoder.step(1, y, steps, mask)
    if (reorder) decoder.reorder(1, [3, 1, 2, 0, 4, 5, 6, 7])
    decoder.symbols.fill(4, 2 * lanes, 3 * lanes)
    decoder.step(2, y, steps, mask)
    return [lane(decoder, 0), lane(decoder, 3)]
  }
  const [a, b] = run(false)
  expect(a).not.toEqual(b)
  expect(run(true)).toEqual([b, a])
})
