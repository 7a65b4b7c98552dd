import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { Arena, at } from '../../src/kernels/arena.ts'
import { branchFields, layerFields, planFields, taskFields } from '../../src/kernels/gru4rec.ts'
import { compile, instantiate } from '../../src/kernels/instantiate.ts'
import { Random } from '../../src/random.ts'
import { activations, type Gru4RecConfig, losses } from '../../src/recommenders/session/gru4rec-config.ts'
import { shapeOf } from '../../src/recommenders/session/gru4rec-weights.ts'
import { Bed, farthest, gradientError, small } from './gru4rec-bed.ts'
import { lossOf, Reference, type Step } from './gru4rec-reference.ts'

const beds: Bed[] = []
afterEach(async () => {
  for (const bed of beds.splice(0)) await bed.crew.close()
})
function bed(options: Partial<Gru4RecConfig> = {}, ...more: [items?: number, support?: number[]]): Bed {
  const made = new Bed(options, ...more)
  beds.push(made)
  return made
}

const everyLoss = losses.flatMap((loss): Partial<Gru4RecConfig>[] =>
  loss === 'cross-entropy' ? [{ loss }] : activations.map((activation) => ({ loss, activation })),
)

describe('the reference', () => {
  test.each(everyLoss)('$loss $activation: its gradient is that of its value', (options) => {
    const random = new Random(1)
    const config = { ...small, ...options, bpreg: 0.7, elu: 0.5 }
    const raw = Array.from({ length: 9 }, () => 3 * random.normal())
    const { gradient } = lossOf(config, raw, 2)
    expect(gradientError(() => lossOf(config, raw, 2).loss, raw, gradient)).toBeLessThan(1e-5)
  })

  test.each<Partial<Gru4RecConfig>>([
    { embedding: 'shared' },
    { embedding: 'separate', loss: 'cross-entropy' },
    { embedding: 'one-hot', loss: 'top1' },
    { embedding: 'shared', hiddenSizes: [4, 3], loss: 'cross-entropy' },
    { embedding: 'one-hot', hiddenSizes: [3, 4, 2], loss: 'bpr', activation: 'tanh' },
  ])('a step: the gradient by all weights is that of the loss, %j', (options) => {
    const { reference, config } = bed(options)
    const random = new Random(5)
    reference.states = reference.states.map((layer) => layer.map((state) => state.map(() => random.next() - 0.5)))
    const mask = [0, 1.25, 1.25]
    const step: Step = {
      inputs: [3, 7, 3],
      targets: [7, 3, 5],
      resets: [false, true, false],
      samples: [7, 0, 5, 5],
      inputMask: (lane, k) => mask[(lane + k) % 3]!,
      stateMask: (_, unit, lane) => mask[(unit + 2 * lane + 1) % 3]!,
    }
    const { gradient } = reference.differentiate(step)
    for (const [name, weights] of Object.entries(reference.weights)) {
      const loss = () => reference.differentiate(step).loss / config.batchSize
      expect(gradientError(loss, weights, gradient[name]!), name).toBeLessThan(1e-5)
    }
  })
})

/** Two sessions that end and begin, an item that is input and target at once, a lane that falls dead. */
const walk = [
  { inputs: [3, 7, 3], targets: [7, 3, 5], resets: [true, true, true] },
  { inputs: [7, 3, 1], targets: [7, 9, 2], resets: [false, false, true] },
  { inputs: [7, 9, -1], targets: [11, 13, -1], resets: [false, false, false] },
  { inputs: [2, 13, -1], targets: [2, 2, -1], resets: [true, false, false] },
]

describe('the kernel', () => {
  test.each<Partial<Gru4RecConfig>>([
    ...everyLoss,
    { loss: 'cross-entropy', logQ: 0 },
    { loss: 'cross-entropy', momentum: 0, dropoutEmbedding: 0, dropoutHidden: 0 },
    { loss: 'bpr-max', bpreg: 0, alpha: 1 },
    { negatives: 0 },
    { negatives: 300 },
    ...(['shared', 'separate', 'one-hot'] as const).flatMap((embedding) =>
      [[5], [8], [7, 4], [3, 5, 6]].map((hiddenSizes) => ({ embedding, hiddenSizes })),
    ),
  ])('does what the reference does, %j', (options) => {
    const one = bed(options)
    for (const { inputs, targets, resets } of walk) {
      const { step, loss } = one.step(inputs, targets, resets)
      const expected = one.reference.learn(step)
      expect(loss / expected).toBeCloseTo(1, 5)
    }
    // float32 keeps 7 digits; Adagrad's first step turns a gradient of 0.001 and its error into a step of its own size
    expect(farthest(one.memory.save(), one.reference.weights)).toBeLessThan(2e-5)
    expect(farthest(one.memory.save('Squares'), one.reference.squares)).toBeLessThan(1e-6)
    one.config.hiddenSizes.forEach((_, l) => {
      for (const lane of [0, 1]) {
        const expected = one.reference.states[l]![lane]!
        for (const [j, value] of one.state(l, lane).entries()) expect(value).toBeCloseTo(expected[j]!, 5)
      }
    })
  })

  test.each([{ elu: 0.5 }, { elu: 1 }, { elu: 2 }])(
    'scores so high that powers are taken from the largest, $elu',
    ({ elu }) => {
      const one = bed({ loss: 'bpr-max', activation: 'elu', elu, negatives: 30 })
      const weights = one.memory.save()
      const { items } = weights
      const row = items!.length / 14
      // scores on both sides of 0, and of 60
      for (let item = 0; item < 14; item++) items![item * row + row - 1]! += [-40, 0, 58, 62, 75, 30, -0.5][item % 7]!
      one.memory.load(weights)
      one.reference.weights.items!.set(items!)
      for (const { inputs, targets, resets } of walk) {
        const { step, loss } = one.step(inputs, targets, resets)
        expect(loss / one.reference.learn(step)).toBeCloseTo(1, 5)
      }
      const largest = Math.max(...Object.values(one.reference.squares).flatMap((squares) => [...squares]))
      expect(farthest(one.memory.save('Squares'), one.reference.squares) / largest).toBeLessThan(1e-5)
      expect(farthest(one.memory.save(), one.reference.weights)).toBeLessThan(1e-3)
    },
  )

  test.each([16, 33, 128])('batches of %i are the same as the reference too', (batchSize) => {
    const one = bed({ batchSize, negatives: 100, hiddenSizes: [6] }, 60)
    const random = new Random(8)
    for (let s = 0; s < 3; s++) {
      const draw = () => Array.from({ length: batchSize }, () => random.int(60))
      const { step, loss } = one.step(
        draw(),
        draw(),
        draw().map((x) => s === 0 || x < 10),
      )
      expect(loss / one.reference.learn(step)).toBeCloseTo(1, 5)
    }
    expect(farthest(one.memory.save(), one.reference.weights)).toBeLessThan(2e-5)
  })

  test.each([{}, { loss: 'cross-entropy' as const, embedding: 'separate' as const, hiddenSizes: [9, 6] }])(
    'any number of workers gives the same bits, %j',
    (options) => {
      const trained = [1, 2, 3].map((workers) => {
        const one = bed({ ...options, workers, batchSize: 20, negatives: 700, hiddenSizes: [30] }, 900)
        const random = new Random(9)
        const { memory, walk } = one
        for (let i = 0; i < 40 * walk.lanes; i++) {
          const live = i % walk.lanes < 20
          walk.inputs[i] = live ? random.int(900) : -1
          walk.targets[i] = live ? random.int(900) : -1
          walk.resets[i] = Number(random.int(5) === 0)
        }
        walk.plan.set({ steps: 40 })
        one.crew.run('train', walk.plan.address)
        return { ...memory.save(), loss: walk.lossSum }
      })
      expect(trained[1]).toEqual(trained[0])
      expect(trained[2]).toEqual(trained[0])
    },
  )

  test('scores far apart: BPR-max stays finite and still pulls the target up', () => {
    const one = bed({
      loss: 'bpr-max',
      activation: 'linear',
      bpreg: 0,
      momentum: 0,
      dropoutEmbedding: 0,
      dropoutHidden: 0,
    })
    const weights = one.memory.save()
    // bias of item 5, which will be the target, far below all others
    weights.items![5 * 6 + 5] = -80
    one.memory.load(weights)
    const { loss } = one.step([1, -1, -1], [5, -1, -1], [true, true, true])
    expect(loss).toBeGreaterThan(70)
    expect(loss).toBeLessThan(90)
    expect(one.memory.save().items![5 * 6 + 5]).toBeGreaterThan(-80 + 0.04)
  })

  test('the records are as large as it thinks', () => {
    const { kernels } = bed().crew
    expect([kernels.planBytes!(), kernels.branchBytes!(), kernels.layerBytes!(), kernels.taskBytes!()]).toEqual(
      [planFields, branchFields, layerFields, taskFields].map((fields) => 4 * Object.keys(fields).length),
    )
  })

  test('the relaxed build fuses multiply and add, the plain one does not', () => {
    const fused = (file: string) => {
      const bytes = readFileSync(new URL(`../../dist/kernels/${file}.wasm`, import.meta.url))
      let count = 0
      for (let from = bytes.indexOf('fd8502', 0, 'hex'); from >= 0; from = bytes.indexOf('fd8502', from + 1, 'hex'))
        count++
      return count
    }
    // 12 accumulators four times in one product, 12 in the other
    expect(fused('gru4rec.relaxed')).toBeGreaterThanOrEqual(60)
    expect(fused('gru4rec')).toBe(0)
  })
})

describe('products', () => {
  const random = new Random(6)
  const normal = (array: Float32Array) => array.fill(0).map(() => random.normal())

  /** Rows of A lie in any order, as gathered items do. */
  function place(m: number, k: number, n: number) {
    const arena = new Arena(2 ** 20)
    const { gemmNN, gemmTN } = instantiate(compile('gru4rec'), arena.memory)
    const [a, b, c] = [arena.f32(m * k + 16), arena.f32(Math.max(m, k) * n), arena.f32((Math.max(m, k) + 6) * n)]
    a.set(normal(new Float32Array(m * k)))
    b.set(normal(new Float32Array(b.length)))
    const rows = arena.u32(m)
    const order = random.shuffle(Array.from({ length: m }, (_, i) => i))
    order.forEach((row, i) => {
      rows[i] = at(a) + 4 * k * row
    })
    return { a, b, c, rows, order, gemmNN: gemmNN!, gemmTN: gemmTN! }
  }

  test.each([
    [1, 4, 8],
    [6, 8, 16],
    [11, 104, 32],
    [49, 12, 40],
    [13, 32, 104],
  ])('C = A B: %i x %i by %i', (m, k, n) => {
    const { a, b, c, rows, order, gemmNN } = place(m, k, n)
    gemmNN(at(rows), m, n, k, at(b), n, at(c), n)
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0
        for (let p = 0; p < k; p++) sum += a[order[i]! * k + p]! * b[p * n + j]!
        expect(Math.abs(c[i * n + j]! - sum)).toBeLessThan(1e-4)
      }
    }
  })

  test.each([
    [1, 1, 8],
    [7, 6, 16],
    [48, 100, 32],
    [5, 17, 24],
  ])('C += transposed A B: %i rows of %i by %i', (m, k, n) => {
    const { a, b, c, rows, order, gemmTN } = place(m, k, n)
    c.fill(0.5)
    gemmTN(at(rows), k, n, m, at(b), n, at(c), n)
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0.5
        for (let p = 0; p < m; p++) sum += a[order[p]! * k + i]! * b[p * n + j]!
        expect(Math.abs(c[i * n + j]! - sum)).toBeLessThan(1e-4)
      }
    }
  })
})

describe('pitfalls of other implementations', () => {
  const plain = { momentum: 0, dropoutEmbedding: 0, dropoutHidden: 0 }

  test('a new session in one slot forgets that slot and no other', () => {
    const fresh = bed(plain)
    const carried = bed(plain)
    fresh.step([1, 2, 3], [2, 3, 4], [true, true, true])
    carried.step([1, 2, 3], [2, 3, 4], [true, true, true])
    const before = carried.state(0, 1)
    fresh.step([5, 5, 5], [6, 6, 6], [true, true, true])
    carried.step([5, 5, 5], [6, 6, 6], [false, true, false])
    expect(before.some((value) => value !== 0)).toBe(true)
    expect(carried.state(0, 1)).toEqual(fresh.state(0, 1))
    expect(carried.state(0, 0)).not.toEqual(fresh.state(0, 0))
    expect(carried.state(0, 2)).not.toEqual(fresh.state(0, 2))
  })

  test('softmax is taken once: the gradient by the bias of a column is its share, less 1 for the target', () => {
    const one = bed({ ...plain, loss: 'cross-entropy', logQ: 0, negatives: 0, batchSize: 2 })
    const weights = one.memory.save()
    // No vectors, so that scores are biases: 5 for item 3 and 0 for item 4.
    for (const tensor of Object.values(weights)) tensor.fill(0)
    const bias = (item: number) => item * 6 + 5
    weights.items![bias(3)] = 5
    one.memory.load(weights)
    const { loss } = one.step([1, 2], [3, 4], [true, true])
    const share = Math.exp(5) / (Math.exp(5) + 1)
    // Square roots of the first squares are gradients: of two targets, over the batch. A second softmax would make it 0.23.
    const squares = one.memory.save('Squares').items!
    for (const item of [3, 4]) expect(Math.sqrt(squares[bias(item)]!)).toBeCloseTo((2 * share - 1) / 2, 5)
    expect(loss).toBeCloseTo(-Math.log(share) - Math.log(1 - share), 5)
  })

  test('targets and samples are all that is scored: what else the catalogue holds is not even read', () => {
    const one = bed({ ...plain, loss: 'bpr-max', negatives: 40 }, 5000)
    const samples = one.memory.save()
    const taken = bed({ ...plain, loss: 'bpr-max', negatives: 40 }, 5000).step([1, 2, 3], [4, 5, 6], [true, true, true])
    const named = new Set([1, 2, 3, 4, 5, 6, ...taken.step.samples])
    for (let item = 0; item < 5000; item++) {
      if (!named.has(item)) samples.items!.fill(Number.NaN, item * 6, item * 6 + 6)
    }
    one.memory.load(samples)
    const { loss } = one.step([1, 2, 3], [4, 5, 6], [true, true, true])
    expect(loss).toBe(taken.loss)
    const [columns] = one.walk.array('found') as Int32Array
    const scored = (one.walk.array('columnItem') as Int32Array).slice(0, columns)
    expect(new Set(scored)).toEqual(new Set([4, 5, 6, ...taken.step.samples]))
    // There is no room for the scores of all items.
    expect((one.walk.array('scores') as Float32Array).length).toBeLessThan(5000)
  })

  test('dropout is the share that is dropped, what stays is scaled up, and both places have their own', () => {
    const one = bed({ dropoutEmbedding: 0.2, dropoutHidden: 0.6, hiddenSizes: [64], batchSize: 64 })
    const lanes = Array.from({ length: 64 }, () => 1)
    one.step(
      lanes,
      lanes,
      lanes.map(() => true),
    )
    const share = (mask: Float32Array) => mask.filter((x) => x === 0).length / mask.length
    const input = one.walk.array('inputMask') as Float32Array
    const state = one.walk.array('0mask') as Float32Array
    expect(share(input)).toBeCloseTo(0.2, 1)
    expect(share(state)).toBeCloseTo(0.6, 1)
    expect(new Set(input)).toEqual(new Set([0, Math.fround(1 / 0.8)]))
    expect(new Set(state)).toEqual(new Set([0, Math.fround(1 / 0.4)]))
    // what was dropped of the state is dropped for the next step as well
    const dropped = Array.from({ length: 64 }, (_, j) => state[j * one.walk.plan.get('stride')])
    expect(one.state(0, 0).map((value) => value === 0)).toEqual(dropped.map((kept) => kept === 0))
  })

  test('Adagrad begins at 0: the first step of any gradient that is not tiny is the learning rate', () => {
    const one = bed({ ...plain, learningRate: 0.05 })
    const before = one.memory.save().items!.slice()
    one.step([1, 2, 3], [4, 5, 6], [true, true, true])
    const squares = one.memory.save('Squares').items!
    const moved = one.memory.save().items!.map((value, i) => Math.abs(value - before[i]!))
    const large = [...moved].filter((_, i) => squares[i]! > 1e-4)
    expect(large.length).toBeGreaterThan(10)
    for (const step of large) expect(step).toBeCloseTo(0.05, 3)
  })

  test('gradients of a row that comes more than once are summed before they are squared', () => {
    const one = bed({ ...plain, negatives: 0, loss: 'cross-entropy', logQ: 0 })
    const { step } = one.step([1, 2, 3], [4, 4, 5], [true, true, true])
    const { gradient } = one.reference.differentiate(step)
    const squares = one.memory.save('Squares').items!
    for (let k = 0; k < 6; k++) expect(squares[4 * 6 + k]).toBeCloseTo(gradient.items![4 * 6 + k]! ** 2, 6)
  })

  test('rows that took no part stay as they are, momentum or not', () => {
    const one = bed({ negatives: 0, momentum: 0.5 })
    const kept = one.memory.save().items!.slice(6 * 6, 7 * 6)
    one.step([1, 2, 3], [4, 4, 5], [true, true, true])
    one.step([1, 2, 3], [4, 4, 5], [false, false, false])
    expect(one.memory.save().items!.slice(6 * 6, 7 * 6)).toEqual(kept)
  })

  test('a dead lane teaches nothing', () => {
    const [three, two] = [bed({ ...plain, negatives: 5 }), bed({ ...plain, negatives: 5 })]
    three.step([1, 2, -1], [4, 5, -1], [true, true, false])
    const { step } = two.step([1, 2, -1], [4, 5, -1], [true, true, true])
    two.reference.learn(step)
    expect(three.memory.save()).toEqual(two.memory.save())
    expect(farthest(two.memory.save(), two.reference.weights)).toBeLessThan(1e-5)
  })

  test('negatives follow support^alpha; an item without events is never drawn', () => {
    const support = [0, 1, 16, 81]
    const counts = (alpha: number) => {
      const one = bed({ ...plain, alpha, negatives: 20_000, loss: 'bpr-max' }, 4, support)
      one.step([1, -1, -1], [1, -1, -1], [true, false, false])
      const found = [0, 0, 0, 0]
      const { walk } = one
      const [columns] = walk.array('found') as Int32Array
      const items = walk.array('columnItem') as Int32Array
      const count = walk.array('columnCount') as Float32Array
      for (let u = 0; u < columns!; u++) found[items[u]!] = count[u]! - (items[u] === 1 ? 1 : 0)
      return found.map((n) => n / 20_000)
    }
    const close = (found: number[], wanted: number[]) => {
      for (const [i, share] of found.entries()) expect(Math.abs(share - wanted[i]!)).toBeLessThan(0.015)
    }
    close(counts(0), [0, 1 / 3, 1 / 3, 1 / 3])
    close(counts(0.5), [0, 1 / 14, 4 / 14, 9 / 14])
    close(counts(1), [0, 1 / 98, 16 / 98, 81 / 98])
  })

  test('a target that is drawn as a negative stays one, and counts once more', () => {
    const one = bed({ ...plain, loss: 'bpr-max', negatives: 40 }, 2, [1, 1])
    const { step, loss } = one.step([0, 1, -1], [1, 1, -1], [true, true, false])
    expect(step.samples.includes(1)).toBe(true)
    expect(loss / one.reference.differentiate(step).loss).toBeCloseTo(1, 5)
  })
})

test('the reference knows the shapes that models are saved with', () => {
  const config = { ...small, embedding: 'separate' as const }
  const shape = shapeOf(config, 3)
  expect(() => new Reference(config, shape, [1, 1, 1], {})).not.toThrow()
})
