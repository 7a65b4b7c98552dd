import { join } from 'node:path'
import { loadBlendWeights } from '../../artifacts/blend-weights.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { readCatalogue, readDomain } from '../../catalogue/read.ts'
import { createUnderstanding, ENCODER_FILE, INTENTS_FILE } from '../understand/index.ts'
import type { Understanding } from './inline-mind.ts'
import type { OperatorLimits } from './limits.ts'
import { createEngine, type Engine } from './recommend.ts'
import { readModels, sourcesFor } from './sources.ts'

/** Where a mind finds what it needs: plain data, so that it can be handed to a worker. */
export interface MindSource {
  /** Catalogue files, in order. */
  readonly catalogue: readonly string[]
  /** domain.yml */
  readonly domain: string
  /** Folder of intents/*.yml */
  readonly intents: string
  /** Folder with one fitted recommender a folder; where absent, content alone recommends. */
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
  const [catalogue, models, fitted] = await Promise.all([
    readDomain(source.domain).then((domain) => readCatalogue(source.catalogue, domain)),
    source.models === undefined ? [] : readModels(source.models),
    source.models === undefined ? undefined : loadBlendWeights(source.models),
  ])
  const understanding = createUnderstanding({
    catalogue,
    intentsDir: source.intents,
    ...(source.models !== undefined && {
      cache: join(source.models, INTENTS_FILE),
      encoder: join(source.models, ENCODER_FILE),
    }),
  })
  const sources = await sourcesFor(catalogue, models)
  const engine = createEngine({
    catalogue,
    ...sources,
    ...(source.limits && { limits: source.limits }),
    ...(fitted && { blend: { weights: fitted.weights } }),
  })
  const popular = sources.models.find(({ name }) => name === 'popularity')
  if (!popular) return { catalogue, engine, understanding }
  const popularity = new Float32Array(catalogue.size)
  popular.model.score({ history: [] }, popularity)
  return { catalogue, engine, understanding, popularity }
}
