import type { EncoderConfig, Sample, TagHead } from '../../src/encoder/config.ts'
import type { WordFeatures } from '../../src/encoder/features.ts'
import type { Network } from '../../src/encoder/network.ts'
import { allowed } from '../../src/encoder/tag-layer.ts'

/** A weight in float64: rows of numbers. */
type Weight = Float64Array[]

/** The encoder in plain float64, utterance by utterance: what the kernels are compared with. No dropout. */
export class Reference {
  readonly weights = new Map<string, Weight>()
  readonly table: Weight

  constructor(
    readonly network: Network,
    readonly features: WordFeatures,
    readonly config: EncoderConfig,
    readonly heads: readonly TagHead[],
    readonly intents: number,
    readonly vector: (word: string) => readonly number[] = () => [],
  ) {
    const rowsOf = (data: Float32Array, width: number): Weight =>
      Array.from({ length: data.length / width }, (_, r) =>
        Float64Array.from(data.subarray(r * width, (r + 1) * width)),
      )
    for (const { name, width } of network.parameters.shapes)
      this.weights.set(name, rowsOf(network.parameters.of(name).data, width))
    this.table = rowsOf(network.table.data, config.embeddingSize)
  }

  /** Mean loss over the samples by their weights. */
  loss(samples: readonly Sample[]): number {
    const total = samples.reduce((sum, { weight = 1 }) => sum + weight, 0)
    return samples.reduce((sum, sample) => sum + ((sample.weight ?? 1) / total) * this.#lossOf(sample), 0)
  }

  #of = (name: string): Weight => this.weights.get(name) as Weight
  #row = (name: string): Float64Array => this.#of(name)[0] as Float64Array

  #lossOf({ words, marks, intent, tags, output }: Sample): number {
    const { logits, states } = this.read(words, marks)
    let loss = 0
    if (output) loss += (this.network.sizes.decoder?.weight ?? 0) * this.#written(states, output)
    if (intent !== -1 && this.intents > 0) {
      const log = logSumExp(logits)
      const e = intent < 0 ? 1 : this.config.smoothing
      logits.forEach((x, i) => {
        loss += ((i === intent ? 1 - e : 0) + e / this.intents) * (log - x)
      })
    }
    this.heads.forEach((head, h) => {
      const labels = tags[h]
      if (!labels) return
      const scores = this.emissions(head, states)
      loss += this.config.tagWeight * (head.chain ? this.#chain(head, scores, labels) : each(scores, labels))
    })
    return loss
  }

  /** The decoder's loss over an output and its end. */
  #written(states: readonly number[][], output: readonly number[]): number {
    const { size, hiddenSize: units, vocabulary, smoothing } = this.network.sizes.decoder!
    const of = (name: string) => this.#of(`decoder.${name}`)
    const row = (name: string) => this.#row(`decoder.${name}`)
    const half = states[0]!.length / 2
    const ends = [...states.at(-1)!.slice(0, half), ...states[0]!.slice(half)]
    let h = Array.from({ length: units }, (_, j) => Math.tanh(dot(of('start')[j]!, ends) + row('startb')[j]!))
    let a = new Array<number>(size).fill(0)
    let before = 0
    let loss = 0
    for (const symbol of [...output, 0]) {
      const input = [...of('e')[before]!, ...a]
      h = this.#gru('decoder', units, input, h)
      const q = of('q').map((weights) => dot(weights, h))
      const scores = states.map((y) => dot(q, y))
      const log = logSumExp(scores)
      const c = states[0]!.map((_, k) => states.reduce((sum, y, t) => sum + Math.exp(scores[t]! - log) * y[k]!, 0))
      a = Array.from({ length: size }, (_, k) => Math.tanh(dot(of('c')[k]!, [...c, ...h]) + row('cb')[k]!))
      const out = Array.from({ length: vocabulary }, (_, v) => dot(of('e')[v]!, a) + row('eb')[v]!)
      const all = logSumExp(out)
      out.forEach((x, v) => {
        loss += ((v === symbol ? 1 - smoothing : 0) + smoothing / vocabulary) * (all - x)
      })
      before = symbol
    }
    return loss
  }

  emissions({ name, labels }: TagHead, states: readonly number[][]): number[][] {
    return states.map((y) => labels.map((_, j) => dot(this.#of(`${name}.w`)[j]!, y) + this.#row(`${name}.b`)[j]!))
  }

  #chain({ name, labels }: TagHead, scores: readonly number[][], gold: readonly number[]): number {
    const next = this.#of(`${name}.next`)
    const first = this.#row(`${name}.first`)
    const bad = Number.NEGATIVE_INFINITY
    let alpha = labels.map((b, j) => (allowed(undefined, b) ? first[j]! + scores[0]![j]! : bad))
    let wanted = first[gold[0]!]! + scores[0]![gold[0]!]!
    for (let t = 1; t < scores.length; t++) {
      const before = alpha
      alpha = labels.map(
        (b, j) => scores[t]![j]! + logSumExp(labels.map((a, i) => (allowed(a, b) ? before[i]! + next[i]![j]! : bad))),
      )
      wanted += next[gold[t - 1]!]![gold[t]!]! + scores[t]![gold[t]!]!
    }
    return logSumExp(alpha) - wanted
  }

  read(words: readonly string[], marks?: Sample['marks']): { logits: number[]; states: number[][] } {
    const { marks: count = 0 } = this.network.sizes
    const x = words.map((word, t) => {
      const ids = this.features.of(word)
      const sum = new Array<number>(this.config.embeddingSize).fill(0)
      for (const id of ids) for (const [k, v] of this.table[id]!.entries()) sum[k]! += v / Math.sqrt(ids.length)
      const fixed = [
        ...this.vector(word),
        ...Array.from({ length: count }, (_, m) => (marks?.[t]?.includes(m) ? 1 : 0)),
      ]
      const pads = this.network.inputs - sum.length - fixed.length
      return [...sum, ...fixed, ...new Array<number>(pads).fill(0)]
    })
    const forward = this.#recur('forward', x)
    const backward = this.#recur('backward', [...x].reverse()).reverse()
    const states = forward.map((h, t) => [...h, ...backward[t]!])
    if (this.intents === 0) return { logits: [], states }
    const scores = states.map((y) =>
      this.#of('attention.w').reduce(
        (sum, row, p) => sum + this.#row('attention.v')[p]! * Math.tanh(dot(row, y) + this.#row('attention.b')[p]!),
        0,
      ),
    )
    const log = logSumExp(scores)
    const size = states[0]!.length
    const attended = Array.from({ length: size }, (_, k) =>
      states.reduce((sum, y, t) => sum + Math.exp(scores[t]! - log) * y[k]!, 0),
    )
    const largest = Array.from({ length: size }, (_, k) => Math.max(...states.map((y) => y[k]!)))
    const mean = x[0]!.map((_, k) => x.reduce((sum, v) => sum + v[k]! / x.length, 0))
    const pooled = [...attended, ...largest, ...mean]
    const logits = Array.from(
      { length: this.intents },
      (_, i) => dot(this.#of('intent.w')[i]!, pooled) + this.#row('intent.b')[i]!,
    )
    return { logits, states }
  }

  #recur(name: string, x: readonly number[][]): number[][] {
    let h = new Array<number>(this.config.hiddenSize).fill(0)
    return x.map((input) => {
      h = this.#gru(name, this.config.hiddenSize, input, h)
      return h
    })
  }

  #gru(name: string, units: number, input: readonly number[], before: readonly number[]): number[] {
    const [w, u] = [this.#of(`${name}.w`), this.#of(`${name}.u`)]
    const [b, bh] = [this.#row(`${name}.b`), this.#row(`${name}.bh`)]
    const sigma = (v: number) => 1 / (1 + Math.exp(-v))
    return before.map((old, j) => {
      const of = (g: number) => dot(w[g * units + j]!, input) + b[g * units + j]!
      const from = (g: number) => dot(u[g * units + j]!, before)
      const r = sigma(of(0) + from(0))
      const z = sigma(of(1) + from(1))
      const c = Math.tanh(of(2) + r * (from(2) + bh[j]!))
      return (1 - z) * old + z * c
    })
  }
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < b.length; i++) sum += a[i]! * b[i]!
  return sum
}

function logSumExp(values: readonly number[]): number {
  const most = Math.max(...values)
  return most === Number.NEGATIVE_INFINITY
    ? most
    : most + Math.log(values.reduce((sum, v) => sum + Math.exp(v - most), 0))
}

const each = (scores: readonly number[][], labels: readonly number[]): number =>
  labels.reduce((sum, label, t) => (label < 0 ? sum : sum + logSumExp(scores[t]!) - scores[t]![label]!), 0)
