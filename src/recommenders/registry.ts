import { nearest } from '../catalogue/nearest.ts'
import { TastebudError } from '../errors.ts'
import { popularity } from './baselines/popularity.ts'
import { random } from './baselines/random.ts'
import { content } from './content/content.ts'
import type { Recipe } from './contract.ts'
import { baggedProd2vec } from './embeddings/bagged-prod2vec.ts'
import { item2vec } from './embeddings/item2vec.ts'
import { metaProd2vec } from './embeddings/meta-prod2vec.ts'
import { prod2vec } from './embeddings/prod2vec.ts'
import { semanticSpace } from './embeddings/semantic-space.ts'
import { ials } from './factors/ials.ts'
import { ease } from './linear/ease.ts'
import { itemKnn } from './neighbours/item-knn.ts'
import { sKnn } from './neighbours/s-knn.ts'
import { stan } from './neighbours/stan.ts'
import { vSKnn } from './neighbours/v-sknn.ts'
import { vStan } from './neighbours/vstan.ts'
import { bandit } from './questions/bandit.ts'
import { markov } from './sequence/markov.ts'
import { sequentialRules } from './sequence/sequential-rules.ts'
import { gru4rec } from './session/gru4rec.ts'
import { parallelRnn } from './session/parallel-rnn.ts'

/** Every recommender that people may choose, simplest first. A new one is a line here. */
export const recipes: readonly Recipe[] = Object.freeze([
  popularity,
  markov,
  sequentialRules,
  itemKnn,
  sKnn,
  vSKnn,
  stan,
  vStan,
  ease,
  ials,
  bandit,
  content,
  item2vec,
  prod2vec,
  baggedProd2vec,
  metaProd2vec,
  semanticSpace,
  gru4rec,
  parallelRnn,
])

/** Recommenders that exist to be beaten or refused by tests; found by name, listed nowhere. */
export const testRecipes: readonly Recipe[] = Object.freeze([random])

/** @throws TastebudError UNKNOWN_MODEL with the names that are nearest */
export function recipe(name: string): Recipe {
  const found = [...recipes, ...testRecipes].find((one) => one.name === name)
  if (found) return found
  const near = nearest(
    name,
    recipes.map((one) => one.name),
  )
  throw new TastebudError(
    'UNKNOWN_MODEL',
    `there is no model "${name.slice(0, 60)}"; the nearest are ${near.join(', ')}`,
    'Run "tastebud models" for the list.',
  )
}

/**
 * A model's options from one of its presets and what is said beside it, which goes first.
 * @param given options; a `preset` among them names published ones
 * @throws TastebudError UNKNOWN_MODEL, BAD_OPTION for a preset that the model does not have
 */
export function optionsOf(name: string, { preset, ...given }: Readonly<Record<string, unknown>>): object {
  if (preset === undefined) return given
  const { presets = {} } = recipe(name)
  const found = typeof preset === 'string' && Object.hasOwn(presets, preset) ? presets[preset] : undefined
  if (found) return { ...found, ...given }
  const known = Object.keys(presets)
  throw new TastebudError(
    'BAD_OPTION',
    `the model "${name}" has no preset "${String(preset).slice(0, 60)}"`,
    known.length > 0 ? `Its presets: ${known.join(', ')}.` : 'It has none: set its options one by one.',
  )
}
