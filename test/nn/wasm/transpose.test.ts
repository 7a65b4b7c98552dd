import { expect, test } from 'vitest'
import { transposeInto } from '../../../src/nn/wasm/transpose.ts'

test.each([
  [1, 1, 1],
  [2, 3, 5],
  [1, 33, 70],
  [3, 64, 32],
])('%s matrices of %s x %s', (batches, rows, columns) => {
  const from = Float32Array.from({ length: batches * rows * columns }, (_, i) => i)
  const to = new Float32Array(from.length)
  transposeInto(from, to, batches, rows, columns)
  for (let b = 0; b < batches; b++) {
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const base = b * rows * columns
        if (to[base + c * rows + r] !== from[base + r * columns + c]) expect.fail(`${b} ${r} ${c}`)
      }
    }
  }
  expect(to[to.length - 1]).toBe(from[from.length - 1])
})
