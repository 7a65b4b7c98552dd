import type { TagHead } from './config.ts'
import { type Blocks, blocksOf } from './gru-layer.ts'
import type { Parameters, Shape } from './parameters.ts'
import { padded, type Rows, type Workspace } from './workspace.ts'

/** May label b follow label a? An I- wants a B- or I- of its own kind before it. At the start (a undefined) none does. */
export function allowed(a: string | undefined, b: string): boolean {
  return !b.startsWith('I-') || (a !== undefined && a !== 'O' && a.slice(2) === b.slice(2))
}

/**
 * A label for each word: by a linear-chain conditional random field (Lafferty et al. 2001) whose transitions that BIO
 * forbids have no mass, or word by word. The field's sums run over probabilities, scaled at each step, as products of
 * matrices.
 */
export class TagLayer {
  readonly labels: number
  readonly rows: number
  /** (steps, rows, lanes): scores, and after `learn` the gradient by them */
  readonly emissions: Blocks
  readonly #alpha: Blocks
  readonly #beta: Blocks
  readonly #q: Blocks
  /** (steps, lanes) */
  readonly #sums: Float32Array
  readonly #most: Float32Array
  /** (rows, rows): exp of the transitions, 0 where forbidden */
  readonly #p: Rows
  readonly #expected: Rows
  readonly #alphaByLane: Rows
  readonly #byLane: Rows
  /** (labels, labels), row-major: 1 where the second may follow the first; `#starts` the same for the first word */
  readonly #may: Uint8Array
  readonly #starts: Uint8Array

  constructor(
    readonly space: Workspace,
    readonly parameters: Parameters,
    readonly head: TagHead,
    readonly states: number,
    readonly lanes: number,
    steps: number,
    training: boolean,
  ) {
    const { labels, chain } = head
    this.labels = labels.length
    this.rows = padded(this.labels)
    this.emissions = blocksOf(space, steps, this.rows, lanes)
    const trained = training && chain ? steps : 0
    this.#alpha = blocksOf(space, trained, this.rows, lanes)
    this.#beta = blocksOf(space, trained, this.rows, lanes)
    this.#q = blocksOf(space, trained, this.rows, lanes)
    this.#sums = space.f32(trained * lanes)
    this.#most = space.f32(trained * lanes)
    this.#p = space.matrix(trained ? this.rows : 0, this.rows)
    this.#expected = space.matrix(trained ? this.rows : 0, this.rows)
    this.#alphaByLane = space.matrix(trained * lanes, this.rows)
    this.#byLane = space.matrix(training ? steps * lanes : 0, this.rows)
    this.#may = Uint8Array.from(labels.flatMap((a) => labels.map((b) => (allowed(a, b) ? 1 : 0))))
    this.#starts = Uint8Array.from(labels, (b) => (allowed(undefined, b) ? 1 : 0))
  }

  static shapes({ name, labels, chain }: TagHead, states: number): Shape[] {
    const rows = padded(labels.length)
    return [
      { name: `${name}.w`, rows, width: states, start: 'glorot' },
      { name: `${name}.b`, rows: 1, width: rows, start: 'zero' },
      ...(chain
        ? ([
            { name: `${name}.next`, rows, width: rows, start: 'zero' },
            { name: `${name}.first`, rows: 1, width: rows, start: 'zero' },
          ] as const)
        : []),
    ]
  }

  #of(name: string): Rows {
    return this.parameters.of(`${this.head.name}.${name}`)
  }
  #slope(name: string): Rows {
    return this.parameters.slope(`${this.head.name}.${name}`)
  }

  /** Scores of the labels of each word. */
  forward(y: Blocks, steps: number): void {
    const { kernels: k } = this.space
    const w = this.#of('w')
    for (let t = 0; t < steps; t++) {
      k.gemmNN!(w.table, this.rows, this.lanes, this.states, y.at(t), this.lanes, this.emissions.at(t), this.lanes)
      k.addBias!(this.emissions.at(t), this.rows, this.lanes, this.#of('b').at)
    }
  }

  /**
   * Turns the scores into the gradient of the loss by them, and adds to that by the transitions.
   * @param targets (steps, lanes) labels, -1: none  @param weights (lanes)
   * @returns the sum of weighted losses over words
   */
  learn(
    targets: Int32Array,
    weights: Float32Array,
    steps: number,
    mask: (step: number) => number,
    lengths: ArrayLike<number>,
  ): number {
    return this.head.chain
      ? this.#learnChain(targets, weights, steps, mask, lengths)
      : this.#learnEach(targets, weights, steps)
  }

  #learnEach(targets: Int32Array, weights: Float32Array, steps: number): number {
    const { kernels: k } = this.space
    let loss = 0
    for (let t = 0; t < steps; t++) {
      const wanted = targets.byteOffset + 4 * t * this.lanes
      const e = this.emissions.at(t)
      loss += k.crossEntropy!(e, this.labels, this.rows, this.lanes, wanted, weights.byteOffset, 0)
    }
    return loss
  }

  #learnChain(
    targets: Int32Array,
    weights: Float32Array,
    steps: number,
    mask: (step: number) => number,
    lengths: ArrayLike<number>,
  ): number {
    const { kernels: k } = this.space
    const { rows, labels, lanes } = this
    const size = rows * lanes
    const next = this.#of('next').data
    const first = this.#of('first').data
    const p = this.#p.data
    let loss = 0
    // What the gold labels score, before the scores become exponentials.
    for (let lane = 0; lane < lanes; lane++) {
      const weight = weights[lane] as number
      let last = -1
      for (let t = 0; t < (lengths[lane] as number) && targets[lane] !== -1; t++) {
        const label = targets[t * lanes + lane] as number
        loss -= weight * (this.emissions.data[(t * rows + label) * lanes + lane] as number)
        loss -= weight * ((last < 0 ? first[label] : next[last * rows + label]) as number)
        last = label
      }
    }
    for (let i = 0; i < labels; i++)
      for (let j = 0; j < labels; j++)
        p[i * rows + j] = this.#may[i * labels + j] ? Math.exp(next[i * rows + j] as number) : 0
    const sums = (t: number) => this.#sums.byteOffset + 4 * t * lanes
    for (let t = 0; t < steps; t++) {
      const a = this.#alpha.at(t)
      k.exponentiate!(this.emissions.at(t), labels, rows, lanes, this.#most.byteOffset + 4 * t * lanes)
      if (t === 0) {
        for (let j = 0; j < rows; j++) {
          const start = j < labels && this.#starts[j] ? Math.exp(first[j] as number) : 0
          this.#alpha.data.fill(start, j * lanes, (j + 1) * lanes)
        }
      } else {
        k.clear!(a, size)
        k.gemmTN!(this.#p.table, rows, lanes, rows, this.#alpha.at(t - 1), lanes, a, lanes)
      }
      k.chainForward!(a, this.emissions.at(t), t === 0 ? 0 : this.#alpha.at(t - 1), rows, lanes, mask(t), sums(t))
    }
    this.#beta.data.fill(1, (steps - 1) * size, steps * size)
    for (let t = steps - 1; t > 0; t--) {
      const [b, before] = [this.#beta.at(t), this.#beta.at(t - 1)]
      k.chainWeights!(this.#q.at(t), this.emissions.at(t), b, sums(t), rows, lanes, mask(t))
      k.gemmNN!(this.#p.table, rows, lanes, rows, this.#q.at(t), lanes, before, lanes)
      k.keepBefore!(before, b, rows, lanes, mask(t))
    }
    for (let lane = 0; lane < lanes; lane++) {
      if (targets[lane] === -1) continue
      let log = 0
      for (let t = 0; t < (lengths[lane] as number); t++)
        log += Math.log(this.#sums[t * lanes + lane] as number) + (this.#most[t * lanes + lane] as number)
      loss += (weights[lane] as number) * log
    }
    // Probability of each label less 1 at the gold one; 0 in pads and where nothing is said.
    const e = this.emissions.data
    const [alpha, beta] = [this.#alpha.data, this.#beta.data]
    for (let t = 0; t < steps; t++)
      for (let lane = 0; lane < lanes; lane++) {
        const label = targets[lane] === -1 || t >= (lengths[lane] as number) ? -1 : targets[t * lanes + lane]
        const weight = weights[lane] as number
        for (let r = 0, at = t * size + lane; r < rows; r++, at += lanes)
          e[at] = label === -1 ? 0 : weight * ((alpha[at] as number) * (beta[at] as number) - (r === label ? 1 : 0))
      }
    this.#learnTransitions(targets, weights, steps, lengths)
    return loss
  }

  #learnTransitions(targets: Int32Array, weights: Float32Array, steps: number, lengths: ArrayLike<number>): void {
    const { kernels: k } = this.space
    const { rows, labels, lanes } = this
    const dNext = this.#slope('next').data
    const dFirst = this.#slope('first').data
    for (let j = 0; j < labels; j++)
      for (let lane = 0; lane < lanes; lane++) dFirst[j]! += this.emissions.data[j * lanes + lane] as number
    for (let lane = 0; lane < lanes; lane++) {
      if (targets[lane] === -1) continue
      for (let t = 1; t < (lengths[lane] as number); t++)
        dNext[(targets[(t - 1) * lanes + lane] as number) * rows + (targets[t * lanes + lane] as number)]! -= weights[
          lane
        ] as number
    }
    if (steps < 2) return
    const q = this.#q
    for (let t = 1; t < steps; t++) {
      for (let lane = 0; lane < lanes; lane++) {
        const weight = targets[lane] === -1 ? 0 : (weights[lane] as number)
        if (weight !== 1)
          for (let r = 0, at = t * rows * lanes + lane; r < rows; r++, at += lanes) q.data[at]! *= weight
      }
      const from = (t - 1) * lanes * rows * 4
      k.transpose!(this.#alpha.at(t - 1), lanes, this.#alphaByLane.at + from, rows, rows, 0, lanes)
      k.transpose!(q.at(t), lanes, this.#byLane.at + from, rows, rows, 0, lanes)
    }
    k.clear!(this.#expected.at, rows * rows)
    const n = (steps - 1) * lanes
    k.gemmTN!(this.#alphaByLane.table, rows, rows, n, this.#byLane.at, rows, this.#expected.at, rows)
    const [expected, p] = [this.#expected.data, this.#p.data]
    for (let i = 0; i < labels; i++)
      for (let j = 0; j < labels; j++) {
        const at = i * rows + j
        dNext[at]! += (expected[at] as number) * (p[at] as number)
      }
  }

  /** After `learn`: the gradient by the weights, and by the states, to which it is added. */
  backward(yByLane: Rows, dy: Blocks, steps: number): void {
    const { kernels: k } = this.space
    const { rows, lanes, states } = this
    for (let t = 0; t < steps; t++) {
      const e = this.emissions.at(t)
      k.sumRows!(e, rows, lanes, this.#slope('b').at)
      k.gemmTN!(this.#of('w').table, states, lanes, rows, e, lanes, dy.at(t), lanes)
      k.transpose!(e, lanes, this.#byLane.at + 4 * t * lanes * rows, rows, rows, 0, lanes)
    }
    const dw = this.#slope('w')
    k.gemmTN!(this.#byLane.table, rows, states, steps * lanes, yByLane.at, yByLane.width, dw.at, states)
  }

  /** The labels of the words of a lane: the likeliest sequence that BIO allows, or each word's own likeliest. */
  decode(lane: number, length: number): Int32Array {
    return this.head.chain ? this.#viterbi(lane, length) : this.#likeliest(lane, length)
  }

  /** Score of a label at a word of a lane. */
  score(lane: number, step: number, label: number): number {
    return this.emissions.data[(step * this.rows + label) * this.lanes + lane] as number
  }

  #likeliest(lane: number, length: number): Int32Array {
    return Int32Array.from({ length }, (_, t) => {
      let best = 0
      for (let j = 1; j < this.labels; j++) if (this.score(lane, t, j) > this.score(lane, t, best)) best = j
      return best
    })
  }

  #viterbi(lane: number, length: number): Int32Array {
    const { labels, rows } = this
    const next = this.#of('next').data
    const first = this.#of('first').data
    let scores = new Float64Array(labels)
    let other = new Float64Array(labels)
    const from = new Int32Array(length * labels)
    for (let t = 0; t < length; t++) {
      for (let j = 0; j < labels; j++) {
        let [best, most] = [0, Number.NEGATIVE_INFINITY]
        if (t === 0) most = this.#starts[j] ? (first[j] as number) : most
        else
          for (let i = 0; i < labels; i++) {
            if (!this.#may[i * labels + j]) continue
            const s = (scores[i] as number) + (next[i * rows + j] as number)
            if (s > most) [best, most] = [i, s]
          }
        other[j] = most + this.score(lane, t, j)
        from[t * labels + j] = best
      }
      ;[scores, other] = [other, scores]
    }
    const path = new Int32Array(length)
    let at = scores.reduce((best, s, j) => (s > (scores[best] as number) ? j : best), 0)
    for (let t = length - 1; t >= 0; t--) {
      path[t] = at
      at = from[t * labels + at] as number
    }
    return path
  }
}
