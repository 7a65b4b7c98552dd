import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TastebudError } from '../errors.ts'
import { kernelFeatures, noKernels } from './features.ts'

/** Functions of a module: numbers in, at most one number out. */
export type Kernels = Readonly<Record<string, (...args: number[]) => number>>

/** The names of the modules, one an entry of `assembly/`. */
export type KernelName = 'gru4rec' | 'ials' | 'item-table' | 'probe' | 'sgns' | 'spd' | 'text-encoder'

export interface Build {
  /** Fused multiply-adds: some 10 % faster, and bits that depend on the processor. Default false. */
  readonly relaxed?: boolean
}

const compiled = new Map<string, WebAssembly.Module>()

/** Where the compiled modules lie: dist/kernels/, for sources and for what is built from them. */
export const kernelsFolder: string = fileURLToPath(new URL('../../dist/kernels', import.meta.url))
const fileOf = (name: string) => join(kernelsFolder, `${name}.wasm`)

/** @throws TastebudError NO_KERNELS where the runtime cannot run them, or they were not built */
export function compile(name: KernelName, { relaxed = false }: Build = {}): WebAssembly.Module {
  const file = relaxed ? `${name}.relaxed` : name
  const known = compiled.get(file)
  if (known) return known
  const { simd, threads, relaxedSimd } = kernelFeatures()
  if (typeof WebAssembly === 'undefined') throw noKernels('WebAssembly')
  if (!simd || !threads) throw noKernels(`${simd ? 'shared memory' : 'SIMD'} for WebAssembly`)
  if (relaxed && !relaxedSimd) {
    throw new TastebudError(
      'NO_KERNELS',
      'this runtime has no relaxed SIMD for WebAssembly',
      'Leave "relaxed" off, or start node with --experimental-wasm-relaxed-simd.',
    )
  }
  try {
    const module = new WebAssembly.Module(readFileSync(fileOf(file)))
    compiled.set(file, module)
    return module
  } catch (cause) {
    throw new TastebudError('NO_KERNELS', `the kernels "${file}" cannot be loaded`, 'Run "npm run build".', { cause })
  }
}

/** The functions of a module over a memory, ready to be called. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  const kernels = exports as Kernels
  const base = kernels.heapBase?.() ?? Number.NaN
  // A constant beyond the first page would lie where the arena puts arrays.
  if (!(base <= 65_536)) throw new Error(`the constants of a kernel reach to ${base}`)
  return kernels
}
