import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { kernelFeatures } from '../../src/kernels/features.ts'

test('this runtime has what every kernel needs', () => {
  const { simd, threads, cores } = kernelFeatures()
  expect({ simd, threads }).toEqual({ simd: true, threads: true })
  expect(cores).toBeGreaterThanOrEqual(1)
})

test('relaxed SIMD is found where V8 has it switched on', () => {
  const script = `import { kernelFeatures } from './dist/kernels/features.js'; console.log(kernelFeatures().relaxedSimd)`
  const found = spawnSync(
    process.execPath,
    ['--experimental-wasm-relaxed-simd', '--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  )
  expect(found.stdout.trim()).toBe('true')
})
