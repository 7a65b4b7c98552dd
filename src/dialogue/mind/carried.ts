import type { ItemRow, Vocabulary } from '../../datasets/vocabulary.ts'
import { hash32 } from '../../random.ts'
import type { Model, RowQuery, SessionModel } from '../../recommenders/contract.ts'

/**
 * What a session model knows of a conversation, as the conversation keeps it: plain data that can be stored with a turn
 * and handed back with the next.
 */
export interface CarriedState {
  /** The recommender's name. */
  readonly model: string
  /** Which fit of it: a state means nothing to another one. */
  readonly version: string
  /** How many items the state has taken in, and a hash of their ids in order. */
  readonly taken: number
  readonly mark: number
  /** Little-endian float32 in base64. */
  readonly state: string
}

/** So many of the newest events are replayed where no state was carried: what is older has faded from a state anyway. */
const replayed = 50

/**
 * A session model as a source of the blend. It goes on from the state that the conversation carried where that state
 * took in the beginning of what is asked about, and else from the start: the scores are the same bits either way, as
 * long as the history is not longer than what is replayed.
 */
export class CarriedSession implements Model {
  readonly items: number
  readonly #model: SessionModel
  readonly #name: string
  readonly #version: string
  readonly #vocabulary: Vocabulary
  /** The history scored last, and the state after each of its first events; undefined where it is not known. */
  #history: readonly ItemRow[] = []
  #states: (Float32Array | undefined)[] = []
  readonly #scratch: Float32Array

  /** @param model over the rows of `vocabulary` @param version of the fit, e.g. the hash of its manifest */
  constructor(model: SessionModel, name: string, version: string, vocabulary: Vocabulary) {
    this.items = model.items
    this.#model = model
    this.#name = name
    this.#version = version
    this.#vocabulary = vocabulary
    this.#scratch = new Float32Array(model.items)
  }

  /** Takes up what a conversation carried: what was known of the conversation before is let go. */
  resume(carried: readonly CarriedState[], history: readonly ItemRow[]): void {
    this.#history = []
    this.#states = []
    const own = carried.find(({ model, version }) => model === this.#name && version === this.#version)
    if (!own || own.taken < 1 || own.taken > history.length) return
    const begun = history.slice(0, own.taken)
    if (this.#mark(begun) !== own.mark) return
    const state = fromBase64(own.state, this.#model.stateSize)
    if (!state) return
    this.#history = begun
    this.#states = []
    this.#states[own.taken] = state
  }

  /** What the conversation shall carry: the state after these events; undefined before the first. */
  carry(history: readonly ItemRow[]): CarriedState | undefined {
    if (history.length === 0) return undefined
    const state = toBase64(this.#after(history))
    const { length } = history
    return { model: this.#name, version: this.#version, taken: length, mark: this.#mark(history), state }
  }

  score({ history }: RowQuery, scores: Float32Array): void {
    if (history.length === 0) scores.fill(0)
    else this.#model.scoreState(this.#keep(history), scores)
  }

  scoreRows({ history }: RowQuery, rows: readonly number[], values: Float32Array): void {
    if (history.length === 0) {
      values.fill(0)
      return
    }
    const state = this.#after(history)
    if (this.#model.scoreStateRows) this.#model.scoreStateRows(state, rows, values)
    else {
      this.#model.scoreState(state, this.#scratch)
      rows.forEach((row, r) => {
        values[r] = this.#scratch[row]!
      })
    }
  }

  /** The state after a history, remembered with those on the way. */
  #keep(history: readonly ItemRow[]): Float32Array {
    const from = this.#known(history)
    const states = this.#states.slice(0, from + 1)
    for (let taken = this.#begin(history, from); taken < history.length; taken++) {
      const state = (states[taken] ?? this.#model.start()).slice()
      this.#model.advance(state, history[taken]!)
      states[taken + 1] = state
    }
    this.#history = history.slice()
    this.#states = states
    return states[history.length]!
  }

  /** The state after a history that is asked about once: nothing is remembered. */
  #after(history: readonly ItemRow[]): Float32Array {
    const from = this.#known(history)
    const begin = this.#begin(history, from)
    const state = (this.#states[begin] ?? this.#model.start()).slice()
    for (let taken = begin; taken < history.length; taken++) this.#model.advance(state, history[taken]!)
    return state
  }

  /** How many first events a known state has taken in. */
  #known(history: readonly ItemRow[]): number {
    let same = 0
    while (same < history.length && this.#history[same] === history[same]) same++
    while (same > 0 && !this.#states[same]) same--
    return same
  }

  #begin(history: readonly ItemRow[], known: number): number {
    return known > 0 ? known : Math.max(0, history.length - replayed)
  }

  #mark(history: readonly ItemRow[]): number {
    return history.reduce<number>((mark, row) => hash32(this.#vocabulary.id(row), mark), history.length)
  }
}

function toBase64(state: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(4 * state.length))
  state.forEach((value, i) => {
    bytes.setFloat32(4 * i, value, true)
  })
  return Buffer.from(bytes.buffer).toString('base64')
}

/** Undefined for what is no state of that size. */
function fromBase64(text: string, size: number): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== 4 * size) return undefined
  const state = Float32Array.from({ length: size }, (_, i) => bytes.readFloatLE(4 * i))
  return state.every(Number.isFinite) ? state : undefined
}
