import type { Interactions } from '../datasets/interactions.ts'
import type { FitRun, Recommender } from '../recommenders/contract.ts'
import { type EaseConfig, wholeUpTo } from '../recommenders/linear/ease.ts'
import { type NeighbourTable, TableBuilder, tableFromTensors, transpose } from '../recommenders/neighbours/table.ts'
import { recipe } from '../recommenders/registry.ts'
import { measure, metricNames } from './measure.ts'
import { applyProtocol } from './protocols.ts'

/**
 * What it costs in NDCG@10 that EASE keeps the `keep` largest weights of each item only: fitted once, on the training
 * part of `per-user-time` (docs/protocols.md), and measured with all weights and with those kept. Of a larger catalogue
 * the most-rated `wholeUpTo` items are measured, as all weights of more would fill the memory.
 */
export async function pruningLoss(
  likes: Interactions,
  config: EaseConfig,
  keep: number,
  run: FitRun,
): Promise<{ readonly full: number; readonly kept: number }> {
  const trial = applyProtocol('per-user-time', { interactions: likes })
  const ease = recipe('ease')
  const whole = { ...config, weightsPerItem: 0, maxItems: Math.min(config.maxItems, wholeUpTo) }
  const full = ease.create(whole)
  await full.fit({ interactions: trial.train }, run)
  const table = tableFromTensors('ease', full.items, full.tensors())
  const kept = ease.restore(whole, full.items, { ...prune(table, keep) })
  const names = metricNames([10])
  const ndcg = (model: Recommender): number => {
    const { tally } = measure(model, trial, { at: [10], owners: [], similarity: () => 0 })
    let sum = 0
    let count = 0
    for (let i = names.indexOf('ndcg@10'); i < tally.sums.length; i += tally.metrics) {
      sum += tally.sums[i]!
      count += tally.counts[i]!
    }
    return sum / count
  }
  return { full: ndcg(full), kept: ndcg(kept) }
}

/** The table with only the `keep` largest |weight| that speak for each item; all where `keep` is 0. */
function prune(table: NeighbourTable, keep: number): NeighbourTable {
  const byCandidate = transpose(table)
  const items = table.offsets.length - 1
  const builder = new TableBuilder(items)
  const dense = new Float64Array(items)
  for (let item = 0; item < items; item++) {
    const from = byCandidate.offsets[item]!
    const end = byCandidate.offsets[item + 1]!
    const columns = byCandidate.columns.slice(from, end)
    for (let at = from; at < end; at++) dense[byCandidate.columns[at]!] = byCandidate.weights[at]!
    builder.add(columns, columns.length, dense, keep)
  }
  return transpose(builder.build())
}
