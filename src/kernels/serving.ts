import { Arena } from './arena.ts'
import { kernelFeatures } from './features.ts'
import { compile, instantiate, type Kernels } from './instantiate.ts'
import { plainKernels, type ServingKernel } from './plain.ts'

/** Functions over a memory of their own, to be called by one thread. */
export interface Serving {
  readonly arena: Arena
  readonly kernels: Kernels
}

/** Whether this runtime has what every kernel is compiled with. */
export function runsKernels(): boolean {
  const { simd, threads } = kernelFeatures()
  return simd && threads
}

/**
 * What a chat computes scores with: the kernels, or plain loops where the runtime cannot run them, some ten times slower.
 * @param bytes of the arena  @param plain default: only where it must be
 * @throws TastebudError NO_MEMORY; NO_KERNELS where the kernels were not built
 */
export function serving(name: ServingKernel, bytes: number, plain = !runsKernels()): Serving {
  const arena = new Arena(bytes, { plain })
  return { arena, kernels: plain ? plainKernels[name](arena.buffer) : instantiate(compile(name), arena.memory) }
}
