import { at } from '../../src/kernels/arena.ts'
import { block, sums } from '../../src/kernels/gru4rec.ts'
import { type Build, compile, instantiate } from '../../src/kernels/instantiate.ts'
import type { Tensor2D, TF } from '../../src/nn/tf.ts'
import { Random } from '../../src/random.ts'
import { type Gru4RecConfig, gru4recDefaults, losses as names } from '../../src/recommenders/session/gru4rec-config.ts'
import { Gru4RecMemory } from '../../src/recommenders/session/gru4rec-memory.ts'
import { initialWeights, shapeOf } from '../../src/recommenders/session/gru4rec-weights.ts'
import { bothBuilds, type Subject } from './trial.ts'

const items = 4000
const units = 100
const random = new Random(1)
const normal = (length: number) => Float32Array.from({ length }, () => random.normal())

/** A training's memory, laid out as it is for real, and the parts of the kernels over it. */
function laidOut(options: Partial<Gru4RecConfig>, build: Build) {
  const config = { ...gru4recDefaults, dropoutEmbedding: 0, dropoutHidden: 0, hiddenSizes: [units], ...options }
  const shape = shapeOf(config, items)
  const support = new Float32Array(items).fill(1)
  const memory = new Gru4RecMemory(config, { shapes: [shape], mixing: 'beside' }, support, { workers: 1 }, 1)
  const walk = memory.walks[0]!
  memory.load(initialWeights(shape, new Random(2)))
  const f32 = (name: string) => walk.array(name) as Float32Array
  const stride = walk.plan.get('stride')
  return { walk, f32, stride, config, kernels: instantiate(compile('probe', build), memory.arena.memory) }
}

/** A step of 100 units, forward alone, and forward, back and the weights' Adagrad; tfjs: the step, and its gradients. */
export const gru: Subject = function* (tf) {
  for (const batchSize of [32, 128]) {
    const [input, before, above] = [normal(units * batchSize), normal(units * batchSize), normal(units * batchSize)]
    const make = (back: boolean) =>
      bothBuilds((build) => {
        const { walk, f32, stride, kernels } = laidOut({ batchSize }, build)
        const layer = (walk.array('layers') as Uint32Array)[0]!
        const spread = (from: Float32Array, to: Float32Array) => {
          for (let row = 0; row < units; row++) {
            to.set(from.subarray(row * batchSize, (row + 1) * batchSize), row * stride)
          }
        }
        spread(input, f32('0x'))
        spread(before, f32('state0'))
        spread(above, f32('down'))
        const forward = () => void kernels.gruForward!(layer, walk.lanes, stride)
        if (!back) return forward
        const rest = [at(f32('down')), walk.plan.get('downRows'), 1e-6, 0.3, walk.plan.get('scratch') + 64]
        return () => {
          forward()
          kernels.gruBackward!(layer, walk.lanes, stride, ...rest)
        }
      })
    const [x, h, g] = [input, before, above].map((array) => tf.tensor2d(array, [batchSize, units])) as [
      Tensor2D,
      Tensor2D,
      Tensor2D,
    ]
    const [w, u] = [normal(3 * units * units), normal(3 * units * units)].map((array) =>
      tf.tensor2d(array, [units, 3 * units]),
    ) as [Tensor2D, Tensor2D]
    const step = (x: Tensor2D, w: Tensor2D, u: Tensor2D) => {
      const [rx, zx, cx] = tf.split(tf.matMul(x, w), 3, 1)
      const [rh, zh, ch] = tf.split(tf.matMul(h, u), 3, 1)
      const r = tf.sigmoid(tf.add(rx!, rh!))
      const z = tf.sigmoid(tf.add(zx!, zh!))
      const c = tf.tanh(tf.add(cx!, tf.mul(r, ch!)))
      return tf.add(h, tf.mul(z, tf.sub(c, h)))
    }
    const gradients = tf.grads((x, w, u) => tf.sum(tf.mul(step(x as Tensor2D, w as Tensor2D, u as Tensor2D), g)))
    const product = 2 * 3 * units * units * batchSize
    for (const back of [false, true]) {
      const { run, relaxed } = make(back)
      const rival = () => {
        tf.tidy(() => void (back ? gradients([x, w, u]) : step(x, w, u)))
      }
      yield {
        what: `GRU step, ${units} units, ${batchSize} sessions${back ? ', and back' : ''}`,
        // forward: by input and state; back: by the input, and of both weights
        amount: product * (back ? 5 : 2),
        unit: 'GFLOP/s',
        run,
        rivals: [...relaxed, { name: 'tfjs operations', run: rival }],
      }
    }
    for (const tensor of [x, h, g, w, u]) tensor.dispose()
  }
}

/** A loss by its value, (batch, columns) raw scores of which column b is the target of row b. */
function lossIn(tf: TF, { loss, elu, bpreg }: Gru4RecConfig, raw: Tensor2D, own: Tensor2D, others: Tensor2D) {
  const pick = (scores: Tensor2D) => tf.sum(tf.mul(scores, own), 1, true)
  if (loss === 'cross-entropy') return tf.mean(tf.sub(tf.logSumExp(raw, 1, true), pick(raw)))
  const r = tf.add(tf.relu(raw), tf.mul(elu, tf.sub(tf.exp(tf.minimum(raw, 0)), 1))) as Tensor2D
  const target = pick(r)
  const negatives = raw.shape[1] - 1
  const square = () => tf.mul(r, r)
  const lost = () => tf.sigmoid(tf.sub(r, target))
  const shares = () => {
    const powers = tf.mul(tf.exp(tf.sub(r, tf.max(r, 1, true))), others)
    return tf.div(powers, tf.sum(powers, 1, true))
  }
  const each = {
    bpr: () => tf.div(tf.sum(tf.mul(tf.softplus(tf.sub(r, target)), others), 1), negatives),
    top1: () => tf.div(tf.sum(tf.mul(tf.add(lost(), tf.sigmoid(square())), others), 1), negatives),
    'top1-max': () => tf.sum(tf.mul(shares(), tf.add(lost(), tf.sigmoid(square()))), 1),
    'bpr-max': () => {
      const s = shares()
      const won = tf.sum(tf.mul(s, tf.sigmoid(tf.sub(target, r))), 1)
      return tf.add(tf.neg(tf.log(won)), tf.mul(bpreg, tf.sum(tf.mul(s, square()), 1)))
    },
  }
  return tf.mean(each[loss]())
}

/** Every loss and its gradient by 2,048 sampled columns and the other targets; bytes: scores read, gradients written. */
export const losses: Subject = function* (tf) {
  for (const batchSize of [32, 128]) {
    const columns = batchSize + gru4recDefaults.negatives
    const raw = normal(columns * batchSize)
    for (const loss of names) {
      const found: { scores: Float32Array; stride: number }[] = []
      const { run, relaxed } = bothBuilds((build) => {
        const { walk, f32, stride, kernels } = laidOut({ batchSize, loss }, build)
        const [scores, given] = [f32('scores'), new Float32Array(columns * stride)]
        for (let row = 0; row < columns; row++) {
          given.set(raw.subarray(row * batchSize, (row + 1) * batchSize), row * stride)
        }
        f32('columnCount').fill(1)
        f32('scale').fill(1 / batchSize)
        const slots = walk.array('slots') as Int32Array
        slots.forEach((_, lane) => {
          slots[lane] = lane
        })
        const task = walk.plan.get('task')
        const total = walk.plan.get('scratch') + 64
        // `targets`, `share` and the address of the targets' scores, which training writes as it goes
        const words = new DataView(scores.buffer, task)
        words.setFloat32(16, 1 / (columns - 1), true)
        words.setInt32(28, batchSize, true)
        const targets = new Float32Array(scores.buffer, total + 4 * sums * stride, batchSize)
        words.setUint32(36, at(targets), true)
        targets.forEach((_, lane) => {
          const own = raw[lane * batchSize + lane]!
          targets[lane] = own >= 0 || loss === 'cross-entropy' ? own : gru4recDefaults.elu * Math.expm1(own)
        })
        const places = [at(scores), at(f32('powers')), at(f32('columnCount')), at(f32('blocks')), total]
        found.push({ scores, stride })
        return () => {
          scores.set(given)
          kernels.loss!(task, columns, block, ...places)
        }
      })
      const config = { ...gru4recDefaults, loss }
      const scores = tf.transpose(tf.tensor2d(raw, [columns, batchSize])) as Tensor2D
      const own = tf.tensor2d(
        Float32Array.from({ length: raw.length }, (_, i) => Number(i % columns === Math.floor(i / columns))),
        [batchSize, columns],
      )
      const others = tf.sub(1, own) as Tensor2D
      const gradient = tf.grad((x) => lossIn(tf, config, x as Tensor2D, own, others))
      const rival = () => {
        tf.tidy(() => void gradient(scores))
      }
      for (const one of [{ run }, ...relaxed]) one.run()
      const theirs = tf.tidy(() => gradient(scores).dataSync())
      for (const { scores: ours, stride } of found) {
        const off = theirs.some((value, i) => {
          const [row, lane] = [i % columns, Math.floor(i / columns)]
          return !(Math.abs(value - ours[row * stride + lane]!) < 1e-6)
        })
        if (off) throw new Error(`${loss}: the kernel and TensorFlow.js do not agree`)
      }
      yield {
        what: `${loss} and its gradient, ${columns} columns x ${batchSize}`,
        amount: 2 * 4 * columns * batchSize,
        unit: 'GB/s',
        run,
        rivals: [...relaxed, { name: 'tfjs operations', run: rival }],
      }
      for (const tensor of [scores, own, others]) tensor.dispose()
    }
  }
}
