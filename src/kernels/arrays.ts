import { Arena } from './arena.ts'

type Kind = 'f32' | 'f64' | 'u32' | 'i32' | 'u8'
/** Arrays by name: said first, then each taken from an arena that is just large enough for all. */
export class Arrays {
  readonly #wanted = new Map<string, { kind: Kind; length: number }>()
  readonly #taken = new Map<string, ArrayBufferView>()
  readonly #shared: Arrays | undefined

  /** @param shared arrays that are found as well where there is no own of that name */
  constructor(shared?: Arrays) {
    this.#shared = shared
  }

  /** @throws RangeError for a name that was wanted before */
  want(kind: Kind, name: string, length: number): void {
    if (this.#wanted.has(name)) throw new RangeError(`two arrays "${name}"`)
    this.#wanted.set(name, { kind, length })
  }
  /** Bytes that an arena must have for them. */
  get bytes(): number {
    const size = { f32: 4, f64: 8, u32: 4, i32: 4, u8: 1 }
    return Arena.room(...[...this.#wanted.values()].map(({ kind, length }) => size[kind] * length))
  }
  take(arena: Arena): void {
    for (const [name, { kind, length }] of this.#wanted) this.#taken.set(name, arena[kind](length))
  }
  f32 = (name: string): Float32Array => this.#get(name, Float32Array)
  f64 = (name: string): Float64Array => this.#get(name, Float64Array)
  u32 = (name: string): Uint32Array => this.#get(name, Uint32Array)
  i32 = (name: string): Int32Array => this.#get(name, Int32Array)
  u8 = (name: string): Uint8Array => this.#get(name, Uint8Array)
  /** The array of that name, or none where it was not wanted. */
  find = (name: string): ArrayBufferView | undefined => this.#taken.get(name) ?? this.#shared?.find(name)

  #get<Type extends ArrayBufferView>(name: string, type: new (n: number) => Type): Type {
    const found = this.find(name)
    if (!(found instanceof type)) throw new RangeError(`no array "${name}"`)
    return found
  }
}
