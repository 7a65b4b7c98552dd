import type { Random } from '../random.ts'
import type { EncoderConfig, TagHead } from './config.ts'
import { Decoder, type DecoderConfig } from './decoder.ts'
import { type Blocks, blocksOf, GruLayer, type GruScratch } from './gru-layer.ts'
import { Parameters, type Shape } from './parameters.ts'
import { Pooling } from './pooling.ts'
import { TagLayer } from './tag-layer.ts'
import { padded, type Rows, Workspace } from './workspace.ts'

/** Features that a token may name at most, on average over a batch. */
const featuresPerToken = 64

export interface NetworkSizes {
  readonly config: EncoderConfig
  /** Rows of the table of features; while answering, words are summed outside. */
  readonly features: number
  /** Numbers of a word's fixed vector, 0: none. */
  readonly vectorSize: number
  /** How many marks a word may bear, beside its letters; none where it is left out. */
  readonly marks?: number | undefined
  /** 0: no intent is read. */
  readonly intents: number
  readonly heads: readonly TagHead[]
  /** What is written from the states, if anything is. */
  readonly decoder?: DecoderConfig | undefined
  readonly lanes: number
  /** Words of the longest utterance. */
  readonly steps: number
  readonly training: boolean
}

/**
 * Words in, intents and labels out: hashed features of each word summed and set beside its fixed vector and its marks, a
 * recurrent layer in both directions, attention-pooled for the intent, one layer of labels for each head, and a decoder that
 * writes a sequence of symbols. Token n of a batch is word n / lanes of lane n % lanes.
 */
export class Network {
  readonly parameters: Parameters
  readonly inputs: number
  readonly states: number
  /** (steps lanes, inputs): the words' vectors, by token */
  readonly x: Rows
  /** (steps, lanes) 1 where there is a word */
  readonly mask: Float32Array
  readonly lengths: Int32Array
  /** (intents padded, lanes): scores, after `learn` the gradient by them */
  readonly logits: Float32Array
  readonly tags: readonly TagLayer[]
  readonly decoder: Decoder | undefined
  /** Symbols of the longest output of the batch, the end counted. */
  written = 0
  readonly targets: Int32Array
  /** For each head (steps, lanes). */
  readonly tagTargets: readonly Int32Array[]
  readonly weights: Float32Array
  /** Table of features (features, embeddingSize), its gradient and moments; what a batch's tokens name. */
  readonly table: Rows
  readonly tableSlope: Float32Array
  readonly tableFirst: Float32Array
  readonly tableSecond: Float32Array
  readonly ids: Uint32Array
  readonly offsets: Int32Array
  readonly scales: Float32Array
  readonly touched: Uint32Array
  readonly #random: Uint32Array
  readonly #xT: Blocks
  readonly #y: Blocks
  readonly #yDropped: Blocks
  readonly #layers: readonly [GruLayer, GruLayer]
  readonly #pool: Pooling | undefined
  readonly #training: Training | undefined

  /** @throws TastebudError NO_KERNELS, NO_MEMORY */
  static of(sizes: NetworkSizes): Network {
    const { space } = new Network(new Workspace(), sizes)
    return new Network(new Workspace(space.bytes), sizes)
  }

  private constructor(
    readonly space: Workspace,
    readonly sizes: NetworkSizes,
  ) {
    const { config, features, vectorSize, marks = 0, intents, heads, decoder, lanes, steps, training } = sizes
    const units = config.hiddenSize
    this.inputs = config.embeddingSize + padded(vectorSize + marks)
    this.states = 2 * units
    const { inputs, states } = this
    const pooled = 2 * states + inputs
    const shapes: Shape[] = [
      ...GruLayer.shapes('forward', units, inputs),
      ...GruLayer.shapes('backward', units, inputs),
      ...(intents > 0
        ? ([
            ...Pooling.shapes(states, config.attentionSize),
            { name: 'intent.w', rows: padded(intents), width: pooled, start: 'glorot' },
            { name: 'intent.b', rows: 1, width: padded(intents), start: 'zero' },
          ] as const)
        : []),
      ...heads.flatMap((head) => TagLayer.shapes(head, states)),
      ...(decoder ? Decoder.shapes(decoder, states) : []),
    ]
    this.parameters = new Parameters(space, shapes, training)
    const tokens = steps * lanes
    this.x = space.matrix(tokens, inputs)
    this.mask = space.f32(tokens)
    this.lengths = space.i32(lanes)
    this.logits = space.f32(padded(intents) * lanes)
    this.targets = space.i32(lanes)
    this.tagTargets = heads.map(() => space.i32(tokens))
    this.weights = space.f32(lanes)
    const learned = training ? features * config.embeddingSize : 0
    this.table = space.matrix(training ? features : 0, config.embeddingSize)
    this.tableSlope = space.f32(learned)
    this.tableFirst = space.f32(learned)
    this.tableSecond = space.f32(learned)
    this.ids = space.u32(training ? tokens * featuresPerToken : 0)
    this.offsets = space.i32(training ? tokens + 1 : 0)
    this.scales = space.f32(training ? tokens : 0)
    this.touched = space.u32(training ? features : 0)
    this.#random = space.u32(2)
    this.#xT = blocksOf(space, steps, inputs, lanes)
    this.#y = blocksOf(space, steps, states, lanes)
    this.#yDropped = blocksOf(space, training ? steps : 0, states, lanes)
    const layer = (name: string, half: 0 | 1) =>
      new GruLayer(space, this.parameters, name, half, units, inputs, lanes, steps)
    this.#layers = [layer('forward', 0), layer('backward', 1)]
    if (intents > 0)
      this.#pool = new Pooling(space, this.parameters, states, inputs, config.attentionSize, lanes, steps, training)
    this.tags = heads.map((head) => new TagLayer(space, this.parameters, head, states, lanes, steps, training))
    this.decoder = decoder && new Decoder(space, this.parameters, decoder, states, lanes, steps, training)
    this.#training = training ? new Training(space, inputs, states, pooled, sizes) : undefined
  }

  start(random: Random): void {
    this.parameters.start(random)
    const { data } = this.table
    for (let i = 0; i < data.length; i++) data[i] = 0.3 * (2 * random.next() - 1)
    this.#random[0] = random.bits()
    this.#random[1] = random.bits()
    this.decoder?.start(random)
  }

  /** Writes the marks of a word, 1 each, behind its vectors. */
  mark(token: number, marks: readonly number[]): void {
    const { config, vectorSize, marks: count = 0 } = this.sizes
    const from = token * this.inputs + config.embeddingSize + vectorSize
    this.x.data.fill(0, from, from + count)
    for (const each of marks) this.x.data[from + each] = 1
  }

  #maskAt = (step: number): number => this.mask.byteOffset + 4 * step * this.sizes.lanes

  /** Sums the features that the tokens of a batch name. */
  embed(steps: number): void {
    const { config, lanes } = this.sizes
    const tokens = steps * lanes
    const [ids, offsets, scales] = [this.ids.byteOffset, this.offsets.byteOffset, this.scales.byteOffset]
    const width = config.embeddingSize
    this.space.kernels.gather!(this.table.at, width, ids, offsets, scales, tokens, this.x.at, this.inputs)
  }

  /** From `x`, `mask` and `lengths` to scores of intents and labels. */
  forward(steps: number): void {
    const { kernels: k } = this.space
    const { config, lanes } = this.sizes
    const { inputs, states } = this
    const training = this.#training
    const state = this.#random.byteOffset
    const drop = (data: number, mask: Float32Array, n: number, share: number) => {
      if (share > 0) k.drop!(state, data, mask.byteOffset, n, 1 - share)
    }
    if (training) drop(this.x.at, training.xMask, steps * lanes * inputs, config.inputDropout)
    for (let t = 0; t < steps; t++)
      k.transpose!(this.x.at + 4 * t * lanes * inputs, inputs, this.#xT.at(t), lanes, lanes, 0, inputs)
    for (const layer of this.#layers) layer.forward(this.#xT, this.#y, steps, this.#maskAt)
    const y = training ? this.#yDropped : this.#y
    if (training) {
      y.data.set(this.#y.data.subarray(0, steps * states * lanes))
      drop(y.at(0), training.yMask, steps * states * lanes, config.outputDropout)
    }
    if (this.#pool) this.#forwardIntent(this.#pool, y, steps)
    for (const tag of this.tags) tag.forward(y, steps)
  }

  #forwardIntent(pool: Pooling, y: Blocks, steps: number): void {
    const { kernels: k } = this.space
    const { config, lanes, intents } = this.sizes
    const training = this.#training
    pool.forward(this.#xT, y, steps, this.#maskAt, this.lengths)
    const share = config.poolDropout
    if (training && share > 0)
      k.drop!(
        ...[this.#random.byteOffset, pool.out.byteOffset, training.poolMask.byteOffset, pool.rows * lanes, 1 - share],
      )
    const w = this.parameters.of('intent.w')
    const rows = padded(intents)
    k.gemmNN!(w.table, rows, lanes, w.width, pool.out.byteOffset, lanes, this.logits.byteOffset, lanes)
    k.addBias!(this.logits.byteOffset, rows, lanes, this.parameters.of('intent.b').at)
  }

  /** After `forward`: the decoder's first state. */
  begin(steps: number): void {
    this.decoder?.begin(this.#y, steps)
  }

  /** After `begin`: the scores of symbol s of each lane, in `decoder.scores`. */
  write(s: number, steps: number): void {
    this.decoder?.step(s, this.#y, steps, this.#maskAt)
  }

  /** After `forward`: adds up all gradients of the loss, which it gives, as a sum over the batch's weights. */
  learn(steps: number): number {
    const training = this.#training as Training
    const { kernels: k } = this.space
    const { config, lanes } = this.sizes
    const { inputs, states } = this
    const size = states * lanes
    const turn = (from: number, to: number, n: number) => k.transpose!(from, lanes, to, n, n, 0, lanes)
    for (let t = 0; t < steps; t++) {
      turn(this.#y.at(t), training.yByLane.at + 4 * t * size, states)
      turn(this.#yDropped.at(t), training.droppedByLane.at + 4 * t * size, states)
    }
    k.clear!(training.dy.at(0), steps * size)
    k.clear!(training.dx.at(0), steps * inputs * lanes)
    let loss = this.#pool ? this.#learnIntent(this.#pool, training, steps) : 0
    for (const [i, tag] of this.tags.entries()) {
      const targets = this.tagTargets[i] as Int32Array
      for (let lane = 0; lane < lanes; lane++)
        training.tagWeights[lane] = (this.weights[lane] as number) * config.tagWeight
      loss += tag.learn(targets, training.tagWeights, steps, this.#maskAt, this.lengths)
      tag.backward(training.droppedByLane, training.dy, steps)
    }
    if (this.decoder && this.written > 0) {
      for (let lane = 0; lane < lanes; lane++)
        training.tagWeights[lane] = (this.weights[lane] as number) * this.decoder.config.weight
      const { written } = this
      loss += this.decoder.learn(
        ...([this.#yDropped, training.dy, steps, this.#maskAt, written, training.tagWeights] as const),
      )
    }
    if (config.outputDropout > 0) k.multiply!(training.dy.at(0), training.yMask.byteOffset, steps * size)
    for (const layer of this.#layers)
      layer.backward(
        ...([
          this.x,
          this.#y,
          training.yByLane,
          training.dy,
          training.dx,
          steps,
          this.#maskAt,
          training.scratch,
        ] as const),
      )
    for (let t = 0; t < steps; t++)
      k.transpose!(training.dx.at(t), lanes, training.dxByLane.at + 4 * t * lanes * inputs, inputs, inputs, 0, lanes)
    if (config.inputDropout > 0) k.multiply!(training.dxByLane.at, training.xMask.byteOffset, steps * lanes * inputs)
    k.scatter!(
      ...[this.tableSlope.byteOffset, config.embeddingSize, this.ids.byteOffset, this.offsets.byteOffset],
      ...[this.scales.byteOffset, steps * lanes, training.dxByLane.at, inputs],
    )
    return loss
  }

  #learnIntent(pool: Pooling, training: Training, steps: number): number {
    const { kernels: k } = this.space
    const { config, lanes, intents } = this.sizes
    const { parameters } = this
    const rows = padded(intents)
    const logits = this.logits.byteOffset
    const turn = (from: number, to: number, n: number) => k.transpose!(from, lanes, to, n, n, 0, lanes)
    const loss = k.crossEntropy!(
      ...([logits, intents, rows, lanes, this.targets.byteOffset, this.weights.byteOffset, config.smoothing] as const),
    )
    const w = parameters.of('intent.w')
    k.sumRows!(logits, rows, lanes, parameters.slope('intent.b').at)
    turn(logits, training.logitsByLane.at, rows)
    turn(pool.out.byteOffset, training.poolByLane.at, w.width)
    const dw = parameters.slope('intent.w').at
    k.gemmTN!(training.logitsByLane.table, rows, w.width, lanes, training.poolByLane.at, w.width, dw, w.width)
    k.clear!(training.dPool.byteOffset, w.width * lanes)
    k.gemmTN!(w.table, w.width, lanes, rows, logits, lanes, training.dPool.byteOffset, lanes)
    if (config.poolDropout > 0) k.multiply!(training.dPool.byteOffset, training.poolMask.byteOffset, w.width * lanes)
    pool.backward(training.dPool, this.#yDropped, training.droppedByLane, training.dy, training.dx, steps)
    return loss
  }
}

/** What only training needs. */
class Training {
  readonly xMask: Float32Array
  readonly yMask: Float32Array
  readonly poolMask: Float32Array
  readonly yByLane: Rows
  readonly droppedByLane: Rows
  readonly logitsByLane: Rows
  readonly poolByLane: Rows
  readonly dPool: Float32Array
  readonly dy: Blocks
  readonly dx: Blocks
  readonly dxByLane: Rows
  readonly tagWeights: Float32Array
  readonly scratch: GruScratch

  constructor(
    space: Workspace,
    inputs: number,
    states: number,
    pool: number,
    { config, intents, lanes, steps }: NetworkSizes,
  ) {
    const tokens = steps * lanes
    this.xMask = space.f32(tokens * inputs)
    this.yMask = space.f32(tokens * states)
    this.poolMask = space.f32(pool * lanes)
    this.yByLane = space.matrix(tokens, states)
    this.droppedByLane = space.matrix(tokens, states)
    this.logitsByLane = space.matrix(lanes, padded(intents))
    this.poolByLane = space.matrix(lanes, pool)
    this.dPool = space.f32(pool * lanes)
    this.dy = blocksOf(space, steps, states, lanes)
    this.dx = blocksOf(space, steps, inputs, lanes)
    this.dxByLane = space.matrix(tokens, inputs)
    this.tagWeights = space.f32(lanes)
    const gates = 3 * config.hiddenSize
    this.scratch = { byInput: space.matrix(tokens, gates), byState: space.matrix(tokens, gates) }
  }
}
