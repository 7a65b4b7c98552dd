import { z } from 'zod'
import { columnRecipe } from './column-recipe.ts'

export type RandomConfig = Record<string, never>

/** score(j) = a number drawn once in [0, 1). For tests: every suite that it passes is too weak. */
export const random = columnRecipe<RandomConfig, Float32Array>({
  name: 'random',
  title: 'Random',
  paper: 'None: the floor, and the proof that the contract suite can fail',
  needs: ['interactions'],
  gives: 'nothing; for tests',
  schema: z.strictObject({}) as z.ZodType<RandomConfig>,
  defaults: {},
  column: 'chances',
  type: Float32Array,
  build({ interactions }, run) {
    const random = run.random.fork('random')
    return Float32Array.from({ length: interactions.items.size }, () => random.next())
  },
  score(chances, { history }, scores) {
    // the list turns with the history, so that two listeners are not told the same
    let turn = history.length
    for (const row of history) turn = (Math.imul(turn, 31) + row) >>> 0
    const start = turn % chances.length
    for (let row = 0; row < chances.length; row++) scores[row] = chances[(row + start) % chances.length]!
  },
})
