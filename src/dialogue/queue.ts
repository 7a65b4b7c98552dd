import { TastebudError } from '../errors.ts'

/** One piece of work at a time for each person, in the order they came; different people go side by side. */
export class Queue {
  readonly #tails = new Map<string, { last: Promise<unknown>; waiting: number }>()
  readonly #longest: number

  /** @param longest how much of one person may be under way or wait, 1 or more */
  constructor(longest = 16) {
    this.#longest = longest
  }

  /** @throws TastebudError TOO_MANY_TURNS when too many wait already */
  async run<T>(person: string, work: () => Promise<T>): Promise<T> {
    const tail = this.#tails.get(person) ?? { last: Promise.resolve(), waiting: 0 }
    if (tail.waiting >= this.#longest) {
      throw new TastebudError(
        'TOO_MANY_TURNS',
        `${tail.waiting} messages of this person wait for their answer already.`,
        'Wait for the answers, then send the next one.',
      )
    }
    this.#tails.set(person, tail)
    tail.waiting++
    const result = tail.last.then(work)
    tail.last = result.catch(() => undefined)
    try {
      return await result
    } finally {
      tail.waiting--
      if (tail.waiting === 0) this.#tails.delete(person)
    }
  }

  /** Waits for everything under way, and for what is added meanwhile. */
  async idle(): Promise<void> {
    while (this.#tails.size > 0) await Promise.all([...this.#tails.values()].map(({ last }) => last))
  }
}
