import { expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'

const { tf } = await loadEngine('wasm')

test('every kernel that a gradient of ours needs is there', () => {
  for (const name of [
    'Conv2DBackpropFilter',
    'Conv2DBackpropInput',
    'UnsortedSegmentSum',
    'MaxPoolGrad',
    'AvgPoolGrad',
  ]) {
    expect(tf.getKernel(name, 'wasm'), name).toBeDefined()
  }
})
