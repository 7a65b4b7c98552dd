import type { Kernel, TensorInfo, WasmBackend } from './heap.ts'
import { transposeInto } from './transpose.ts'

/**
 * Wraps a matrix product (BatchMatMul, _FusedMatMul) so that it never sees a transposed operand: the wasm backend
 * multiplies plain ones at ten to twenty times the speed, and the gradient of a product always transposes one.
 */
export function withPlainOperands(multiply: Kernel): Kernel {
  return (call) => {
    const { inputs, backend, attrs } = call
    if (!attrs.transposeA && !attrs.transposeB) return multiply(call)
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo }
    const plainA = attrs.transposeA ? transposed(backend, a) : a
    const plainB = attrs.transposeB ? transposed(backend, b) : b
    const out = multiply({
      inputs: { ...inputs, a: plainA, b: plainB },
      backend,
      attrs: { ...attrs, transposeA: false, transposeB: false },
    })
    if (plainA !== a) backend.disposeData(plainA.dataId)
    if (plainB !== b) backend.disposeData(plainB.dataId)
    return out
  }
}

/** (..., R, C) -> (..., C, R), written out. */
export function transposed(backend: WasmBackend, x: TensorInfo): TensorInfo {
  const batch = x.shape.slice(0, -2)
  const [rows = 1, columns = 1] = x.shape.slice(-2)
  const out = backend.makeOutput([...batch, columns, rows], 'float32')
  const batches = batch.reduce((product, n) => product * n, 1)
  transposeInto(backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(out), batches, rows, columns)
  return out
}
