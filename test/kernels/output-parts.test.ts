import { expect, test } from 'vitest'
import { columnsOf, outputParts, sortPairs } from '../../src/kernels/output-parts.ts'
import { Random } from '../../src/random.ts'

const zipf = (length: number) => Array.from({ length }, (_, row) => 1 / (row + 10))

test.each([2, 3, 4])('every noise has about the same mass in each of %i parts', (parts) => {
  const noise = { weights: new Random(1).shuffle(zipf(1000)), base: 7 }
  const partOf = outputParts(1007, [noise], parts)
  const masses = Array.from({ length: parts }, (_, part) =>
    columnsOf(noise, partOf, part).weights.reduce((sum, weight) => sum + weight, 0),
  )
  const mean = masses.reduce((sum, mass) => sum + mass, 0) / parts
  for (const mass of masses) expect(mass / mean).toBeCloseTo(1, 1)
})

test('a handful of rows stays together, and handfuls are spread', () => {
  const noises = [0, 10, 30].map((base) => ({ weights: zipf(base === 30 ? 400 : 8), base }))
  const partOf = outputParts(500, noises, 2)
  const parts = (base: number, n: number) => [...new Set(partOf.subarray(base, base + n))]
  expect([parts(0, 8), parts(10, 8)]).toEqual([[0], [1]])
  expect(parts(30, 400).sort()).toEqual([0, 1])
  // what no noise names may still be the output of a pair
  expect(Math.max(...partOf)).toBe(1)
})

test('columns of the parts are those of the noise; what is never drawn is in none', () => {
  const weights = zipf(300)
  weights[5] = 0
  const noise = { weights, base: 2 }
  const partOf = outputParts(302, [noise], 2)
  const all = [0, 1].map((part) => columnsOf(noise, partOf, part))
  const rows = all.flatMap(({ rows }) => rows).sort((a, b) => a - b)
  expect(rows).toEqual(Array.from({ length: 300 }, (_, column) => column + 2).filter((row) => row !== 7))
  for (const { rows, weights: own } of all) expect(own).toEqual(rows.map((row) => weights[row - 2]))
})

test('pairs come in blocks of inputs and parts, as they were within one, and none is lost', () => {
  const random = new Random(3)
  const [n, parts] = [500, 3]
  const partOf = Uint8Array.from({ length: 40 }, () => random.int(parts))
  const pairs = Uint32Array.from({ length: 3 * n }, (_, at) => (at % 3 === 2 ? Math.floor(at / 3) : random.int(40)))
  const sorted = new Uint32Array(3 * n)
  const blocks = new Uint32Array(parts ** 2 + 1)
  sortPairs(pairs, n, partOf, parts, sorted, blocks)
  expect([blocks[0], blocks.at(-1)]).toEqual([0, n])
  const numbers: number[] = []
  for (let block = 0; block < parts ** 2; block++) {
    let before = -1
    for (let p = blocks[block]!; p < blocks[block + 1]!; p++) {
      const [input, output, number] = sorted.subarray(3 * p, 3 * p + 3)
      expect([input! % parts, partOf[output!]]).toEqual([Math.floor(block / parts), block % parts])
      expect([...pairs.subarray(3 * number!, 3 * number! + 2)]).toEqual([input, output])
      expect(number).toBeGreaterThan(before)
      before = number!
      numbers.push(number!)
    }
  }
  expect(new Set(numbers).size).toBe(n)
})
