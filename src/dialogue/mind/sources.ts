import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { corrupt } from '../../artifacts/errors.ts'
import { type Artifact, load, restoreModel } from '../../artifacts/load.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { Vocabulary } from '../../datasets/vocabulary.ts'
import { TastebudError } from '../../errors.ts'
import { Random } from '../../random.ts'
import { type BlendSource, measureScale } from '../../recommenders/blend.ts'
import { isSessionModel } from '../../recommenders/checks.ts'
import type { VectorModel } from '../../recommenders/contract.ts'
import { isVectorModel } from '../../recommenders/embeddings/vector-questions.ts'
import { Bandit, bandit } from '../../recommenders/questions/bandit.ts'
import { alignTastes, type TasteSpace } from '../../recommenders/questions/taste-space.ts'
import { recipe } from '../../recommenders/registry.ts'
import { align } from './align.ts'
import { CarriedSession } from './carried.ts'
import { alignVectors } from './vector-search.ts'

/** Every fitted recommender of a folder, by name. A folder that is not there is refused: a typo would go unnoticed. */
export async function readModels(folder: string): Promise<Artifact[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new TastebudError('ARTIFACT_MISSING', `there is no folder of models ${folder}`, 'Train the models first.', {
      cause,
    })
  })
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
  return Promise.all(names.sort().map((name) => load(join(folder, name))))
}

/** What an engine recommends with. */
export interface Sources {
  /** Of the blend, over the rows of the catalogue. */
  readonly models: readonly BlendSource[]
  /** The vectors that questions are asked of: of the model that knows tags best, `meta-prod2vec`, else of any other. */
  readonly vectors?: VectorModel
  /** Of the bandit, which asks and takes no part in the blend. */
  readonly tastes?: TasteSpace
}

/**
 * The recommenders of a blend over a catalogue; content neighbours are fitted here where no artifact has them.
 * @throws TastebudError ARTIFACT_VERSION, ARTIFACT_CORRUPT
 */
export async function sourcesFor(catalogue: Catalogue, models: readonly Artifact[]): Promise<Sources> {
  let vectors: VectorModel | undefined
  const asking = models.find(({ manifest }) => manifest.model === bandit.name)
  const tastes = asking && tastesOf(asking, catalogue.vocabulary)
  const fitted = models
    .filter((artifact) => artifact !== asking)
    .map((artifact) => {
      const { manifest, items, dir, hash } = artifact
      const { scale } = manifest.metrics
      if (scale !== undefined && !(scale > 0)) throw corrupt(dir, `its scale is ${scale}`)
      const name = manifest.model
      const restored = restoreModel(artifact)
      const known = new Vocabulary(items)
      if (isVectorModel(restored) && (!vectors || name === 'meta-prod2vec'))
        vectors = alignVectors(restored, known, catalogue.vocabulary)
      const aligned = align(restored, known, catalogue.vocabulary)
      const model = isSessionModel(aligned) ? new CarriedSession(aligned, name, hash, catalogue.vocabulary) : aligned
      return { name, model, scale }
    })
  let taken: Float32Array | undefined
  const popular = fitted.find(({ name }) => name === 'popularity')
  if (popular) {
    taken = new Float32Array(catalogue.size)
    popular.model.score({ history: [] }, taken)
  }
  const sources = fitted.map(
    ({ name, model, scale }): BlendSource => ({ name, model, scale: scale ?? measureScale(model, taken, 1000) }),
  )
  const content = sources.some(({ name }) => name === 'content') ? [] : await fitContent(catalogue, taken)
  return { models: [...sources, ...content], ...(vectors && { vectors }), ...(tastes && { tastes }) }
}

/** The tastes of a fitted bandit by the rows of the catalogue. */
function tastesOf(artifact: Artifact, wanted: Vocabulary): TasteSpace | undefined {
  const model = restoreModel(artifact)
  return model instanceof Bandit ? alignTastes(model.space, new Vocabulary(artifact.items), wanted) : undefined
}

/** Content neighbours need nothing but the catalogue, so they can be had without training. */
async function fitContent(catalogue: Catalogue, taken?: Float32Array): Promise<BlendSource[]> {
  const described = catalogue.items.some(
    (item) => item.text !== '' || Object.values(item.tags).some((tag) => tag.length > 0),
  )
  if (!described) return []
  const model = recipe('content').create(contentOptions(catalogue))
  const interactions = {
    items: catalogue.vocabulary,
    offsets: new Uint32Array(1),
    rows: new Uint32Array(0),
    times: new Float64Array(0),
    values: new Float32Array(0),
    names: [],
  }
  await model.fit({ interactions, content: catalogue.items }, { random: new Random(0) })
  return [{ name: 'content', model, scale: measureScale(model, taken, 1000) }]
}

/** Options of the content recommender that follow from the domain: how much a shared value of each field counts. */
export function contentOptions(catalogue: Catalogue): { tagWeights: Record<string, number> } {
  return {
    tagWeights: Object.fromEntries(Object.entries(catalogue.domain.tags).map(([field, spec]) => [field, spec.weight])),
  }
}
