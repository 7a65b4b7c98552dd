import { describe, expect, test } from 'vitest'
import { shuffledBatches } from '../../src/nn/batches.ts'
import type { Graph } from '../../src/nn/graph.ts'
import { Conv2d, pool } from '../../src/nn/layers/conv2d.ts'
import { Dense } from '../../src/nn/layers/dense.ts'
import { dropout } from '../../src/nn/layers/dropout.ts'
import { Embedding } from '../../src/nn/layers/embedding.ts'
import { Gru } from '../../src/nn/layers/gru.ts'
import { loadEngine } from '../../src/nn/load.ts'
import { binaryCrossEntropy } from '../../src/nn/losses/classification.ts'
import { infer, Network } from '../../src/nn/network.ts'
import { Adam } from '../../src/nn/optimisers/adam.ts'
import { Sgd } from '../../src/nn/optimisers/sgd.ts'
import { Parameters } from '../../src/nn/parameters.ts'
import type { Scalar, Tensor, Tensor3D, Tensor4D } from '../../src/nn/tf.ts'
import { type Training, train } from '../../src/nn/train.ts'
import { Random } from '../../src/random.ts'
import { memoryStore } from './memory-store.ts'

const { tf } = await loadEngine('wasm')

/** A yes-or-no question about samples, that a network answers by logits (N). */
interface Task {
  readonly parameters: Parameters
  readonly truth: Uint8Array
  logits(graph: Graph, rows: Int32Array): Tensor
}

async function learn(task: Task, epochs: number, learningRate: number, more: Partial<Training<Int32Array>> = {}) {
  const { parameters, truth } = task
  const loss = (graph: Graph, rows: Int32Array) =>
    binaryCrossEntropy(
      tf,
      task.logits(graph, rows),
      Float32Array.from(rows, (row) => truth[row] as number),
    )
  const network = new Network(tf, parameters, new Adam(parameters, { learningRate }), loss)
  const batches = shuffledBatches(truth.length / 2, 32)
  await train({ trainee: network, batches, epochs, random: new Random(1), ...more })
  return network
}

/** Share of right answers on the second half, which was not trained on. */
function accuracy({ truth, logits }: Task): number {
  const half = truth.length / 2
  const rows = Int32Array.from({ length: half }, (_, i) => half + i)
  return infer(tf, new Random(1), (values) => {
    const answers = values((graph) => logits(graph, rows))
    return rows.reduce((right, row, i) => right + Number((answers[i] as number) > 0 === (truth[row] === 1)), 0) / half
  })
}

/** Two numbers; are their signs equal? With hidden units or, to compare, with none. */
function signs(hidden: number, seed = 1): Task {
  const random = new Random(5)
  const x = Float32Array.from({ length: 400 * 2 }, () => 2 * random.next() - 1)
  const truth = Uint8Array.from({ length: 400 }, (_, i) => Number((x[2 * i] as number) * (x[2 * i + 1] as number) > 0))
  const parameters = new Parameters()
  const init = new Random(seed)
  const first = new Dense(parameters, 'first', { inputs: 2, outputs: Math.max(1, hidden), activation: 'tanh' }, init)
  const last = new Dense(parameters, 'last', { inputs: hidden || 2, outputs: 1 }, init)
  return {
    parameters,
    truth,
    logits(graph, rows) {
      const input = tf.tensor2d(
        Float32Array.from({ length: rows.length * 2 }, (_, i) => x[(rows[i >> 1] as number) * 2 + (i & 1)] as number),
        [rows.length, 2],
      ) // prettier-ignore
      return last.apply(graph, hidden ? dropout(graph, first.apply(graph, input), 0.05) : input)
    },
  }
}

/** Pictures of 8 x 8 noise; is there a bright diagonal of three, falling rather than rising, somewhere? */
function diagonals(convolve: boolean): Task {
  const random = new Random(6)
  const size = 8
  const x = Float32Array.from({ length: 600 * size * size }, () => random.next() * 0.3)
  const truth = Uint8Array.from({ length: 600 }, (_, i) => {
    const falling = random.next() < 0.5
    const [top, left] = [random.int(size - 2), random.int(size - 2)]
    for (let k = 0; k < 3; k++) x[(i * size + top + k) * size + left + (falling ? k : 2 - k)] = 1
    return Number(falling)
  })
  const parameters = new Parameters()
  const init = new Random(1)
  const conv = new Conv2d(parameters, 'conv', { inputs: 1, filters: 6, kernel: [3, 3] }, init)
  const last = new Dense(parameters, 'last', { inputs: convolve ? 6 : size * size, outputs: 1 }, init)
  return {
    parameters,
    truth,
    logits(graph, rows) {
      const pixels = new Float32Array(rows.length * size * size)
      for (const [i, row] of rows.entries()) pixels.set(x.subarray(row * 64, row * 64 + 64), i * 64)
      const picture = tf.tensor4d(pixels, [rows.length, size, size, 1])
      if (!convolve) return last.apply(graph, tf.reshape(picture, [rows.length, 64]))
      const pooled = pool(tf, conv.apply(graph, picture) as Tensor4D, size)
      return last.apply(graph, tf.reshape(pooled, [rows.length, 6]))
    },
  }
}

/** Ten symbols of two kinds; is the number of the second kind odd? With a GRU, or a linear sum of embeddings. */
function parity(recurrent: boolean): Task {
  const random = new Random(7)
  const steps = 6
  const x = Int32Array.from({ length: 800 * steps }, () => random.int(2))
  const truth = Uint8Array.from({ length: 800 }, (_, i) =>
    x.subarray(i * steps, (i + 1) * steps).reduce((a, b) => a ^ b, 0),
  )
  const parameters = new Parameters()
  const init = new Random(1)
  const words = new Embedding(parameters, 'words', { rows: 2, size: 4 }, init)
  const gru = new Gru(parameters, 'gru', { inputs: 4, size: 12 }, init)
  const last = new Dense(parameters, 'last', { inputs: recurrent ? 12 : steps * 4, outputs: 1 }, init)
  return {
    parameters,
    truth,
    logits(graph, rows) {
      const ids = Int32Array.from(
        { length: rows.length * steps },
        (_, i) => x[(rows[Math.floor(i / steps)] as number) * steps + (i % steps)] as number,
      ) // prettier-ignore
      const seen = words.apply(graph, ids, [rows.length, steps, 4].slice(0, 2))
      return last.apply(
        graph,
        recurrent ? gru.apply(graph, seen as Tensor3D).last : tf.reshape(seen, [rows.length, steps * 4]),
      ) // prettier-ignore
    },
  }
}

describe('learns what no linear model can', () => {
  test('an MLP: whether two signs are equal', async () => {
    const [deep, flat] = [signs(12), signs(0)]
    await learn(deep, 60, 0.03)
    await learn(flat, 60, 0.03)
    expect(accuracy(deep)).toBeGreaterThan(0.95)
    expect(accuracy(flat)).toBeLessThan(0.65)
  })

  test('a CNN: which way a diagonal runs, wherever it is', async () => {
    const [deep, flat] = [diagonals(true), diagonals(false)]
    await learn(deep, 40, 0.02)
    await learn(flat, 40, 0.02)
    expect(accuracy(deep)).toBeGreaterThan(0.95)
    expect(accuracy(flat)).toBeLessThan(0.75)
  })

  test('a GRU: parity', async () => {
    const [deep, flat] = [parity(true), parity(false)]
    await learn(deep, 45, 0.02)
    await learn(flat, 45, 0.02)
    expect(accuracy(deep)).toBeGreaterThan(0.95)
    expect(accuracy(flat)).toBeLessThan(0.65)
  })
})

test('the same seed learns the same bits, another one others', async () => {
  const weights = async (seed: number) => {
    const task = signs(4, seed)
    await learn(task, 2, 0.02)
    return task.parameters.tensors()
  }
  expect(await weights(1)).toEqual(await weights(1))
  expect(await weights(1)).not.toEqual(await weights(2))
})

test('cut off in the middle of an epoch and resumed it learns the same bits, dropout and Adam included', async () => {
  const whole = signs(4)
  await learn(whole, 3, 0.02)
  const store = memoryStore()
  const controller = new AbortController()
  const progress = (done: number) => {
    if (done === 10) controller.abort()
  }
  const cut = learn(signs(4), 3, 0.02, { signal: controller.signal, progress, checkpoint: { store } })
  await expect(cut).rejects.toThrow()
  const resumed = signs(4)
  const network = await learn(resumed, 3, 0.02, { checkpoint: { store } })
  expect(resumed.parameters.tensors()).toEqual(whole.parameters.tensors())
  expect(network.optimiser.steps).toBe(21)
})

test('no tensor outlives its step: as many after an epoch as before it', async () => {
  for (const task of [signs(4), diagonals(true), parity(true)]) {
    const before = tf.memory().numTensors
    await learn(task, 1, 0.01)
    accuracy(task)
    expect(tf.memory().numTensors).toBe(before)
  }
})

test('a gradient that is no number ends it, though the loss is one, and the weights stay', async () => {
  const task = signs(4)
  const { parameters } = task
  const before = structuredClone(parameters.tensors())
  // the root's slope at 0
  const loss = (graph: Graph, rows: Int32Array) => tf.sum(tf.sqrt(tf.mul(task.logits(graph, rows), 0))) as Scalar
  const network = new Network(tf, parameters, new Sgd(parameters, { learningRate: 1 }), loss)
  const training = train({ trainee: network, batches: shuffledBatches(64, 32), epochs: 9, random: new Random(1) })
  await expect(training).rejects.toMatchObject({ code: 'NOT_FINITE', message: expect.stringContaining('epoch 1,') })
  expect(parameters.tensors()).toEqual(before)
})
