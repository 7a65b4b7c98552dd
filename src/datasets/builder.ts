import type { Interactions } from './interactions.ts'
import { Vocabulary } from './vocabulary.ts'

/**
 * Collects events in any order and makes `Interactions` of them. Sequences keep the order in which their names
 * first came; in a sequence events go by time, equal (or absent) times in the order they were added. Item rows
 * follow `byId`, so that they do not depend on the order of a file.
 */
export class InteractionsBuilder {
  readonly #sequences = new Map<string, number>()
  readonly #items: Map<string, number>
  readonly #sequence: number[] = []
  readonly #item: number[] = []
  readonly #value: number[] = []
  readonly #time: number[] = []

  /** @param known items that keep the first rows, in this order, e.g. those of the training part */
  constructor(readonly known: Vocabulary = new Vocabulary([])) {
    this.#items = new Map(known.ids.map((id, row) => [id, row]))
  }

  get events(): number {
    return this.#item.length
  }

  /** @param time seconds since 1970, NaN where unknown */
  add(sequence: string, item: string, value = 1, time = Number.NaN): void {
    this.#sequence.push(place(this.#sequences, sequence))
    this.#item.push(place(this.#items, item))
    this.#value.push(value)
    this.#time.push(time)
  }

  build(): Interactions {
    const found = [...this.#items.keys()]
    const fresh = found.slice(this.known.size).sort(byId)
    const items = new Vocabulary([...this.known.ids, ...fresh])
    const rowOf = found.map((id) => items.row(id) ?? 0)

    const offsets = new Uint32Array(this.#sequences.size + 1)
    for (const s of this.#sequence) offsets[s + 1]! += 1
    for (let s = 0; s < this.#sequences.size; s++) offsets[s + 1]! += offsets[s]!
    const next = offsets.slice()
    const order = new Uint32Array(this.events)
    this.#sequence.forEach((s, event) => {
      order[next[s]!++] = event
    })
    const time = this.#time
    for (let s = 0; s < this.#sequences.size; s++) {
      const part = order.subarray(offsets[s], offsets[s + 1])
      // Timsort is quick on what is in order already, and NaN compares as equal: the order of the file stays.
      if (outOfOrder(part, time))
        part.set([...part].sort((a, b) => (time[a]! < time[b]! ? -1 : time[a]! > time[b]! ? 1 : 0)))
    }
    return {
      items,
      offsets,
      rows: Uint32Array.from(order, (event) => rowOf[this.#item[event]!]!),
      times: Float64Array.from(order, (event) => time[event]!),
      values: Float32Array.from(order, (event) => this.#value[event]!),
      names: [...this.#sequences.keys()],
    }
  }
}

/** Order of item ids: whole numbers by value, before all others, which go by code units. */
export function byId(a: string, b: string): number {
  const numbers = Number(digits.test(b)) - Number(digits.test(a))
  if (numbers !== 0) return numbers
  if (digits.test(a) && a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

const digits = /^\d+$/

function place(places: Map<string, number>, name: string): number {
  let at = places.get(name)
  if (at === undefined) {
    at = places.size
    places.set(name, at)
  }
  return at
}

function outOfOrder(part: Uint32Array, time: readonly number[]): boolean {
  for (let i = 1; i < part.length; i++) if (time[part[i - 1]!]! > time[part[i]!]!) return true
  return false
}
