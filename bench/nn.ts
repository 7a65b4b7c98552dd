/**
 * What networks are trained at here: `npm run build && npm run bench:nn`. Time is the processor's, not the clock's, so
 * that neighbours on the machine count less; each figure is a median of several, all in one process.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Graph } from '../src/nn/graph.ts'
import { Gru } from '../src/nn/layers/gru.ts'
import { Parameters } from '../src/nn/parameters.ts'
import type { Scalar, Tensor, Tensor2D, Tensor3D, Tensor4D, TF } from '../src/nn/tf.ts'
import { registerFixes } from '../src/nn/wasm/fixes.ts'
import { Random } from '../src/random.ts'
import { median, type Row, report } from './parts/table.ts'

/** Milliseconds of processor time of one call, the median of `times` runs of `calls`. */
function cost(work: () => void, calls = 1, times = 7): number {
  work()
  return median(
    Array.from({ length: times }, () => {
      const before = process.cpuUsage()
      for (let i = 0; i < calls; i++) work()
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000 / calls
    }),
  )
}

// The bundle as it is, before the fixes: `loadEngine` would register them.
const folder = join(import.meta.dirname, '..', 'dist', 'nn')
const tf = (await import(pathToFileURL(join(folder, 'tfjs.js')).href)) as TF & { setWasmPaths(path: string): void }
tf.env().set('PROD', true)
tf.setWasmPaths(`${folder}/`)
await tf.setBackend('wasm')

const rows: Row[] = []
const note = (what: string, value: number, unit: string) => rows.push({ what, value, unit })

const turns = [
  { name: 'plain', left: false, right: false },
  { name: 'left transposed', left: true, right: false },
  { name: 'right transposed', left: false, right: true },
]
function products(when: string): void {
  for (const n of [64, 256, 512]) {
    const [a, b] = [tf.randomNormal([n, n]), tf.randomNormal([n, n])]
    for (const { name, left, right } of turns) {
      const calls = Math.max(1, Math.round(2e8 / (2 * n ** 3) / (left || right ? 10 : 1)))
      const ms = cost(() => tf.matMul(a, b, left, right).dispose(), calls)
      note(`${n} x ${n} product, ${name}, ${when}`, (2 * n ** 3) / ms / 1e6, 'GFLOP/s')
    }
    a.dispose()
    b.dispose()
  }
}
function biases(when: string): void {
  const x = tf.randomNormal([16384, 64])
  note(
    `sum of 16,384 x 64 over the batch, ${when}`,
    cost(() => tf.sum(x, 0).dispose(), 5),
    'ms',
  )
}
products('before')
biases('before')
registerFixes(tf)
products('after')
biases('after')

for (const [size, inputs, filters] of [
  [32, 3, 16],
  [32, 16, 32],
  [16, 32, 64],
] as const) {
  const x = tf.randomNormal([32, size, size, inputs]) as Tensor4D
  const w = tf.randomNormal([3, 3, inputs, filters]) as Tensor4D
  const forward = cost(() => tf.conv2d(x, w, 1, 'same').dispose())
  const gradients = tf.grads((a: Tensor, b: Tensor) => tf.sum(tf.conv2d(a as Tensor4D, b as Tensor4D, 1, 'same')))
  const both = cost(() => tf.dispose(gradients([x, w])))
  const shape = `32 pictures ${size} x ${size} x ${inputs}, 3 x 3 to ${filters}`
  note(`convolution of ${shape}, forward`, forward, 'ms')
  note(`convolution of ${shape}, with both gradients`, both, 'ms')
}

/** The same GRU with plain operations, to compare. */
function composed(x: Tensor3D, h: Tensor2D, w: Tensor2D, u: Tensor2D, c: Tensor): Tensor2D {
  const [batch, steps, inputs] = x.shape
  let state = h
  for (let t = 0; t < steps; t++) {
    const now = tf.reshape(tf.slice(x, [0, t, 0], [batch, 1, inputs]), [batch, inputs]) as Tensor2D
    const [xr, xz, xn] = tf.split(tf.matMul(now, w), 3, 1) as [Tensor2D, Tensor2D, Tensor2D]
    const [hr, hz, hn] = tf.split(tf.add(tf.matMul(state, u), c) as Tensor2D, 3, 1) as [Tensor2D, Tensor2D, Tensor2D]
    const z = tf.sigmoid(tf.add(xz, hz)) as Tensor2D
    const n = tf.tanh(tf.add(xn, tf.mul(tf.sigmoid(tf.add(xr, hr)), hn)))
    state = tf.add(tf.mul(tf.sub(1, z), n), tf.mul(z, state)) as Tensor2D
  }
  return state
}
for (const [batch, steps, size] of [
  [32, 20, 100],
  [64, 20, 100],
] as const) {
  const parameters = new Parameters()
  const gru = new Gru(parameters, 'gru', { inputs: size, size }, new Random(1))
  const x = tf.randomNormal([batch, steps, size]) as Tensor3D
  const learn = (loss: (graph: Graph) => Tensor) => {
    const graph = new Graph(tf, true, new Random(1))
    graph.gradients(() => tf.sum(loss(graph)) as Scalar)
  }
  const ours = cost(() => learn((graph) => gru.apply(graph, x).last))
  const plain = cost(() =>
    learn((graph) => {
      const [w, u] = [graph.of(gru.inputs.weights), graph.of(gru.weights)] as [Tensor2D, Tensor2D]
      return composed(x, tf.zeros([batch, size]), w, u, graph.of(gru.bias))
    }),
  )
  note(`GRU of ${size}, batch ${batch}: a step forward and back`, ours / steps, 'ms')
  note(`the same composed of plain operations`, plain / steps, 'ms')
}

const [one, other] = [tf.randomNormal([2, 2]), tf.randomNormal([2, 2])]
note('dispatch of an operation (2 x 2 sum)', 1000 * cost(() => tf.add(one, other).dispose(), 2000), 'us')
note(
  'dispatch of a product (2 x 2)',
  1000 * cost(() => tf.matMul(one as Tensor2D, other as Tensor2D).dispose(), 2000),
  'us',
)

report('nn', rows)
