import type { Random } from '../random.ts'
import type { EncoderConfig, Sample, TagHead } from './config.ts'
import { type Decoder, type DecoderConfig, END } from './decoder.ts'
import { WordFeatures } from './features.ts'
import { Network } from './network.ts'
import { typosIn } from './typos.ts'
import type { WordVectors } from './vectors.ts'

export interface TrainingTask {
  readonly samples: readonly Sample[]
  readonly intents: number
  readonly heads: readonly TagHead[]
  readonly vectors?: WordVectors | undefined
  /** How many marks words may bear. */
  readonly marks?: number
  /** How outputs are written, where samples have any. */
  readonly decoder?: DecoderConfig | undefined
}

export interface TrainingRun {
  readonly random: Random
  /** Called after each epoch with its mean loss an utterance. */
  readonly progress?: (epoch: number, loss: number) => void
}

/** A network as it was left by training, with what its words mean. */
export interface Trained {
  readonly network: Network
  readonly features: WordFeatures
}

/** Longest utterance that is learned from, in words. */
const LONGEST = 48

/** @throws Error that names the epoch where the loss is not finite */
export function train(task: TrainingTask, config: EncoderConfig, run: TrainingRun): Trained {
  const samples = task.samples.filter(({ words }) => words.length > 0 && words.length <= LONGEST)
  const steps = samples.reduce((most, { words }) => Math.max(most, words.length), 1)
  const features = new WordFeatures(WordFeatures.learn(samples, config.minCount), config.buckets)
  const network = Network.of({
    config,
    features: features.size,
    vectorSize: task.vectors?.size ?? 0,
    marks: task.marks,
    intents: task.intents,
    heads: task.heads,
    decoder: task.decoder,
    lanes: config.batchSize,
    steps,
    training: true,
  })
  network.start(run.random.fork('weights'))
  const feeder = new Feeder(network, features, task.vectors)
  const optimiser = new Optimiser(network, Math.ceil(samples.length / config.batchSize) * config.epochs)
  for (let epoch = 0; epoch < config.epochs; epoch++) {
    const random = run.random.fork(`epoch ${epoch}`)
    let loss = 0
    for (const batch of batches(samples, config.batchSize, random)) {
      const length = feeder.fill(batch, random)
      network.embed(length)
      network.forward(length)
      loss += network.learn(length) * batch.length
      optimiser.step(feeder.touched)
    }
    const mean = loss / samples.length
    if (!Number.isFinite(mean)) throw new Error(`the loss of epoch ${epoch + 1} is not finite`)
    run.progress?.(epoch + 1, mean)
  }
  // A row that nothing has moved would only add noise to words never seen.
  const { data, width } = network.table
  for (let row = 0; row < features.size; row++) if (!optimiser.moved(row)) data.fill(0, row * width, (row + 1) * width)
  return { network, features }
}

/** Batches of utterances of about the same length, in an order of chance. */
function batches(samples: readonly Sample[], size: number, random: Random): Sample[][] {
  const order = random.shuffle([...samples])
  const found: Sample[][] = []
  const chunk = 40 * size
  for (let from = 0; from < order.length; from += chunk) {
    const part = order.slice(from, from + chunk).sort((a, b) => a.words.length - b.words.length)
    for (let at = 0; at < part.length; at += size) found.push(part.slice(at, at + size))
  }
  return random.shuffle(found)
}

/** Writes a batch of utterances into a network's memory, with typing errors and hidden words. */
export class Feeder {
  readonly #stamp: Uint32Array
  #batch = 0
  #touched = 0

  constructor(
    readonly network: Network,
    readonly features: WordFeatures,
    readonly vectors?: WordVectors,
  ) {
    this.#stamp = new Uint32Array(features.size)
  }

  /** How many rows of the table the batch names; they are in `network.touched`. */
  get touched(): number {
    return this.#touched
  }

  /** @returns steps: words of the longest utterance */
  fill(batch: readonly Sample[], random: Random): number {
    const { network, features, vectors } = this
    const { config, lanes, heads } = network.sizes
    const steps = batch.reduce((most, { words }) => Math.max(most, words.length), 1)
    const said = batch.map(({ words }) =>
      random.next() < config.typos ? typosIn(words, 1 + random.int(2), random) : words,
    )
    const total = batch.reduce((sum, { weight = 1 }) => sum + weight, 0)
    this.#batch++
    this.#touched = 0
    let at = 0
    const width = config.embeddingSize
    for (let t = 0, n = 0; t < steps; t++)
      for (let lane = 0; lane < lanes; lane++, n++) {
        const word = said[lane]?.[t]
        network.offsets[n] = at
        network.mask[n] = word === undefined ? 0 : 1
        for (const [h] of heads.entries())
          (network.tagTargets[h] as Int32Array)[n] = (word === undefined ? -1 : batch[lane]?.tags[h]?.[t]) ?? -1
        vectors?.write(word, network.x.data, n * network.inputs + width)
        network.mark(n, (word === undefined ? undefined : batch[lane]?.marks?.[t]) ?? [])
        if (word === undefined) continue
        const ids = features.of(word)
        const hidden = random.next() < config.wordDropout
        for (let i = 0; i < ids.length; i++) {
          const id = i === 0 && hidden ? 0 : (ids[i] as number)
          network.ids[at++] = id
          if (this.#stamp[id] === this.#batch) continue
          this.#stamp[id] = this.#batch
          network.touched[this.#touched++] = id
        }
        network.scales[n] = 1 / Math.sqrt(ids.length)
      }
    network.offsets[steps * lanes] = at
    if (network.decoder) network.written = fillOutputs(network.decoder, batch)
    for (let lane = 0; lane < lanes; lane++) {
      const sample = batch[lane]
      network.lengths[lane] = said[lane]?.length ?? 0
      network.targets[lane] = sample?.intent ?? -1
      network.weights[lane] = sample ? (sample.weight ?? 1) / total : 0
    }
    return steps
  }
}

/** Writes the outputs of a batch as a decoder's targets. @returns symbols of the longest, its end counted; 0: none has any */
function fillOutputs({ symbols, mask, lanes, config }: Decoder, batch: readonly Sample[]): number {
  const longest = batch.reduce((most, { output }) => Math.max(most, output ? output.length + 1 : 0), 0)
  const steps = Math.min(longest, config.length)
  symbols.fill(END, 0, lanes)
  for (let s = 0, n = 0; s < steps; s++)
    for (let lane = 0; lane < lanes; lane++, n++) {
      const output = batch[lane]?.output
      const symbol = output && s <= output.length ? (output[s] ?? END) : -1
      symbols[lanes + n] = symbol
      mask[n] = symbol < 0 ? 0 : 1
    }
  return steps
}

/** Adam over all dense weights and the touched rows of the table, the gradient scaled to a norm, the rate falling. */
export class Optimiser {
  #steps = 0

  constructor(
    readonly network: Network,
    readonly total: number,
  ) {}

  /** Has any step moved this row of the table? */
  moved(row: number): boolean {
    const { width } = this.network.table
    return this.network.tableSecond.subarray(row * width, (row + 1) * width).some((v) => v !== 0)
  }

  /** @param touched how many rows of the table the batch named */
  step(touched: number): void {
    const { network } = this
    const { kernels: k } = network.space
    const { config } = network.sizes
    const { values, gradients, first, second } = network.parameters
    const width = config.embeddingSize
    const t = ++this.#steps
    let norm = k.squares!(gradients.byteOffset, gradients.length)
    for (let i = 0; i < touched; i++)
      norm += k.squares!(network.tableSlope.byteOffset + 4 * width * (network.touched[i] as number), width)
    const clip = Math.min(1, config.clip / Math.sqrt(norm + 1e-12))
    const warm = Math.max(1, this.total / 20)
    const rate =
      config.learningRate * Math.min(t / warm, Math.max(0, (this.total - t) / Math.max(1, this.total - warm)))
    const [b1, b2] = [0.9, 0.99]
    const corrected = (rate * Math.sqrt(1 - b2 ** t)) / (1 - b1 ** t)
    k.adam!(
      ...[values.byteOffset, gradients.byteOffset, first.byteOffset, second.byteOffset, values.length],
      ...[corrected, b1, b2, clip, 1 - rate * config.decay],
    )
    k.adamRows!(
      ...[network.table.at, network.tableSlope.byteOffset, network.tableFirst.byteOffset],
      ...[network.tableSecond.byteOffset, width, network.touched.byteOffset, touched, corrected, b1, b2, clip],
    )
  }
}
