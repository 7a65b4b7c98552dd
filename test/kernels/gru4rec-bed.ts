import { Crew } from '../../src/kernels/crew.ts'
import { Random } from '../../src/random.ts'
import { type Gru4RecConfig, gru4recDefaults } from '../../src/recommenders/session/gru4rec-config.ts'
import { Gru4RecMemory } from '../../src/recommenders/session/gru4rec-memory.ts'
import type { Walk } from '../../src/recommenders/session/gru4rec-walk.ts'
import { initialWeights, shapeOf } from '../../src/recommenders/session/gru4rec-weights.ts'
import { bits64, drawAlias, Reference, type Step } from './gru4rec-reference.ts'

export const small: Gru4RecConfig = {
  ...gru4recDefaults,
  hiddenSizes: [5],
  embeddingSize: 6,
  batchSize: 3,
  negatives: 9,
  workers: 1,
}

/** A kernel and the reference beside it, from the same weights, fed the same steps. */
export class Bed {
  readonly config: Gru4RecConfig
  readonly memory: Gru4RecMemory
  readonly walk: Walk
  readonly reference: Reference
  readonly crew: Crew
  readonly #samples: Generator<bigint, never>

  constructor(options: Partial<Gru4RecConfig>, items = 14, support = Array.from({ length: items }, (_, i) => 1 + i)) {
    this.config = { ...small, ...options }
    const shape = shapeOf(this.config, items)
    const workers = this.config.workers
    this.memory = new Gru4RecMemory(this.config, { shapes: [shape], mixing: 'beside' }, support, { workers }, 64)
    this.walk = this.memory.walks[0]!
    const weights = initialWeights(shape, new Random(3))
    // biases that are not 0, and scores that are not all alike
    const random = new Random(4)
    for (const tensor of Object.values(weights)) {
      for (let i = 0; i < tensor.length; i++) tensor[i]! += 0.5 * random.next() - 0.25
    }
    this.memory.load(weights)
    this.walk.seeds.set([11n, 12n])
    this.reference = new Reference(this.config, shape, support, weights)
    this.crew = new Crew('gru4rec', this.memory.arena, workers, { relaxed: this.config.relaxed })
    this.#samples = bits64(11n)
  }

  /** Runs the kernel for one step. @returns the step as the reference takes it, and the kernel's loss */
  step(
    inputs: readonly number[],
    targets: readonly number[],
    resets: readonly boolean[],
  ): { step: Step; loss: number } {
    const { walk, config } = this
    walk.inputs.fill(-1).set(inputs)
    walk.targets.fill(-1).set(targets)
    walk.resets.fill(0).set(resets.map(Number))
    walk.plan.set({ steps: 1 })
    walk.lossSum[0] = 0
    this.crew.run('train', walk.plan.address)
    const keep = walk.array('keep') as Uint32Array
    const other = walk.array('other') as Uint32Array
    const samples = Array.from({ length: config.negatives }, () => drawAlias(this.#samples.next().value, keep, other))
    const { inputRow, layers } = this.reference.shape
    const width = 8 * Math.ceil(((config.embedding === 'one-hot' ? inputRow : layers[0]!.inputs) + 1) / 8)
    const stride = walk.plan.get('stride')
    const inputMask = (walk.array('inputMask') as Float32Array | undefined)?.slice()
    const masks = config.hiddenSizes.map((_, l) => (walk.array(`${l}mask`) as Float32Array | undefined)?.slice())
    const step: Step = {
      inputs,
      targets,
      resets,
      samples,
      inputMask: (lane, k) => inputMask?.[lane * width + k] ?? 1,
      stateMask: (l, unit, lane) => masks[l]?.[unit * stride + lane] ?? 1,
    }
    return { step, loss: walk.lossSum[0] }
  }

  /** The kernel's hidden state of a lane. */
  state(layer: number, lane: number): number[] {
    const turn = this.walk.plan.get('turn')
    const last = layer === this.config.hiddenSizes.length - 1
    const state = this.walk.array(`${last ? '' : layer}state${turn}`) as Float32Array
    const stride = this.walk.plan.get('stride')
    return Array.from({ length: this.config.hiddenSizes[layer]! }, (_, j) => state[j * stride + lane]!)
  }
}

/** The largest difference between arrays of the same names. */
export function farthest(a: Record<string, ArrayLike<number>>, b: Record<string, ArrayLike<number>>): number {
  let worst = 0
  for (const [name, array] of Object.entries(a)) {
    for (let i = 0; i < array.length; i++) {
      const gap = Math.abs(array[i]! - b[name]![i]!)
      if (!(gap <= worst)) worst = gap
    }
  }
  return worst
}

/** Relative error of a gradient against central differences. */
export function gradientError(f: () => number, at: Float64Array | number[], gradient: ArrayLike<number>): number {
  const step = 1e-4
  let worst = 0
  for (let i = 0; i < at.length; i++) {
    const kept = at[i]!
    const probe = (by: number) => {
      at[i] = kept + by
      return f()
    }
    // fourth order, so that the error is that of rounding
    const found = (8 * (probe(step) - probe(-step)) - (probe(2 * step) - probe(-2 * step))) / (12 * step)
    at[i] = kept
    worst = Math.max(worst, Math.abs(found - gradient[i]!) / Math.max(1e-3, Math.abs(found), Math.abs(gradient[i]!)))
  }
  return worst
}
