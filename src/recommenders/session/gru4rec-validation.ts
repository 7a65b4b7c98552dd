import type { Interactions } from '../../datasets/interactions.ts'
import { splitNewestSequences } from '../../datasets/splits.ts'
import type { FitRun } from '../contract.ts'
import type { Gru4RecServing } from './gru4rec-serving.ts'

const most = 20
/** Mean of 1 / rank of the next item, 0 beyond 20, over every event from the second on: what the authors tune by. */
export const metricName: string = `mrr@${most}`

/** Sessions that are not learned but asked about. */
export interface Held {
  /** What is learned, with the rows of the whole data. */
  readonly train: Interactions
  readonly sessions: number
  /** The metric of weights, over all items, ties for the worst; 0 where there is nothing to ask. */
  measure(serving: Gru4RecServing, run: FitRun): Promise<number>
}

/** Holds the newest share of the sessions out, and whatever happened from then on. */
export function holdNewest(data: Interactions, share: number): Held {
  const { train, held } = splitNewestSequences(data, share, { repack: false })
  const scores = new Float32Array(data.items.size)
  return {
    train,
    sessions: held.names.length,
    async measure(serving, { signal }) {
      let [sum, asked] = [0, 0]
      for (let s = 0; s < held.names.length; s++) {
        const state = new Float32Array(serving.stateSize)
        for (let event = held.offsets[s]!; event + 1 < held.offsets[s + 1]!; event++) {
          serving.advance(state, held.rows[event]!)
          serving.logits(state, scores)
          const rank = rankOf(held.rows[event + 1]!, scores)
          sum += rank <= most ? 1 / rank : 0
          asked++
        }
        if (s % 16 === 0) {
          await new Promise((resolve) => setImmediate(resolve))
          signal?.throwIfAborted()
        }
      }
      return asked > 0 ? sum / asked : 0
    },
  }
}

/** Its place, 1 = first, behind all that score as much. */
function rankOf(target: number, scores: Float32Array): number {
  const own = scores[target]!
  let rank = 0
  for (let i = 0; i < scores.length; i++) if (scores[i]! >= own) rank++
  return rank
}
