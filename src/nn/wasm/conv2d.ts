import type { TF } from '../tf.ts'
import type { Kernel, TensorInfo, WasmBackend } from './heap.ts'
import { transposed } from './mat-mul.ts'

/**
 * The two gradients of a 2-D convolution as matrix products over patches ("im2col"), a chunk of the batch at a time so
 * that the patches stay small. With P(x) (N·OH·OW, KH·KW·C) the patches of the input, one a row:
 *   y  = P(x) W          W (KH·KW·C, F)
 *   dW = P(x)ᵀ dy        dy (N·OH·OW, F); the patches are cut as columns, so that no transpose is written out
 *   dx = P⁻¹(dy Wᵀ)      P⁻¹ adds each patch back to where it was cut
 * The wasm backend lacks the first and computes the second by plain loops.
 */
interface Geometry {
  readonly batch: number
  readonly inHeight: number
  readonly inWidth: number
  readonly channels: number
  readonly outHeight: number
  readonly outWidth: number
  readonly filters: number
  readonly kernelHeight: number
  readonly kernelWidth: number
  readonly strideHeight: number
  readonly strideWidth: number
  readonly top: number
  readonly left: number
}

/** Floats of patches at once: 4 MB. */
const CHUNK = 1 << 20

export function conv2dBackpropFilter(tf: TF, multiply: Kernel): Kernel {
  return ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo }
    const shape = attrs.filterShape as number[]
    const g = geometry(tf, x.shape, shape, attrs)
    const depth = g.kernelHeight * g.kernelWidth * g.channels
    const total = new Float64Array(depth * g.filters)
    eachChunk(g, (first, images) => {
      const rows = images * g.outHeight * g.outWidth
      const columns = backend.makeOutput([1, depth, rows], 'float32')
      cutColumns(g, view(backend, x), view(backend, columns), first, images)
      const part = slice(backend, dy, [1, rows, g.filters], first * g.outHeight * g.outWidth * g.filters)
      const attrs = { transposeA: false, transposeB: false }
      const product = multiply({ inputs: { a: columns, b: part }, backend, attrs })
      const sums = view(backend, product)
      for (let i = 0; i < total.length; i++) total[i] = (total[i] as number) + (sums[i] as number)
      for (const { dataId } of [columns, part, product]) backend.disposeData(dataId)
    })
    const out = backend.makeOutput(shape, 'float32')
    view(backend, out).set(total)
    return out
  }
}

export function conv2dBackpropInput(tf: TF, multiply: Kernel): Kernel {
  return ({ inputs, backend, attrs }) => {
    const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo }
    const shape = attrs.inputShape as number[]
    const g = geometry(tf, shape, filter.shape, attrs)
    const depth = g.kernelHeight * g.kernelWidth * g.channels
    const weights = transposed(backend, { ...filter, shape: [1, depth, g.filters] })
    const out = backend.makeOutput(shape, 'float32')
    view(backend, out).fill(0)
    eachChunk(g, (first, images) => {
      const rows = images * g.outHeight * g.outWidth
      const part = slice(backend, dy, [1, rows, g.filters], first * g.outHeight * g.outWidth * g.filters)
      const patches = multiply({
        inputs: { a: part, b: weights },
        backend,
        attrs: { transposeA: false, transposeB: false },
      })
      addPatches(g, view(backend, patches), view(backend, out), first, images)
      for (const { dataId } of [part, patches]) backend.disposeData(dataId)
    })
    backend.disposeData(weights.dataId)
    return out
  }
}

function geometry(tf: TF, input: number[], filter: number[], attrs: Readonly<Record<string, unknown>>): Geometry {
  const { strides, pad, dimRoundingMode, dataFormat } = attrs as {
    strides: number | [number, number]
    pad: number | 'valid' | 'same'
    dimRoundingMode?: 'floor' | 'round' | 'ceil'
    dataFormat?: 'NHWC' | 'NCHW'
  }
  if (dataFormat !== undefined && dataFormat !== 'NHWC') throw new Error('convolutions are NHWC here')
  const info = tf.backend_util.computeConv2DInfo(
    input as [number, number, number, number],
    filter as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
  )
  return {
    batch: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    channels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    filters: info.outChannels,
    kernelHeight: info.filterHeight,
    kernelWidth: info.filterWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    top: info.padInfo.top,
    left: info.padInfo.left,
  }
}

function eachChunk(g: Geometry, work: (first: number, images: number) => void): void {
  const perImage = g.outHeight * g.outWidth * g.kernelHeight * g.kernelWidth * g.channels
  const images = Math.max(1, Math.floor(CHUNK / perImage))
  for (let first = 0; first < g.batch; first += images) work(first, Math.min(images, g.batch - first))
}

const view = (backend: WasmBackend, info: TensorInfo): Float32Array => backend.typedArrayFromHeap(info)

/** A run of numbers as a tensor of its own. */
function slice(backend: WasmBackend, x: TensorInfo, shape: number[], from: number): TensorInfo {
  const out = backend.makeOutput(shape, 'float32')
  const target = view(backend, out)
  target.set(view(backend, x).subarray(from, from + target.length))
  return out
}

/** x (N, H, W, C) -> patches, a column each: (KH·KW·C, images·OH·OW); what lies outside of the picture is 0. */
function cutColumns(g: Geometry, x: Float32Array, columns: Float32Array, first: number, images: number): void {
  const { channels, outWidth, strideWidth } = g
  const rows = images * g.outHeight * outWidth
  const stride = strideWidth * channels
  columns.fill(0)
  for (let line = 0; line < images * g.outHeight; line++) {
    const n = first + Math.floor(line / g.outHeight)
    const y0 = (line % g.outHeight) * g.strideHeight - g.top
    for (let ky = 0; ky < g.kernelHeight; ky++) {
      const y = y0 + ky
      if (y < 0 || y >= g.inHeight) continue
      for (let kx = 0; kx < g.kernelWidth; kx++) {
        const shift = kx - g.left
        // the places of the output whose x lies in the picture
        const lo = Math.max(0, Math.ceil(-shift / strideWidth))
        const hi = Math.min(outWidth, Math.floor((g.inWidth - 1 - shift) / strideWidth) + 1)
        const start = ((n * g.inHeight + y) * g.inWidth + lo * strideWidth + shift) * channels
        let to = (ky * g.kernelWidth + kx) * channels * rows + line * outWidth
        for (let c = 0; c < channels; c++, to += rows) {
          for (let ox = lo, from = start + c; ox < hi; ox++, from += stride) columns[to + ox] = x[from] as number
        }
      }
    }
  }
}

/** Adds patches back to where they were cut. */
function addPatches(g: Geometry, patches: Float32Array, x: Float32Array, first: number, images: number): void {
  eachRun(g, first, images, (inside, patch, length) => {
    for (let i = 0; i < length; i++) x[inside + i] = (x[inside + i] as number) + (patches[patch + i] as number)
  })
}

/** A row of a patch is one run of numbers in the picture, cut off where the picture ends. */
function eachRun(
  g: Geometry,
  first: number,
  images: number,
  work: (inside: number, patch: number, length: number) => void,
): void {
  const { channels, kernelWidth } = g
  const row = kernelWidth * channels
  let patch = 0
  for (let n = first; n < first + images; n++) {
    for (let oy = 0; oy < g.outHeight; oy++) {
      for (let ox = 0; ox < g.outWidth; ox++) {
        const x0 = ox * g.strideWidth - g.left
        const from = Math.max(0, -x0)
        const length = (Math.min(kernelWidth, g.inWidth - x0) - from) * channels
        for (let ky = 0; ky < g.kernelHeight; ky++, patch += row) {
          const y = oy * g.strideHeight - g.top + ky
          if (y < 0 || y >= g.inHeight || length <= 0) continue
          work(((n * g.inHeight + y) * g.inWidth + x0 + from) * channels, patch + from * channels, length)
        }
      }
    }
  }
}
