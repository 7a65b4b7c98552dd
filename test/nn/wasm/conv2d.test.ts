import { expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import type { Tensor, Tensor4D } from '../../../src/nn/tf.ts'
import { draw } from '../gradients.ts'
import { onBoth } from './both.ts'

test.each([
  { input: [2, 6, 5, 3], filter: [3, 3, 3, 4], stride: 1, pad: 'same' },
  { input: [2, 6, 5, 3], filter: [3, 2, 3, 4], stride: 2, pad: 'same' },
  { input: [2, 6, 5, 3], filter: [2, 3, 3, 4], stride: 1, pad: 'valid' },
  { input: [1, 7, 7, 1], filter: [3, 3, 1, 2], stride: 3, pad: 'valid' },
  { input: [3, 1, 9, 4], filter: [1, 4, 4, 2], stride: [1, 2], pad: 'same' },
  { input: [2, 4, 4, 2], filter: [1, 1, 2, 3], stride: 1, pad: 'valid' },
  { input: [1, 2, 2, 1], filter: [5, 5, 1, 2], stride: 1, pad: 'same' },
  { input: [2, 5, 5, 2], filter: [3, 3, 2, 2], stride: 1, pad: 2 },
] as const)(
  'gradients of $input by $filter, stride $stride, $pad: as the plain backend',
  ({ input, filter, stride, pad }) =>
    onBoth((tf) => {
      const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1)
      const convolve = (x: Tensor, w: Tensor) =>
        tf.sum(tf.square(tf.conv2d(x as Tensor4D, w as Tensor4D, stride as number, pad)))
      const x = draw(size(input), 1)
      const w = draw(size(filter), 2)
      return tf.tidy(() => tf.grads(convolve)([tf.tensor(x, [...input]), tf.tensor(w, [...filter])]))
    }),
)

test('a batch too large for one chunk of patches gives the same as its halves', async () => {
  const { tf } = await loadEngine('wasm')
  const gradient = tf.grads((x, w) => tf.sum(tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same')))
  const [x, w] = [tf.tensor4d(draw(8 * 64 * 64 * 4), [8, 64, 64, 4]), tf.tensor4d(draw(144 * 4), [3, 3, 4, 16])]
  const [dx, dw] = gradient([x, w]) as [Tensor, Tensor]
  const [first, second] = tf.split(x, 2) as [Tensor4D, Tensor4D]
  const halves = [gradient([first, w]), gradient([second, w])] as [Tensor, Tensor][]
  const whole = tf.concat(halves.map(([one]) => one))
  expect(tf.max(tf.abs(tf.sub(dx, whole))).dataSync()[0]).toBeLessThan(1e-5)
  const sum = tf.add(halves[0]?.[1] as Tensor, halves[1]?.[1] as Tensor)
  const scale = tf.max(tf.abs(dw)).dataSync()[0] as number
  expect((tf.max(tf.abs(tf.sub(dw, sum))).dataSync()[0] as number) / scale).toBeLessThan(1e-5)
})
