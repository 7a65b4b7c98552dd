/** Ids as Discord makes them: decimal numbers of 64 bits that grow; these count instead of telling the time. */
export class Snowflakes {
  #last = 1_100_000_000_000_000_000n

  next(): string {
    // 22 bits below the time: the next one has another time, so that servers spread over shards.
    this.#last += 1n << 22n
    return this.#last.toString()
  }
}

/** Which of `shards` connections hears of a server. */
export function shardOf(guild: string | undefined, shards: number): number {
  if (guild === undefined || !/^\d+$/.test(guild)) return 0
  return Number((BigInt(guild) >> 22n) % BigInt(shards))
}
