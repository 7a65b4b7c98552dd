import type { TF } from '../tf.ts'
import { type Kernel, sizeOf, type TensorInfo } from './heap.ts'

/**
 * Wraps Sum: over leading axes (the gradient of every bias) the wasm backend writes the transpose out first, twenty
 * times slower than adding row after row. Other axes go the old way.
 */
export function withLeadingAxes(tf: TF, sum: Kernel): Kernel {
  return (call) => {
    const { backend, attrs } = call
    const { x } = call.inputs as { x: TensorInfo }
    const axes = tf.util.parseAxisParam((attrs.axis ?? null) as number[], x.shape).sort((a, b) => a - b)
    const leading = axes.length > 0 && axes.length < x.shape.length && axes.every((axis, i) => axis === i)
    if (!leading || x.dtype !== 'float32' || sizeOf(x.shape) === 0) return sum(call)
    const kept = x.shape.slice(axes.length)
    const out = backend.makeOutput(attrs.keepDims ? [...axes.map(() => 1), ...kept] : kept, 'float32')
    const width = sizeOf(kept)
    addRows(backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(out), sizeOf(x.shape) / width, width)
    return out
  }
}

/** x (N, W) -> out (W). A block of rows at a time is summed in float64, so that a long batch does not lose its end. */
function addRows(x: Float32Array, out: Float32Array, rows: number, width: number): void {
  const total = new Float64Array(width)
  for (let row = 0, at = 0; row < rows; row++) {
    for (let i = 0; i < width; i++, at++) total[i] = (total[i] as number) + (x[at] as number)
  }
  out.set(total)
}
