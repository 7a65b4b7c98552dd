import type { Noise } from './noise-tables.ts'

const none = 255
/** A noise of fewer rows a part than that stays whole: among a handful, the one positive is too large a share. */
const fewest = 64

/**
 * Parts the output rows so that every noise has about the same mass in each part, most frequent rows dealt out first. A
 * small noise lies in one part as a whole.
 * @param parts 1 to 64
 * @returns (rows) the part of each
 */
export function outputParts(rows: number, noises: readonly Noise[], parts: number): Uint8Array {
  const part = new Uint8Array(rows).fill(none)
  let small = 0
  for (const { weights, base = 0 } of noises) {
    const free = Array.from({ length: weights.length }, (_, column) => column).filter((column) => {
      return part[base + column] === none
    })
    if (weights.length < fewest * parts) {
      for (const column of free) part[base + column] = small % parts
      small++
      continue
    }
    free.sort((a, b) => weights[b]! - weights[a]! || a - b)
    // There and back again, as one shares out a hand: 0 1 2 2 1 0 0 1 2 ...
    free.forEach((column, at) => {
      const turn = at % (2 * parts)
      part[base + column] = turn < parts ? turn : 2 * parts - 1 - turn
    })
  }
  return part.map((one, row) => (one === none ? row % parts : one))
}

/** The columns of a noise that lie in a part: their rows and weights. */
export function columnsOf({ weights, base = 0 }: Noise, partOf: Uint8Array, part: number) {
  const rows: number[] = []
  for (let column = 0; column < weights.length; column++) {
    if (weights[column]! > 0 && partOf[base + column] === part) rows.push(base + column)
  }
  return { rows, weights: rows.map((row) => weights[row - base]!) }
}

/**
 * Brings pairs in the order of blocks: by input row % parts, then by the part of the output row; within a block as before.
 * @param pairs (n, 3) input row, output row, term  @param into (n, 3)
 * @param blocks (parts * parts + 1) where each block begins, and the end
 */
export function sortPairs(
  pairs: Uint32Array,
  n: number,
  partOf: Uint8Array,
  parts: number,
  into: Uint32Array,
  blocks: Uint32Array,
): void {
  const blockOf = (at: number) => (pairs[at]! % parts) * parts + partOf[pairs[at + 1]!]!
  blocks.fill(0)
  for (let at = 0; at < 3 * n; at += 3) blocks[blockOf(at) + 1]! += 1
  for (let block = 1; block < blocks.length; block++) blocks[block]! += blocks[block - 1]!
  const next = blocks.slice(0, parts * parts)
  for (let at = 0; at < 3 * n; at += 3) {
    const block = blockOf(at)
    const to = 3 * next[block]!
    next[block]! += 1
    into[to] = pairs[at]!
    into[to + 1] = pairs[at + 1]!
    into[to + 2] = pairs[at + 2]!
  }
}
