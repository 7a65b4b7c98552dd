import { aliasTable } from '../../src/kernels/alias.ts'
import { Arena, at } from '../../src/kernels/arena.ts'
import { compile, instantiate } from '../../src/kernels/instantiate.ts'
import { SkipGram } from '../../src/kernels/skip-gram.ts'
import { Random } from '../../src/random.ts'
import { bothBuilds, type Subject } from './trial.ts'

/** Adagrad with momentum on the rows of a step: seven numbers read or written for each; TensorFlow.js knows dense ones. */
export const adagrad: Subject = function* () {
  const [rows, width, items] = [1480, 104, 40_000]
  const [rate, momentum] = [1e-6, 0.3]
  const random = new Random(1)
  const chosen = Uint32Array.from({ length: rows }, () => random.int(items))
  const gradients = Float32Array.from({ length: rows * width }, () => random.normal())
  const { run, relaxed } = bothBuilds((build) => {
    const size = 4 * items * width
    const arena = new Arena(Arena.room(size, size, size, 4 * rows, 4 * rows * width))
    const { adagradRows } = instantiate(compile('probe', build), arena.memory)
    const tables = [arena.f32(items * width), arena.f32(items * width), arena.f32(items * width)].map(at)
    const [list, gradient] = [arena.u32(rows), arena.f32(rows * width)]
    list.set(chosen)
    gradient.set(gradients)
    return () => void adagradRows!(at(list), rows, ...tables, at(gradient), width, rate, momentum)
  })
  const [p, squares, velocity] = [0, 1, 2].map(() => new Float32Array(items * width)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const plain = () => {
    for (let i = 0; i < rows; i++) {
      for (let j = 0, to = chosen[i]! * width, from = i * width; j < width; j++, to++, from++) {
        const g = gradients[from]!
        squares[to]! += g * g
        velocity[to] = momentum * velocity[to]! - (rate * g) / Math.sqrt(squares[to]! + 1e-6)
        p[to]! += velocity[to]!
      }
    }
  }
  yield {
    what: `Adagrad with momentum, ${rows} of ${items} rows x ${width}`,
    amount: 7 * 4 * rows * width,
    unit: 'GB/s',
    run,
    rivals: [...relaxed, { name: 'plain loops', run: plain }],
  }
}

/** Five fresh negatives a pair, d = 100, one thread. */
export const skipGram: Subject = function* () {
  const [d, negatives, rate] = [100, 5, 1e-3]
  for (const items of [3684, 40_000]) {
    const weights = Float64Array.from({ length: items }, (_, row) => Math.sqrt(1 / (row + 10)))
    const random = new Random(1)
    const { keep, other } = aliasTable(weights)
    const draw = () => {
      const column = random.int(items)
      return random.bits() < keep[column]! ? column : other[column]!
    }
    const pairs = Array.from({ length: 3 * 16_384 }, (_, i) => (i % 3 === 2 ? 0 : draw()))
    const terms = [{ noise: { weights }, weight: 1 }]
    const objective = { kind: 'negative-sampling', negatives, terms } as const
    const { run, relaxed } = bothBuilds((build) => {
      const model = new SkipGram({ inputs: items, outputs: items, embeddingSize: d, objective, build }, random)
      model.pairs.set(pairs)
      return () => model.train(model.capacity, rate)
    })
    const inputs = Float32Array.from({ length: items * d }, () => (random.next() - 0.5) / d)
    const outputs = new Float32Array(items * d)
    const moved = new Float32Array(d)
    const plain = () => {
      for (let i = 0; i < pairs.length; i += 3) {
        const x = pairs[i]! * d
        moved.fill(0)
        for (let k = 0; k <= negatives; k++) {
          const row = k === 0 ? pairs[i + 1]! : draw()
          if (k > 0 && row === pairs[i + 1]!) continue
          let dot = 0
          for (let j = 0, y = row * d; j < d; j++) dot += inputs[x + j]! * outputs[y + j]!
          const g = rate * (Number(k === 0) - 1 / (1 + Math.exp(-dot)))
          for (let j = 0, y = row * d; j < d; j++) {
            moved[j]! += g * outputs[y + j]!
            outputs[y + j]! += g * inputs[x + j]!
          }
        }
        for (let j = 0; j < d; j++) inputs[x + j]! += moved[j]!
      }
    }
    const count = pairs.length / 3
    yield {
      what: `skip-gram pairs, ${items} items, d = ${d}, ${negatives} negatives`,
      // a dot product and two rows moved, for the positive and each negative
      amount: count * (1 + negatives) * 6 * d,
      unit: 'GFLOP/s',
      also: { amount: count, unit: 'M pairs/s' },
      run,
      rivals: [...relaxed, { name: 'plain loops', run: plain }],
    }
  }
}

/** Draws from 40,000 columns. */
export const alias: Subject = function* () {
  const [columns, n] = [40_000, 1_000_000]
  const weights = Float64Array.from({ length: columns }, (_, row) => 1 / (row + 10))
  const random = new Random(1)
  const arena = new Arena(Arena.room(8, 4 * columns, 4 * columns, 4 * n))
  const state = arena.f64(1)
  const { keep, other } = aliasTable(weights, { keep: arena.u32(columns), other: arena.u32(columns) })
  const found = arena.u32(n)
  const { draws } = instantiate(compile('probe'), arena.memory)
  const plain = () => {
    for (let i = 0; i < n; i++) {
      const column = random.int(columns)
      found[i] = random.bits() < keep[column]! ? column : other[column]!
    }
  }
  yield {
    what: `alias draws of ${columns} columns`,
    amount: n,
    unit: 'M draws/s',
    run: () => void draws!(at(state), at(keep), at(other), columns, at(found), n),
    rivals: [{ name: 'plain loops', run: plain }],
  }
}
