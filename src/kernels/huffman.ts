/** A binary tree over tokens: frequent ones have short paths (Huffman 1952). */
export interface HuffmanTree {
  /** Inner nodes: tokens - 1, at least 1. */
  readonly nodes: number
  /** (tokens + 1) where the path of each token begins in `paths` */
  readonly offsets: Uint32Array
  /** From the root down: twice the inner node, plus 1 where the path turns to the rarer side. */
  readonly paths: Uint32Array
}

/** @param counts (tokens) >= 0; equal counts merge in the order of their rows, so that the tree is always the same */
export function huffmanTree(counts: ArrayLike<number>): HuffmanTree {
  const n = counts.length
  if (n === 0) throw new RangeError('a tree over no tokens')
  const order = Array.from({ length: n }, (_, token) => token).sort((a, b) => counts[a]! - counts[b]! || a - b)
  // Nodes 0 to n - 1 are the tokens, then the inner ones as they are made, whose weights only grow: two queues do.
  const weight = new Float64Array(2 * n)
  const parent = new Uint32Array(2 * n)
  const side = new Uint8Array(2 * n)
  for (let token = 0; token < n; token++) weight[token] = counts[token]!
  let leaf = 0
  let inner = n
  for (let made = n; made < 2 * n - 1; made++) {
    for (let child = 0; child < 2; child++) {
      const takeLeaf = leaf < n && (inner >= made || weight[order[leaf]!]! <= weight[inner]!)
      const node = takeLeaf ? order[leaf++]! : inner++
      weight[made]! += weight[node]!
      parent[node] = made
      side[node] = child === 0 ? 1 : 0
    }
  }
  const root = 2 * n - 2
  const offsets = new Uint32Array(n + 1)
  const paths: number[] = []
  const path: number[] = []
  for (let token = 0; token < n; token++) {
    path.length = 0
    for (let node = token; node !== root; node = parent[node]!) path.push(2 * (parent[node]! - n) + side[node]!)
    for (let step = path.length - 1; step >= 0; step--) paths.push(path[step]!)
    offsets[token + 1] = paths.length
  }
  return { nodes: Math.max(1, n - 1), offsets, paths: Uint32Array.from(paths) }
}
