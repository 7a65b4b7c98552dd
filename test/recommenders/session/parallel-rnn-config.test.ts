import { afterEach, describe, expect, test } from 'vitest'
import { Crew } from '../../../src/kernels/crew.ts'
import { Random } from '../../../src/random.ts'
import { Gru4RecMemory } from '../../../src/recommenders/session/gru4rec-memory.ts'
import type { Pass } from '../../../src/recommenders/session/gru4rec-walk.ts'
import { initialWeights, nameOf } from '../../../src/recommenders/session/gru4rec-weights.ts'
import { parallelRnn } from '../../../src/recommenders/session/parallel-rnn.ts'
import {
  architectures,
  courseOf,
  networksOf,
  type ParallelRnnConfig,
  parallelRnnDefaults,
  parallelRnnSchema,
  trainings,
} from '../../../src/recommenders/session/parallel-rnn-config.ts'
import { farthest, gradientError } from '../../kernels/gru4rec-bed.ts'
import { bits64, drawAlias } from '../../kernels/gru4rec-reference.ts'
import { ParallelReference, type ParallelStep } from '../../kernels/parallel-rnn-reference.ts'

const items = 14
const support = Array.from({ length: items }, (_, i) => 1 + i)
const base: ParallelRnnConfig = {
  ...parallelRnnDefaults,
  hiddenSizes: [5],
  embeddingSize: 6,
  featureSize: 3,
  batchSize: 3,
  negatives: 9,
  epochs: 2,
}
const two = architectures.filter((name) => !['id-only', 'feature-only', 'concatenated'].includes(name))
const cases: Partial<ParallelRnnConfig>[] = [
  ...architectures.filter((name) => !two.includes(name)).map((architecture) => ({ architecture })),
  ...two.flatMap((architecture) => trainings.map((training) => ({ architecture, training }))),
  { architecture: 'concatenated', embedding: 'separate', loss: 'cross-entropy' },
  { architecture: 'parallel', embedding: 'separate', loss: 'cross-entropy', training: 'interleaved' },
  { architecture: 'parallel', training: 'simultaneous', hiddenSizes: [8], featureSize: 17 },
  { architecture: 'interaction', training: 'simultaneous', momentum: 0, dropoutEmbedding: 0, dropoutHidden: 0 },
]

function worldOf(options: Partial<ParallelRnnConfig>, workers = 1) {
  const config = { ...base, ...options }
  const random = new Random(4)
  const features = Float32Array.from({ length: items * config.featureSize }, () => random.next() - 0.5)
  const networks = { ...networksOf(config, items), features }
  const weights = Object.assign({}, ...networks.shapes.map((shape) => initialWeights(shape, new Random(3))))
  for (const tensor of Object.values<Float32Array>(weights)) {
    for (let i = 0; i < tensor.length; i++) tensor[i]! += 0.5 * random.next() - 0.25
  }
  return { config, networks, weights, memory: () => new Gru4RecMemory(config, networks, support, { workers }, 64) }
}

/** The different kinds of mini-batch of a course. */
function lessons(config: ParallelRnnConfig): Pass[][] {
  const { epochs, passes } = courseOf(config)
  const all = Array.from({ length: epochs }, (_, epoch) => JSON.stringify(passes(epoch + 1)))
  return [...new Set(all)].map((text) => JSON.parse(text) as Pass[])
}

test('the defaults are sound', () => {
  expect(parallelRnnSchema.parse(parallelRnnDefaults)).toEqual(parallelRnnDefaults)
  expect(() => parallelRnn.create({ architecture: 'both' } as object)).toThrow(
    expect.objectContaining({ code: 'BAD_OPTION' }),
  )
})

test.each(cases)('%j: the gradient of every pass is that of its loss', (options) => {
  const { config, networks, weights } = worldOf(options)
  const reference = new ParallelReference(config, networks, support, weights)
  const random = new Random(5)
  reference.states = reference.states.map((net) => net.map((state) => state.map(() => random.next() - 0.5)))
  const mask = [0, 1.25, 1.25]
  const step: ParallelStep = {
    inputs: [3, 7, 3],
    targets: [7, 3, 5],
    resets: [false, true, false],
    samples: [7, 0, 5, 5],
    inputMask: (b, lane, k) => mask[(b + lane + k) % 3]!,
    stateMask: (b, unit, lane) => mask[(b + unit + 2 * lane + 1) % 3]!,
  }
  for (const passes of lessons(config)) {
    for (const pass of passes) {
      const { gradient } = reference.differentiate(step, pass)
      const loss = () => reference.differentiate(step, pass).loss / config.batchSize
      for (const b of pass.learns) {
        for (const bare of ['items', 'inputs', 'layer0Input', 'layer0State']) {
          const name = nameOf(networks.shapes[b]!, bare)
          const tensor = reference.weights[name]
          if (tensor) expect(gradientError(loss, tensor, gradient[name]!), name).toBeLessThan(1e-5)
        }
      }
    }
  }
})

/** Two sessions that end and begin, an item that is input and target at once, a lane that falls dead. */
const walk = [
  { inputs: [3, 7, 3], targets: [7, 3, 5], resets: [true, true, true] },
  { inputs: [7, 3, 1], targets: [7, 9, 2], resets: [false, false, true] },
  { inputs: [7, 9, -1], targets: [11, 13, -1], resets: [false, false, false] },
  { inputs: [2, 13, -1], targets: [2, 2, -1], resets: [true, false, false] },
]

describe('the kernel', () => {
  const crews: Crew[] = []
  afterEach(async () => {
    for (const crew of crews.splice(0)) await crew.close()
  })
  function crewOf(memory: Gru4RecMemory, workers: number): Crew {
    const crew = new Crew('gru4rec', memory.arena, workers)
    crews.push(crew)
    return crew
  }

  test.each(cases)('does what the reference does, %j', (options) => {
    const { config, networks, weights, memory: make } = worldOf(options)
    const memory = make()
    memory.load(weights)
    const walker = memory.walks[0]!
    walker.seeds.set([11n, 12n])
    const reference = new ParallelReference(config, networks, support, weights)
    const crew = crewOf(memory, 1)
    const draws = bits64(11n)
    for (const passes of lessons(config)) {
      walker.passes(passes)
      const learners = new Set(passes.flatMap(({ learns }) => learns))
      for (const { inputs, targets, resets } of walk) {
        walker.inputs.fill(-1).set(inputs)
        walker.targets.fill(-1).set(targets)
        walker.resets.fill(0).set(resets.map(Number))
        walker.plan.set({ steps: 1 })
        walker.lossSum[0] = 0
        crew.run('train', walker.plan.address)
        const [keep, other] = [walker.array('keep') as Uint32Array, walker.array('other') as Uint32Array]
        const samples = Array.from({ length: config.negatives }, () => drawAlias(draws.next().value, keep, other))
        const masks = networks.shapes.map((shape, b) => {
          const of = (name: string) =>
            learners.has(b) ? (walker.array(nameOf(shape, name)) as Float32Array | undefined)?.slice() : undefined
          return { input: of('inputMask'), state: of('0mask'), width: 8 * Math.ceil((shape.layers[0]!.inputs + 1) / 8) }
        })
        const stride = walker.plan.get('stride')
        const step: ParallelStep = {
          inputs,
          targets,
          resets,
          samples,
          inputMask: (b, lane, k) => masks[b]!.input?.[lane * masks[b]!.width + k] ?? 1,
          stateMask: (b, unit, lane) => masks[b]!.state?.[unit * stride + lane] ?? 1,
        }
        expect(walker.lossSum[0] / reference.learn(step, passes)).toBeCloseTo(1, 5)
      }
    }
    expect(farthest(memory.save(), reference.weights)).toBeLessThan(3e-5)
    expect(farthest(memory.save('Squares'), reference.squares)).toBeLessThan(1e-6)
  })

  test.each(two)('%s: any number of workers gives the same bits', (architecture) => {
    const trained = [1, 2, 3].map((workers) => {
      const { weights, memory: make } = worldOf(
        { architecture, batchSize: 20, negatives: 70, hiddenSizes: [9] },
        workers,
      )
      const memory = make()
      memory.load(weights)
      const walker = memory.walks[0]!
      walker.passes(courseOf({ ...base, architecture, training: 'interleaved' }).passes(1))
      const random = new Random(9)
      for (let i = 0; i < 40 * walker.lanes; i++) {
        const live = i % walker.lanes < 20
        walker.inputs[i] = live ? random.int(items) : -1
        walker.targets[i] = live ? random.int(items) : -1
        walker.resets[i] = Number(random.int(5) === 0)
      }
      walker.plan.set({ steps: 40 })
      crewOf(memory, workers).run('train', walker.plan.address)
      return memory.save()
    })
    expect(trained[1]).toEqual(trained[0])
    expect(trained[2]).toEqual(trained[0])
  })
})

describe('courses', () => {
  const at = (training: ParallelRnnConfig['training']) => {
    const { epochs, passes } = courseOf({ ...base, training })
    return Array.from({ length: epochs }, (_, epoch) => passes(epoch + 1))
  }

  test('every network learns as many epochs as are asked for', () => {
    for (const training of trainings) {
      const learned = at(training).flatMap((passes) => passes.flatMap(({ learns }) => learns))
      expect([0, 1].map((b) => learned.filter((n) => n === b).length)).toEqual([2, 2])
    }
  })

  test('the first learns alone where the second learns from what it leaves', () => {
    const alone = { alone: true, learns: [0] }
    const second = { alone: false, learns: [1] }
    expect(at('residual')).toEqual([[alone], [alone], [second], [second]])
    expect(at('interleaved')).toEqual([
      [alone, second],
      [alone, second],
    ])
    expect(at('alternating').map(([pass]) => pass!.learns[0])).toEqual([0, 1, 0, 1])
  })
})
