import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../../log.ts'
import { CHANNEL } from './conversing.ts'

/** Work that nobody waits for: what fails is logged, and stopping waits for the rest. */
export class InFlight {
  readonly #log: Log
  readonly #work = new Set<Promise<void>>()
  #closed = false

  constructor(log: Log) {
    this.#log = log
  }

  track(work: Promise<unknown>): void {
    const done = work.then(
      () => undefined,
      (error: unknown) => this.#log.error({ door: CHANNEL, error }, 'Discord was not answered'),
    )
    this.#work.add(done)
    void done.then(() => this.#work.delete(done))
  }

  /** Whether new work is no longer taken. */
  get closed(): boolean {
    return this.#closed
  }

  /** Takes nothing new; resolves when all is done, or after so many milliseconds. */
  async settled(atMost: number): Promise<void> {
    this.#closed = true
    const giveUp = new AbortController()
    const late = wait(atMost, undefined, { signal: giveUp.signal }).catch(() => undefined)
    await Promise.race([Promise.all(this.#work), late])
    giveUp.abort()
  }
}
