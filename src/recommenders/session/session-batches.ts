import type { Interactions } from '../../datasets/interactions.ts'

/** Some steps of training: for each the lanes of the batch. */
export interface Steps {
  /** (steps, lanes) item that a lane's session is at, -1 in a dead lane */
  readonly inputs: Int32Array
  /** (steps, lanes) item that it goes to, -1 in a dead lane */
  readonly targets: Int32Array
  /** (steps, lanes) 1 where a session begins, so that nothing is remembered */
  readonly resets: Uint8Array
}

/**
 * Session-parallel mini-batches (Hidasi et al. 2016): every slot walks through a session, one event a step; where it
 * ends the slot takes the next one and only that slot forgets. Sessions go by the time of their first event and are
 * never shuffled, so that the newest are learned last. When none is left, slots fall dead one by one.
 */
export class SessionBatches {
  /** Sequences of two events and more, by start; without times as in the file. Of a share those that are its own. */
  readonly order: Uint32Array
  /** Targets of a whole pass. */
  readonly events: number
  readonly #data: Interactions
  readonly #batch: number
  readonly #lanes: number
  readonly #least: number
  readonly #at: Int32Array
  readonly #end: Int32Array
  #next = 0

  /**
   * @param batch slots in use  @param lanes lanes of a step, >= batch; the others are dead
   * @param share of the sessions every `of`-th is walked through, from the one at `part` on; default all
   * @param least a pass ends where fewer slots are alive: 2 where the only negatives are each other's targets, else 1
   */
  constructor(data: Interactions, batch: number, lanes: number, least: number, share = { part: 0, of: 1 }) {
    const { offsets, times } = data
    const start = (s: number) => times[offsets[s]!]!
    const long: number[] = []
    for (let s = 0; s + 1 < offsets.length; s++) if (offsets[s + 1]! - offsets[s]! >= 2) long.push(s)
    if (long.every((s) => Number.isFinite(start(s)))) long.sort((a, b) => start(a) - start(b) || a - b)
    this.order = Uint32Array.from(long.filter((_, at) => at % share.of === share.part))
    this.events = this.order.reduce((sum, s) => sum + offsets[s + 1]! - offsets[s]! - 1, 0)
    this.#data = data
    this.#batch = batch
    this.#lanes = lanes
    this.#least = least
    this.#at = new Int32Array(batch)
    this.#end = new Int32Array(batch)
  }

  /** Begins a pass. */
  restart(): void {
    this.#next = 0
    this.#at.fill(0)
    this.#end.fill(0)
  }

  /** Writes up to so many steps and says how many, and how many events they are; 0 steps = the pass is over. */
  fill(into: Steps, steps: number): { steps: number; events: number } {
    const lanes = this.#lanes
    let events = 0
    for (let step = 0; step < steps; step++) {
      const live = this.#step(into, step * lanes)
      if (live < this.#least) return { steps: step, events }
      events += live
    }
    return { steps, events }
  }

  #step({ inputs, targets, resets }: Steps, base: number): number {
    const { rows, offsets } = this.#data
    let live = 0
    inputs.fill(-1, base, base + this.#lanes)
    targets.fill(-1, base, base + this.#lanes)
    resets.fill(0, base, base + this.#lanes)
    for (let slot = 0; slot < this.#batch; slot++) {
      if (this.#at[slot]! + 1 >= this.#end[slot]! && this.#next < this.order.length) {
        const session = this.order[this.#next++]!
        this.#at[slot] = offsets[session]!
        this.#end[slot] = offsets[session + 1]!
        resets[base + slot] = 1
      }
      const at = this.#at[slot]!
      if (at + 1 >= this.#end[slot]!) continue
      inputs[base + slot] = rows[at]!
      targets[base + slot] = rows[at + 1]!
      this.#at[slot] = at + 1
      live++
    }
    return live
  }
}
