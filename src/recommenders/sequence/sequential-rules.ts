import { z } from 'zod'
import { checkEvents } from '../checks.ts'
import { decay, decays } from '../neighbours/decay.ts'
import { tableRecipe } from '../neighbours/table-recipe.ts'
import { countRules } from './rules.ts'

const schema = z.strictObject({
  /** How many events apart two items may be. */
  steps: z.int().min(1).max(1000),
  /** What a pair counts by its gap. */
  weighting: z.enum(decays),
})
export type SequentialRulesConfig = z.infer<typeof schema>

/** score(j) = sum of weight(gap) over all times that j followed the last item within `steps` events. */
export const sequentialRules = tableRecipe<SequentialRulesConfig>({
  name: 'sequential-rules',
  title: 'Sequential rules',
  paper: 'Ludewig & Jannach, Evaluation of Session-based Recommendation Algorithms, UMUAI 2018',
  needs: ['interactions', 'order'],
  gives: 'what people took soon after this',
  defaults: { steps: 10, weighting: 'div' },
  schema,
  from: () => 'last',
  async build(data, config, run) {
    checkEvents('sequential-rules', data)
    const weights = Array.from({ length: config.steps }, (_, gap) => decay(config.weighting, gap + 1))
    return { table: await countRules(data.interactions, weights, run), notes: [] }
  },
})
