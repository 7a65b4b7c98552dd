import type { Random } from '../random.ts'
import { aliasTable } from './alias.ts'
import { Arena, at } from './arena.ts'
import { Crew } from './crew.ts'
import type { HuffmanTree } from './huffman.ts'
import type { Build } from './instantiate.ts'

/** What negatives are drawn from: output row `base + r` with `weights[r]` / sum. */
export interface Noise {
  readonly weights: ArrayLike<number>
  /** Default 0. */
  readonly base?: number
}

/** A kind of pair: its negatives come from one noise, its steps are scaled by `weight`, > 0. */
export interface Term {
  readonly noise: Noise
  readonly weight: number
}

export type Objective =
  | { readonly kind: 'negative-sampling'; readonly negatives: number; readonly terms: readonly Term[] }
  | { readonly kind: 'hierarchical-softmax'; readonly tree: HuffmanTree }

export interface SkipGramShape {
  /** Input rows. */
  readonly inputs: number
  /** Output rows; with a tree its inner nodes are taken instead. */
  readonly outputs: number
  /** d, 1 to 1,024 */
  readonly embeddingSize: number
  readonly objective: Objective
  /** 1: the same bits every time; more: Hogwild, shared tables without locks. Default 1. */
  readonly workers?: number
  readonly build?: Build
}

/** Pairs a call takes: some 10 ms, so that others run in between. */
const capacity = 16_384
const ownBytes = 8192

/**
 * Input and output vectors in shared memory and the kernels of `assembly/sgns.ts` over them. Fill `pairs` with
 * (input row, output row or token, term), then `train`.
 */
export class SkipGram {
  /** Floats from one row to the next: d rounded up to a multiple of 4; what is beyond d stays 0. */
  readonly stride: number
  /** (inputs, stride) uniform in (-.5, .5) / d at first */
  readonly inputs: Float32Array
  /** (outputs, stride) 0 at first */
  readonly outputs: Float32Array
  /** (capacity, 3) to be filled by the caller */
  readonly pairs: Uint32Array
  readonly capacity = capacity
  readonly #crew: Crew
  readonly #own: Uint8Array
  readonly #run: (pairs: number, rate: number) => void

  constructor(shape: SkipGramShape, random: Random) {
    const { embeddingSize, objective, workers = 1, build = {} } = shape
    if (!Number.isInteger(embeddingSize) || embeddingSize < 1 || embeddingSize > 1024) {
      throw new RangeError(`vectors of ${embeddingSize} elements`)
    }
    this.stride = 4 * Math.ceil(embeddingSize / 4)
    const { stride } = this
    const bytes = 4 * stride
    const outputs = objective.kind === 'hierarchical-softmax' ? objective.tree.nodes : shape.outputs
    const noises = objective.kind === 'negative-sampling' ? [...new Set(objective.terms.map((term) => term.noise))] : []
    const arena = new Arena(
      Crew.room +
        Arena.room(shape.inputs * bytes, outputs * bytes, 12 * capacity, ownBytes * workers) +
        noises.reduce((sum, { weights }) => sum + Arena.room(4 * weights.length, 4 * weights.length), 0) +
        (objective.kind === 'negative-sampling'
          ? Arena.room(20 * objective.terms.length)
          : Arena.room(objective.tree.offsets.byteLength, objective.tree.paths.byteLength)),
    )
    this.#crew = new Crew('sgns', arena, workers, build)
    this.inputs = arena.f32(shape.inputs * stride)
    this.outputs = arena.f32(outputs * stride)
    this.pairs = arena.u32(3 * capacity)
    this.#own = arena.u8(ownBytes * workers)
    for (let row = 0; row < shape.inputs; row++) {
      for (let j = 0; j < embeddingSize; j++) this.inputs[row * stride + j] = (random.next() - 0.5) / embeddingSize
    }
    for (let worker = 0; worker < workers; worker++) {
      new Uint32Array(this.#own.buffer, at(this.#own) + worker * ownBytes, 2).set([random.bits(), random.bits()])
    }
    const tables = [at(this.inputs), at(this.outputs), bytes, at(this.pairs)]
    if (objective.kind === 'hierarchical-softmax') {
      const offsets = arena.u32(objective.tree.offsets.length)
      const paths = arena.u32(objective.tree.paths.length)
      offsets.set(objective.tree.offsets)
      paths.set(objective.tree.paths)
      this.#run = (pairs, rate) =>
        this.#crew.run('hierarchicalSoftmax', ...tables, pairs, at(offsets), at(paths), rate, at(this.#own))
      return
    }
    const { negatives } = objective
    if (!Number.isInteger(negatives) || negatives < 1 || negatives > 63) throw new RangeError(`${negatives} negatives`)
    const places = noises.map(({ weights }) => {
      const into = { keep: arena.u32(weights.length), other: arena.u32(weights.length) }
      return aliasTable(weights, into)
    })
    const terms = arena.u32(5 * objective.terms.length)
    const weights = new Float32Array(terms.buffer, at(terms), terms.length)
    objective.terms.forEach(({ noise, weight }, term) => {
      const { keep, other } = places[noises.indexOf(noise)]!
      terms.set([at(keep), at(other), noise.weights.length, noise.base ?? 0], 5 * term)
      weights[5 * term + 4] = weight
    })
    this.#run = (pairs, rate) =>
      this.#crew.run('negativeSampling', ...tables, pairs, at(terms), negatives, rate, at(this.#own))
  }

  /** One descent step a pair, for the first `count` of `pairs`, in their order. */
  train(count: number, rate: number): void {
    if (!(count >= 0 && count <= capacity)) throw new RangeError(`${count} pairs in a buffer of ${capacity}`)
    this.#run(count, rate)
  }

  /** Mean loss of the pairs that were looked at since the last call (one in 64), NaN where none was. */
  takeLoss(): number {
    let loss = 0
    let looked = 0
    for (let start = 0; start < this.#own.length; start += ownBytes) {
      const sums = new Float64Array(this.#own.buffer, at(this.#own) + start + 8, 2)
      loss += sums[0]!
      looked += sums[1]!
      sums.fill(0)
    }
    return loss / looked
  }

  /** (rows, d) without padding, a copy: of the inputs, or of the outputs. */
  vectors(table: 'inputs' | 'outputs', embeddingSize: number, from = 0, to?: number): Float32Array {
    const padded = this[table]
    const rows = (to ?? padded.length / this.stride) - from
    const dense = new Float32Array(rows * embeddingSize)
    for (let row = 0; row < rows; row++) {
      const start = (from + row) * this.stride
      dense.set(padded.subarray(start, start + embeddingSize), row * embeddingSize)
    }
    return dense
  }

  /** Ends the threads, where there are any. */
  close(): Promise<void> {
    return this.#crew.close()
  }
}
