import type { TF } from '../tf.ts'

/** What a kernel is handed and hands back: data by its id, with a shape. */
export interface TensorInfo {
  readonly dataId: object
  shape: number[]
  dtype: 'float32' | 'int32' | 'bool' | 'string' | 'complex64'
}

/** A view of the heap; of an int32 tensor it is an Int32Array, which reads and writes alike. */
export type Numbers = Float32Array

/** The part of the wasm backend that kernels written in JavaScript use. */
export interface WasmBackend {
  makeOutput(shape: readonly number[], dtype: TensorInfo['dtype']): TensorInfo
  /** A view of the numbers where they lie; it dies when the heap grows, so take it after every allocation. */
  typedArrayFromHeap(info: TensorInfo): Numbers
  disposeData(id: object): boolean
}

export interface KernelCall<Inputs extends string = string> {
  readonly inputs: Readonly<Record<Inputs, TensorInfo>>
  readonly backend: WasmBackend
  readonly attrs: Readonly<Record<string, unknown>>
}

export type Kernel = (call: KernelCall) => TensorInfo

/** The kernel that is registered now, before it is replaced. */
export function kernelOf(tf: TF, name: string): Kernel {
  const found = tf.getKernel(name, 'wasm')
  if (!found) throw new Error(`the wasm backend has no kernel ${name}`)
  return found.kernelFunc as unknown as Kernel
}

/** Puts a kernel of ours in the place of the backend's, or where it has none. */
export function replaceKernel(tf: TF, name: string, kernel: Kernel): void {
  const old = tf.getKernel(name, 'wasm')
  if (old) tf.unregisterKernel(name, 'wasm')
  const kernelFunc = kernel as never
  // The old one's set-up binds the compiled function that it calls.
  tf.registerKernel({
    kernelName: name,
    backendName: 'wasm',
    kernelFunc,
    ...(old?.setupFunc && { setupFunc: old.setupFunc }),
  })
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1)
