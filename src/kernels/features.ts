import { availableParallelism } from 'node:os'
import { TastebudError } from '../errors.ts'

/** What this runtime can do for the kernels. */
export interface KernelFeatures {
  /** 128-bit SIMD: every kernel is compiled with it. */
  readonly simd: boolean
  /** Shared memory and atomics. */
  readonly threads: boolean
  /** Fused multiply-add and its relatives, whose bits depend on the processor. On Node 20 it wants a flag of V8. */
  readonly relaxedSimd: boolean
  /** How many threads can run at once here, 1 or more. */
  readonly cores: number
}

/** @param missing what the runtime has not, for a sentence */
export function noKernels(missing: string): TastebudError {
  return new TastebudError(
    'NO_KERNELS',
    `this runtime has no ${missing}`,
    'Use Node 20.17 or newer on a 64-bit processor, without --jitless.',
  )
}

/** A module of one function without a result, of the given body. */
const moduleOf = (...body: number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0], // type: () -> ()
    ...[3, 2, 1, 0], // function 0 is of it
    ...[5, 4, 1, 3, 1, 1], // shared memory of one page
    ...[10, body.length + 4, 1, body.length + 2, 0, ...body, 0x0b],
  )
const zero = [0xfd, 0x0c, ...new Array<number>(16).fill(0)] // v128.const 0
const drop = 0x1a

/** Looks at the runtime, once a call: nothing of it is remembered. */
export function kernelFeatures(): KernelFeatures {
  // --jitless takes the whole of it away.
  if (typeof WebAssembly === 'undefined') {
    return { simd: false, threads: false, relaxedSimd: false, cores: availableParallelism() }
  }
  return {
    simd: WebAssembly.validate(moduleOf(...zero, drop)),
    // i32.const 0, i32.atomic.load
    threads: WebAssembly.validate(moduleOf(0x41, 0, 0xfe, 0x10, 2, 0, drop)),
    // f32x4.relaxed_madd
    relaxedSimd: WebAssembly.validate(moduleOf(...zero, ...zero, ...zero, 0xfd, 0x85, 2, drop)),
    cores: availableParallelism(),
  }
}
