import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from '../../artifacts/load.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { readCatalogue, readDomain } from '../../catalogue/read.ts'
import { Vocabulary } from '../../datasets/vocabulary.ts'
import { TastebudError } from '../../errors.ts'
import { Random } from '../../random.ts'
import { type BlendSource, measureScale } from '../../recommenders/blend.ts'
import { recipe } from '../../recommenders/registry.ts'
import { createUnderstanding } from '../understand/understand.ts'
import { align } from './align.ts'
import type { OperatorLimits } from './constraints.ts'
import type { Understanding } from './inline-mind.ts'
import { createEngine, type Engine } from './recommend.ts'

/** Where a mind finds what it needs: plain data, so that it can be handed to a worker. */
export interface MindSource {
  /** Catalogue files, in order. */
  readonly catalogue: readonly string[]
  /** domain.yml */
  readonly domain: string
  /** Folder of intents/*.yml */
  readonly intents: string
  /** Folder with one fitted recommender a folder; may be absent: then content alone recommends. */
  readonly models?: string
  readonly limits?: OperatorLimits
}

export interface LoadedMind {
  readonly catalogue: Catalogue
  readonly engine: Engine
  readonly understanding: Understanding
  /** Score of the popularity model by catalogue row, where there is one. */
  readonly popularity?: Float32Array
}

/** Reads everything, models and catalogue at once. @throws TastebudError of the readers and of the artifacts */
export async function loadMind(source: MindSource): Promise<LoadedMind> {
  const [catalogue, models] = await Promise.all([
    readDomain(source.domain).then((domain) => readCatalogue(source.catalogue, domain)),
    source.models === undefined ? [] : readModels(source.models),
  ])
  const understanding = await createUnderstanding({ catalogue, intentsDir: source.intents })
  const sources = await sourcesFor(catalogue, models)
  const popular = sources.find(({ name }) => name === 'popularity')
  const popularity = new Float32Array(catalogue.size)
  popular?.model.score({ history: [] }, popularity)
  const engine = createEngine({ catalogue, models: sources, ...(source.limits && { limits: source.limits }) })
  return { catalogue, engine, understanding, ...(popular && { popularity }) }
}

/** The engine of a home without understanding, for benchmarks and tools. */
export async function loadEngine(source: Omit<MindSource, 'intents'>): Promise<{ catalogue: Catalogue; engine: Engine }> {
  const [catalogue, models] = await Promise.all([
    readDomain(source.domain).then((domain) => readCatalogue(source.catalogue, domain)),
    source.models === undefined ? [] : readModels(source.models),
  ])
  const sources = await sourcesFor(catalogue, models)
  return {
    catalogue,
    engine: createEngine({ catalogue, models: sources, ...(source.limits && { limits: source.limits }) }),
  }
}

type Saved = Awaited<ReturnType<typeof load>>

/** Every fitted recommender of a folder, by name. A folder that is not there is refused: a typo would go unnoticed. */
async function readModels(folder: string): Promise<Saved[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new TastebudError('ARTIFACT_MISSING', `there is no folder of models ${folder}`, 'Train the models first.', {
      cause,
    })
  })
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
  return Promise.all(names.sort().map((name) => load(join(folder, name))))
}

async function sourcesFor(catalogue: Catalogue, models: readonly Saved[]): Promise<BlendSource[]> {
  const sources = models.map(({ manifest, items, tensors }): BlendSource => {
    const model = recipe(manifest.model).restore(manifest.config, items.length, tensors)
    return {
      name: manifest.model,
      model: align(model, new Vocabulary(items), catalogue.vocabulary),
      scale: manifest.metrics['scale'] ?? measureScale(model),
    }
  })
  return sources.some(({ name }) => name === 'content') ? sources : [...sources, ...(await fitContent(catalogue))]
}

/** Content neighbours need nothing but the catalogue, so they can be had without training. */
async function fitContent(catalogue: Catalogue): Promise<BlendSource[]> {
  const described = catalogue.items.some((item) => item.text !== '' || Object.values(item.tags).some((tag) => tag.length > 0))
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
  return [{ name: 'content', model, scale: measureScale(model) }]
}

/** Options of the content recommender that follow from the domain: how much a shared value of each field counts. */
export function contentOptions(catalogue: Catalogue): { tagWeights: Record<string, number> } {
  return {
    tagWeights: Object.fromEntries(Object.entries(catalogue.domain.tags).map(([field, spec]) => [field, spec.weight])),
  }
}
