import type { Random } from '../../random.ts'
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

/** Multinomial logistic regression over hashed n-grams, trained by AdaGrad in well under a second. */
export class IntentClassifier {
  /** (FEATURES, labels) row-major */
  readonly #weights: Float32Array
  readonly #bias: Float32Array
  readonly #known: ReadonlySet<string>
  readonly #logits: Float32Array

  private constructor(
    readonly labels: number,
    known: ReadonlySet<string>,
    readonly temperature: number,
  ) {
    this.#known = known
    this.#weights = new Float32Array(FEATURES * labels)
    this.#bias = new Float32Array(labels)
    this.#logits = new Float32Array(labels)
  }

  static train(samples: readonly Sample[], labels: number, random: Random, config = CLASSIFIER): IntentClassifier {
    const counts = new Map<string, number>()
    for (const { words } of samples) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
    const known = new Set(counts.keys())
    const model = new IntentClassifier(labels, known, config.temperature)
    const inputs = samples.map(({ words }) => featuresOf(words))
    const perLabel = new Float32Array(labels)
    for (const { label } of samples) perLabel[label]! += 1
    // Small intents count more, big ones less: the square root of the inverse frequency.
    const mean = samples.length / labels
    const weight = perLabel.map((n) => Math.sqrt(mean / Math.max(1, n)))
    const squares = new Float32Array(FEATURES)
    const order = Array.from(samples.keys())
    for (let epoch = 0; epoch < config.epochs; epoch++) {
      random.shuffle(order)
      for (const i of order) {
        const input = inputs[i] as Uint32Array
        const { label } = samples[i] as Sample
        model.#step(input, label, weight[label] ?? 1, squares, config)
      }
    }
    return model
  }

  #step(input: Uint32Array, label: number, weight: number, squares: Float32Array, config: ClassifierConfig): void {
    const { labels } = this
    const p = this.#softmax(input, 1)
    const x = 1 / Math.sqrt(input.length)
    let norm = 0
    for (let k = 0; k < labels; k++) {
      const g = ((p[k] as number) - (k === label ? 1 : 0)) * weight
      p[k] = g
      norm += g * g
    }
    if (norm < 1e-6) return
    for (let k = 0; k < labels; k++) this.#bias[k]! -= 0.02 * (p[k] as number)
    for (const feature of input) {
      squares[feature]! += norm * x * x
      const rate = (config.learningRate * 4 * x) / Math.sqrt((squares[feature] as number) + 0.05)
      const at = feature * labels
      for (let k = 0; k < labels; k++) {
        const w = this.#weights[at + k] as number
        this.#weights[at + k] = w - rate * (p[k] as number) - config.decay * w
      }
    }
  }

  #softmax(input: Uint32Array, temperature: number): Float32Array {
    const { labels } = this
    const logits = this.#logits
    logits.set(this.#bias)
    const x = 1 / Math.sqrt(input.length)
    for (const feature of input) {
      const at = feature * labels
      for (let k = 0; k < labels; k++) logits[k]! += x * (this.#weights[at + k] as number)
    }
    let max = Number.NEGATIVE_INFINITY
    for (let k = 0; k < labels; k++) max = Math.max(max, logits[k] as number)
    let sum = 0
    for (let k = 0; k < labels; k++) {
      const e = Math.exp(((logits[k] as number) - max) / temperature)
      logits[k] = e
      sum += e
    }
    for (let k = 0; k < labels; k++) logits[k]! /= sum
    return logits
  }

  /** Probability of each label. The array is reused by the next call. */
  probabilities(words: readonly string[], temperature = this.temperature): Float32Array {
    return this.#softmax(featuresOf(words, this.#known), temperature)
  }

  /** Share of the words that training has seen, 0 to 1; slots count as seen. */
  familiarity(words: readonly string[]): number {
    if (words.length === 0) return 0
    return words.filter((word) => word.startsWith('{') || this.#known.has(word)).length / words.length
  }
}
