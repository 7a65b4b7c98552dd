import type { Item } from '../../src/catalogue/item.ts'
import type { Interactions } from '../../src/datasets/interactions.ts'
import { Random } from '../../src/random.ts'
import type { Recipe, Recommender } from '../../src/recommenders/contract.ts'
import { rows } from '../worlds/world.ts'

/** A fitted recommender with the notes of its fit. */
export async function train<Config extends object>(
  recipe: Recipe<Config>,
  options: Partial<Config>,
  interactions: Interactions,
  content?: readonly (Item | undefined)[],
): Promise<{ model: Recommender<Config>; notes: readonly string[] }> {
  const model = recipe.create(options)
  const data = content ? { interactions, content } : { interactions }
  const { notes } = await model.fit(data, { random: new Random(1) })
  return { model, notes }
}

/** The scores after a history of plain numbers, as a list. */
export function ask(model: Recommender, ...history: readonly number[]): number[] {
  const scores = new Float32Array(model.items)
  model.score({ history: rows(...history) }, scores)
  return [...scores]
}

/** Whether two lists agree to seven digits, which is what 32 bits hold. */
export function nearly(actual: readonly number[], expected: readonly number[]): boolean {
  return (
    actual.length === expected.length &&
    actual.every((value, at) => Math.abs(value - expected[at]!) <= 1e-6 * (1 + Math.abs(expected[at]!)))
  )
}
