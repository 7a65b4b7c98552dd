import { totalmem } from 'node:os'
import type { KernelFeatures } from '../../kernels/features.ts'
import type { BackendName } from '../../nn/load.ts'
import type { Finding } from './checks.ts'

/** What models would be trained with here. Loads the whole of it, as training would: the surest look. */
export async function checkTraining(): Promise<Finding> {
  const [{ loadEngine }, { kernelFeatures }] = await Promise.all([
    import('../../nn/load.ts'),
    import('../../kernels/features.ts'),
  ])
  const { backend, reason } = await loadEngine()
  return describeTraining(backend, reason, kernelFeatures(), { total: totalmem(), free: process.availableMemory() })
}

const BACKENDS: Readonly<Record<BackendName, string>> = {
  tensorflow: 'TensorFlow (native)',
  wasm: 'TensorFlow.js on WebAssembly',
  cpu: 'TensorFlow.js in plain JavaScript, which is very slow',
}

/** @param memory bytes */
export function describeTraining(
  backend: BackendName,
  reason: string,
  { simd, relaxedSimd, threads, cores }: KernelFeatures,
  memory: { readonly total: number; readonly free: number },
): Finding {
  const has = (there: boolean, what: string) => `${there ? '' : 'no '}${what}`
  const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`
  const says = [
    `${BACKENDS[backend]} (${reason})`,
    `kernels: ${has(simd, 'SIMD')}, ${has(relaxedSimd, 'relaxed SIMD')}, ${has(threads, 'threads')}`,
    `${cores} ${cores === 1 ? 'core' : 'cores'}, ${gigabytes(memory.total)} of memory, ${gigabytes(memory.free)} free`,
  ]
  return { state: backend === 'cpu' || !simd ? 'missing' : 'fine', says: says.join('\n') }
}
