import type { ItemRow } from '../../datasets/vocabulary.ts'
import { type Decay, decay } from './decay.ts'
import { nthLargest } from './select.ts'
import type { SessionIndex } from './session-index.ts'

/** How sessions are compared and how what they hold is counted. */
export interface SessionRules {
  readonly neighbours: number
  readonly sampleSize: number
  readonly weighting: 'div' | 'quadratic' | 'log' | 'same' | 'exp'
  readonly scoring: Decay | 'exp'
  readonly similarity: 'cosine' | 'vec' | 'jaccard'
  readonly idf: number
  /** What is read off the order of past sessions and the time that has passed since; nothing where absent. */
  readonly sequences?: SequenceRules
}

/** Each is the λ of a weight exp(-distance / λ); 0 = all weigh alike. */
export interface SequenceRules {
  /** Of the items of the present session, by how many came after; what `weighting: 'exp'` means. */
  readonly ownDecay: number
  /** Of past sessions, in days since they ended. */
  readonly sessionDays: number
  /** Of the items of a past session, by how far they stand from the latest item that it shares with the present one. */
  readonly nearness: number
  /** Of past sessions, by how many items came after the latest shared one in the present session: `scoring: 'exp'`. */
  readonly matchDecay: number
}

/** exp(-distance / λ), 1 where λ is 0 */
const fading = (distance: number, lambda: number): number => (lambda === 0 ? 1 : Math.exp(-distance / lambda))
const day = 86_400
const timeless: SequenceRules = { ownDecay: 0, sessionDays: 0, nearness: 0, matchDecay: 0 }

/** Scores by the past sessions that are most like the present one; all buffers are made once. */
export class SessionScorer {
  readonly #index: SessionIndex
  readonly #rules: SessionRules
  /** (items) 1 + idf factor * ln(sessions / support) */
  readonly #rarity: Float64Array
  // One place for each distinct item of the present session, latest first.
  #items = new Uint32Array(16)
  #weights = new Float64Array(16)
  #distances = new Uint32Array(16)
  /** where each item's list of sessions is read next, downwards */
  #cursors = new Int32Array(16)
  /** heap of places, the newest session on top */
  #heap = new Uint32Array(16)
  readonly #sessions: Uint32Array
  readonly #similarities: Float64Array
  readonly #scratch: Float64Array
  readonly #steps: Uint32Array
  /** the latest item that each candidate shares */
  readonly #anchors: Uint32Array
  readonly #sequences: SequenceRules
  readonly #met: Uint32Array
  #call = 0

  constructor(index: SessionIndex, rules: SessionRules) {
    this.#index = index
    this.#rules = rules
    const sessionCount = index.offsets.length - 1
    this.#rarity = Float64Array.from(index.support, (n) => (n === 0 ? 1 : 1 + rules.idf * Math.log(sessionCount / n)))
    const candidates = Math.min(rules.sampleSize, sessionCount)
    this.#sessions = new Uint32Array(candidates)
    this.#similarities = new Float64Array(candidates)
    this.#scratch = new Float64Array(candidates)
    this.#steps = new Uint32Array(candidates)
    this.#anchors = new Uint32Array(candidates)
    this.#sequences = rules.sequences ?? timeless
    this.#met = new Uint32Array(index.support.length)
  }

  /** Adds to `scores`, which must be zero. @param at when, in seconds since 1970; as the newest session ended where absent */
  score(history: readonly ItemRow[], scores: Float32Array, at?: number): void {
    const distinct = this.#read(history)
    const count = this.#compare(distinct, at ?? this.#index.ends?.at(-1) ?? 0)
    if (count === 0) return
    const { neighbours, scoring } = this.#rules
    let least = 0
    let ties = count
    if (count > neighbours) {
      this.#scratch.set(this.#similarities)
      least = nthLargest(this.#scratch, count, neighbours)
      ties = neighbours
      for (let c = 0; c < count; c++) if (this.#similarities[c]! > least) ties--
    }
    const { offsets, rows, positions } = this.#index
    const { nearness, matchDecay } = this.#sequences
    for (let c = 0; c < count; c++) {
      const similarity = this.#similarities[c]!
      // candidates come newest first, so of equally similar sessions the newest are taken
      if (similarity < least || (similarity === least && ties-- <= 0)) continue
      const step = this.#steps[c]!
      const weight = similarity * (scoring === 'exp' ? fading(step - 1, matchDecay) : decay(scoring, step))
      const session = this.#sessions[c]!
      const end = offsets[session + 1]!
      const anchor = nearness > 0 ? positions![rows.indexOf(this.#anchors[c]!, offsets[session])]! : 0
      for (let at = offsets[session]!; at < end; at++) {
        const row = rows[at]!
        const near = nearness > 0 ? fading(Math.abs(positions![at]! - anchor), nearness) : 1
        scores[row] = scores[row]! + weight * near * this.#rarity[row]!
      }
    }
  }

  /** The distinct items, latest first, each with the weight of where it came last. Returns how many. */
  #read(history: readonly ItemRow[]): number {
    this.#grow(history.length)
    if (this.#call === 0xffffffff) {
      this.#met.fill(0)
      this.#call = 0
    }
    const call = ++this.#call
    const length = history.length
    let distinct = 0
    for (let h = length - 1; h >= 0; h--) {
      const row = history[h]!
      if (this.#met[row] === call) continue
      this.#met[row] = call
      this.#items[distinct] = row
      this.#distances[distinct] = length - h
      this.#weights[distinct++] = this.#positionWeight(h + 1, length)
    }
    return distinct
  }

  #positionWeight(position: number, length: number): number {
    switch (this.#rules.weighting) {
      case 'div':
        return position / length
      case 'quadratic':
        return (position / length) ** 2
      case 'log':
        return 1 / Math.log10(length - position + 1.7)
      case 'same':
        return 1
      case 'exp':
        return fading(length - position, this.#sequences.ownDecay)
    }
  }

  /**
   * Walks down the items' lists of sessions together, newest first, until `sampleSize` sessions are compared. All
   * lists that hold a session reach it at the same time, so what it shares with the present one is then known whole.
   */
  #compare(distinct: number, now: number): number {
    const { itemOffsets, sessions, offsets, ends } = this.#index
    const { sessionDays } = this.#sequences
    const { similarity, sampleSize } = this.#rules
    let norm = 0
    let size = 0
    for (let place = 0; place < distinct; place++) {
      norm += this.#weights[place]! ** 2
      const item = this.#items[place]!
      this.#cursors[place] = itemOffsets[item + 1]! - 1
      if (this.#cursors[place]! >= itemOffsets[item]!) this.#heap[size++] = place
    }
    for (let at = (size >> 1) - 1; at >= 0; at--) this.#sink(at, size)
    let count = 0
    while (size > 0 && count < sampleSize) {
      const session = sessions[this.#cursors[this.#heap[0]!]!]!
      let shared = 0
      let sum = 0
      let step = 0xffffffff
      while (size > 0 && sessions[this.#cursors[this.#heap[0]!]!] === session) {
        const place = this.#heap[0]!
        shared++
        sum += this.#weights[place]!
        if (this.#distances[place]! < step) {
          step = this.#distances[place]!
          this.#anchors[count] = this.#items[place]!
        }
        if (--this.#cursors[place]! < itemOffsets[this.#items[place]!]!) this.#heap[0] = this.#heap[--size]!
        this.#sink(0, size)
      }
      const held = offsets[session + 1]! - offsets[session]!
      this.#sessions[count] = session
      this.#steps[count] = step
      if (similarity === 'cosine') this.#similarities[count] = sum / (Math.sqrt(norm) * Math.sqrt(held))
      else if (similarity === 'vec') this.#similarities[count] = sum / distinct
      else this.#similarities[count] = shared / (distinct + held - shared)
      if (sessionDays > 0) this.#similarities[count]! *= fading(Math.max(0, now - ends![session]!) / day, sessionDays)
      count++
    }
    return count
  }

  /** Restores the heap below `at`; among equal sessions the earlier place comes first, so that sums have one order. */
  #sink(at: number, size: number): void {
    for (;;) {
      let best = at
      for (let child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
        if (this.#before(this.#heap[child]!, this.#heap[best]!)) best = child
      }
      if (best === at) return
      const held = this.#heap[at]!
      this.#heap[at] = this.#heap[best]!
      this.#heap[best] = held
      at = best
    }
  }

  #before(a: number, b: number): boolean {
    const ofA = this.#index.sessions[this.#cursors[a]!]!
    const ofB = this.#index.sessions[this.#cursors[b]!]!
    return ofA > ofB || (ofA === ofB && a < b)
  }

  #grow(length: number): void {
    if (length <= this.#items.length) return
    const room = 2 ** Math.ceil(Math.log2(length))
    this.#items = new Uint32Array(room)
    this.#weights = new Float64Array(room)
    this.#distances = new Uint32Array(room)
    this.#cursors = new Int32Array(room)
    this.#heap = new Uint32Array(room)
  }
}
