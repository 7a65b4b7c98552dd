import { expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import { kernelOf, replaceKernel, sizeOf, type TensorInfo } from '../../../src/nn/wasm/heap.ts'

const { tf } = await loadEngine('wasm')

test('a kernel can be replaced, and the old one still works within', () => {
  const old = kernelOf(tf, 'Relu6')
  replaceKernel(tf, 'Relu6', (call) => {
    const out = old(call)
    const values = call.backend.typedArrayFromHeap(out)
    for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) + 100
    return out
  })
  expect([...tf.relu6(tf.tensor1d([-1, 2, 9])).dataSync()]).toEqual([100, 102, 106])
  replaceKernel(tf, 'Relu6', old)
  expect([...tf.relu6(tf.tensor1d([-1, 2, 9])).dataSync()]).toEqual([0, 2, 6])
})

test('one that is not there is a mistake', () => {
  expect(() => kernelOf(tf, 'NoSuchKernel')).toThrow('NoSuchKernel')
})

test('sizes', () => {
  const shape: TensorInfo['shape'] = [2, 3, 4]
  expect([sizeOf(shape), sizeOf([]), sizeOf([3, 0])]).toEqual([24, 1, 0])
})
