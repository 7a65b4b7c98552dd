import type { Catalogue } from '../../catalogue/catalogue.ts'
import { CLASSIFIER, type ClassifierConfig } from './intents/classifier.ts'
import { learnedKey, readLearned, writeLearned } from './intents/learned.ts'
import type { Context, Meaning } from './meaning.ts'
import { Reader } from './reader.ts'

export type * from './meaning.ts'
export { decodePayload, encodePayload, MAX_PAYLOAD, type Payload } from './payload.ts'

export interface Understanding {
  /** What a text means. Synchronous and pure; time is linear in the text and bounded. */
  understand(text: string, context: Context): Meaning
}

export interface UnderstandingOptions {
  readonly catalogue: Catalogue
  /** Folder with the intents and `words.yml`. */
  readonly intentsDir: string
  /** Below this probability a clause is `unclear`. Default 0.3. */
  readonly threshold?: number
  readonly classifier?: ClassifierConfig
  /** File of `saveIntents`, which spares learning. Where it is absent or stale, the intents are learned as without it. */
  readonly cache?: string
  /** File of `saveSense`: the text encoder. Where it is absent or knows other intents, understanding does without. */
  readonly encoder?: string
}

/**
 * Learns the intents and indexes the catalogue.
 * @throws TastebudError NO_FILE, BAD_INTENTS with `path:line`
 */
export function createUnderstanding(options: UnderstandingOptions): Understanding {
  const { catalogue, intentsDir, threshold = 0.3, classifier = CLASSIFIER, cache, encoder } = options
  return new Reader(catalogue, intentsDir, threshold, classifier, cache, encoder)
}

/** Name of the file with the text encoder in a folder of models. */
export const ENCODER_FILE = 'encoder.bin'

/** Name of the file with learned intents in a folder of models. */
export const INTENTS_FILE = 'intents.bin'

/**
 * Learns the intents and writes them to a file that `createUnderstanding` takes as `cache`. Equal files give equal bytes.
 * @throws as `createUnderstanding`
 */
export function saveIntents(path: string, options: Omit<UnderstandingOptions, 'cache' | 'encoder'>): void {
  const { catalogue, intentsDir, classifier = CLASSIFIER } = options
  const { learned } = new Reader(catalogue, intentsDir, 0, classifier)
  writeLearned(path, learnedKey(intentsDir, catalogue, classifier), learned)
}

/** Does the file of `saveIntents` fit these files and this catalogue? */
export function intentsFit(path: string, options: Omit<UnderstandingOptions, 'cache' | 'encoder'>): boolean {
  const { catalogue, intentsDir, classifier = CLASSIFIER } = options
  return readLearned(path, learnedKey(intentsDir, catalogue, classifier)) !== undefined
}
