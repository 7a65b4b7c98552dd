import { type Kernel, sizeOf, type TensorInfo } from './heap.ts'

/**
 * UnsortedSegmentSum, which the wasm backend lacks and the gradient of a gather needs.
 * x (N, ...), segmentIds (N) in [0, numSegments) or negative for "nowhere" -> (numSegments, ...)
 */
export const unsortedSegmentSum: Kernel = ({ inputs, backend, attrs }) => {
  const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo }
  const rows = sizeOf(segmentIds.shape)
  const width = rows === 0 ? 0 : sizeOf(x.shape) / rows
  const out = backend.makeOutput([attrs.numSegments as number, ...x.shape.slice(segmentIds.shape.length)], x.dtype)
  const sums = backend.typedArrayFromHeap(out).fill(0)
  const values = backend.typedArrayFromHeap(x)
  const ids = backend.typedArrayFromHeap(segmentIds)
  for (let row = 0; row < rows; row++) {
    const id = ids[row] as number
    if (id < 0) continue
    for (let i = 0, from = row * width, to = id * width; i < width; i++, from++, to++) {
      sums[to] = (sums[to] as number) + (values[from] as number)
    }
  }
  return out
}
