/**
 * Seeded random numbers, handed in wherever chance is wanted (there is no `Math.random` in this
 * project). sfc32 seeded by splitmix32: fast, 128 bits of state, the same bits on every machine.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** @param seed any integer, taken modulo 2^32 */
  constructor(readonly seed: number) {
    let x = seed | 0
    const mix = () => {
      x = (x + 0x9e3779b9) | 0
      let z = x ^ (x >>> 16)
      z = Math.imul(z, 0x21f0aaad)
      z ^= z >>> 15
      z = Math.imul(z, 0x735a2d97)
      return (z ^ (z >>> 15)) | 0
    }
    this.#a = mix()
    this.#b = mix()
    this.#c = mix()
    for (let i = 0; i < 12; i++) this.bits()
  }

  /** Where the stream is: 4 numbers that `restore` goes on from. */
  state(): Uint32Array {
    return Uint32Array.of(this.#a, this.#b, this.#c, this.#counter)
  }

  /** @param state (4) of a stream of any seed; forks stay those of this one's seed */
  restore([a, b, c, counter]: Uint32Array): void {
    this.#a = a! | 0
    this.#b = b! | 0
    this.#c = c! | 0
    this.#counter = counter! | 0
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + t) | 0
    return t >>> 0
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.bits() / 4294967296
  }

  /** Uniform integer in [0, n). */
  int(n: number): number {
    return Math.floor(this.next() * n)
  }

  /** One of the values; throws a RangeError when there are none. */
  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new RangeError('pick from an empty list')
    return values[this.int(values.length)] as T
  }

  /** Standard normal deviate (Box-Muller). */
  normal(): number {
    const u = 1 - this.next()
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.next())
  }

  /** Shuffles in place (Fisher-Yates) and returns the same array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(values: T): T {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.int(i + 1)
      const held = values[i]
      values[i] = values[j]
      values[j] = held
    }
    return values
  }

  /** An independent stream for a named purpose, so that adding one draw does not move all others. */
  fork(label: string): Random {
    return new Random((hash32(label) ^ Math.imul(this.seed | 0, 0x85ebca6b)) | 0)
  }
}

/** FNV-1a over UTF-16 code units with a final avalanche; for seeds and hashed features, not for security. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let h = seed | 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
