import type { z } from 'zod'
import type { Recipe, Recommender, Tensors } from './contract.ts'
import { parseOptions } from './options.ts'

/** What a recipe says of itself, with the schema of its options. */
export interface RecipeSpec<Config extends object>
  extends Pick<Recipe<Config>, 'name' | 'title' | 'paper' | 'needs' | 'gives' | 'defaults' | 'presets' | 'resumable'> {
  readonly schema: z.ZodType<Config>
}

/** How its models are made of a config that is complete and checked. */
export interface Making<Config extends object> {
  create(config: Readonly<Config>): Recommender<Config>
  restore(config: Readonly<Config>, items: number, tensors: Tensors): Recommender<Config>
}

/** A frozen recipe that checks every config before a model is made of it. */
export function recipeShell<Config extends object>(spec: RecipeSpec<Config>, making: Making<Config>): Recipe<Config> {
  const { name, title, paper, needs, gives, presets, resumable, schema } = spec
  const defaults = Object.freeze(spec.defaults)
  const checked = (options: object) => parseOptions(name, schema, defaults, options)
  return Object.freeze({
    name,
    title,
    paper,
    needs,
    gives,
    defaults,
    ...(presets ? { presets } : {}),
    ...(resumable ? { resumable } : {}),
    create: (options: Partial<Config> = {}) => making.create(checked(options)),
    restore: (config: Config, items: number, tensors: Tensors) => making.restore(checked(config), items, tensors),
  })
}
