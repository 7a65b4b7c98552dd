import type { Random } from '../random.ts'
import { Arena, at } from './arena.ts'
import { Crew } from './crew.ts'
import type { HuffmanTree } from './huffman.ts'
import type { Build } from './instantiate.ts'
import { NoiseTables, type Term, termWords } from './noise-tables.ts'
import { sortPairs } from './output-parts.ts'

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
  /** Default 1. */
  readonly workers?: number
  /**
   * `synchronous`: the same bits every time for the same number of workers (see `train`). `hogwild`: shared tables
   * without locks, other bits every time. Default `synchronous`.
   */
  readonly parallel?: 'synchronous' | 'hogwild'
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
    const { embeddingSize, objective, parallel = 'synchronous', build = {} } = shape
    if (!Number.isInteger(embeddingSize) || embeddingSize < 1 || embeddingSize > 1024) {
      throw new RangeError(`vectors of ${embeddingSize} elements`)
    }
    const tree = objective.kind === 'hierarchical-softmax' ? objective.tree : undefined
    // The root of a tree is in every step, so that steps which give the same bits have to wait for each other.
    const workers = tree && parallel === 'synchronous' ? 1 : (shape.workers ?? 1)
    this.stride = 4 * Math.ceil(embeddingSize / 4)
    const { stride } = this
    const bytes = 4 * stride
    const outputs = tree ? tree.nodes : shape.outputs
    const terms = objective.kind === 'negative-sampling' ? objective.terms : []
    const parts = parallel === 'synchronous' ? workers : 1
    const noises = new NoiseTables(terms, outputs, parts)
    const arena = new Arena(
      Crew.room +
        Arena.room(shape.inputs * bytes, outputs * bytes, 12 * capacity, ownBytes * workers) +
        noises.room +
        (parts > 1 ? Arena.room(12 * capacity, 4 * (parts * parts + 1)) : 0) +
        (tree ? Arena.room(tree.offsets.byteLength, tree.paths.byteLength) : 0),
    )
    this.#crew = new Crew('sgns', arena, workers, build)
    this.inputs = arena.f32(shape.inputs * stride)
    this.outputs = arena.f32(outputs * stride)
    this.pairs = arena.u32(3 * capacity)
    this.#own = arena.u8(ownBytes * workers)
    for (let row = 0; row < shape.inputs; row++) {
      for (let j = 0; j < embeddingSize; j++) this.inputs[row * stride + j] = (random.next() - 0.5) / embeddingSize
    }
    for (const draws of this.#draws()) draws.set([random.bits(), random.bits()])
    const tables = [at(this.inputs), at(this.outputs), bytes]
    if (objective.kind === 'hierarchical-softmax') {
      const offsets = arena.u32(objective.tree.offsets.length)
      const paths = arena.u32(objective.tree.paths.length)
      offsets.set(objective.tree.offsets)
      paths.set(objective.tree.paths)
      const rest = [at(offsets), at(paths)]
      this.#run = (n, rate) =>
        this.#crew.run('hierarchicalSoftmax', ...tables, at(this.pairs), n, ...rest, rate, at(this.#own))
      return
    }
    const { negatives } = objective
    if (!Number.isInteger(negatives) || negatives < 1 || negatives > 63) throw new RangeError(`${negatives} negatives`)
    const rest = [noises.lay(arena), 4 * termWords * terms.length, negatives]
    if (parts === 1) {
      this.#run = (n, rate) =>
        this.#crew.run('negativeSampling', ...tables, at(this.pairs), n, ...rest, rate, at(this.#own), 0)
      return
    }
    const [sorted, blocks] = [arena.u32(3 * capacity), arena.u32(parts * parts + 1)]
    this.#run = (n, rate) => {
      sortPairs(this.pairs, n, noises.partOf, parts, sorted, blocks)
      this.#crew.run('negativeSampling', ...tables, at(sorted), n, ...rest, rate, at(this.#own), at(blocks))
    }
  }

  /**
   * One descent step a pair, for the first `count` of `pairs`. With one worker in their order. With more, synchronously:
   * input rows and output rows are parted among them, so that pairs fall into blocks; in each round every worker takes
   * the block of its inputs with another part of the outputs, negatives from that part, and no row has two masters.
   */
  train(count: number, rate: number): void {
    if (!(count >= 0 && count <= capacity)) throw new RangeError(`${count} pairs in a buffer of ${capacity}`)
    this.#run(count, rate)
  }

  /** Mean loss of the pairs that were looked at since the last call (one in 64), undefined where none was. */
  takeLoss(): number | undefined {
    let loss = 0
    let looked = 0
    for (let start = 0; start < this.#own.length; start += ownBytes) {
      const sums = new Float64Array(this.#own.buffer, at(this.#own) + start + 8, 2)
      loss += sums[0]!
      looked += sums[1]!
      sums.fill(0)
    }
    return looked > 0 ? loss / looked : undefined
  }

  /** Whether all that was learned are numbers. */
  finite(): boolean {
    return this.inputs.every(Number.isFinite) && this.outputs.every(Number.isFinite)
  }

  /** Copies of all that training goes on from: both tables, and where the random numbers of each worker are. */
  save(): { inputs: Float32Array; outputs: Float32Array; draws: Uint32Array } {
    return {
      inputs: this.inputs.slice(),
      outputs: this.outputs.slice(),
      draws: Uint32Array.from(this.#draws().flatMap((one) => [...one])),
    }
  }

  /** Goes on from what a model of the same shape saved. */
  restore({ inputs, outputs, draws }: ReturnType<SkipGram['save']>): void {
    this.inputs.set(inputs)
    this.outputs.set(outputs)
    this.#draws().forEach((one, worker) => {
      one.set(draws.subarray(2 * worker, 2 * worker + 2))
    })
  }

  #draws(): Uint32Array[] {
    const workers = this.#own.length / ownBytes
    return Array.from({ length: workers }, (_, worker) => {
      return new Uint32Array(this.#own.buffer, at(this.#own) + worker * ownBytes, 2)
    })
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
