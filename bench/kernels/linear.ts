import { AlternatingSquares, FoldIn } from '../../src/kernels/least-squares.ts'
import { SpdInverse } from '../../src/kernels/spd.ts'
import { Random } from '../../src/random.ts'
import { type Invertible, PlainInverse } from '../../src/recommenders/linear/spd-inverse.ts'
import type { Subject, Trial } from './trial.ts'

async function invert(inverse: Invertible, n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    inverse.values.fill(0.5, i * inverse.stride, i * inverse.stride + i)
    inverse.values[i * inverse.stride + i] = n
  }
  await inverse.invert()
  await inverse.close()
}

/** The inverse of a symmetric matrix in float64 on one thread and on two; TensorFlow.js has none. */
export const spd: Subject = function* () {
  const n = 1200
  const rivals = [{ name: 'plain loops', run: () => invert(new PlainInverse(n), n) }]
  for (const workers of [1, 2]) {
    const run = () => invert(new SpdInverse(n, { workers }), n)
    yield {
      what: `inverse ${n} x ${n}, ${workers === 1 ? 'one thread' : 'two threads, by the clock'}`,
      amount: n ** 3,
      unit: 'GFLOP/s',
      threads: workers > 1,
      run,
      ...(workers === 1 ? { rivals } : {}),
    }
  }
}

/** Half an epoch of iALS: the systems of 1,000 people with 50 items each, in float64; TensorFlow.js solves none. */
async function* halfEpoch(): AsyncGenerator<Trial> {
  const [people, items, each, d] = [1000, 2000, 50, 96]
  const random = new Random(1)
  const others = Int32Array.from({ length: people * each }, () => random.int(items))
  const offsets = Int32Array.from({ length: people + 1 }, (_, person) => person * each)
  const ridges = new Float64Array(people).fill(1)
  const none = { offsets: new Int32Array(items + 1), others: [], ridges: new Float64Array(items).fill(1) }
  const both = new AlternatingSquares([{ offsets, others, ridges }, none], d, 1)
  const table = Float32Array.from({ length: items * d }, () => random.normal())
  both.vectors[1].set(table)
  const loops = new FoldIn(table, d, true)
  const ones = new Array<number>(each).fill(1)
  yield {
    what: `iALS, ${people} systems of ${each} items, d = ${d}`,
    amount: people * (each * d ** 2 + d ** 3 / 3),
    unit: 'GFLOP/s',
    run: () => both.solve(0, 0.1),
    rivals: [
      {
        name: 'plain loops',
        run() {
          for (let person = 0; person < people; person++) {
            loops.solve(others.subarray(person * each, (person + 1) * each), ones, 0.1, 1)
          }
        },
      },
    ],
    close: () => both.close(),
  }
}

/** VᵀV in float64 (TensorFlow.js: float32), and the solve for one who asks with 20 items. */
export const leastSquares: Subject = async function* (tf) {
  yield* halfEpoch()
  const [items, d] = [10_000, 96]
  const random = new Random(1)
  const vectors = Float32Array.from({ length: items * d }, () => random.normal())
  const none = { offsets: new Uint32Array(2), others: [], ridges: [1] }
  const both = new AlternatingSquares(
    [none, { offsets: new Uint32Array(items + 1), others: [], ridges: new Float64Array(items).fill(1) }],
    d,
    1,
  )
  both.vectors[1].set(vectors)
  const table = tf.tensor2d(vectors, [items, d])
  const rival = { name: 'tfjs matMul', run: () => tf.matMul(table, table, true).dispose() }
  // half of the products, as they are symmetric
  const run = () => void both.squares(1)
  yield { what: `squares of ${items} x ${d}`, amount: items * d * d, unit: 'GFLOP/s', run, rivals: [rival] }
  table.dispose()
  for (const size of [64, 128]) {
    const table = Float32Array.from({ length: items * size }, () => random.normal())
    const [foldIn, loops] = [new FoldIn(table, size), new FoldIn(table, size, true)]
    const rows = Array.from({ length: 20 }, (_, row) => row * 7)
    const ones = rows.map(() => 1)
    const amount = rows.length * size ** 2 + size ** 3 / 3
    yield {
      what: `fold-in, 20 items, d = ${size}`,
      amount,
      unit: 'GFLOP/s',
      goal: 2,
      run: () => void foldIn.solve(rows, ones, 0.1, 1),
      rivals: [{ name: 'plain loops', run: () => void loops.solve(rows, ones, 0.1, 1) }],
    }
  }
}
