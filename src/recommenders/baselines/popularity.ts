import { z } from 'zod'
import { columnRecipe } from './column-recipe.ts'

export type PopularityConfig = Record<string, never>

/** score(j) = how many events j has, whoever asks. */
export const popularity = columnRecipe<PopularityConfig, Uint32Array>({
  name: 'popularity',
  title: 'Popularity',
  paper: 'The number of events of an item; the least that every model must beat',
  needs: ['interactions'],
  gives: 'something to say when nothing is known, and the voice when a model is late',
  schema: z.strictObject({}) as z.ZodType<PopularityConfig>,
  defaults: {},
  column: 'counts',
  type: Uint32Array,
  build({ interactions }) {
    const counts = new Uint32Array(interactions.items.size)
    for (const row of interactions.rows) counts[row]!++
    return counts
  },
  score(counts, _, scores) {
    scores.set(counts)
  },
})
