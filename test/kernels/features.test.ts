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
  // Since Node 22 it is always on, and there is no flag for it.
  const flags = Number.parseInt(process.versions.node, 10) < 22 ? ['--experimental-wasm-relaxed-simd'] : []
  const found = spawnSync(process.execPath, [...flags, '--input-type=module', '--eval', script], { encoding: 'utf8' })
  expect(found.stdout.trim()).toBe('true')
})
