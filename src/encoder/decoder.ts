import type { Random } from '../random.ts'
import { type Blocks, blocksOf } from './gru-layer.ts'
import type { Parameters, Shape } from './parameters.ts'
import { padded, type Rows, type Workspace } from './workspace.ts'

/** What a decoder writes and how large it is. Sizes are multiples of 24. */
export interface DecoderConfig {
  /** Symbols of the output; number 0 begins a sequence and ends it. */
  readonly vocabulary: number
  /** Numbers of a symbol, of what attention gives and of what the next symbol is read from. */
  readonly size: number
  /** Units of the recurrent layer. */
  readonly hiddenSize: number
  /** Symbols of the longest output, the end counted. */
  readonly length: number
  /** Share that is dropped of the symbols' vectors and of what the next is read from. */
  readonly dropout: number
  /** Mass of each target that is spread over the whole vocabulary. */
  readonly smoothing: number
  /** What a symbol weighs in the loss, beside the intent's 1 for each utterance. */
  readonly weight: number
}

/** Symbol that begins a sequence and ends it. */
export const END = 0

/**
 * A recurrent decoder that attends to the states of an encoder (Bahdanau et al. 2015; scores, combination and what is fed
 * back by Luong et al. 2015, "general" with input feeding), symbols in and out sharing one table (Press & Wolf 2017):
 *   h_0 = tanh(W [last forward state; first backward state] + b)
 *   h_s = GRU([E y_(s-1); a_(s-1)], h_(s-1)),  q = A h_s,  w = softmax(q . y_t),  c = sum w_t y_t
 *   a_s = tanh(C [c; h_s] + b),  scores = E a_s + b
 */
export class Decoder {
  /** (length + 1, lanes) symbols: that before the first, then each. While learning, targets. */
  readonly symbols: Int32Array
  /** (length, lanes) 1 where there is a target */
  readonly mask: Float32Array
  /** (vocabulary padded, lanes) scores of the last step */
  readonly scores: Float32Array
  /** (steps, lanes) where the last step looked */
  readonly attention: Blocks
  readonly #rows: number
  readonly #ids: Uint32Array
  readonly #offsets: Int32Array
  readonly #scales: Float32Array
  readonly #start: Float32Array
  readonly #first: Float32Array
  /** By step: [E y; a] (2 size), products, gates, states, queries, [c; h], a. */
  readonly #in: Blocks
  readonly #x: Blocks
  readonly #p: Blocks
  readonly #gates: readonly Blocks[]
  readonly #q: Blocks
  readonly #both: Blocks
  readonly #a: Blocks
  /** (lanes, size): the vectors of symbols before they are turned */
  readonly #embedded: Rows
  readonly #ones: Float32Array
  readonly #training: Training | undefined

  /**
   * @param states numbers of each state of the encoder, both directions side by side
   * @param steps words of the longest input
   */
  constructor(
    readonly space: Workspace,
    readonly parameters: Parameters,
    readonly config: DecoderConfig,
    readonly states: number,
    readonly lanes: number,
    readonly steps: number,
    training: boolean,
  ) {
    const { size, hiddenSize: units, vocabulary, length } = config
    // Only learning looks back over all steps; reading goes to and fro between two.
    const kept = training ? length : 2
    const blocks = (rows: number, n = kept) => blocksOf(space, n, rows, lanes)
    this.#rows = padded(vocabulary)
    this.symbols = space.i32((length + 1) * lanes)
    this.mask = space.f32(length * lanes)
    this.scores = space.f32(this.#rows * lanes)
    this.#ids = space.u32(kept * lanes)
    this.#offsets = space.i32(lanes + 1)
    this.#scales = space.f32(lanes)
    this.#ones = space.f32(lanes)
    this.#start = space.f32(states * lanes)
    this.#first = space.f32(units * lanes)
    this.#in = blocks(2 * size)
    this.#x = blocks(3 * units)
    this.#p = blocks(3 * units)
    this.#gates = [blocks(units), blocks(units), blocks(units), blocks(units)]
    this.#q = blocks(states)
    this.#both = blocks(states + units)
    this.#a = blocks(size)
    this.attention = blocks(steps)
    this.#embedded = space.matrix(lanes, size)
    this.#training = training ? new Training(space, this) : undefined
    if (this.#ones.length === 0) return
    this.#ones.fill(1)
    this.#scales.fill(1)
    for (let lane = 0; lane <= lanes; lane++) this.#offsets[lane] = lane
  }

  static shapes({ vocabulary, size, hiddenSize: units }: DecoderConfig, states: number): Shape[] {
    return [
      { name: 'decoder.e', rows: padded(vocabulary), width: size, start: 'unit' },
      { name: 'decoder.eb', rows: 1, width: padded(vocabulary), start: 'zero' },
      { name: 'decoder.start', rows: units, width: states, start: 'glorot' },
      { name: 'decoder.startb', rows: 1, width: units, start: 'zero' },
      { name: 'decoder.w', rows: 3 * units, width: 2 * size, start: 'glorot' },
      { name: 'decoder.u', rows: 3 * units, width: units, start: 'glorot' },
      { name: 'decoder.b', rows: 1, width: 3 * units, start: 'zero' },
      { name: 'decoder.bh', rows: 1, width: units, start: 'zero' },
      { name: 'decoder.q', rows: states, width: units, start: 'glorot' },
      { name: 'decoder.c', rows: size, width: states + units, start: 'glorot' },
      { name: 'decoder.cb', rows: 1, width: size, start: 'zero' },
    ]
  }

  /** The chance of what is dropped. */
  start(random: Random): void {
    if (!this.#training) return
    this.#training.random[0] = random.bits()
    this.#training.random[1] = random.bits()
  }

  #of = (name: string): Rows => this.parameters.of(`decoder.${name}`)
  #slope = (name: string): Rows => this.parameters.slope(`decoder.${name}`)
  /** Address of the state in [c; h]; of the first before any step. */
  #h = (s: number): number =>
    s < 0 ? this.#first.byteOffset : this.#both.at(this.#slot(s)) + 4 * this.states * this.lanes
  #slot = (s: number): number => (this.#training ? s : s % 2)

  /** The first state, from those of the encoder. @param y (steps, states, lanes) */
  begin(y: Blocks, steps: number): void {
    const { kernels: k } = this.space
    const { states, lanes } = this
    const units = this.config.hiddenSize
    const half = (states / 2) * lanes
    const end = (steps - 1) * states * lanes
    // A state stays what it was beyond its utterance's last word.
    this.#start.set(y.data.subarray(end, end + half))
    this.#start.set(y.data.subarray(half, 2 * half), half)
    const w = this.#of('start')
    k.gemmNN!(w.table, units, lanes, states, this.#start.byteOffset, lanes, this.#first.byteOffset, lanes)
    k.tanhBias!(this.#first.byteOffset, units, lanes, this.#of('startb').at)
  }

  /**
   * One step, to the scores of the next symbol of each lane.
   * @param s number of the step, from 0  @param mask address of the mask of each word of the input
   * @param live address (lanes): 1 where the output goes on
   */
  step(s: number, y: Blocks, steps: number, mask: (step: number) => number, live = this.#ones.byteOffset): void {
    const { kernels: k } = this.space
    const { states, lanes } = this
    const { size, hiddenSize: units } = this.config
    const training = this.#training
    const n = this.#slot(s)
    const [input, x, p, q, both, a] = [this.#in, this.#x, this.#p, this.#q, this.#both, this.#a].map((b) => b.at(n)) as
      [number, number, number, number, number, number] // biome-ignore format: one line less
    const ids = this.#ids.subarray(n * lanes, (n + 1) * lanes)
    for (let lane = 0; lane < lanes; lane++) ids[lane] = Math.max(0, this.symbols[s * lanes + lane] as number)
    const e = this.#of('e')
    k.gather!(
      ...([e.at, size, ids.byteOffset, this.#offsets.byteOffset, this.#scales.byteOffset, lanes] as const),
      ...([this.#embedded.at, size] as const),
    )
    k.transpose!(this.#embedded.at, size, input, lanes, lanes, 0, size)
    if (training) training.drop(input, training.inMask, s, size * lanes)
    const fed = input + 4 * size * lanes
    k.clear!(fed, size * lanes)
    if (s > 0) k.add!(fed, this.#a.at(this.#slot(s - 1)), size * lanes)
    const h = this.#h(s - 1)
    const next = both + 4 * states * lanes
    k.gemmNN!(this.#of('w').table, 3 * units, lanes, 2 * size, input, lanes, x, lanes)
    k.gemmNN!(this.#of('u').table, 3 * units, lanes, units, h, lanes, p, lanes)
    const gates = this.#gates.map((b) => b.at(n))
    k.gruForward!(x, this.#of('b').at, p, this.#of('bh').at, h, live, units, lanes, ...gates, next)
    k.gemmNN!(this.#of('q').table, states, lanes, units, next, lanes, q, lanes)
    const alpha = this.attention.at(n)
    for (let t = 0; t < steps; t++) {
      k.dotRows!(q, y.at(t), states, lanes, alpha + 4 * t * lanes)
      k.hide!(alpha + 4 * t * lanes, mask(t), lanes)
    }
    k.softmaxRows!(alpha, steps, lanes)
    k.clear!(both, states * lanes)
    for (let t = 0; t < steps; t++) k.addWeighted!(both, alpha + 4 * t * lanes, y.at(t), states, lanes)
    k.gemmNN!(this.#of('c').table, size, lanes, states + units, both, lanes, a, lanes)
    k.tanhBias!(a, size, lanes, this.#of('cb').at)
    if (training) training.keep(s, a)
    const scores = this.scores.byteOffset
    k.gemmNN!(e.table, this.#rows, lanes, size, a, lanes, scores, lanes)
    k.addBias!(scores, this.#rows, lanes, this.#of('eb').at)
  }

  /** After a step: lane i goes on from what lane `from[i]` was, its output so far as well. */
  reorder(s: number, from: readonly number[]): void {
    const { lanes, states } = this
    const { size, hiddenSize: units } = this.config
    const n = this.#slot(s)
    const own = n * (states + units) * lanes + states * lanes
    const state = this.#both.data.subarray(own, own + units * lanes)
    const fed = this.#a.data.subarray(n * size * lanes, (n + 1) * size * lanes)
    for (const block of [state, fed, this.symbols.subarray(0, (s + 1) * lanes)]) {
      const row = block.constructor === Int32Array ? new Int32Array(lanes) : new Float32Array(lanes)
      for (let at = 0; at < block.length; at += lanes) {
        for (let lane = 0; lane < lanes; lane++) row[lane] = block[at + (from[lane] as number)] as number
        block.set(row, at)
      }
    }
  }

  /**
   * Teacher forcing over `length` steps of `symbols`: adds up the gradients by the weights and, into `dy`, by the states.
   * @param weights (lanes) what a symbol of a lane counts
   * @returns the sum of the weighted losses of all symbols
   */
  learn(
    y: Blocks,
    dy: Blocks,
    steps: number,
    mask: (step: number) => number,
    length: number,
    weights: Float32Array,
  ): number {
    const training = this.#training as Training
    const { kernels: k } = this.space
    const { lanes, config } = this
    const { size } = config
    const e = this.#of('e')
    const live = (s: number) => this.mask.byteOffset + 4 * s * lanes
    let loss = 0
    this.begin(y, steps)
    for (let s = 0; s < length; s++) {
      this.step(s, y, steps, mask, live(s))
      const scores = this.scores.byteOffset
      const targets = this.symbols.byteOffset + 4 * (s + 1) * lanes
      loss += k.crossEntropy!(
        ...([scores, config.vocabulary, this.#rows, lanes, targets, weights.byteOffset, config.smoothing] as const),
      )
      k.sumRows!(scores, this.#rows, lanes, this.#slope('eb').at)
      const da = training.da.at(s)
      k.clear!(da, size * lanes)
      k.gemmTN!(e.table, size, lanes, this.#rows, scores, lanes, da, lanes)
      // The table's gradient now: the scores of all steps would take much room.
      const { scoresByLane, aByLane } = training
      k.transpose!(scores, lanes, scoresByLane.at, this.#rows, this.#rows, 0, lanes)
      k.transpose!(this.#a.at(s), lanes, aByLane.at, size, size, 0, lanes)
      k.gemmTN!(scoresByLane.table, this.#rows, size, lanes, aByLane.at, size, this.#slope('e').at, size)
    }
    for (let s = length - 1; s >= 0; s--) this.#stepBack(training, s, y, dy, steps, live(s))
    this.#beginBack(training, dy, steps)
    this.#weightsBack(training, length)
    return loss
  }

  #stepBack(training: Training, s: number, y: Blocks, dy: Blocks, steps: number, live: number): void {
    const { kernels: k } = this.space
    const { states, lanes } = this
    const { size, hiddenSize: units } = this.config
    const [da, dBoth, dq] = [training.da.at(s), training.dBoth.byteOffset, training.dq.byteOffset]
    const turn = (from: number, to: Rows, rows: number) =>
      k.transpose!(from, lanes, to.at + 4 * s * lanes * to.width, rows, to.width, 0, lanes)
    training.release(s, da)
    k.tanhBack!(da, training.plain.at(s), size * lanes)
    k.sumRows!(da, size, lanes, this.#slope('cb').at)
    turn(da, training.daByLane, size)
    k.clear!(dBoth, (states + units) * lanes)
    k.gemmTN!(this.#of('c').table, states + units, lanes, size, da, lanes, dBoth, lanes)
    const alpha = this.attention.at(s)
    const dAlpha = training.dAlpha.byteOffset
    for (let t = 0; t < steps; t++) {
      k.addWeighted!(dy.at(t), alpha + 4 * t * lanes, dBoth, states, lanes)
      k.dotRows!(dBoth, y.at(t), states, lanes, dAlpha + 4 * t * lanes)
    }
    k.softmaxBack!(alpha, dAlpha, steps, lanes)
    k.clear!(dq, states * lanes)
    for (let t = 0; t < steps; t++) {
      k.addWeighted!(dq, dAlpha + 4 * t * lanes, y.at(t), states, lanes)
      k.addWeighted!(dy.at(t), dAlpha + 4 * t * lanes, this.#q.at(s), states, lanes)
    }
    turn(dq, training.dqByLane, states)
    const dh = dBoth + 4 * states * lanes
    k.gemmTN!(this.#of('q').table, units, lanes, states, dq, lanes, dh, lanes)
    const g = training.g.byteOffset
    k.add!(g, dh, units * lanes)
    const [dx, dp] = [this.#x.at(s), this.#p.at(s)]
    const gates = this.#gates.map((b) => b.at(s))
    const h = this.#h(s - 1)
    k.gruBackward!(g, h, live, units, lanes, ...gates, dx, dp)
    k.gemmTN!(this.#of('u').table, units, lanes, 3 * units, dp, lanes, g, lanes)
    k.sumRows!(dx, 3 * units, lanes, this.#slope('b').at)
    k.sumRows!(dp + 8 * units * lanes, units, lanes, this.#slope('bh').at)
    turn(dx, training.dxByLane, 3 * units)
    turn(dp, training.dpByLane, 3 * units)
    turn(this.#in.at(s), training.inByLane, 2 * size)
    turn(this.#both.at(s), training.bothByLane, states + units)
    const first = s === 0 ? training.firstByLane : undefined
    if (first) k.transpose!(h, lanes, first.at, units, units, 0, lanes)
    const dIn = training.dIn.byteOffset
    k.clear!(dIn, 2 * size * lanes)
    k.gemmTN!(this.#of('w').table, 2 * size, lanes, 3 * units, dx, lanes, dIn, lanes)
    if (s > 0) k.add!(training.da.at(s - 1), dIn + 4 * size * lanes, size * lanes)
    training.releaseIn(s, dIn, size * lanes)
    k.transpose!(dIn, lanes, this.#embedded.at, size, size, 0, lanes)
    const ids = this.#ids.byteOffset + 4 * s * lanes
    k.scatter!(
      ...([this.#slope('e').at, size, ids, this.#offsets.byteOffset, this.#scales.byteOffset, lanes] as const),
      ...([this.#embedded.at, size] as const),
    )
  }

  /** Through the first state into the encoder's last ones. */
  #beginBack(training: Training, dy: Blocks, steps: number): void {
    const { kernels: k } = this.space
    const { states, lanes } = this
    const units = this.config.hiddenSize
    const g = training.g.byteOffset
    const half = (states / 2) * lanes
    k.tanhBack!(g, this.#first.byteOffset, units * lanes)
    k.sumRows!(g, units, lanes, this.#slope('startb').at)
    const back = training.dStart.byteOffset
    k.clear!(back, states * lanes)
    k.gemmTN!(this.#of('start').table, states, lanes, units, g, lanes, back, lanes)
    k.add!(dy.at(steps - 1), back, half)
    k.add!(dy.at(0) + 4 * half, back + 4 * half, half)
    k.transpose!(g, lanes, training.gByLane.at, units, units, 0, lanes)
    k.transpose!(this.#start.byteOffset, lanes, training.startByLane.at, states, states, 0, lanes)
    const to = this.#slope('start').at
    k.gemmTN!(training.gByLane.table, units, states, lanes, training.startByLane.at, states, to, states)
    k.clear!(g, units * lanes)
  }

  /** Gradients by the matrices, over all steps at once. */
  #weightsBack(training: Training, length: number): void {
    const { kernels: k } = this.space
    const { states, lanes } = this
    const { size, hiddenSize: units } = this.config
    const all = length * lanes
    const { daByLane, bothByLane, dqByLane, dxByLane, dpByLane, inByLane, firstByLane } = training
    const both = states + units
    k.gemmTN!(daByLane.table, size, both, all, bothByLane.at, both, this.#slope('c').at, both)
    k.gemmTN!(dqByLane.table, states, units, all, bothByLane.at + 4 * states, both, this.#slope('q').at, units)
    k.gemmTN!(dxByLane.table, 3 * units, 2 * size, all, inByLane.at, 2 * size, this.#slope('w').at, 2 * size)
    const du = this.#slope('u').at
    k.gemmTN!(dpByLane.table, 3 * units, units, lanes, firstByLane.at, units, du, units)
    if (length < 2) return
    const later = dpByLane.table + 4 * lanes
    k.gemmTN!(later, 3 * units, units, all - lanes, bothByLane.at + 4 * states, both, du, units)
  }
}

/** What only learning needs. */
class Training {
  readonly inMask: Float32Array
  readonly outMask: Float32Array
  /** (length, size, lanes): a before it is dropped, and the gradient by a */
  readonly plain: Blocks
  readonly da: Blocks
  readonly scoresByLane: Rows
  readonly aByLane: Rows
  readonly daByLane: Rows
  readonly bothByLane: Rows
  readonly dqByLane: Rows
  readonly dxByLane: Rows
  readonly dpByLane: Rows
  readonly inByLane: Rows
  readonly firstByLane: Rows
  readonly gByLane: Rows
  readonly startByLane: Rows
  readonly dBoth: Float32Array
  readonly dq: Float32Array
  readonly dAlpha: Float32Array
  readonly dIn: Float32Array
  readonly dStart: Float32Array
  readonly g: Float32Array
  /** (2) state of the generator of what is dropped */
  readonly random: Uint32Array
  readonly #share: number
  readonly #width: number

  constructor(
    readonly space: Workspace,
    { config, states, lanes, steps }: Decoder,
  ) {
    const { size, hiddenSize: units, vocabulary, length, dropout } = config
    const all = length * lanes
    this.inMask = space.f32(all * size)
    this.outMask = space.f32(all * size)
    this.plain = blocksOf(space, length, size, lanes)
    this.da = blocksOf(space, length, size, lanes)
    this.scoresByLane = space.matrix(lanes, padded(vocabulary))
    this.aByLane = space.matrix(lanes, size)
    this.daByLane = space.matrix(all, size)
    this.bothByLane = space.matrix(all, states + units)
    this.dqByLane = space.matrix(all, states)
    this.dxByLane = space.matrix(all, 3 * units)
    this.dpByLane = space.matrix(all, 3 * units)
    this.inByLane = space.matrix(all, 2 * size)
    this.firstByLane = space.matrix(lanes, units)
    this.gByLane = space.matrix(lanes, units)
    this.startByLane = space.matrix(lanes, states)
    this.dBoth = space.f32((states + units) * lanes)
    this.dq = space.f32(states * lanes)
    this.dAlpha = space.f32(steps * lanes)
    this.dIn = space.f32(2 * size * lanes)
    this.dStart = space.f32(states * lanes)
    this.g = space.f32(units * lanes)
    this.random = space.u32(2)
    this.#share = dropout
    this.#width = size * lanes
  }

  drop(x: number, masks: Float32Array, s: number, n: number): void {
    if (this.#share === 0) return
    this.space.kernels.drop!(this.random.byteOffset, x, masks.byteOffset + 4 * s * n, n, 1 - this.#share)
  }

  /** Keeps `a` for the way back, then drops some of it. */
  keep(s: number, a: number): void {
    this.space.kernels.clear!(this.plain.at(s), this.#width)
    this.space.kernels.add!(this.plain.at(s), a, this.#width)
    this.drop(a, this.outMask, s, this.#width)
  }

  release(s: number, da: number): void {
    if (this.#share > 0) this.space.kernels.multiply!(da, this.outMask.byteOffset + 4 * s * this.#width, this.#width)
  }

  releaseIn(s: number, dIn: number, n: number): void {
    if (this.#share > 0) this.space.kernels.multiply!(dIn, this.inMask.byteOffset + 4 * s * n, n)
  }
}
