import { kernelFeatures } from '../../src/kernels/features.ts'
import type { Build } from '../../src/kernels/instantiate.ts'
import type { TF } from '../../src/nn/tf.ts'

export interface Contestant {
  readonly name: string
  run(): void | Promise<void>
}

/** What a second is measured in, times 10^9 or 10^6. */
export type Unit = 'GFLOP/s' | 'GB/s' | 'M pairs/s' | 'M draws/s'

/** One kernel on data of one size, and what does the same elsewhere. */
export interface Trial {
  readonly what: string
  /** Operations, bytes, pairs or draws of one run. */
  readonly amount: number
  readonly unit: Unit
  /** The same run in a second unit. */
  readonly also?: { readonly amount: number; readonly unit: Unit }
  /** Whether several threads run, so that speed goes by the clock. */
  readonly threads?: boolean
  /** Upper bound for the median by the clock, milliseconds, where one was asked for. */
  readonly goal?: number
  run(): void | Promise<void>
  /** The same operation by others, in the same process and on the same numbers. */
  readonly rivals?: readonly Contestant[]
  close?(): void | Promise<void>
}

/** A kernel's trials, made when their turn comes. @param tf the wasm backend of TensorFlow.js, one thread */
export type Subject = (tf: TF) => Iterable<Trial> | AsyncIterable<Trial>

export const relaxedName = 'relaxed SIMD'

/** The plain build's run, and the relaxed one's as a rival where the runtime has relaxed SIMD. */
export function bothBuilds(make: (build: Build) => () => void): { run: () => void; relaxed: Contestant[] } {
  const relaxed = kernelFeatures().relaxedSimd ? [{ name: relaxedName, run: make({ relaxed: true }) }] : []
  return { run: make({}), relaxed }
}
