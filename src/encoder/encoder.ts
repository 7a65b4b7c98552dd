import type { TagHead } from './config.ts'
import type { WordFeatures } from './features.ts'
import { Network } from './network.ts'
import type { Steps } from './quantise.ts'
import type { Trained } from './train.ts'
import type { WordVectors } from './vectors.ts'
import { type Written, writeGreedily } from './write.ts'

/** What an utterance was read as. */
export interface Reading {
  /** (intents) probabilities */
  readonly intents: Float32Array
  /** For each head the label of each word read, by index. */
  readonly tags: readonly Int32Array[]
  /** For each head (words, labels) probabilities of each word on its own. */
  readonly tagScores: readonly Float32Array[]
}

/** Words that are read of an utterance; the rest is left out. */
export const READ = 64

/** A fitted text encoder, ready to read one utterance at a time. */
export class Encoder {
  readonly #network: Network

  /**
   * @param table (features, embeddingSize), or in 8-bit steps
   * @param temperature divides the intents' scores
   */
  constructor(
    readonly features: WordFeatures,
    readonly table: Float32Array | Steps,
    network: Network,
    readonly vectors: WordVectors | undefined,
    readonly temperature = 1,
  ) {
    this.#network = network
  }

  /** Lanes and steps of a network that reads. */
  static readonly room = { lanes: 8, steps: READ } as const

  static of({ network, features }: Trained, vectors?: WordVectors, temperature?: number): Encoder {
    const reading = Network.of({ ...network.sizes, ...Encoder.room, training: false })
    reading.parameters.values.set(network.parameters.values)
    return new Encoder(features, network.table.data.slice(), reading, vectors, temperature)
  }

  /** Adds a row of the table to the vector of a word. */
  #add(id: number, scale: number, from: number): void {
    const { x, sizes } = this.#network
    const width = sizes.config.embeddingSize
    const stored = this.table
    const [codes, by] =
      stored instanceof Float32Array ? [stored, scale] : [stored.codes, scale * (stored.scales[id] as number)]
    for (let k = 0, at = id * width; k < width; k++, at++) x.data[from + k]! += by * (codes[at] as number)
  }

  get heads(): readonly TagHead[] {
    return this.#network.sizes.heads
  }

  /** Synchronous and pure. @param marks of each word, as in `Sample` */
  read(words: readonly string[], marks?: readonly (readonly number[])[]): Reading {
    const network = this.#network
    const { lanes, intents, heads, config } = network.sizes
    const said = words.slice(0, READ)
    const { mask, lengths, x, inputs } = network
    const width = config.embeddingSize
    lengths[0] = said.length
    said.forEach((word, t) => {
      mask[t * lanes] = 1
      const from = t * lanes * inputs
      x.data.fill(0, from, from + inputs)
      const ids = this.features.of(word)
      const scale = 1 / Math.sqrt(ids.length)
      for (const id of ids) this.#add(id, scale, from)
      this.vectors?.write(word, x.data, from + width)
      network.mark(t * lanes, marks?.[t] ?? [])
    })
    network.forward(said.length)
    const logits = Float32Array.from({ length: intents }, (_, i) => network.logits[i * lanes] as number)
    return {
      intents: softmax(logits, this.temperature),
      tags: network.tags.map((tag) => tag.decode(0, said.length)),
      tagScores: network.tags.map((tag, h) => {
        const labels = (heads[h] as TagHead).labels.length
        const scores = new Float32Array(said.length * labels)
        said.forEach((_, t) => {
          const own = Float32Array.from({ length: labels }, (_, j) => tag.score(0, t, j))
          scores.set(softmax(own, 1), t * labels)
        })
        return scores
      }),
    }
  }

  /** What the decoder writes of the utterance that was read last, within a grammar. Synchronous. */
  write(words: number, allowed: (so: readonly number[]) => readonly number[]): Written {
    return writeGreedily(this.#network, Math.min(words, READ), allowed)
  }
}

/** In place. */
function softmax(logits: Float32Array, temperature: number): Float32Array {
  let most = Number.NEGATIVE_INFINITY
  for (const x of logits) most = Math.max(most, x)
  let sum = 0
  for (let i = 0; i < logits.length; i++) {
    logits[i] = Math.exp(((logits[i] as number) - most) / temperature)
    sum += logits[i] as number
  }
  for (let i = 0; i < logits.length; i++) logits[i]! /= sum
  return logits
}
