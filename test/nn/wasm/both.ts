import { expect } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import type { Tensor, TF } from '../../../src/nn/tf.ts'

/** The same work on the wasm backend, with our kernels, and on the plain one: results may differ by rounding alone. */
export async function onBoth(work: (tf: TF) => Tensor | Tensor[], tolerance = 1e-5): Promise<void> {
  const results: Tensor[][] = []
  const values: Float32Array[][] = []
  for (const name of ['wasm', 'cpu'] as const) {
    const { tf } = await loadEngine(name)
    const before = tf.memory().numTensors
    const result = [work(tf)].flat()
    results.push(result)
    values.push(result.map((tensor) => tensor.dataSync() as Float32Array))
    expect(tf.memory().numTensors - before, 'tensors left over').toBeLessThanOrEqual(result.length)
  }
  await loadEngine('wasm')
  for (const [i, ours] of (results[0] ?? []).entries()) {
    const plain = results[1]?.[i]
    expect(ours.shape).toEqual(plain?.shape)
    expect(ours.dtype).toBe(plain?.dtype)
    const [a, b] = [values[0]?.[i], values[1]?.[i]] as [Float32Array, Float32Array]
    const scale = Math.max(1e-6, ...b.map(Math.abs))
    for (let k = 0; k < b.length; k++) {
      const error = Math.abs((a[k] as number) - (b[k] as number)) / scale
      if (!(error < tolerance)) expect.fail(`${i}[${k}]: ${a[k]} in place of ${b[k]}`)
    }
  }
}
