// Parallel RNNs in float64, session by session from the papers' equations, one layer each: what the kernels are compared
// with. GRU4Rec alone, with every kind of input and any number of layers, is in gru4rec-reference.ts.
import type { Gru4RecConfig } from '../../src/recommenders/session/gru4rec-config.ts'
import type { Networks, Pass } from '../../src/recommenders/session/gru4rec-walk.ts'
import { nameOf, type Shape } from '../../src/recommenders/session/gru4rec-weights.ts'
import { type Doubles, lossOf } from './gru4rec-reference.ts'

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
const dot = (a: readonly number[], b: ArrayLike<number>, at: number) => a.reduce((sum, x, k) => sum + x * b[at + k]!, 0)

export interface ParallelStep {
  /** For each lane; -1 in a dead one. */
  readonly inputs: readonly number[]
  readonly targets: readonly number[]
  readonly resets: readonly boolean[]
  readonly samples: readonly number[]
  /** What dropout multiplies by: element k of the input of network b, unit j of its state. */
  readonly inputMask: (b: number, lane: number, k: number) => number
  readonly stateMask: (b: number, unit: number, lane: number) => number
}

interface Trace {
  readonly x: number[]
  readonly h: number[]
  readonly r: number[]
  readonly z: number[]
  readonly c: number[]
  readonly q: number[]
  readonly next: number[]
}

export class ParallelReference {
  readonly weights: Doubles
  readonly squares: Doubles
  readonly velocity: Doubles
  /** (network, lane, unit) */
  states: number[][][]

  constructor(
    readonly config: Gru4RecConfig,
    readonly networks: Networks,
    readonly support: readonly number[],
    weights: Record<string, Float32Array>,
  ) {
    this.weights = Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, Float64Array.from(w)]))
    const zeros = () =>
      Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, new Float64Array(w.length)]))
    this.squares = zeros()
    this.velocity = zeros()
    this.states = networks.shapes.map(({ size }) =>
      Array.from({ length: config.batchSize }, () => new Array<number>(size).fill(0)),
    )
  }

  /** What every network makes of a step: (network, lane). */
  forward(step: ParallelStep): Trace[][] {
    return this.networks.shapes.map((shape, b) =>
      step.inputs.map((item, lane): Trace => {
        const { size } = shape
        const learned = this.#source(shape)
        const own = learned
          ? [...this.weights[learned.name]!.subarray(item * learned.row).subarray(0, learned.size)]
          : []
        const given = [...this.#given(shape, item)]
        const x = item < 0 ? [] : [...own, ...given].map((value, k) => value * step.inputMask(b, lane, k))
        const h = step.resets[lane] ? new Array<number>(size).fill(0) : this.states[b]![lane]!
        const [w, u] = [this.weights[nameOf(shape, 'layer0Input')]!, this.weights[nameOf(shape, 'layer0State')]!]
        const gx = (i: number) => dot([...x, 1], w, i * (x.length + 1))
        const gh = (i: number) => dot([...h, 1], u, i * (size + 1))
        const each = (f: (j: number) => number) => Array.from({ length: size }, (_, j) => f(j))
        const r = each((j) => sigmoid(gx(3 * j) + gh(3 * j)))
        const z = each((j) => sigmoid(gx(3 * j + 1) + gh(3 * j + 1)))
        const q = each((j) => gh(3 * j + 2))
        const c = each((j) => Math.tanh(gx(3 * j + 2) + r[j]! * q[j]!))
        const next = each((j) => ((1 - z[j]!) * h[j]! + z[j]! * c[j]!) * step.stateMask(b, j, lane))
        return { x, h, r, z, c, q, next }
      }),
    )
  }

  /** The loss of a pass, and its gradient by the weights of those who learn in it. */
  differentiate(
    step: ParallelStep,
    { alone, learns }: Pass,
    traces = this.forward(step),
  ): { loss: number; gradient: Doubles; touched: Set<string> } {
    const { config, weights, networks } = this
    const { shapes, mixing } = networks
    const gradient: Doubles = Object.fromEntries(
      Object.entries(weights).map(([name, w]) => [name, new Float64Array(w.length)]),
    )
    const touched = new Set<string>()
    const live = step.targets.flatMap((item, lane) => (item >= 0 ? [lane] : []))
    const columns = [...live.map((lane) => step.targets[lane]!), ...step.samples]
    const second = alone ? undefined : shapes[1]
    let loss = 0
    live.forEach((lane, target) => {
      const [a, b] = traces.map((network) => network[lane]!.next)
      // what is multiplied by which item vectors, and whose they are
      const scored = [{ name: 'items', v: a!, owner: 0 }]
      if (second && mixing === 'sum') scored[0]!.v = a!.map((value, j) => value + b![j]!)
      else if (second) {
        const v = mixing === 'product' ? a!.map((value, j) => value * b![j]!) : b!
        scored.push({ name: nameOf(second, 'items'), v, owner: 1 })
      }
      const raw = columns.map((column, c) => {
        const score = scored.reduce(
          (sum, { name, v }) => sum + dot([...v, 1], weights[name]!, column * (v.length + 1)),
          0,
        )
        if (config.loss !== 'cross-entropy') return score
        const drawn = c < live.length ? this.support[column]! : this.support[column]! ** config.alpha
        return score - config.logQ * Math.log(drawn)
      })
      const found = lossOf(config, raw, target)
      loss += found.loss
      const downs = scored.map(({ name, v, owner }) => {
        const down = new Array<number>(v.length).fill(0)
        columns.forEach((column, c) => {
          const g = found.gradient[c]! / config.batchSize
          const at = column * (v.length + 1)
          for (let k = 0; k < v.length; k++) down[k]! += g * weights[name]![at + k]!
          if (!learns.includes(owner)) return
          for (const [k, value] of [...v, 1].entries()) gradient[name]![at + k]! += g * value
          touched.add(`${name} ${column}`)
        })
        return down
      })
      const [first, other] = downs as [number[], number[]?]
      const byState = shapes.map((_, n) => {
        if (mixing === 'sum') return first
        if (mixing === 'beside') return n === 0 ? first : (other ?? [])
        if (!other) return first
        return n === 0 ? first.map((g, j) => g + other[j]! * b![j]!) : other.map((g, j) => g * a![j]!)
      })
      for (const n of learns) this.#back(step, n, lane, traces[n]![lane]!, byState[n]!, gradient, touched)
    })
    return { loss, gradient, touched }
  }

  #back(
    step: ParallelStep,
    b: number,
    lane: number,
    { x, h, r, z, c, q }: Trace,
    above: readonly number[],
    gradient: Doubles,
    touched: Set<string>,
  ): void {
    const shape = this.networks.shapes[b]!
    const { size } = shape
    const [w, u] = [nameOf(shape, 'layer0Input'), nameOf(shape, 'layer0State')]
    const below = new Array<number>(x.length).fill(0)
    for (let j = 0; j < size; j++) {
      const g = above[j]! * step.stateMask(b, j, lane)
      const dz = g * (c[j]! - h[j]!) * z[j]! * (1 - z[j]!)
      const dc = g * z[j]! * (1 - c[j]! ** 2)
      const dr = dc * q[j]! * r[j]! * (1 - r[j]!)
      for (const [gate, d] of [dr, dz, dc].entries()) {
        const i = 3 * j + gate
        for (const [k, value] of [...x, 1].entries()) gradient[w]![i * (x.length + 1) + k]! += d * value
        for (const k of x.keys()) below[k]! += d * this.weights[w]![i * (x.length + 1) + k]!
        const fromState = gate === 2 ? d * r[j]! : d
        for (const [k, value] of [...h, 1].entries()) gradient[u]![i * (size + 1) + k]! += fromState * value
      }
    }
    const learned = this.#source(shape)
    if (!learned) return
    const item = step.inputs[lane]!
    for (let k = 0; k < learned.size; k++) {
      gradient[learned.name]![item * learned.row + k]! += below[k]! * step.inputMask(b, lane, k)
    }
    touched.add(`${learned.name} ${item}`)
  }

  /** Adagrad with momentum, pass by pass: states are those from before the step's first. @returns the last loss */
  learn(step: ParallelStep, passes: readonly Pass[]): number {
    const traces = this.forward(step)
    let last = 0
    for (const pass of passes) {
      const { loss, gradient, touched } = this.differentiate(step, pass, traces)
      last = loss
      const learned = pass.learns.map((b) => this.networks.shapes[b]!)
      for (const shape of learned) {
        for (const bare of ['items', 'inputs', 'layer0Input', 'layer0State']) {
          const name = nameOf(shape, bare)
          const row = { items: shape.size + 1, inputs: shape.inputRow }[bare]
          this.weights[name]?.forEach((_, i) => {
            if (row !== undefined && !touched.has(`${name} ${Math.floor(i / row)}`)) return
            this.#step(name, i, gradient[name]![i]!)
          })
        }
      }
    }
    this.states = traces.map((network, b) =>
      network.map(({ next }, lane) => (step.inputs[lane]! < 0 ? this.states[b]![lane]! : next)),
    )
    return last
  }

  #step(name: string, i: number, g: number): void {
    const { momentum, learningRate } = this.config
    this.squares[name]![i]! += g * g
    const v = this.velocity[name]!
    v[i] = momentum * v[i]! - (learningRate * g) / Math.sqrt(this.squares[name]![i]! + 1e-6)
    this.weights[name]![i]! += v[i]!
  }

  #source(shape: Shape): { name: string; row: number; size: number } | undefined {
    if (shape.embedding === 'none') return undefined
    return shape.inputRow > 0
      ? { name: nameOf(shape, 'inputs'), row: shape.inputRow, size: shape.inputRow }
      : { name: nameOf(shape, 'items'), row: shape.size + 1, size: shape.size }
  }

  #given(shape: Shape, item: number): Float32Array {
    return this.networks.features?.subarray(item * shape.features, (item + 1) * shape.features) ?? new Float32Array(0)
  }
}
