import { z } from 'zod'
import { checkEvents } from '../checks.ts'
import { pause } from '../pause.ts'
import { addTogether, profilesOf } from './profiles.ts'
import { TableBuilder, transpose } from './table.ts'
import { tableRecipe } from './table-recipe.ts'

const schema = z.strictObject({
  /** Whether an item counts once a sequence, or once an event. */
  counts: z.enum(['binary', 'events']),
  /** λ, events: the larger, the less a rare pair is trusted. */
  shrinkage: z.number().min(0).max(1e9),
  /** a, 0 to 1: how the punishment of popularity is shared, history item^a * candidate^(1 - a). */
  exponent: z.number().min(0).max(1),
  /** How many nearest are kept; 0 = all. */
  neighbours: z.int().min(0).max(1e6),
  /** Whose nearest: of the item in the history, or of the candidate (which then listens to those only). */
  neighboursOf: z.enum(['query', 'target']),
  /** Which of the history speaks. */
  from: z.enum(['last', 'profile']),
})
export type ItemKnnConfig = z.infer<typeof schema>

/** sim(i, j) = co(i, j) / ((n_i + λ)^a (n_j + λ)^(1 - a)); score(j) = sum of sim(i, j) over the history. */
export const itemKnn = tableRecipe<ItemKnnConfig>({
  name: 'item-knn',
  title: 'Item neighbours',
  paper: 'Sarwar et al., Item-based Collaborative Filtering, WWW 2001; shrinkage as in Hidasi et al., ICLR 2016',
  needs: ['interactions'],
  gives: 'people who liked this also liked that, with the liked item as the reason',
  defaults: {
    counts: 'binary',
    shrinkage: 20,
    exponent: 0.5,
    neighbours: 100,
    neighboursOf: 'target',
    from: 'profile',
  },
  schema,
  from: (config) => config.from,
  async build(data, config, run) {
    checkEvents('item-knn', data)
    const binary = config.counts === 'binary'
    const profiles = profilesOf(data.interactions)
    const size = data.interactions.items.size
    const support = new Float64Array(size)
    profiles.items.forEach((item, p) => {
      support[item]! += binary ? 1 : profiles.counts[p]!
    })
    const asQuery = support.map((n) => (n + config.shrinkage) ** config.exponent)
    const asTarget = support.map((n) => (n + config.shrinkage) ** (1 - config.exponent))
    const byTarget = config.neighboursOf === 'target'
    const own = byTarget ? asTarget : asQuery
    const other = byTarget ? asQuery : asTarget
    const builder = new TableBuilder(size)
    const dense = new Float64Array(size)
    const met = new Uint32Array(size)
    for (let item = 0; item < size; item++) {
      if (item % 128 === 0) await pause(run, item, size)
      const count = addTogether(profiles, item, binary, dense, met)
      dense[item] = 0
      for (let m = 0; m < count; m++) dense[met[m]!]! /= own[item]! * other[met[m]!]!
      const kept = withoutZeros(met, count, dense)
      builder.add(met, kept, dense, config.neighbours)
      for (let m = 0; m < kept; m++) dense[met[m]!] = 0
    }
    const table = builder.build()
    return { table: byTarget ? transpose(table) : table, notes: [] }
  },
})

/** Moves the columns that have a weight to the front, so that the item itself takes no neighbour's place. */
function withoutZeros(met: Uint32Array, count: number, dense: Float64Array): number {
  let kept = 0
  for (let m = 0; m < count; m++) if (dense[met[m]!] !== 0) met[kept++] = met[m]!
  return kept
}
