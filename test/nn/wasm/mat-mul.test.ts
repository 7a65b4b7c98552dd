import { describe, expect, test } from 'vitest'
import { loadEngine } from '../../../src/nn/load.ts'
import type { Tensor } from '../../../src/nn/tf.ts'
import { draw } from '../gradients.ts'
import { onBoth } from './both.ts'

const shapes = [
  { a: [7, 5], b: [5, 9], name: 'matrices' },
  { a: [3, 7, 5], b: [3, 5, 9], name: 'batches' },
  { a: [3, 7, 5], b: [1, 5, 9], name: 'a batch and one' },
  { a: [2, 3, 7, 5], b: [2, 3, 5, 9], name: 'batches of batches' },
]
const turned = (shape: number[], turn: boolean) =>
  turn ? [...shape.slice(0, -2), ...shape.slice(-2).reverse()] : shape

describe.each(shapes)('$name', ({ a, b }) => {
  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])(
    'transposed %s, %s: as the plain backend',
    (left, right) =>
      onBoth((tf) =>
        tf.tidy(() =>
          tf.matMul(
            tf.tensor(
              draw(
                a.reduce((x, y) => x * y),
                1,
              ),
              turned(a, left),
            ),
            tf.tensor(
              draw(
                b.reduce((x, y) => x * y),
                2,
              ),
              turned(b, right),
            ),
            left,
            right,
          ),
        ),
      ), // prettier-ignore
  )
})

test.each([
  [true, false],
  [false, true],
])('fused with bias and relu, transposed %s, %s', (transposeA, transposeB) =>
  onBoth((tf) =>
    tf.tidy(() =>
      tf.fused.matMul({
        a: tf.tensor2d(draw(35, 1), transposeA ? [5, 7] : [7, 5]),
        b: tf.tensor2d(draw(45, 2), transposeB ? [9, 5] : [5, 9]),
        transposeA,
        transposeB,
        bias: tf.tensor1d(draw(9, 3)),
        activation: 'relu',
      }),
    ),
  ),
)

test('its gradients are those of the plain backend', () =>
  onBoth((tf) => {
    const gradients = tf.grads((a: Tensor, b: Tensor) => tf.sum(tf.square(tf.matMul(a as never, b as never))))
    return tf.tidy(() => gradients([tf.tensor2d(draw(35, 1), [7, 5]), tf.tensor2d(draw(45, 2), [5, 9])]))
  }))

test('what it writes out in between is freed', async () => {
  const { tf } = await loadEngine('wasm')
  const backend = tf.backend() as unknown as { numDataIds(): number }
  const a = tf.tensor2d(draw(35), [7, 5])
  const before = backend.numDataIds()
  tf.matMul(a, a, true, false).dispose()
  tf.matMul(a, a, false, true).dispose()
  expect(backend.numDataIds()).toBe(before)
})
