import type { Interactions } from '../../src/datasets/interactions.ts'
import { Vocabulary } from '../../src/datasets/vocabulary.ts'
import type { Trial } from '../../src/evaluation/protocols.ts'
import type { Random } from '../../src/random.ts'
import type { Model, SessionModel } from '../../src/recommenders/contract.ts'

/**
 * Recall@20 and MRR@20 over all cases of a next-item trial, ties conservative, as `measure` counts them. A model with
 * states walks through each session once instead of beginning anew at every case.
 */
export function nextItem(model: Model, trial: Trial): { recall: number; mrr: number; cases: number } {
  const scores = new Float32Array(model.items)
  const session = 'advance' in model ? (model as SessionModel) : undefined
  let state = session?.start()
  let group = -1
  let taken = 0
  let hits = 0
  let reciprocal = 0
  let cases = 0
  for (const { history, truth, group: own } of trial.cases()) {
    cases++
    const target = truth[0] ?? -1
    if (own !== group || history.length < taken) {
      group = own
      taken = 0
      state = session?.start()
    }
    if (session && state) {
      while (taken < history.length) session.advance(state, history[taken++] ?? history[0]!)
      if (target < 0) continue
      session.scoreState(state, scores)
    } else {
      if (target < 0) continue
      model.score({ history }, scores)
    }
    const score = scores[target] ?? 0
    if (score === 0) continue
    let rank = 0
    for (let i = 0; i < scores.length; i++) if ((scores[i] ?? 0) >= score) rank++
    if (rank > 20) continue
    hits++
    reciprocal += 1 / rank
  }
  return { recall: hits / cases, mrr: reciprocal / cases, cases }
}

/**
 * Made-up sessions: a walk over items in which popular ones (Zipf) lead to near ones, 2 to 10 events each.
 * @param events about so many
 */
export function simulated(events: number, items: number, random: Random): Interactions {
  const offsets = [0]
  const rows = new Uint32Array(events)
  let at = 0
  while (at < events) {
    const length = Math.min(events - at, 2 + random.int(9))
    // the log of a uniform number is spread as popularity is
    let item = Math.floor(Math.exp(random.next() * Math.log(items))) - 1
    for (let i = 0; i < length; i++) {
      rows[at++] = item
      item = random.next() < 0.8 ? (item + 1 + random.int(5)) % items : random.int(items)
    }
    offsets.push(at)
  }
  return {
    items: new Vocabulary(Array.from({ length: items }, (_, row) => `item-${row}`)),
    offsets: Uint32Array.from(offsets),
    rows,
    times: new Float64Array(events).fill(Number.NaN),
    values: new Float32Array(events).fill(1),
    names: new Array<string>(offsets.length - 1).fill(''),
  }
}
