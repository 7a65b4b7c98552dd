import { expect, test } from 'vitest'
import { checkTraining, describeTraining } from '../../../src/cli/doctor/training.ts'

const all = { simd: true, relaxedSimd: true, threads: true, cores: 8 }
const memory = { total: 16 * 2 ** 30, free: 2.5 * 2 ** 30 }

test('says backend and why, SIMD, threads, cores and memory', () => {
  expect(describeTraining('tensorflow', 'it loads', all, memory)).toEqual({
    state: 'fine',
    says: 'TensorFlow (native) (it loads)\nkernels: SIMD, relaxed SIMD, threads\n8 cores, 16.0 GB of memory, 2.5 GB free',
  })
  const poor = { simd: false, relaxedSimd: false, threads: false, cores: 1 }
  expect(describeTraining('cpu', 'no WebAssembly', poor, memory)).toEqual({
    state: 'missing',
    says: expect.stringMatching(/very slow \(no WebAssembly\)\nkernels: no SIMD, no relaxed SIMD, no threads\n1 core,/),
  })
})

test('looks at this machine', async () => {
  const { state, says } = await checkTraining()
  expect(state).toBe('fine')
  expect(says).toMatch(/TensorFlow.*\(.*tfjs-node.*\)\nkernels: SIMD, .*\n\d+ cores?, [\d.]+ GB of memory/)
})
