import type { Random } from '../random.ts'

/** Fills a parameter's numbers. */
export type Initialiser = (value: Float32Array, shape: readonly number[], random: Random) => void

export const zeros: Initialiser = (value) => {
  value.fill(0)
}
export const ones: Initialiser = (value) => {
  value.fill(1)
}

/** Uniform in (-limit, limit). */
export const uniform =
  (limit: number): Initialiser =>
  (value, _, random) => {
    for (let i = 0; i < value.length; i++) value[i] = (2 * random.next() - 1) * limit
  }

/** Normal with mean 0. */
export const normal =
  (deviation: number): Initialiser =>
  (value, _, random) => {
    for (let i = 0; i < value.length; i++) value[i] = random.normal() * deviation
  }

/** What goes into a number and what comes out of it: a kernel (KH, KW, C, F) has KH·KW·C and KH·KW·F. */
function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  const [inputs = 1, outputs = 1] = shape.slice(-2)
  const field = shape.slice(0, -2).reduce((product, n) => product * n, 1)
  return shape.length < 2
    ? { fanIn: shape[0] ?? 1, fanOut: shape[0] ?? 1 }
    : { fanIn: field * inputs, fanOut: field * outputs }
}

/** Glorot and Bengio 2010, for tanh, sigmoid and softmax: uniform with limit sqrt(6 / (in + out)). */
export const glorot: Initialiser = (value, shape, random) => {
  const { fanIn, fanOut } = fans(shape)
  uniform(Math.sqrt(6 / (fanIn + fanOut)))(value, shape, random)
}

/** He et al. 2015, for relu: normal with deviation sqrt(2 / in). */
export const he: Initialiser = (value, shape, random) => normal(Math.sqrt(2 / fans(shape).fanIn))(value, shape, random)

/**
 * Saxe et al. 2014, for recurrent matrices: the columns of each (H, H) block of an (H, G·H) matrix are orthonormal, so
 * that a state keeps its length over time.
 */
export const orthogonal: Initialiser = (value, shape, random) => {
  const [size = 1, columns = 1] = shape
  for (let block = 0; block < columns; block += size) {
    const basis: Float64Array[] = []
    for (let c = 0; c < Math.min(size, columns - block); c++) {
      const vector = Float64Array.from({ length: size }, () => random.normal())
      // Twice is enough to be orthogonal to the last bit that counts.
      for (let pass = 0; pass < 2; pass++) {
        for (const other of basis) {
          const along = other.reduce((sum, x, i) => sum + x * (vector[i] as number), 0)
          for (let i = 0; i < size; i++) vector[i] = (vector[i] as number) - along * (other[i] as number)
        }
      }
      const length = Math.hypot(...vector)
      for (let i = 0; i < size; i++) {
        vector[i] = (vector[i] as number) / length
        value[i * columns + block + c] = vector[i] as number
      }
      basis.push(vector)
    }
  }
}
