import { aliasTable } from '../../src/kernels/alias.ts'

/** An output row with the label that it should get, and how often it counts. */
export interface Target {
  readonly row: number
  readonly label: 0 | 1
  count: number
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!
  return sum
}

/** -sum over targets of count * log sigmoid(+-x . y), in float64. */
export function lossOf(x: Float64Array, outputs: readonly Float64Array[], targets: readonly Target[]): number {
  return targets.reduce((loss, { row, label, count }) => {
    const wrong = (label === 1 ? -1 : 1) * dot(x, outputs[row]!)
    return loss + count * (Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong))))
  }, 0)
}

/** Its gradient by x and by the rows of the targets (which must differ), in their order. */
export function gradientOf(x: Float64Array, outputs: readonly Float64Array[], targets: readonly Target[]) {
  const byX = new Float64Array(x.length)
  const byRows = targets.map(({ row, label, count }) => {
    const y = outputs[row]!
    const g = count * (sigmoid(dot(x, y)) - label)
    for (let j = 0; j < x.length; j++) byX[j]! += g * y[j]!
    return x.map((value) => g * value)
  })
  return { byX, byRows }
}

/** One descent step of the length `rate`. */
export function descend(x: Float64Array, outputs: readonly Float64Array[], targets: readonly Target[], rate: number) {
  const { byX, byRows } = gradientOf(x, outputs, targets)
  targets.forEach(({ row }, at) => {
    byRows[at]!.forEach((g, j) => {
      outputs[row]![j]! -= rate * g
    })
  })
  byX.forEach((g, j) => {
    x[j]! -= rate * g
  })
}

/** splitmix64 and Walker's alias method, as `assembly/parts/random.ts` has them. */
export class Draws {
  constructor(public state: bigint) {}

  alias(weights: ArrayLike<number>): () => number {
    const { keep, other } = aliasTable(weights)
    const word = (x: bigint) => BigInt.asUintN(64, x)
    return () => {
      this.state = word(this.state + 0x9e3779b97f4a7c15n)
      let z = word((this.state ^ (this.state >> 30n)) * 0xbf58476d1ce4e5b9n)
      z = word((z ^ (z >> 27n)) * 0x94d049bb133111ebn)
      z ^= z >> 31n
      const column = Number(((z >> 32n) * BigInt(weights.length)) >> 32n)
      return Number(z & 0xffffffffn) < keep[column]! ? column : other[column]!
    }
  }
}

/** The targets of a pair: the positive, and negatives of which a repeated one counts more and the positive none. */
export function sampled(positive: number, negatives: readonly number[]): Target[] {
  const targets: Target[] = [{ row: positive, label: 1, count: 1 }]
  for (const row of negatives) {
    const known = targets.find((target) => target.row === row)
    if (!known) targets.push({ row, label: 0, count: 1 })
    else if (known !== targets[0]) known.count++
  }
  return targets
}
