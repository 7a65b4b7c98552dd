import type { Interactions } from '../../src/datasets/interactions.ts'
import { select } from '../../src/datasets/select.ts'
import type { ItemRow } from '../../src/datasets/vocabulary.ts'
import type { SessionModel } from '../../src/recommenders/contract.ts'

/** The last events of sequences, asked for one by one, each with all that came before it. */
export interface LastEvents {
  readonly train: Interactions
  /** Rows of training: what comes before, and what is asked for behind it, in order; targets that training lacks are out. */
  readonly sequences: readonly { readonly before: readonly ItemRow[]; readonly asked: readonly (ItemRow | -1)[] }[]
  /** (items) events in training */
  readonly support: Uint32Array
}

/** The last `held` events of each sequence of at least `held` + 2; training is all that comes before them. */
export function lastEvents(data: Interactions, held: number): LastEvents {
  const cut = (s: number) => {
    const length = data.offsets[s + 1]! - data.offsets[s]!
    return length < held + 2 ? data.offsets[s + 1]! : data.offsets[s + 1]! - held
  }
  const train = select(data, (event, s) => event < cut(s))
  const rowOf = (event: number) => train.items.row(data.items.id(data.rows[event] as ItemRow)) ?? -1
  const sequences: { before: ItemRow[]; asked: (ItemRow | -1)[] }[] = []
  for (let s = 0; s + 1 < data.offsets.length; s++) {
    const [from, middle, to] = [data.offsets[s]!, cut(s), data.offsets[s + 1]!]
    if (middle === to) continue
    const rows = Array.from({ length: to - from }, (_, i) => rowOf(from + i))
    sequences.push({
      before: rows.slice(0, middle - from) as ItemRow[],
      asked: rows.slice(middle - from),
    })
  }
  const support = new Uint32Array(train.items.size)
  for (const row of train.rows) support[row]! += 1
  return { train, sequences, support }
}

/** Upper ends of the groups that targets fall into by their events in training. */
export const groups = [5, 20, Number.POSITIVE_INFINITY] as const
export interface Answers {
  readonly cases: number
  readonly mrr: number
  readonly recall: number
}

/** MRR@20 and Recall@20 among all items, ties conservative: of all cases, then of each group by the target's events. */
export function answers(model: SessionModel, { sequences, support }: LastEvents): Answers[] {
  const sums = Array.from({ length: groups.length + 1 }, () => ({ cases: 0, mrr: 0, recall: 0 }))
  const scores = new Float32Array(model.items)
  for (const { before, asked } of sequences) {
    const state = model.start()
    for (const row of before) model.advance(state, row)
    for (const target of asked) {
      if (target === -1) continue
      model.scoreState(state, scores)
      model.advance(state, target)
      const own = scores[target]!
      let rank = own > 0 ? 0 : Number.POSITIVE_INFINITY
      for (let i = 0; i < scores.length; i++) if (scores[i]! >= own) rank++
      const group = groups.findIndex((end) => support[target]! <= end)
      for (const sum of [sums[0]!, sums[group + 1]!]) {
        sum.cases++
        if (rank > 20) continue
        sum.recall++
        sum.mrr += 1 / rank
      }
    }
  }
  return sums.map(({ cases, mrr, recall }) => ({ cases, mrr: mrr / cases, recall: recall / cases }))
}
