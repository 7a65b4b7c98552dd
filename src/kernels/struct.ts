import { type Arena, at } from './arena.ts'

/** Kinds of a word of 32 bits. */
export type Word = 'i32' | 'u32' | 'f32'

/** A record of 32-bit words that a kernel reads as an unmanaged class with the same fields in the same order. */
export class Struct<Field extends string> {
  readonly address: number
  readonly bytes: number
  readonly #places: ReadonlyMap<string, { readonly index: number; readonly word: Word }>
  readonly #words: { readonly [kind in Word]: Int32Array | Uint32Array | Float32Array }

  /** Takes its room from the arena: `Struct.room(fields)`. All words are 0. */
  constructor(arena: Arena, fields: Readonly<Record<Field, Word>>) {
    const names = Object.entries<Word>(fields)
    const i32 = arena.i32(names.length)
    const place = [i32.buffer, at(i32), names.length] as const
    this.address = at(i32)
    this.bytes = i32.byteLength
    this.#words = { i32, u32: new Uint32Array(...place), f32: new Float32Array(...place) }
    this.#places = new Map(names.map(([name, word], index) => [name, { index, word }]))
  }

  /** Bytes that an arena must have for it. */
  static room(fields: object): number {
    return Math.ceil((4 * Object.keys(fields).length) / 64) * 64
  }

  /** Writes some of the words. An array stands for its address. */
  set(values: Partial<Readonly<Record<Field, number | ArrayBufferView | undefined>>>): void {
    for (const [name, value] of Object.entries<number | ArrayBufferView | undefined>(values)) {
      const { index, word } = this.#places.get(name)!
      this.#words[word][index] = value === undefined ? 0 : typeof value === 'number' ? value : at(value)
    }
  }

  get(name: Field): number {
    const { index, word } = this.#places.get(name)!
    return this.#words[word][index]!
  }
}
