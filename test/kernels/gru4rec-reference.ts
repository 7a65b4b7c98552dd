// GRU4Rec in float64, written down column by column from the papers' equations: what the kernels are compared with.
import type { Gru4RecConfig } from '../../src/recommenders/session/gru4rec-config.ts'
import type { Shape } from '../../src/recommenders/session/gru4rec-weights.ts'

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

export type LossConfig = Pick<Gru4RecConfig, 'loss' | 'activation' | 'elu' | 'bpreg'>

/** The loss of one session, and its gradient by the raw scores of the columns; `target` is the session's own column. */
export function lossOf(
  { loss, activation, elu, bpreg }: LossConfig,
  raw: readonly number[],
  target: number,
): { loss: number; gradient: number[] } {
  const others = raw.flatMap((_, c) => (c === target ? [] : [c]))
  if (loss === 'cross-entropy') {
    const most = Math.max(...raw)
    const sum = raw.reduce((total, o) => total + Math.exp(o - most), 0)
    return {
      loss: most + Math.log(sum) - raw[target]!,
      gradient: raw.map((o, c) => Math.exp(o - most) / sum - (c === target ? 1 : 0)),
    }
  }
  const act = (o: number) =>
    activation === 'tanh' ? Math.tanh(o) : activation === 'elu' && o < 0 ? elu * Math.expm1(o) : o
  const slope = (o: number) =>
    activation === 'tanh' ? 1 - Math.tanh(o) ** 2 : activation === 'elu' && o < 0 ? elu * Math.exp(o) : 1
  const r = raw.map(act)
  const own = r[target]!
  const gradient = new Array<number>(raw.length).fill(0)
  let value = 0
  if (loss === 'bpr' || loss === 'top1') {
    for (const j of others) {
      const lost = sigmoid(r[j]! - own)
      const large = sigmoid(r[j]! ** 2)
      value += (loss === 'bpr' ? softplus(r[j]! - own) : lost + large) / others.length
      const pull = (loss === 'bpr' ? lost : lost * (1 - lost)) / others.length
      gradient[target]! -= pull
      gradient[j]! += pull + (loss === 'bpr' ? 0 : (2 * r[j]! * large * (1 - large)) / others.length)
    }
  } else {
    const most = Math.max(...others.map((j) => r[j]!))
    const sum = others.reduce((total, j) => total + Math.exp(r[j]! - most), 0)
    const s = r.map((x) => Math.exp(x - most) / sum)
    if (loss === 'top1-max') {
      const t = r.map((x) => sigmoid(x - own) + sigmoid(x * x))
      value = others.reduce((total, j) => total + s[j]! * t[j]!, 0)
      for (const j of others) {
        const lost = sigmoid(r[j]! - own)
        const large = sigmoid(r[j]! ** 2)
        gradient[target]! -= s[j]! * lost * (1 - lost)
        gradient[j]! = s[j]! * (t[j]! - value + lost * (1 - lost) + 2 * r[j]! * large * (1 - large))
      }
    } else {
      const wins = r.map((x) => sigmoid(own - x))
      const all = others.reduce((total, j) => total + s[j]! * wins[j]!, 0)
      const squares = others.reduce((total, j) => total + s[j]! * r[j]! ** 2, 0)
      value = -Math.log(all) + bpreg * squares
      for (const j of others) {
        gradient[target]! -= (s[j]! * wins[j]! * (1 - wins[j]!)) / all
        gradient[j]! = s[j]! * (1 - wins[j]! ** 2 / all) + bpreg * s[j]! * (r[j]! ** 2 - squares + 2 * r[j]!)
      }
    }
  }
  return { loss: value, gradient: gradient.map((g, c) => g * slope(raw[c]!)) }
}

/** One step of a batch. */
export interface Step {
  /** For each lane; -1 in a dead one. */
  readonly inputs: readonly number[]
  readonly targets: readonly number[]
  readonly resets: readonly boolean[]
  readonly samples: readonly number[]
  /** What dropout multiplies by: element k of the input of a lane, unit j of a layer in a lane. */
  readonly inputMask: (lane: number, k: number) => number
  readonly stateMask: (layer: number, unit: number, lane: number) => number
}

export type Doubles = Record<string, Float64Array>

/** Weights by the names and shapes that models are saved with. */
export class Reference {
  readonly weights: Doubles
  readonly squares: Doubles
  readonly velocity: Doubles
  /** (layer, lane, unit) */
  states: number[][][]
  readonly config: Gru4RecConfig
  readonly shape: Shape
  readonly support: readonly number[]

  constructor(config: Gru4RecConfig, shape: Shape, support: readonly number[], weights: Record<string, Float32Array>) {
    this.config = config
    this.shape = shape
    this.support = support
    this.weights = Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, Float64Array.from(w)]))
    const zeros = () =>
      Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, new Float64Array(w.length)]))
    this.squares = zeros()
    this.velocity = zeros()
    this.states = shape.layers.map(({ units }) =>
      Array.from({ length: config.batchSize }, () => new Array<number>(units).fill(0)),
    )
  }

  /** The loss of a step and its gradient by all weights, states before it taken as given; the states after it. */
  differentiate(step: Step): { loss: number; gradient: Doubles; touched: Set<string>; states: number[][][] } {
    const { config, shape, weights } = this
    const gradient: Doubles = Object.fromEntries(
      Object.entries(weights).map(([name, w]) => [name, new Float64Array(w.length)]),
    )
    const touched = new Set<string>()
    const states = this.states.map((layer) => layer.map((state) => state.slice()))
    const live = step.targets.flatMap((item, lane) => (item >= 0 ? [lane] : []))
    const columns = [...live.map((lane) => step.targets[lane]!), ...step.samples]
    const wide = shape.size + 1
    let loss = 0
    live.forEach((lane, target) => {
      // forward
      const item = step.inputs[lane]!
      const row = shape.inputRow || wide
      const source = shape.inputRow > 0 ? 'inputs' : 'items'
      const elements = shape.inputRow || shape.size
      const looked = Array.from(
        { length: elements },
        (_, k) => weights[source]![item * row + k]! * step.inputMask(lane, k),
      )
      touched.add(`${source} ${item}`)
      const oneHot = shape.layers[0]!.inputs === 0
      const trace: { x: number[]; h: number[]; r: number[]; z: number[]; c: number[]; q: number[] }[] = []
      let x = oneHot ? [] : looked
      shape.layers.forEach(({ units }, l) => {
        const h = step.resets[lane] ? new Array<number>(units).fill(0) : this.states[l]![lane]!
        const product = (name: string, v: readonly number[], i: number) => {
          const at = i * (v.length + 1)
          const w = weights[name]!
          return v.reduce((sum, value, k) => sum + w[at + k]! * value, w[at + v.length]!)
        }
        const gx = (i: number) => product(`layer${l}Input`, x, i) + (oneHot && l === 0 ? looked[i]! : 0)
        const gh = (i: number) => product(`layer${l}State`, h, i)
        const each = (f: (j: number) => number) => Array.from({ length: units }, (_, j) => f(j))
        const r = each((j) => sigmoid(gx(3 * j) + gh(3 * j)))
        const z = each((j) => sigmoid(gx(3 * j + 1) + gh(3 * j + 1)))
        const q = each((j) => gh(3 * j + 2))
        const c = each((j) => Math.tanh(gx(3 * j + 2) + r[j]! * q[j]!))
        const next = each((j) => ((1 - z[j]!) * h[j]! + z[j]! * c[j]!) * step.stateMask(l, j, lane))
        trace.push({ x, h, r, z, c, q })
        states[l]![lane] = next
        x = next
      })
      const out = weights.items!
      const raw = columns.map((column, c) => {
        const at = column * wide
        const score = x.reduce((sum, value, k) => sum + out[at + k]! * value, out[at + shape.size]!)
        if (config.loss !== 'cross-entropy') return score
        const drawn = c < live.length ? this.support[column]! : this.support[column]! ** config.alpha
        return score - config.logQ * Math.log(drawn)
      })
      const found = lossOf(config, raw, target)
      loss += found.loss
      // backward
      const scale = 1 / config.batchSize
      let down = new Array<number>(shape.size).fill(0)
      columns.forEach((column, c) => {
        const g = found.gradient[c]! * scale
        for (let k = 0; k < shape.size; k++) {
          gradient.items![column * wide + k]! += g * x[k]!
          down[k]! += g * out[column * wide + k]!
        }
        gradient.items![column * wide + shape.size]! += g
        touched.add(`items ${column}`)
      })
      for (let l = shape.layers.length - 1; l >= 0; l--) {
        const { units, inputs } = shape.layers[l]!
        const { x: given, h, r, z, c, q } = trace[l]!
        const below = new Array<number>(inputs).fill(0)
        for (let j = 0; j < units; j++) {
          const g = down[j]! * step.stateMask(l, j, lane)
          const dz = g * (c[j]! - h[j]!) * z[j]! * (1 - z[j]!)
          const dc = g * z[j]! * (1 - c[j]! ** 2)
          const dr = dc * q[j]! * r[j]! * (1 - r[j]!)
          ;[dr, dz, dc].forEach((d, gate) => {
            const i = 3 * j + gate
            const fromState = gate === 2 ? d * r[j]! : d
            const w = weights[`layer${l}Input`]!
            for (let k = 0; k < inputs; k++) {
              gradient[`layer${l}Input`]![i * (inputs + 1) + k]! += d * given[k]!
              below[k]! += d * w[i * (inputs + 1) + k]!
            }
            gradient[`layer${l}Input`]![i * (inputs + 1) + inputs]! += d
            for (let k = 0; k < units; k++) gradient[`layer${l}State`]![i * (units + 1) + k]! += fromState * h[k]!
            gradient[`layer${l}State`]![i * (units + 1) + units]! += fromState
            if (oneHot && l === 0) gradient.inputs![item * row + i]! += d * step.inputMask(lane, i)
          })
        }
        down = below
      }
      if (!oneHot) {
        for (let k = 0; k < elements; k++) gradient[source]![item * row + k]! += down[k]! * step.inputMask(lane, k)
      }
    })
    return { loss, gradient, touched, states }
  }

  /** Adagrad with momentum; of items only those that took part. @returns the loss */
  learn(step: Step): number {
    const { loss, gradient, touched, states } = this.differentiate(step)
    this.states = states
    const rows: Record<string, number> = { items: this.shape.size + 1, inputs: this.shape.inputRow }
    for (const [name, w] of Object.entries(this.weights)) {
      w.forEach((_, i) => {
        if (name in rows && !touched.has(`${name} ${Math.floor(i / rows[name]!)}`)) return
        const g = gradient[name]![i]!
        this.squares[name]![i]! += g * g
        const v = this.velocity[name]!
        v[i] = this.config.momentum * v[i]! - (this.config.learningRate * g) / Math.sqrt(this.squares[name]![i]! + 1e-6)
        w[i]! += v[i]!
      })
    }
    return loss
  }
}

/** splitmix64, as assembly/parts/random.ts. */
export function* bits64(seed: bigint): Generator<bigint, never> {
  const mask = (1n << 64n) - 1n
  for (let state = seed; ; ) {
    state = (state + 0x9e3779b97f4a7c15n) & mask
    let z = ((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n) & mask
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask
    yield z ^ (z >> 31n)
  }
}

/** What the kernel draws from an alias table. */
export function drawAlias(bits: bigint, keep: Uint32Array, other: Uint32Array): number {
  const column = Number(((bits >> 32n) * BigInt(keep.length)) >> 32n)
  return Number(bits & 0xffffffffn) < keep[column]! ? column : other[column]!
}
