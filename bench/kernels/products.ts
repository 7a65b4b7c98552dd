import { Arena, at } from '../../src/kernels/arena.ts'
import { compile, instantiate } from '../../src/kernels/instantiate.ts'
import { Random } from '../../src/random.ts'
import { bothBuilds, type Subject } from './trial.ts'

const up = (n: number) => 6 * Math.ceil(n / 6)

/** Products in float32 as a training step has them: scores of 2,080 columns for 32 and 128 sessions, and a square one. */
export const products: Subject = function* (tf) {
  const random = new Random(1)
  const normal = (length: number) => Float32Array.from({ length }, () => random.normal())
  for (const [m, k, n] of [
    [2080, 104, 32],
    [2080, 104, 128],
    [512, 512, 512],
  ] as const) {
    const [a, b, wide] = [normal(m * k), normal(k * n), normal(m * n)]
    const place = (turned: boolean) =>
      bothBuilds((build) => {
        const arena = new Arena(Arena.room(4 * (m * k + 16), 4 * m * n, 4 * up(Math.max(m, k)) * n, 4 * m))
        const { gemmNN, gemmTN } = instantiate(compile('gru4rec', build), arena.memory)
        const [left, right, into] = [arena.f32(m * k + 16), arena.f32(m * n), arena.f32(up(Math.max(m, k)) * n)]
        const rows = arena.u32(m)
        left.set(a)
        right.set(turned ? wide : b)
        rows.forEach((_, i) => {
          rows[i] = at(left) + 4 * k * i
        })
        return turned
          ? () => void gemmTN!(at(rows), k, n, m, at(right), n, at(into), n)
          : () => void gemmNN!(at(rows), m, n, k, at(right), n, at(into), n)
      })
    const [left, right, other] = [tf.tensor2d(a, [m, k]), tf.tensor2d(b, [k, n]), tf.tensor2d(wide, [m, n])]
    for (const turned of [false, true]) {
      const { run, relaxed } = place(turned)
      const product = () => tf.matMul(left, turned ? other : right, turned).dispose()
      yield {
        what: turned ? `transposed (${m} x ${k}) times ${m} x ${n}` : `${m} x ${k} times ${k} x ${n}`,
        amount: 2 * m * k * n,
        unit: 'GFLOP/s',
        run,
        rivals: [...relaxed, { name: 'tfjs matMul', run: product }],
      }
    }
    for (const tensor of [left, right, other]) tensor.dispose()
  }
}
