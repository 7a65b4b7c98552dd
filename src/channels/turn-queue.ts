import { HttpProblem } from './http-problem.ts'

/** One turn at a time for each person, in the order they came; different people go side by side. */
export class TurnQueue {
  readonly #tails = new Map<string, { last: Promise<unknown>; waiting: number }>()
  readonly #longest: number

  /** @param longest how many turns of one person may wait, 1 or more */
  constructor(longest = 16) {
    this.#longest = longest
  }

  /** @throws HttpProblem TOO_MANY_TURNS when too many wait already */
  async run<T>(person: string, work: () => Promise<T>): Promise<T> {
    const tail = this.#tails.get(person) ?? { last: Promise.resolve(), waiting: 0 }
    if (tail.waiting >= this.#longest) {
      throw new HttpProblem(
        429,
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

  /** How many people have a turn under way. */
  get busy(): number {
    return this.#tails.size
  }
}
