import type { TF } from '../../src/nn/tf.ts'

/** One kernel on data of one size, and what does the same elsewhere. */
export interface Trial {
  readonly what: string
  /** Operations or bytes of one run, in the unit's prefix-free form: flops for GFLOP/s, bytes for GB/s. */
  readonly amount: number
  readonly unit: 'GFLOP/s' | 'GB/s'
  /** Upper bound for the median, milliseconds, where one was asked for. */
  readonly goal?: number
  run(): void | Promise<void>
  /** The same operation by others, in the same process and on the same numbers. */
  readonly rivals?: readonly { readonly name: string; run(): void | Promise<void> }[]
  close?(): void | Promise<void>
}

/** A kernel's trials, made when their turn comes. @param tf the wasm backend of TensorFlow.js, one thread */
export type Subject = (tf: TF) => Iterable<Trial> | AsyncIterable<Trial>
