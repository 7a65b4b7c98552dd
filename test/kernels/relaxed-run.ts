/**
 * Runs the relaxed builds beside their references and prints how far they are apart, one JSON object: to be started with
 * the flag that V8 needs (instantiate.test.ts). Where there is no relaxed SIMD it prints null.
 */
import { Arena, at } from '../../src/kernels/arena.ts'
import { kernelFeatures } from '../../src/kernels/features.ts'
import { huffmanTree } from '../../src/kernels/huffman.ts'
import { compile, instantiate } from '../../src/kernels/instantiate.ts'
import { plainKernels, type ServingKernel } from '../../src/kernels/plain.ts'
import { SkipGram } from '../../src/kernels/skip-gram.ts'
import { SpdInverse } from '../../src/kernels/spd.ts'
import { Random } from '../../src/random.ts'
import { PlainInverse } from '../../src/recommenders/linear/spd-inverse.ts'
import { activations, losses } from '../../src/recommenders/session/gru4rec-config.ts'
import { positive } from '../worlds/positive.ts'
import { Bed, farthest } from './gru4rec-bed.ts'
import { descend } from './skip-gram-reference.ts'

const apart = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let [worst, size] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    worst = Math.max(worst, Math.abs(a[i]! - b[i]!))
    size = Math.max(size, Math.abs(b[i]!))
  }
  return worst / size
}

/** Three steps of every loss and kind of input, beside the float64 form: the worst of losses and weights. */
async function gru4rec(): Promise<number> {
  let worst = 0
  const kinds = losses.flatMap((loss) => activations.map((activation) => ({ loss, activation })))
  for (const kind of [...kinds, { embedding: 'separate' as const }, { embedding: 'one-hot' as const }]) {
    const bed = new Bed({ ...kind, relaxed: true, hiddenSizes: [12], negatives: 60 }, 90)
    const random = new Random(2)
    for (let s = 0; s < 3; s++) {
      const draw = () => Array.from({ length: 3 }, () => random.int(90))
      const { step, loss } = bed.step(draw(), draw(), [s === 0, true, s === 0])
      worst = Math.max(worst, Math.abs(loss / bed.reference.learn(step) - 1))
    }
    worst = Math.max(worst, farthest(bed.memory.save(), bed.reference.weights))
    await bed.crew.close()
  }
  return worst
}

/** Pairs along a tree, beside the float64 form. */
function tree(): number {
  const huffman = huffmanTree([1, 1, 2, 3, 5, 8, 13, 21])
  const shape = { inputs: 7, outputs: 8, embeddingSize: 10 }
  const objective = { kind: 'hierarchical-softmax', tree: huffman } as const
  const model = new SkipGram({ ...shape, objective, build: { relaxed: true } }, new Random(5))
  const random = new Random(6)
  for (let i = 0; i < model.outputs.length; i++) if (i % model.stride < 10) model.outputs[i] = 0.3 * random.normal()
  const table = (array: Float32Array) =>
    Array.from({ length: array.length / model.stride }, (_, row) =>
      Float64Array.from(array.subarray(row * model.stride, row * model.stride + 10)),
    )
  const [inputs, outputs] = [table(model.inputs), table(model.outputs)]
  for (let p = 0; p < 300; p++) {
    const [input, token] = [random.int(7), random.int(8)]
    model.pairs.set([input, token, 0], 3 * p)
    const path = [...huffman.paths.subarray(huffman.offsets[token], huffman.offsets[token + 1])]
    const targets = path.map((turn) => ({ row: turn >> 1, label: turn & 1 ? 1 : 0, count: 1 }) as const)
    descend(inputs[input]!, outputs, targets, 0.1)
  }
  model.train(300, 0.1)
  return Math.max(...[...inputs].map((row, i) => apart(table(model.inputs)[i]!, row)))
}

/** Pairs against negatives, beside the plain build, which is held to the float64 form. */
function negatives(): number {
  const objective = {
    kind: 'negative-sampling',
    negatives: 5,
    terms: [{ noise: { weights: [4, 1, 1, 3, 2] }, weight: 1 }],
  }
  const [one, other] = [false, true].map((relaxed) => {
    const shape = { inputs: 7, outputs: 5, embeddingSize: 10, objective, build: { relaxed } } as const
    const model = new SkipGram(shape as ConstructorParameters<typeof SkipGram>[0], new Random(5))
    const random = new Random(6)
    for (let p = 0; p < 300; p++) model.pairs.set([random.int(7), random.int(5), 0], 3 * p)
    model.train(300, 0.1)
    return model
  })
  return Math.max(apart(other!.inputs, one!.inputs), apart(other!.outputs, one!.outputs))
}

async function inverse(): Promise<number> {
  const n = 300
  const a = positive(n, new Random(3))
  const [fast, plain] = [new SpdInverse(n, { workers: 2, relaxed: true }), new PlainInverse(n)]
  for (const { values, stride } of [fast, plain]) {
    for (let i = 0; i < n; i++) values.set(a.subarray(i * n, i * n + i + 1), i * stride)
  }
  await Promise.all([fast.invert(), plain.invert()])
  await fast.close()
  const rows = Array.from({ length: n }, (_, i) => [...fast.values.subarray(i * fast.stride, i * fast.stride + n)])
  return apart(rows.flat(), plain.values)
}

/** What serving calls, beside the plain loops. */
function serving(
  name: ServingKernel,
  run: (arena: Arena, kernels: ReturnType<typeof instantiate>) => ArrayLike<number>,
) {
  const arenas = [new Arena(2 ** 20), new Arena(2 ** 20, { plain: true })] as const
  const relaxed = instantiate(compile(name, { relaxed: true }), arenas[0].memory)
  return apart(run(arenas[0], relaxed), run(arenas[1], plainKernels[name](arenas[1].buffer)))
}

function scores(arena: Arena, { dotsSingle }: ReturnType<typeof instantiate>) {
  const random = new Random(1)
  const [query, table, out] = [arena.f32(20), arena.f32(64 * 20), arena.f32(64)]
  query.set(query.map(() => random.normal()))
  table.set(table.map(() => random.normal()))
  dotsSingle!(at(query), at(table), 64, 20, 1, at(out))
  return out
}

function foldIn(arena: Arena, { gram, solve }: ReturnType<typeof instantiate>) {
  const random = new Random(1)
  const [d, n] = [24, 40]
  const [vectors, squares, w] = [arena.f64(n * d), arena.f64(d * d), arena.f64(d)]
  const [rows, weights] = [arena.i32(5), arena.f64(5).fill(1)]
  const scratch = arena.f64(d * d + 128 * d + d + 24)
  vectors.set(vectors.map(() => random.normal()))
  rows.set([3, 7, 8, 20, 39])
  gram!(at(vectors), n, d, at(squares), at(scratch))
  solve!(at(vectors), d, at(squares), at(rows), at(weights), 5, 0.3, 0.7, at(w), at(scratch))
  return w
}

const found = kernelFeatures().relaxedSimd
  ? {
      gru4rec: await gru4rec(),
      tree: tree(),
      negatives: negatives(),
      inverse: await inverse(),
      scores: serving('item-table', scores),
      foldIn: serving('ials', foldIn),
    }
  : null
process.stdout.write(`${JSON.stringify(found)}\n`)
