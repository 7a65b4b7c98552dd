import { expect, test } from 'vitest'
import { huffmanTree } from '../../src/kernels/huffman.ts'
import { columnsOf, outputParts, sortPairs } from '../../src/kernels/output-parts.ts'
import { type Objective, SkipGram } from '../../src/kernels/skip-gram.ts'
import { Random } from '../../src/random.ts'
import { Draws, descend, gradientOf, lossOf, sampled, type Target } from './skip-gram-reference.ts'

const vector = (random: Random, d: number, scale = 1) => Float64Array.from({ length: d }, () => scale * random.normal())

/** Central differences of the loss by every element of a vector that `loss` reads. */
function differences(at: Float64Array, loss: () => number): Float64Array {
  const step = 1e-5
  return at.map((value, j) => {
    at[j] = value + step
    const above = loss()
    at[j] = value - step
    const below = loss()
    at[j] = value
    return (above - below) / (2 * step)
  })
}

const relative = (a: Float64Array, b: Float64Array) => {
  let apart = 0
  let size = 0
  for (let j = 0; j < a.length; j++) {
    apart += (a[j]! - b[j]!) ** 2
    size += a[j]! ** 2 + b[j]! ** 2
  }
  return Math.sqrt(apart / size)
}

test.each([1, 6, 13])('the reference descends the gradient of its loss: %i rows', (rows) => {
  const random = new Random(rows)
  const x = vector(random, 9)
  const outputs = Array.from({ length: rows }, () => vector(random, 9))
  const targets = outputs.map((_, row): Target => ({ row, label: row % 3 === 0 ? 1 : 0, count: 1 + (row % 2) }))
  const loss = () => lossOf(x, outputs, targets)
  const { byX, byRows } = gradientOf(x, outputs, targets)
  expect(relative(byX, differences(x, loss))).toBeLessThan(1e-5)
  byRows.forEach((gradient, row) => {
    expect(relative(gradient, differences(outputs[row]!, loss))).toBeLessThan(1e-5)
  })
})

/** A kernel and the reference from the same start, the output rows spread at random first. */
function pairOf(objective: Objective, { inputs = 7, outputs = 9, d = 10 } = {}) {
  const model = new SkipGram({ inputs, outputs, embeddingSize: d, objective }, new Random(5))
  const random = new Random(6)
  const rows = model.outputs.length / model.stride
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < d; j++) model.outputs[row * model.stride + j] = 0.3 * random.normal()
  }
  const table = (array: Float32Array) =>
    Array.from({ length: array.length / model.stride }, (_, row) =>
      Float64Array.from(array.subarray(row * model.stride, row * model.stride + d)),
    )
  const reference = { inputs: table(model.inputs), outputs: table(model.outputs) }
  const apart = () => {
    const now = { inputs: table(model.inputs), outputs: table(model.outputs) }
    const error = (a: Float64Array[], b: Float64Array[]) => Math.max(...a.map((row, at) => relative(row, b[at]!)))
    return Math.max(error(reference.inputs, now.inputs), error(reference.outputs, now.outputs))
  }
  // The same draws as in the constructor: the input vectors, then the state of the one worker.
  const seeds = new Random(5)
  for (let i = 0; i < inputs * d; i++) seeds.next()
  const [low, high] = [seeds.bits(), seeds.bits()]
  return { model, reference, apart, draws: new Draws(BigInt(low) + (BigInt(high) << 32n)) }
}

test.each([2, 5, 7, 15])('negative sampling moves as the reference does, with %i negatives', (negatives) => {
  // Few rows, so that negatives meet the positive and each other; a second term with a noise and weight of its own.
  const weights = [4, 0, 1, 1, 3, 2]
  const terms = [
    { noise: { weights }, weight: 1 },
    { noise: { weights: [1, 2, 1], base: 6 }, weight: 0.25 },
  ]
  const { model, reference, apart, draws } = pairOf({ kind: 'negative-sampling', negatives, terms })
  const noises = [draws.alias(weights), draws.alias([1, 2, 1])]
  const random = new Random(3)
  const steps = 300
  let losses = 0
  let looked = 0
  for (let p = 0; p < steps; p++) {
    const [input, term] = [random.int(7), random.int(2)]
    const output = term === 0 ? random.int(6) : 6 + random.int(3)
    model.pairs.set([input, output, term], 3 * p)
    const drawn = Array.from({ length: negatives }, () => noises[term]!() + (term === 0 ? 0 : 6))
    const targets = sampled(output, drawn)
    if (p % 64 === 0) {
      losses += lossOf(reference.inputs[input]!, reference.outputs, targets)
      looked++
    }
    descend(reference.inputs[input]!, reference.outputs, targets, 0.1 * terms[term]!.weight)
  }
  model.train(steps, 0.1)
  expect(apart()).toBeLessThan(1e-5)
  expect(model.takeLoss()).toBeCloseTo(losses / looked, 4)
  expect(model.takeLoss()).toBeUndefined()
})

test('hierarchical softmax moves as the reference does', () => {
  const tree = huffmanTree([1, 1, 2, 3, 5, 8, 13, 21, 34, 55])
  const { model, reference, apart } = pairOf({ kind: 'hierarchical-softmax', tree })
  const random = new Random(4)
  const steps = 300
  for (let p = 0; p < steps; p++) {
    const [input, token] = [random.int(7), random.int(10)]
    model.pairs.set([input, token, 0], 3 * p)
    const path = [...tree.paths.subarray(tree.offsets[token], tree.offsets[token + 1])]
    const targets = path.map((turn): Target => ({ row: turn >> 1, label: turn & 1 ? 1 : 0, count: 1 }))
    descend(reference.inputs[input]!, reference.outputs, targets, 0.1)
  }
  model.train(steps, 0.1)
  expect(apart()).toBeLessThan(1e-5)
})

test('what is beyond d stays 0, so that padding changes no product', () => {
  const { model } = pairOf({
    kind: 'negative-sampling',
    negatives: 5,
    terms: [{ noise: { weights: [1, 1, 1] }, weight: 1 }],
  })
  for (let p = 0; p < 100; p++) model.pairs.set([p % 7, p % 9, 0], 3 * p)
  model.train(100, 0.5)
  for (const table of [model.inputs, model.outputs]) {
    expect([...table].filter((value, at) => at % model.stride >= 10 && value !== 0)).toEqual([])
  }
})

const noise = { weights: new Array<number>(50).fill(1) }
const shape = { inputs: 50, outputs: 50, embeddingSize: 16 }
const objective: Objective = { kind: 'negative-sampling', negatives: 5, terms: [{ noise, weight: 1 }] }

/** Trains even rows on even ones and odd rows on odd ones. */
async function colours(workers: number, parallel: 'synchronous' | 'hogwild' = 'synchronous') {
  const model = new SkipGram({ ...shape, objective, workers, parallel }, new Random(1))
  const random = new Random(2)
  for (let round = 0; round < 4; round++) {
    for (let p = 0; p < model.capacity; p++) {
      const input = random.int(50)
      model.pairs.set([input, 2 * random.int(25) + (input % 2), 0], 3 * p)
    }
    model.train(model.capacity, 0.1)
  }
  const cosine = (a: number, b: number) => {
    const of = (row: number) => model.inputs.subarray(row * model.stride, (row + 1) * model.stride)
    const product = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, j) => sum + value * y[j]!, 0)
    return product(of(a), of(b)) / Math.sqrt(product(of(a), of(a)) * product(of(b), of(b)))
  }
  await model.close()
  return { vectors: model.vectors('inputs', 16), alike: cosine(0, 48), unlike: cosine(0, 49) }
}

test.each([
  [1, 'synchronous'],
  [2, 'synchronous'],
  [3, 'synchronous'],
  [2, 'hogwild'],
  [3, 'hogwild'],
] as const)('%i workers learn who goes with whom, %s', async (workers, parallel) => {
  const { alike, unlike } = await colours(workers, parallel)
  expect(alike).toBeGreaterThan(0.8)
  // Where threads overwrite each other's steps in a table as small as this, the colours come apart less far.
  expect(alike - unlike).toBeGreaterThan(0.3)
})

/** Terms over 400 items and over three tags, which come after them; pairs of either. */
function crowd(workers: number) {
  const [items, d] = [400, 8]
  const weights = Array.from({ length: items }, (_, row) => 1 / (row + 5))
  const noises = [{ weights }, { weights: [3, 2, 1], base: items }]
  const terms = noises.map((noise, at) => ({ noise, weight: at === 0 ? 1 : 0.5 }))
  const size = { inputs: items, outputs: items + 3, embeddingSize: d }
  const objective: Objective = { kind: 'negative-sampling', negatives: 5, terms }
  const model = new SkipGram({ ...size, objective, workers }, new Random(1))
  const random = new Random(2)
  for (let p = 0; p < model.capacity; p++) {
    const term = Number(random.int(4) === 0)
    // small numbers are frequent, so that threads would meet if they could
    const often = () => Math.floor(items * random.next() ** 3)
    model.pairs.set([often(), term === 0 ? often() : items + random.int(3), term], 3 * p)
  }
  return { ...size, model, noises, terms }
}

test.each([1, 2, 3, 4])('%i workers give the same bits every time', async (workers) => {
  const bits = async () => {
    const { model } = crowd(workers)
    for (let round = 0; round < 5; round++) model.train(model.capacity, 0.1)
    await model.close()
    return [model.vectors('inputs', 8), model.vectors('outputs', 8), model.takeLoss()]
  }
  const first = await bits()
  for (let again = 0; again < 3; again++) expect(await bits()).toEqual(first)
})

test('two workers take every pair once, each against negatives of its part, as one after the other would', async () => {
  const workers = 2
  const { model, inputs, outputs, embeddingSize, noises, terms } = crowd(workers)
  const table = (array: Float32Array, rows: number) =>
    Array.from({ length: rows }, (_, row) => Float64Array.from(array.subarray(8 * row, 8 * row + 8)))
  const [xs, ys] = [table(model.inputs, inputs), table(model.outputs, outputs)]
  const seeds = new Random(1)
  for (let i = 0; i < inputs * embeddingSize; i++) seeds.next()
  const draws = Array.from({ length: workers }, () => {
    const [low, high] = [seeds.bits(), seeds.bits()]
    return new Draws(BigInt(low) + (BigInt(high) << 32n))
  })
  const partOf = outputParts(outputs, noises, workers)
  const count = 3000
  const sorted = new Uint32Array(3 * count)
  const blocks = new Uint32Array(workers ** 2 + 1)
  sortPairs(model.pairs, count, partOf, workers, sorted, blocks)
  for (let round = 0; round < workers; round++) {
    for (const worker of [1, 0]) {
      const part = (worker + round) % workers
      const rows = noises.map((noise) => {
        const columns = columnsOf(noise, partOf, part)
        const column = columns.rows.length > 0 ? draws[worker]!.alias(columns.weights) : undefined
        return () => columns.rows[column!()]!
      })
      for (let p = blocks[worker * workers + part]!; p < blocks[worker * workers + part + 1]!; p++) {
        const [input, output, term] = sorted.subarray(3 * p, 3 * p + 3) as unknown as [number, number, number]
        const targets = sampled(output, Array.from({ length: 5 }, rows[term]!))
        descend(xs[input]!, ys, targets, 0.1 * terms[term]!.weight)
      }
    }
  }
  model.train(count, 0.1)
  const error = (a: Float64Array[], b: Float64Array[]) => Math.max(...a.map((row, at) => relative(row, b[at]!)))
  expect(error(xs, table(model.inputs, inputs))).toBeLessThan(1e-4)
  expect(error(ys.slice(0, 50), table(model.outputs, outputs).slice(0, 50))).toBeLessThan(1e-4)
  await model.close()
})

test('steps along a tree wait for each other: several workers give the bits of one', async () => {
  const tree = huffmanTree(Array.from({ length: 50 }, (_, token) => token + 1))
  const bits = async (workers: number) => {
    const model = new SkipGram({ ...shape, objective: { kind: 'hierarchical-softmax', tree }, workers }, new Random(1))
    for (let p = 0; p < 5000; p++) model.pairs.set([(7 * p) % 50, (11 * p * p) % 50, 0], 3 * p)
    model.train(5000, 0.1)
    await model.close()
    return model.vectors('inputs', 16)
  }
  expect(await bits(3)).toEqual(await bits(1))
})

test('refuses shapes that no kernel takes', () => {
  const make = (change: object) => () => new SkipGram({ ...shape, objective, ...change }, new Random(1))
  expect(make({ embeddingSize: 0 })).toThrow(RangeError)
  expect(make({ embeddingSize: 2000 })).toThrow(RangeError)
  expect(make({ objective: { ...objective, negatives: 64 } })).toThrow(RangeError)
  expect(make({ objective: { ...objective, terms: [{ noise: { weights: [0] }, weight: 1 }] } })).toThrow(RangeError)
  const model = make({})()
  expect(() => model.train(model.capacity + 1, 0.1)).toThrow(RangeError)
})
