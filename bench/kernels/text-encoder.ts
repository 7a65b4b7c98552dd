import { ENCODER } from '../../src/encoder/config.ts'
import { blocksOf, GruLayer } from '../../src/encoder/gru-layer.ts'
import { Network } from '../../src/encoder/network.ts'
import { Parameters } from '../../src/encoder/parameters.ts'
import { Workspace } from '../../src/encoder/workspace.ts'
import { gruSequence } from '../../src/nn/layers/gru-sequence.ts'
import type { Tensor2D, Tensor3D } from '../../src/nn/tf.ts'
import { Random } from '../../src/random.ts'
import type { Subject } from './trial.ts'

const [steps, lanes] = [10, 32]
const { embeddingSize: inputs, hiddenSize: units } = ENCODER
/** Products of one direction for a batch: with the input and with the state. */
const direction = 2 * steps * lanes * 3 * units * (inputs + units)

/** The recurrent layer of the text encoder both ways, and all of a training step, for 32 utterances of ten words. */
export const textEncoder: Subject = function* (tf) {
  const random = new Random(1)
  const { run, x } = bothWays(random)
  const [rows, h, u, w] = [
    tf.tensor2d(x, [steps * lanes, inputs]),
    tf.zeros([lanes, units]) as Tensor2D,
    tf.randomNormal([units, 3 * units], 0, 0.1) as Tensor2D,
    tf.randomNormal([inputs, 3 * units], 0, 0.1) as Tensor2D,
  ]
  const [b, lengths] = [tf.zeros([3 * units]), new Array<number>(lanes).fill(steps)]
  const rival = () =>
    tf.tidy(() => {
      for (const reverse of [false, true]) {
        const product = tf.reshape(tf.add(tf.matMul(rows, w), b), [lanes, steps, 3 * units]) as Tensor3D
        gruSequence(tf, product, h, u, b, { lengths, reverse }).dataSync()
      }
    })
  yield {
    what: `GRU both ways, ${units} units, ${lanes} x ${steps} words`,
    amount: 2 * direction,
    unit: 'GFLOP/s',
    run,
    rivals: [{ name: 'tfjs, one op a sequence', run: rival }],
    close: () => tf.dispose([rows, h, u, w, b]),
  }
  yield {
    what: `text encoder, a training step of ${lanes} x ${steps} words`,
    // forward, and back by the input and by the weights
    amount: 3 * 2 * direction,
    unit: 'GFLOP/s',
    run: trainingStep(random),
  }
}

/** Two layers over blocks of their own. */
function bothWays(random: Random): { run: () => void; x: Float32Array } {
  const lay = (space: Workspace) => {
    const shapes = [...GruLayer.shapes('forward', units, inputs), ...GruLayer.shapes('backward', units, inputs)]
    const parameters = new Parameters(space, shapes, false)
    const mask = space.f32(steps * lanes)
    const [x, y] = [blocksOf(space, steps, inputs, lanes), blocksOf(space, steps, 2 * units, lanes)]
    const layers = (['forward', 'backward'] as const).map(
      (name, half) => new GruLayer(space, parameters, name, half as 0 | 1, units, inputs, lanes, steps),
    )
    return { parameters, mask, x, y, layers, bytes: space.bytes }
  }
  const { parameters, mask, x, y, layers } = lay(new Workspace(lay(new Workspace()).bytes))
  parameters.start(random)
  mask.fill(1)
  x.data.set(x.data.map(() => random.normal()))
  const at = (step: number) => mask.byteOffset + 4 * step * lanes
  const run = () => {
    for (const layer of layers) layer.forward(x, y, steps, at)
  }
  return { x: x.data, run }
}

/** All of a step but the optimiser: ten intents, one head of labels in a chain. */
function trainingStep(random: Random): () => void {
  const heads = [{ name: 'slots', labels: ['O', 'B-a', 'I-a', 'B-b', 'I-b'], chain: true }]
  const sizes = { config: ENCODER, heads, intents: 10, vectorSize: 0, features: 1, lanes, steps, training: true }
  const network = Network.of(sizes)
  network.start(random)
  network.mask.fill(1)
  network.lengths.fill(steps)
  network.weights.fill(1 / lanes)
  network.x.data.set(network.x.data.map(() => random.normal()))
  return () => {
    network.forward(steps)
    network.learn(steps)
  }
}
