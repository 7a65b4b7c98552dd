import { z } from 'zod'
import { checkEvents } from '../checks.ts'
import { tableRecipe } from '../neighbours/table-recipe.ts'
import { countRules } from './rules.ts'

export type MarkovConfig = Record<string, never>

/** score(j) = how often j came right after the last item of the history, repeats included. */
export const markov = tableRecipe<MarkovConfig>({
  name: 'markov',
  title: 'Markov chain',
  paper: 'First-order Markov chain; as baseline in Ludewig & Jannach, Evaluation of Session-based Recommendation, 2018',
  needs: ['interactions', 'order'],
  gives: 'what people took right after this',
  defaults: {},
  schema: z.strictObject({}) as z.ZodType<MarkovConfig>,
  from: () => 'last',
  async build(data, _config, run) {
    checkEvents('markov', data)
    return { table: await countRules(data.interactions, [1], run), notes: [] }
  },
})
