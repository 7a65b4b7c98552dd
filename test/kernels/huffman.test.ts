import { expect, test } from 'vitest'
import { huffmanTree } from '../../src/kernels/huffman.ts'
import { Random } from '../../src/random.ts'

const pathOf = ({ offsets, paths }: ReturnType<typeof huffmanTree>, token: number) => [
  ...paths.subarray(offsets[token], offsets[token + 1]),
]
const costOf = (counts: readonly number[], tree: ReturnType<typeof huffmanTree>) =>
  counts.reduce((sum, count, token) => sum + count * pathOf(tree, token).length, 0)

test('frequent tokens have the short paths, at the least cost there is', () => {
  // The textbook's: lengths 1, 3, 3, 3, 4, 4 and a cost of 224.
  const counts = [5, 9, 12, 13, 16, 45]
  const tree = huffmanTree(counts)
  expect(counts.map((_, token) => pathOf(tree, token).length)).toEqual([4, 4, 3, 3, 3, 1])
  expect(costOf(counts, tree)).toBe(224)
})

test('every path starts at the root, and no token lies on the way to another', () => {
  const random = new Random(1)
  const counts = Array.from({ length: 200 }, () => random.int(50))
  const tree = huffmanTree(counts)
  expect(tree.nodes).toBe(199)
  const paths = counts.map((_, token) => pathOf(tree, token))
  expect(new Set(paths.map((path) => path[0]! >> 1)).size).toBe(1)
  const turns = paths.map((path) => path.map((turn) => turn & 1).join(''))
  expect(new Set(turns).size).toBe(200)
  for (const path of turns) expect(turns.filter((other) => other.startsWith(path))).toEqual([path])
  // Kraft's equality: the tree has no dead ends.
  expect(turns.reduce((sum, path) => sum + 2 ** -path.length, 0)).toBeCloseTo(1, 12)
})

test('one token needs no path, none is an error', () => {
  expect(pathOf(huffmanTree([3]), 0)).toEqual([])
  expect(() => huffmanTree([])).toThrow(RangeError)
})
