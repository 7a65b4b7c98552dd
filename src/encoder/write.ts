import { END } from './decoder.ts'
import type { Network } from './network.ts'

/** What was written, and how sure each symbol was among those that the grammar allowed, 0 to 1. */
export interface Written {
  readonly symbols: readonly number[]
  readonly sure: readonly number[]
}

/**
 * After `network.forward(steps)`: the likeliest symbols one by one, of lane 0, within a grammar, until the end.
 * @param allowed what may come after what was written so far
 */
export function writeGreedily(
  network: Network,
  steps: number,
  allowed: (so: readonly number[]) => readonly number[],
): Written {
  const decoder = network.decoder
  if (!decoder) throw new Error('the network has no decoder')
  const { lanes, symbols, scores, config } = decoder
  const found: number[] = []
  const sure: number[] = []
  network.begin(steps)
  symbols.fill(END, 0, lanes)
  for (let s = 0; s < config.length; s++) {
    const may = allowed(found)
    let best = may[0] ?? END
    let chance = 1
    // What must follow need not be computed, but the state goes through it.
    network.write(s, steps)
    if (may.length > 1) {
      const score = (v: number) => scores[v * lanes] as number
      for (const v of may) if (score(v) > score(best)) best = v
      chance = 1 / may.reduce((sum, v) => sum + Math.exp(score(v) - score(best)), 0)
    }
    if (best === END) break
    found.push(best)
    sure.push(chance)
    symbols.fill(best, (s + 1) * lanes, (s + 2) * lanes)
  }
  return { symbols: found, sure }
}
