import type { Random } from '../../../random.ts'
import { FEATURES, featuresOf } from './features.ts'

export interface ClassifierConfig {
  /** Passes over the examples. */
  readonly epochs: number
  /** AdaGrad's step. */
  readonly learningRate: number
  /** L2 penalty a step. */
  readonly decay: number
  /** Divides the logits; fitted by cross-validation (see calibrate.ts). 1 = as trained. */
  readonly temperature: number
}

export const CLASSIFIER: ClassifierConfig = { epochs: 3, learningRate: 0.5, decay: 1e-6, temperature: 0.8 }

export interface Sample {
  /** Folded words, slots as `{title}`. */
  readonly words: readonly string[]
  readonly label: number
}

/** A trained classifier as numbers, for a file. */
export interface Packed {
  readonly labels: number
  readonly temperature: number
  /** Words that training has seen, sorted. */
  readonly known: readonly string[]
  /** (labels) */
  readonly bias: Float32Array
  /** (FEATURES): what a code of that row is worth. */
  readonly scales: Float32Array
  /** (FEATURES, labels) row-major: weights in steps of the row's scale. */
  readonly codes: Int8Array
}

/**
 * Multinomial logistic regression over hashed n-grams, trained by AdaGrad in well under a second. Weights are kept
 * as 8-bit steps of their row's largest, whether just trained or read from a file, so that both say the same.
 */
export class IntentClassifier {
  readonly #known: ReadonlySet<string>
  readonly #logits: Float32Array

  constructor(readonly packed: Packed) {
    this.#known = new Set(packed.known)
    this.#logits = new Float32Array(packed.labels)
  }

  static train(samples: readonly Sample[], labels: number, random: Random, config = CLASSIFIER): IntentClassifier {
    const known = [...new Set(samples.flatMap(({ words }) => words))].sort()
    const training = new Training(labels, config)
    const inputs = samples.map(({ words }) => featuresOf(words))
    const perLabel = new Float32Array(labels)
    for (const { label } of samples) perLabel[label]! += 1
    // Small intents count more, big ones less: the square root of the inverse frequency.
    const mean = samples.length / labels
    const weight = perLabel.map((n) => Math.sqrt(mean / Math.max(1, n)))
    const order = Array.from(samples.keys())
    for (let epoch = 0; epoch < config.epochs; epoch++) {
      random.shuffle(order)
      for (const i of order) {
        const { label } = samples[i] as Sample
        training.step(inputs[i] as Uint32Array, label, weight[label] ?? 1)
      }
    }
    return new IntentClassifier({ labels, temperature: config.temperature, known, ...training.packed() })
  }

  get labels(): number {
    return this.packed.labels
  }

  /** Probability of each label. The array is reused by the next call. */
  probabilities(words: readonly string[], temperature = this.packed.temperature): Float32Array {
    const input = featuresOf(words, this.#known)
    const { labels, bias, scales, codes } = this.packed
    const logits = this.#logits
    logits.set(bias)
    const x = 1 / Math.sqrt(input.length)
    for (const feature of input) {
      const scale = x * (scales[feature] as number)
      const at = feature * labels
      for (let k = 0; k < labels; k++) logits[k]! += scale * (codes[at + k] as number)
    }
    softmax(logits, temperature)
    return logits
  }

  /** Share of the words that training has seen, 0 to 1; slots count as seen. */
  familiarity(words: readonly string[]): number {
    if (words.length === 0) return 0
    return words.filter((word) => word.startsWith('{') || this.#known.has(word)).length / words.length
  }
}

class Training {
  /** (FEATURES, labels) row-major */
  readonly #weights: Float32Array
  readonly #bias: Float32Array
  readonly #p: Float32Array
  readonly #squares = new Float32Array(FEATURES)

  constructor(
    readonly labels: number,
    readonly config: ClassifierConfig,
  ) {
    this.#weights = new Float32Array(FEATURES * labels)
    this.#bias = new Float32Array(labels)
    this.#p = new Float32Array(labels)
  }

  step(input: Uint32Array, label: number, weight: number): void {
    const { labels, config } = this
    const p = this.#p
    const weights = this.#weights
    const x = 1 / Math.sqrt(input.length)
    p.set(this.#bias)
    for (const feature of input) {
      const at = feature * labels
      for (let k = 0; k < labels; k++) p[k]! += x * (weights[at + k] as number)
    }
    softmax(p, 1)
    let norm = 0
    for (let k = 0; k < labels; k++) {
      const g = ((p[k] as number) - (k === label ? 1 : 0)) * weight
      p[k] = g
      norm += g * g
    }
    if (norm < 1e-6) return
    for (let k = 0; k < labels; k++) this.#bias[k]! -= 0.02 * (p[k] as number)
    for (const feature of input) {
      this.#squares[feature]! += norm * x * x
      const rate = (config.learningRate * 4 * x) / Math.sqrt((this.#squares[feature] as number) + 0.05)
      const at = feature * labels
      for (let k = 0; k < labels; k++) {
        const w = weights[at + k] as number
        weights[at + k] = w - rate * (p[k] as number) - config.decay * w
      }
    }
  }

  packed(): Pick<Packed, 'bias' | 'scales' | 'codes'> {
    const { labels } = this
    const scales = new Float32Array(FEATURES)
    const codes = new Int8Array(FEATURES * labels)
    for (let feature = 0; feature < FEATURES; feature++) {
      const row = this.#weights.subarray(feature * labels, (feature + 1) * labels)
      let most = 0
      for (const w of row) most = Math.max(most, Math.abs(w))
      if (most === 0) continue
      scales[feature] = most / 127
      const scale = scales[feature] as number
      for (let k = 0; k < labels; k++) codes[feature * labels + k] = Math.round((row[k] as number) / scale)
    }
    return { bias: this.#bias, scales, codes }
  }
}

/** In place. */
function softmax(logits: Float32Array, temperature: number): void {
  let max = Number.NEGATIVE_INFINITY
  for (const logit of logits) max = Math.max(max, logit)
  let sum = 0
  for (let k = 0; k < logits.length; k++) {
    const e = Math.exp(((logits[k] as number) - max) / temperature)
    logits[k] = e
    sum += e
  }
  for (let k = 0; k < logits.length; k++) logits[k]! /= sum
}
